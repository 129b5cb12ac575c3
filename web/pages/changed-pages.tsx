import type { FC } from "hono/jsx";
import type { EventView } from "../event-view.ts";
import { timeText } from "../labels.ts";
import { EVENT_TEXTS } from "../texts/event.ts";
import { CHANGE_TEXTS } from "../texts.ts";
import { DifferenceView } from "./difference.tsx";

/** What happened to the pages that report the event; of the latest edit that touches it, the difference. */
export const ChangedPages: FC<{ record: EventView["record"]; changes: EventView["changes"] }> = ({
  record,
  changes,
}) => {
  const edit = changes.find(({ kind, eventIds }) => kind === "edited" && eventIds.includes(record.id));
  return (
    <section class="panel" id="changes" aria-label={EVENT_TEXTS.parts.changes}>
      <h2>{EVENT_TEXTS.changed.title}</h2>
      <ul>
        {changes.map(({ id, kind, at, document, after, canonicalUrl }) => (
          <li>
            {EVENT_TEXTS.changed.noticed(CHANGE_TEXTS[kind], timeText(at))}:{" "}
            {after || document ? (
              <a href={`/documents/${(after ?? document)!.id}${after ? "#difference" : ""}`}>
                {(after ?? document)!.title || canonicalUrl}
              </a>
            ) : (
              canonicalUrl
            )}
            {edit?.id === id && <DifferenceView before={edit.before!} after={edit.after!} />}
          </li>
        ))}
      </ul>
      <p class="small">
        <a href={`/changes?event=${record.id}`}>{EVENT_TEXTS.changed.all}</a>
      </p>
    </section>
  );
};
