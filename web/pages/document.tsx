import type { FC } from "hono/jsx";
import type { PageChange } from "../../store/changes.ts";
import type { CopyOfText } from "../../store/copies.ts";
import type { Row } from "../../store/database.ts";
import type { StoredMention } from "../../store/mentions.ts";
import { marksOf } from "../event-view.ts";
import type { Mark } from "../highlight.ts";
import { count, dateText, headline, hostOf, languageTag, percent, safeLink, timeText } from "../labels.ts";
import { ARCHIVED_TEXTS } from "../texts/archived.ts";
import { LANGUAGE_TEXTS, TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";
import { OtherAddresses } from "./other-addresses.tsx";
import { PageHistory, type PageVersion, RemovedNotice } from "./page-history.tsx";
import { RuleName, type RuleText } from "./rule-name.tsx";
import { SourceText } from "./source-text.tsx";

export interface DocumentPageProps {
  readonly visit: Visit;
  readonly document: Row<"document">;
  readonly snapshot: Row<"snapshot">;
  readonly mentions: readonly StoredMention[];
  readonly ruleText: RuleText;
  readonly claims: readonly Pick<Row<"claim">, "kind" | "quote">[];
  /** All versions of the page, the first first. */
  readonly versions: readonly PageVersion[];
  readonly before: Row<"document"> | undefined;
  readonly changes: readonly PageChange[];
  /** Where else its text stands. */
  readonly copies: readonly CopyOfText[];
  /** The loss of the page, while it lasts. */
  readonly removal: Row<"pageChange"> | undefined;
}

/** Everything that was read in one page: its text with all mentions, and where the bytes are. */
export const DocumentPage: FC<DocumentPageProps> = ({
  visit,
  document,
  snapshot,
  mentions,
  claims,
  ruleText,
  versions,
  before,
  changes,
  copies,
  removal,
}) => {
  const marks: Mark[] = mentions.filter(({ current }) => current).flatMap(marksOf);
  const link = safeLink(document.canonicalUrl);
  return (
    <Layout title={document.title || document.id} visit={visit}>
      <h1>
        Page of {hostOf(document.canonicalUrl)}
        {document.published && `, ${dateText(document.published)}`}
      </h1>
      {removal && <RemovedNotice removal={removal} document={document} />}
      {document.current === 0 && (
        <p class="notice">
          This is version {document.version}. The page has changed since;{" "}
          <a href={`/documents/${versions.at(-1)?.id}`}>the newest version</a> is kept too.
        </p>
      )}
      {document.language === "other" && (
        <p class="notice">Neither Chinese nor English: kept, but not coded.</p>
      )}
      <div class="sides">
        <section class="panel" aria-label="Text">
          <SourceText document={document} marks={marks} anchor="s0" />
        </section>
        <div>
          <PageHistory document={document} versions={versions} before={before} changes={changes} />
          <section class="panel" aria-label="Mentions">
            <h2>{count(mentions.length, "mention")} of an event</h2>
            {mentions.length === 0 && <p>No rule found an event in this text.</p>}
            <ol>
              {mentions.map((mention) => (
                <li>
                  {mention.eventId ? (
                    <a href={`/events/${mention.eventId}`}>{headline(mention.coding)}</a>
                  ) : (
                    headline(mention.coding)
                  )}
                  {!mention.current && <span class="badge">no longer read</span>}
                  <blockquote lang={languageTag(document)}>{mention.quote}</blockquote>
                  <p class="soft small">
                    rule <RuleName id={mention.ruleId} ruleText={ruleText} />, confidence{" "}
                    {percent(mention.confidence)}
                  </p>
                </li>
              ))}
            </ol>
            {claims.length > 0 && (
              <>
                <h2>Said, but no event</h2>
                <ul>
                  {claims.map((claim) => (
                    <li>
                      {claim.kind}: <q lang={languageTag(document)}>{claim.quote}</q>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
          <OtherAddresses copies={copies} />
          <section class="panel" aria-label="Provenance">
            <h2>Where it comes from</h2>
            <dl class="coding small">
              <dt>Live address</dt>
              <dd>
                {link ? (
                  <a href={link} rel="noopener noreferrer external">
                    {document.canonicalUrl}
                  </a>
                ) : (
                  document.canonicalUrl
                )}
              </dd>
              <dt>Published</dt>
              <dd>{document.published ? dateText(document.published) : TEXTS.unknown}</dd>
              <dt>Captured</dt>
              <dd>
                {timeText(snapshot.captured)}, by {snapshot.route}
              </dd>
              <dt>Language</dt>
              <dd>{LANGUAGE_TEXTS[document.language]}</dd>
              <dt>Source</dt>
              <dd class="mono">{document.sourceId}</dd>
              <dt>Archive</dt>
              <dd>
                <a href={`/documents/${document.id}/archived`}>{ARCHIVED_TEXTS.title}</a>
                <br />
                <span class="mono">
                  {snapshot.warcFile} @ {snapshot.warcOffset}
                </span>
              </dd>
              <dt>SHA-256</dt>
              <dd class="mono">{snapshot.sha256}</dd>
            </dl>
          </section>
        </div>
      </div>
    </Layout>
  );
};
