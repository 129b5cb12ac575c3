import type { FC } from "hono/jsx";
import type { DocumentView } from "../document-view.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";

/** Whether the document can be taken as one by which the rules are measured, or what it lacks. */
export const GoldPanel: FC<Pick<DocumentView, "document" | "gold">> = ({ document, gold }) => {
  const texts = DOCUMENT_TEXTS.gold;
  return (
    <section class="panel" aria-labelledby="gold">
      <h2 id="gold">{texts.heading}</h2>
      <p class="soft small">{texts.what}</p>
      {"line" in gold ? (
        <>
          <p>{texts.ready}</p>
          <p>
            <a class="button" href={`/api/documents/${document.id}/gold`} download={`${document.id}.jsonl`}>
              {texts.take}
            </a>
          </p>
        </>
      ) : (
        <>
          <p>{texts.notYet}</p>
          <ul>
            {gold.refused.map((why) => (
              <li>
                <Reason why={why} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** A reason, in which the event that it names is a link. */
const Reason: FC<{ why: string }> = ({ why }) => {
  const [, before, id, after] = /^(event )([\w-]+)( .*)$/.exec(why) ?? [];
  if (id === undefined) return <>{why}</>;
  return (
    <>
      {before}
      <a href={`/events/${id}`}>{id}</a>
      {after}
    </>
  );
};
