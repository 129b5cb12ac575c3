import type { FC } from "hono/jsx";
import type { PageChange } from "../../store/changes.ts";
import type { EventRecord } from "../../store/event-record.ts";
import { dateText, headline, hostOf, languageTag, timeText } from "../labels.ts";
import { CHANGES_TEXTS } from "../texts/changes.ts";
import { CHANGE_TEXTS } from "../texts.ts";
import { DifferenceView } from "./difference.tsx";

export interface ChangeItemProps {
  readonly change: PageChange;
  readonly events: ReadonlyMap<string, EventRecord>;
  /** The title of a source, or its id when the register does not know it. */
  readonly sourceName: (id: string) => string;
}

/** One change: what and when, the page, the events it touches, and of an edit the difference. */
export const ChangeItem: FC<ChangeItemProps> = ({ change, events, sourceName }) => {
  const { before, after } = change;
  const document = after ?? change.document;
  return (
    <li>
      <span class={`badge first ${change.kind}`}>{CHANGE_TEXTS[change.kind]}</span>{" "}
      {document ? (
        <a class="title" href={`/documents/${document.id}`} lang={languageTag(document)} data-item>
          {document.title || CHANGES_TEXTS.untitled}
        </a>
      ) : (
        <span class="mono">{change.canonicalUrl}</span>
      )}
      <p class="soft small">
        {sourceName(change.sourceId)} · {hostOf(change.canonicalUrl)}
        {document?.published && CHANGES_TEXTS.published(dateText(document.published))} ·{" "}
        {CHANGES_TEXTS.noticed} <time datetime={change.at}>{timeText(change.at)}</time>
      </p>
      <Times change={change} />
      {before && after && (
        <details open>
          <summary>{CHANGES_TEXTS.versions(before.version, after.version)}</summary>
          <DifferenceView before={before} after={after} />
        </details>
      )}
      {change.eventIds.length > 0 && (
        <p class="small">
          {CHANGES_TEXTS.events}{" "}
          {change.eventIds.map((id, at) => {
            const record = events.get(id);
            return (
              <>
                {at > 0 && "; "}
                <a href={`/events/${id}`}>{record ? headline(record.coding) : id}</a>
              </>
            );
          })}
        </p>
      )}
    </li>
  );
};

const Times: FC<{ change: PageChange }> = ({ change: { lastSeen, firstMissing, kind } }) => {
  if (!lastSeen || !firstMissing) return null;
  return (
    <p>
      {CHANGES_TEXTS.lastSeen} <time datetime={lastSeen}>{timeText(lastSeen)}</time>;{" "}
      {CHANGES_TEXTS.firstMissing} <time datetime={firstMissing}>{timeText(firstMissing)}</time>
      {kind === "restored" && `; ${CHANGES_TEXTS.back}`}.
    </p>
  );
};
