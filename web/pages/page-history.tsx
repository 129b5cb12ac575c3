import type { FC } from "hono/jsx";
import type { PageChange } from "../../store/changes.ts";
import type { Row } from "../../store/database.ts";
import { timeText } from "../labels.ts";
import { CHANGE_TEXTS } from "../texts.ts";
import { DifferenceView } from "./difference.tsx";

/** A version of a page and when it was captured. */
export interface PageVersion {
  readonly id: string;
  readonly version: number;
  readonly captured: string;
}

/** Says that a page is not at its address any more, since when, and that what it said is kept. */
export const RemovedNotice: FC<{ removal: Row<"pageChange">; document: Row<"document"> }> = ({
  removal,
  document,
}) => (
  <section class="notice" aria-label="Removed page">
    <p>
      <strong>This page was removed from its site.</strong> It was last seen there{" "}
      <time datetime={removal.lastSeen!}>{timeText(removal.lastSeen!)}</time> and first missing{" "}
      <time datetime={removal.firstMissing!}>{timeText(removal.firstMissing!)}</time>. The{" "}
      <a href={`/documents/${document.id}/archived`}>archived copy</a> stays readable; its text is below.
    </p>
  </section>
);

interface Props {
  readonly document: Row<"document">;
  /** All versions of the page, the first first. */
  readonly versions: readonly PageVersion[];
  /** The version before the one that is shown. */
  readonly before: Row<"document"> | undefined;
  /** What happened to the page, the latest first. */
  readonly changes: readonly PageChange[];
}

/** The versions of a page, what happened to it, and how the one that is shown differs from the one before. */
export const PageHistory: FC<Props> = ({ document, versions, before, changes }) => {
  if (versions.length < 2 && changes.length === 0) return null;
  return (
    <section class="panel" aria-label="Changes">
      <h2>How the page changed</h2>
      {versions.length > 1 && (
        <ol>
          {versions.map(({ id, version, captured }) => (
            <li>
              {id === document.id ? (
                <strong>Version {version}, shown here</strong>
              ) : (
                <a href={`/documents/${id}`}>Version {version}</a>
              )}
              , captured <time datetime={captured}>{timeText(captured)}</time>
            </li>
          ))}
        </ol>
      )}
      {changes.length > 0 && (
        <ul>
          {changes.map(({ kind, at }) => (
            <li>
              {CHANGE_TEXTS[kind]}, noticed <time datetime={at}>{timeText(at)}</time>
            </li>
          ))}
        </ul>
      )}
      {before && (
        <>
          <h3 id="difference">
            From version {before.version} to {document.version}
          </h3>
          <DifferenceView before={before} after={document} />
        </>
      )}
      <p class="small">
        <a href={`/changes?document=${document.id}`}>All changes of this page</a>
      </p>
    </section>
  );
};
