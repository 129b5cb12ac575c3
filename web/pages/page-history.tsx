import type { FC } from "hono/jsx";
import type { PageChange } from "../../store/changes.ts";
import type { Row } from "../../store/database.ts";
import { timeText } from "../labels.ts";
import { PAGE_HISTORY_TEXTS } from "../texts/page-history.ts";
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
  <section class="notice" aria-label={PAGE_HISTORY_TEXTS.removed}>
    <p>
      <strong>{PAGE_HISTORY_TEXTS.gone}</strong> {PAGE_HISTORY_TEXTS.lastSeen}{" "}
      <time datetime={removal.lastSeen!}>{timeText(removal.lastSeen!)}</time>{" "}
      {PAGE_HISTORY_TEXTS.firstMissing}{" "}
      <time datetime={removal.firstMissing!}>{timeText(removal.firstMissing!)}</time>.{" "}
      {PAGE_HISTORY_TEXTS.the} <a href={`/documents/${document.id}/archived`}>{PAGE_HISTORY_TEXTS.copy}</a>{" "}
      {PAGE_HISTORY_TEXTS.stays}
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
    <section class="panel" aria-label={PAGE_HISTORY_TEXTS.title}>
      <h2>{PAGE_HISTORY_TEXTS.heading}</h2>
      {versions.length > 1 && (
        <ol>
          {versions.map(({ id, version, captured }) => (
            <li>
              {id === document.id ? (
                <strong>{PAGE_HISTORY_TEXTS.versionShown(version)}</strong>
              ) : (
                <a href={`/documents/${id}`}>{PAGE_HISTORY_TEXTS.version(version)}</a>
              )}
              , {PAGE_HISTORY_TEXTS.captured} <time datetime={captured}>{timeText(captured)}</time>
            </li>
          ))}
        </ol>
      )}
      {changes.length > 0 && (
        <ul>
          {changes.map(({ kind, at }) => (
            <li>
              {CHANGE_TEXTS[kind]}, {PAGE_HISTORY_TEXTS.noticed} <time datetime={at}>{timeText(at)}</time>
            </li>
          ))}
        </ul>
      )}
      {before && (
        <>
          <h3 id="difference">{PAGE_HISTORY_TEXTS.difference(before.version, document.version)}</h3>
          <DifferenceView before={before} after={document} />
        </>
      )}
      <p class="small">
        <a href={`/changes?document=${document.id}`}>{PAGE_HISTORY_TEXTS.all}</a>
      </p>
    </section>
  );
};
