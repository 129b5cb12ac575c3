import type { FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import { dateText, languageTag, safeLink, timeText } from "../labels.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";
import { TEXTS } from "../texts.ts";
import { RuleName, type RuleText } from "./rule-name.tsx";

/** From the event back to the bytes: sentence and rule, document, snapshot, place in the archive, live address. */
export const Provenance: FC<{ record: EventRecord; ruleText: RuleText }> = ({ record, ruleText }) => (
  <ol>
    {record.mentions.map((mention) => {
      const link = safeLink(mention.url);
      return (
        <li>
          <blockquote lang={languageTag(mention)}>{mention.quote}</blockquote>
          <dl class="coding small">
            <dt>Rule</dt>
            <dd>
              {mention.added_by === null ? (
                <RuleName id={mention.rule} ruleText={ruleText} />
              ) : (
                DOCUMENT_TEXTS.mentions.added(mention.added_by)
              )}
            </dd>
            <dt>Document</dt>
            <dd>
              <a href={`/documents/${mention.document}`} lang={languageTag(mention)}>
                {mention.title || mention.document}
              </a>
              , characters {mention.start}–{mention.end} of the {mention.in}
            </dd>
            <dt>Published</dt>
            <dd>{mention.published ? dateText(mention.published) : TEXTS.unknown}</dd>
            <dt>Captured</dt>
            <dd>{timeText(mention.captured)}</dd>
            <dt>Live address</dt>
            <dd>
              {link ? (
                <a href={link} rel="noopener noreferrer external">
                  {mention.url}
                </a>
              ) : (
                mention.url
              )}
            </dd>
            <dt>Source</dt>
            <dd class="mono">{mention.source}</dd>
            <dt>Archive</dt>
            <dd class="mono">
              {mention.snapshot.warc} @ {mention.snapshot.offset}
            </dd>
            <dt>SHA-256</dt>
            <dd class="mono">{mention.snapshot.sha256}</dd>
          </dl>
        </li>
      );
    })}
  </ol>
);
