import type { UnitChange } from "../extractors/unit-difference.ts";
import { forTerminal, table } from "./output.ts";
import type { RecodeCause, RecodedEvent, RecodeReport } from "./recode-report.ts";

/** Changes and events told one by one; JSON has more of them. */
const TOLD = { changes: 20, events: 20 } as const;

/** The report as a person reads it. `done` says whether it tells of what was done or of what would be. */
export async function recodeText(report: RecodeReport, done: boolean): Promise<string> {
  const { documents, reread, relinked, events } = report;
  const lines = report.since.flatMap(sinceText);
  lines.push(`${reread} of ${documents} documents ${done ? "were" : "have to be"} read again`);
  if (relinked > 0) {
    lines.push(
      `config/linking.yaml has changed: the reports of ${relinked} documents ${done ? "were" : "have to be"} joined anew`,
    );
  }
  lines.push("");
  for (const cause of report.causes) lines.push(await causeText(cause));
  lines.push(`${done ? "" : "would be: "}${figures(events)}; ${report.seconds} s`);
  return `${lines.join("\n")}\n`;
}

function sinceText({
  config_sha256,
  version,
  documents,
  affected,
  everyone,
  changes,
}: RecodeReport["since"][number]) {
  const what = `${documents} documents were read with rules ${config_sha256.slice(0, 12)} of version ${version ?? "unknown"}`;
  const rest = changes.length - TOLD.changes;
  const told = everyone
    ? `: all may read otherwise (${forTerminal(everyone)})`
    : `: ${affected} hold a word of what has changed`;
  return [
    what + told,
    ...changes
      .slice(0, TOLD.changes)
      .map(({ change, name }) => `  ${SIGN[change]} ${forTerminal(name)} (${change})`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ];
}

const SIGN: Readonly<Record<UnitChange["change"], string>> = {
  added: "+",
  removed: "-",
  changed: "~",
  moved: "~",
};

async function causeText(cause: RecodeCause): Promise<string> {
  const shown = cause.events.slice(0, TOLD.events);
  const rows = shown.map((event) => [
    event.kind,
    event.id,
    event.type,
    event.date,
    event.countries.join(" "),
    event.requeued ? `${event.status}, returns to the queue` : event.status,
    whatOf(event),
  ]);
  const more = cause.gained + cause.lost + cause.changed - shown.length;
  const head = `${forTerminal(cause.cause)}: ${figures(cause)}`;
  const made = await table(
    ["", "id", "type", "date", "countries", "status", "before → after, or what it says"],
    rows,
  );
  return `${head}\n${made}${more > 0 ? `… and ${more} more (--json)\n` : ""}`;
}

function whatOf({ kind, fields, quote, joinedInto }: RecodedEvent): string {
  if (joinedInto !== undefined) return `joined to ${joinedInto}`;
  if (kind !== "changed") return quote ?? "";
  const differences = Object.entries(fields).map(
    ([field, { before, after }]) => `${field}: ${shown(before)} → ${shown(after)}`,
  );
  return differences.join("; ");
}

function shown(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return "–";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function figures({ gained, lost, changed, requeued }: RecodeReport["events"]): string {
  return `${gained} gained, ${lost} lost, ${changed} changed events; ${requeued} decided ones return to the queue`;
}
