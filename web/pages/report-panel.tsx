import type { FC } from "hono/jsx";
import type { Report } from "../event-view.ts";
import { count, languageTag } from "../labels.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";
import { EVENT_TEXTS } from "../texts/event.ts";
import { RuleName, type RuleText } from "./rule-name.tsx";
import { SourceText } from "./source-text.tsx";

/** Characters of a report shown beside the coding; the document's own page shows all of it. */
const SHOWN = { first: 12_000, others: 3_000 } as const;

interface Props {
  readonly reports: readonly Report[];
  readonly ruleText: RuleText;
  /** Whether traditional characters are shown as simplified ones, and the addresses of the page in either form. */
  readonly script: Script;
}

export interface Script {
  readonly simplified: boolean;
  readonly addresses: { readonly original: string; readonly simplified: string };
}

/** The pages that report an event: the fullest open, the others by their titles. */
export const Reports: FC<Props> = ({ reports, ruleText, script }) => {
  const [first, ...others] = reports;
  if (!first) return <p>{EVENT_TEXTS.noReports}</p>;
  const traditional = reports.some(({ document }) => document.script === "hant");
  return (
    <>
      {traditional && <ScriptSwitch script={script} />}
      <ReportPanel report={first} ruleText={ruleText} anchor="s0" size={SHOWN.first} script={script} />
      {others.length > 0 && (
        <h2>{EVENT_TEXTS.otherReports(count(others.length, EVENT_TEXTS.otherReport))}</h2>
      )}
      {others.map((report, index) => (
        <details>
          <summary>
            <span lang={languageTag(report.document)}>{report.document.title || EVENT_TEXTS.noTitle}</span>{" "}
            <span class="soft small">{EVENT_TEXTS.published(report.host, report.published)}</span>
          </summary>
          <ReportPanel
            report={report}
            ruleText={ruleText}
            anchor={`s${index + 1}`}
            size={SHOWN.others}
            script={script}
          />
        </details>
      ))}
    </>
  );
};

const ScriptSwitch: FC<{ script: Script }> = ({ script: { simplified, addresses } }) => (
  <nav class="script small" aria-label={EVENT_TEXTS.script.label}>
    {(["original", "simplified"] as const).map((choice) => (
      <a
        href={addresses[choice]}
        {...((choice === "simplified") === simplified ? { "aria-current": "true" as const } : {})}
      >
        {EVENT_TEXTS.script[choice]}
      </a>
    ))}
  </nav>
);

interface ReportProps {
  readonly report: Report;
  readonly anchor: string;
  readonly size: number;
  readonly ruleText: RuleText;
  readonly script: Script;
}

const ReportPanel: FC<ReportProps> = ({ report, anchor, size, ruleText, script }) => (
  <>
    <p class="soft small links">
      {EVENT_TEXTS.published(report.host, report.published)}
      <PageLinks report={report} />
    </p>
    <SourceText
      document={report.document}
      marks={report.marks}
      glosses={report.glosses}
      anchor={anchor}
      size={size}
      simplify={script.simplified && report.document.script === "hant"}
    />
    {report.rules.map((id) => (
      <p class="small soft">
        {EVENT_TEXTS.foundBy} <RuleName id={id} ruleText={ruleText} />
      </p>
    ))}
    {report.addedBy.map((name) => (
      <p class="small soft">{DOCUMENT_TEXTS.mentions.addedByHand(name)}</p>
    ))}
    <p class="small soft">{EVENT_TEXTS.legend}</p>
  </>
);

/** The page as it is now, as it was captured here and elsewhere, and all that was read in it. */
const PageLinks: FC<{ report: Report }> = ({ report: { link, wayback, document } }) => (
  <>
    {link && (
      <a href={link} rel="noopener noreferrer external">
        {EVENT_TEXTS.links.live}
      </a>
    )}
    <a href={`/documents/${document.id}/archived`}>{EVENT_TEXTS.links.archived}</a>
    {wayback && (
      <a href={wayback} rel="noopener noreferrer external">
        {EVENT_TEXTS.links.wayback}
      </a>
    )}
    <a href={`/documents/${document.id}`}>{EVENT_TEXTS.links.document}</a>
    <a href={`/documents/${document.id}?add=1#add-event`}>{DOCUMENT_TEXTS.add.link}</a>
  </>
);
