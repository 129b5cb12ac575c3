import type { FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import type { SentForm } from "../correction.ts";
import { timeText } from "../labels.ts";
import { OPINION_TEXTS } from "../texts/opinions.ts";
import { Decide } from "./decide.tsx";

const TEXTS = OPINION_TEXTS.look;

/** Leaves an event to somebody else, with words that say what to look at. */
export const SecondLookBox: FC<{ record: EventRecord; query: string; sent: SentForm | undefined }> = ({
  record,
  query,
  sent,
}) => {
  const again = sent?.decision === "second-look" ? sent : undefined;
  return (
    <details class="box" data-key="s" id="second-look" open={again !== undefined}>
      <summary>
        {TEXTS.summary} <kbd class="hint">s</kbd>
      </summary>
      <Decide record={record} query={query} decision="second-look">
        <p class="soft small">{TEXTS.meaning}</p>
        <p>
          <label>
            {TEXTS.note}
            <br />
            <textarea name="note" rows={2} cols={50} maxlength={2000}>
              {typeof again?.note === "string" ? again.note : ""}
            </textarea>
          </label>
        </p>
        <button type="submit">{TEXTS.send}</button>
      </Decide>
    </details>
  );
};

/** Who asked for a second look and why, as long as nobody has decided since; otherwise nothing. */
export const SecondLookNotice: FC<{ record: EventRecord }> = ({ record }) => {
  if (record.queueReason !== "second-look") return null;
  const asked = record.reviews.findLast((review) => review.effective && review.decision === "second-look");
  if (!asked) return null;
  return (
    <div class="notice">
      <p>
        <strong>{TEXTS.asked(asked.reviewer)}</strong>, <time datetime={asked.at}>{timeText(asked.at)}</time>
      </p>
      {asked.note !== null && <p>{asked.note}</p>}
    </div>
  );
};
