import type { FC } from "hono/jsx";
import type { Capture } from "../archived-capture.ts";
import { dateText, hostOf, languageTag, safeLink, timeText } from "../labels.ts";
import { ARCHIVED_TEXTS } from "../texts/archived.ts";
import { Layout, type Visit } from "./layout.tsx";

interface Props {
  readonly visit: Visit;
  readonly capture: Capture;
  /** Whether its bytes are at hand and can be shown as text. */
  readonly readable: boolean;
}

/** The captured page in a frame that lets nothing out of it, with what it is and where it lies. */
export const ArchivedPage: FC<Props> = ({ visit, capture, readable }) => {
  const { document, snapshot } = capture;
  return (
    <Layout title={ARCHIVED_TEXTS.title} visit={visit}>
      <h1>{ARCHIVED_TEXTS.of(hostOf(snapshot.url))}</h1>
      <p lang={languageTag(document)}>
        <a href={`/documents/${document.id}`}>{document.title || document.id}</a>
      </p>
      <Facts {...capture} />
      <Shown capture={capture} readable={readable} />
    </Layout>
  );
};

/** What was captured when, and where it lies. */
const Facts: FC<Capture> = ({ document, snapshot, holder }) => {
  const link = safeLink(snapshot.url);
  return (
    <dl class="coding small">
      <dt>{ARCHIVED_TEXTS.captured}</dt>
      <dd>{timeText(snapshot.captured)}</dd>
      <dt>{ARCHIVED_TEXTS.address}</dt>
      <dd>
        {link ? (
          <a href={link} rel="noopener noreferrer external">
            {snapshot.url}
          </a>
        ) : (
          snapshot.url
        )}
      </dd>
      {document.published && (
        <>
          <dt>{ARCHIVED_TEXTS.published}</dt>
          <dd>{dateText(document.published)}</dd>
        </>
      )}
      <dt>{ARCHIVED_TEXTS.archive}</dt>
      <dd>
        <span class="mono">{ARCHIVED_TEXTS.at(holder.warcFile, holder.warcOffset)}</span>
        {holder.id !== snapshot.id && ` (${ARCHIVED_TEXTS.repeated(timeText(holder.captured))})`}
      </dd>
      <dt>{ARCHIVED_TEXTS.digest}</dt>
      <dd class="mono">{snapshot.sha256}</dd>
    </dl>
  );
};

/** The page itself as far as it can be shown, and the ways to its text. */
const Shown: FC<Omit<Props, "visit">> = ({ capture, readable }) => {
  const path = `/documents/${capture.document.id}`;
  return (
    <>
      {readable ? (
        <p>
          <a href={`${path}/archived/text`}>{ARCHIVED_TEXTS.asText}</a>
        </p>
      ) : (
        <p class="notice">
          {capture.kind === "other" ? ARCHIVED_TEXTS.other : ARCHIVED_TEXTS.gone}{" "}
          <a href={path}>{ARCHIVED_TEXTS.read}</a>
        </p>
      )}
      {readable && capture.kind === "html" && (
        <>
          <p class="soft small">{ARCHIVED_TEXTS.meaning}</p>
          <iframe
            class="archived"
            sandbox=""
            src={`${path}/archived/page`}
            title={ARCHIVED_TEXTS.frame(timeText(capture.snapshot.captured))}
            referrerpolicy="no-referrer"
          />
        </>
      )}
    </>
  );
};
