import type { FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import type { SentForm } from "../correction.ts";
import type { EventView } from "../event-view.ts";
import { dateText, headline, hostOf, languageTag } from "../labels.ts";
import { DECIDE_TEXTS, EVENT_TEXTS } from "../texts/event.ts";
import { Decide } from "./decide.tsx";

interface Props {
  readonly record: EventRecord;
  readonly query: string;
  readonly sent: SentForm | undefined;
}

/** Merges the event into another: the likeliest duplicate, or one by its id. */
export const MergeBox: FC<Props & { similar: EventView["similar"] }> = ({ record, query, sent, similar }) => {
  const again = sent?.decision === "merge" ? sent : undefined;
  const [likeliest] = similar;
  const into = typeof again?.into === "string" ? again.into : (likeliest?.id ?? "");
  return (
    <details class="box" data-key="m" open={again !== undefined}>
      <summary>
        {DECIDE_TEXTS.mergeBox} <kbd class="hint">m</kbd>
      </summary>
      <Decide record={record} query={query} decision="merge">
        <p>
          <label for="merge-into">{DECIDE_TEXTS.mergeInto}</label>
          <br />
          <input
            id="merge-into"
            name="into"
            value={into}
            required
            size={24}
            maxlength={300}
            autocomplete="off"
          />{" "}
          <button type="submit">{DECIDE_TEXTS.send.merge}</button>
        </p>
        {likeliest && (
          <p class="soft small">
            {DECIDE_TEXTS.mergeLikely}
            {headline(likeliest.record.coding)}
          </p>
        )}
      </Decide>
    </details>
  );
};

/** Moves some reports to an event of their own. Nothing where one report is all there is. */
export const SplitBox: FC<Props> = ({ record, query, sent }) => {
  if (record.mentions.length < 2) return null;
  const again = sent?.decision === "split" ? sent : undefined;
  const chosen = new Set([again?.mention ?? []].flat());
  return (
    <details class="box" data-key="p" open={again !== undefined}>
      <summary>
        {DECIDE_TEXTS.splitBox} <kbd class="hint">p</kbd>
      </summary>
      <Decide record={record} query={query} decision="split">
        <fieldset>
          <legend>{DECIDE_TEXTS.splitWhich}</legend>
          {record.mentions.map((mention) => (
            <label class="choice">
              <input type="checkbox" name="mention" value={mention.id} checked={chosen.has(mention.id)} />{" "}
              <span>
                <span lang={languageTag(mention)}>{mention.title || EVENT_TEXTS.noTitle}</span>{" "}
                <span class="soft small">
                  {hostOf(mention.canonical_url)}
                  {mention.published && `, ${dateText(mention.published)}`}
                </span>
                <br />
                <span class="small" lang={languageTag(mention)}>
                  {mention.quote}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <p class="soft small">{DECIDE_TEXTS.splitSent}</p>
        <button type="submit">{DECIDE_TEXTS.send.split}</button>
      </Decide>
    </details>
  );
};
