import type { FC } from "hono/jsx";
import type { StoredMention } from "../../store/mentions.ts";
import type { DocumentView } from "../document-view.ts";
import { dateText, headline, hostOf, languageTag, percent, safeLink, timeText } from "../labels.ts";
import { ARCHIVED_TEXTS } from "../texts/archived.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";
import { LANGUAGE_TEXTS, TEXTS } from "../texts.ts";
import { AddEvent, type AddEventProps } from "./add-event.tsx";
import { type Done, DoneNotice } from "./done-notice.tsx";
import { GoldPanel } from "./gold-panel.tsx";
import { Layout, type Visit } from "./layout.tsx";
import { NoEvent } from "./no-event.tsx";
import { OtherAddresses } from "./other-addresses.tsx";
import { PageHistory, RemovedNotice } from "./page-history.tsx";
import { RuleName, type RuleText } from "./rule-name.tsx";
import { SourceText } from "./source-text.tsx";

export interface DocumentPageProps {
  readonly visit: Visit;
  readonly view: DocumentView;
  readonly ruleText: RuleText;
  /** An event that was just added. */
  readonly done: Done | undefined;
  readonly add: Omit<AddEventProps, "document">;
}

/** Everything that was read in one page: its text with all mentions, what can be added and decided of it, and where the bytes are. */
export const DocumentPage: FC<DocumentPageProps> = ({ visit, view, ruleText, done, add }) => {
  const { document, marks, glosses, versions, removal } = view;
  const { title, canonicalUrl, published } = document;
  return (
    <Layout title={title || document.id} visit={visit}>
      {done && <DoneNotice done={done} query="" />}
      <h1>{DOCUMENT_TEXTS.title(hostOf(canonicalUrl), published ? dateText(published) : "")}</h1>
      {removal && <RemovedNotice removal={removal} document={document} />}
      {document.current === 0 && (
        <p class="notice">
          {DOCUMENT_TEXTS.past(document.version)}{" "}
          <a href={`/documents/${versions.at(-1)?.id}`}>{DOCUMENT_TEXTS.newest}</a>
        </p>
      )}
      {document.language === "other" && <p class="notice">{DOCUMENT_TEXTS.notCoded}</p>}
      <div class="sides">
        <section class="panel source" aria-label={DOCUMENT_TEXTS.text} tabindex={0}>
          <h2 class="said">{DOCUMENT_TEXTS.text}</h2>
          <SourceText document={document} marks={marks} glosses={glosses} anchor="s0" beside={false} />
        </section>
        <div>
          <Mentions view={view} ruleText={ruleText} />
          <AddEvent document={document} {...add} />
          <GoldPanel document={document} gold={view.gold} />
          <PageHistory {...view} />
          <OtherAddresses copies={view.copies} />
          <Provenance view={view} />
        </div>
      </div>
    </Layout>
  );
};

/** The events that the page reports, and what it says that is none. */
const Mentions: FC<{ view: DocumentView; ruleText: RuleText }> = ({ view, ruleText }) => {
  const { document, mentions, claims } = view;
  const texts = DOCUMENT_TEXTS.mentions;
  const events = new Set(mentions.map(({ id, eventId }) => eventId ?? id));
  return (
    <section class="panel" aria-label={texts.label}>
      <h2>{texts.heading(events.size)}</h2>
      {mentions.length === 0 && !view.none && <p>{texts.none}</p>}
      <ol>
        {mentions.map((mention) => (
          <li>
            {mention.eventId ? (
              <a href={`/events/${mention.eventId}`}>{headline(mention.coding)}</a>
            ) : (
              headline(mention.coding)
            )}
            {!mention.current && <span class="badge">{texts.past}</span>}
            <blockquote lang={languageTag(document)}>{mention.quote}</blockquote>
            <p class="soft small">
              <By mention={mention} ruleText={ruleText} />
              {mention.eventId === null && `; ${texts.unlinked}`}
            </p>
          </li>
        ))}
      </ol>
      <NoEvent {...view} />
      {claims.length > 0 && (
        <>
          <h2>{DOCUMENT_TEXTS.claims.heading}</h2>
          <ul>
            {claims.map(({ kind, quote }) => (
              <li>
                {DOCUMENT_TEXTS.claims.kinds[kind as keyof typeof DOCUMENT_TEXTS.claims.kinds] ?? kind}:{" "}
                <q lang={languageTag(document)}>{quote}</q>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** Who found a mention: a person, or a rule with how sure it is. */
const By: FC<{ mention: StoredMention; ruleText: RuleText }> = ({ mention, ruleText }) => {
  const texts = DOCUMENT_TEXTS.mentions;
  if (mention.addedBy !== null) return <>{texts.added(mention.addedBy)}</>;
  return (
    <>
      {texts.rule} <RuleName id={mention.ruleId} ruleText={ruleText} />,{" "}
      {texts.confidence(percent(mention.confidence))}
    </>
  );
};

const Provenance: FC<{ view: DocumentView }> = ({ view: { document, snapshot } }) => {
  const texts = DOCUMENT_TEXTS.provenance;
  const link = safeLink(document.canonicalUrl);
  return (
    <section class="panel" aria-labelledby="provenance">
      <h2 id="provenance">{texts.heading}</h2>
      <dl class="coding small">
        <dt>{texts.live}</dt>
        <dd>
          {link ? (
            <a href={link} rel="noopener noreferrer external">
              {document.canonicalUrl}
            </a>
          ) : (
            document.canonicalUrl
          )}
        </dd>
        <dt>{texts.published}</dt>
        <dd>{document.published ? dateText(document.published) : TEXTS.unknown}</dd>
        <dt>{texts.captured}</dt>
        <dd>{texts.by(timeText(snapshot.captured), snapshot.route)}</dd>
        <dt>{texts.language}</dt>
        <dd>{LANGUAGE_TEXTS[document.language]}</dd>
        <dt>{texts.source}</dt>
        <dd class="mono">
          <a href={`/sources/${encodeURIComponent(document.sourceId)}`}>{document.sourceId}</a>
        </dd>
        <dt>{texts.archive}</dt>
        <dd>
          <a href={`/documents/${document.id}/archived`}>{ARCHIVED_TEXTS.title}</a>
          <br />
          <span class="mono">
            {snapshot.warcFile} @ {snapshot.warcOffset}
          </span>
        </dd>
        <dt>{texts.digest}</dt>
        <dd class="mono">{snapshot.sha256}</dd>
      </dl>
    </section>
  );
};
