import type { FC } from "hono/jsx";
import type { Gold } from "../../pipeline/gold-line.ts";
import type { Row } from "../../store/database.ts";
import { timeText } from "../labels.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";

interface Props {
  readonly document: Row<"document">;
  /** Whether an event is known that nobody rejected: then it does not report none. */
  readonly reports: boolean;
  /** Who said that it reports no event. */
  readonly none: Row<"documentReview"> | undefined;
  readonly gold: Gold;
}

/** What is said of the whole document: that it reports no event; and whether others can be measured by it. */
export const WholeDocument: FC<Props> = ({ document, reports, none, gold }) => (
  <section class="panel" aria-labelledby="gold">
    {none && (
      <form method="post" action={`/documents/${document.id}/reviews`}>
        <p>{DOCUMENT_TEXTS.none.said(none.reviewer, timeText(none.at))}</p>
        <input type="hidden" name="decision" value="undo" />
        <button type="submit">{DOCUMENT_TEXTS.none.undo}</button>
      </form>
    )}
    {!none && !reports && document.current === 1 && (
      <form method="post" action={`/documents/${document.id}/reviews`}>
        <input type="hidden" name="decision" value="no-event" />
        <button type="submit">{DOCUMENT_TEXTS.none.say}</button>
      </form>
    )}
    <h2 id="gold">{DOCUMENT_TEXTS.gold.heading}</h2>
    <p class="soft small">{DOCUMENT_TEXTS.gold.what}</p>
    {"line" in gold ? (
      <>
        <p>{DOCUMENT_TEXTS.gold.ready}</p>
        <p>
          <a class="button" href={`/api/documents/${document.id}/gold`} download={`${document.id}.jsonl`}>
            {DOCUMENT_TEXTS.gold.take}
          </a>
        </p>
      </>
    ) : (
      <>
        <p>{DOCUMENT_TEXTS.gold.notYet}</p>
        <ul>
          {gold.refused.map((why) => (
            <li>{why}</li>
          ))}
        </ul>
      </>
    )}
  </section>
);
