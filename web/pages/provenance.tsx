import type { FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import { dateText, languageTag, safeLink, timeText } from "../labels.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";
import { PROVENANCE_TEXTS } from "../texts/history.ts";
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
            <dt>{PROVENANCE_TEXTS.rule}</dt>
            <dd>
              {mention.added_by === null ? (
                <RuleName id={mention.rule} ruleText={ruleText} />
              ) : (
                DOCUMENT_TEXTS.mentions.added(mention.added_by)
              )}
            </dd>
            <dt>{PROVENANCE_TEXTS.document}</dt>
            <dd>
              <a href={`/documents/${mention.document}`} lang={languageTag(mention)}>
                {mention.title || mention.document}
              </a>
              {PROVENANCE_TEXTS.place(mention.start, mention.end, mention.in)}
            </dd>
            <dt>{PROVENANCE_TEXTS.published}</dt>
            <dd>{mention.published ? dateText(mention.published) : TEXTS.unknown}</dd>
            <dt>{PROVENANCE_TEXTS.captured}</dt>
            <dd>{timeText(mention.captured)}</dd>
            <dt>{PROVENANCE_TEXTS.live}</dt>
            <dd>
              {link ? (
                <a href={link} rel="noopener noreferrer external">
                  {mention.url}
                </a>
              ) : (
                mention.url
              )}
            </dd>
            <dt>{PROVENANCE_TEXTS.source}</dt>
            <dd class="mono">{mention.source}</dd>
            <dt>{PROVENANCE_TEXTS.archive}</dt>
            <dd class="mono">
              {mention.snapshot.warc} @ {mention.snapshot.offset}
            </dd>
            <dt>{PROVENANCE_TEXTS.digest}</dt>
            <dd class="mono">{mention.snapshot.sha256}</dd>
          </dl>
        </li>
      );
    })}
  </ol>
);
