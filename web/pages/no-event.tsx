import type { FC } from "hono/jsx";
import type { DocumentView } from "../document-view.ts";
import { timeText } from "../labels.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";

/** That a person has read the document and it reports no event: said, to be said, or taken back. */
export const NoEvent: FC<Pick<DocumentView, "document" | "reports" | "none">> = ({
  document,
  reports,
  none,
}) => {
  const texts = DOCUMENT_TEXTS.none;
  if (!none && (reports || document.current === 0)) return null;
  return (
    <form method="post" action={`/documents/${document.id}/reviews`}>
      {none && <p>{texts.said(none.reviewer, timeText(none.at))}</p>}
      <p>
        <button type="submit" name="decision" value={none ? "undo" : "no-event"}>
          {none ? texts.undo : texts.say}
        </button>
      </p>
    </form>
  );
};
