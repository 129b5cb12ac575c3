import { stringify } from "csv-stringify/sync";
import type { ExportedEvent, ExportedOpinion, ExportedPerson } from "./export.ts";

const LISTS = "; ";

/** One column a field; lists are joined by "; ", of the mentions the first gives the passage. */
const COLUMNS: readonly (readonly [string, (event: ExportedEvent) => unknown])[] = [
  ["id", (event) => event.id],
  ["status", (event) => event.status],
  ["merged_into", (event) => event.merged_into],
  ["type", (event) => event.type],
  ["date", (event) => event.date],
  ["date_precision", (event) => event.date_precision],
  ["countries", (event) => event.countries.join(LISTS)],
  ["location", (event) => event.location],
  ["prc_actors", (event) => event.prc_actors.join(LISTS)],
  ["prc_people", (event) => event.prc_people.map(personText).join(LISTS)],
  ["foreign_people", (event) => event.foreign_people.map(personText).join(LISTS)],
  ["topics", (event) => event.topics.join(LISTS)],
  ["agreement_type", (event) => event.agreement_type],
  ["participants", (event) => event.participants],
  ["round", (event) => event.round],
  ["persons", (event) => event.persons],
  ["items", (event) => event.items?.join(LISTS)],
  ["value", (event) => event.value],
  ["background", (event) => event.background],
  ["muted", (event) => event.muted],
  ["auto_accepted", (event) => event.auto_accepted?.at],
  ["confidence", (event) => event.confidence],
  ["mentions", (event) => event.mentions.length],
  ["quote", (event) => event.mentions[0]?.quote],
  ["title", (event) => event.mentions[0]?.title],
  ["published", (event) => event.mentions[0]?.published],
  ["language", (event) => event.mentions[0]?.language],
  ["sources", (event) => [...new Set(event.mentions.map((mention) => mention.source))].join(LISTS)],
  ["urls", (event) => event.mentions.map((mention) => mention.url).join(LISTS)],
  ["rules", (event) => [...new Set(event.mentions.map((mention) => mention.rule))].join(LISTS)],
  [
    "added_by",
    (event) => [...new Set(event.mentions.flatMap((mention) => mention.added_by ?? []))].join(LISTS),
  ],
  ["sha256", (event) => event.mentions[0]?.snapshot.sha256],
  ["conflicts", (event) => event.conflicts.map(({ field, text }) => `${field}: ${text}`).join(LISTS)],
  [
    "relations",
    (event) =>
      event.relations.map(({ kind, direction, event: id }) => `${kind} ${direction} ${id}`).join(LISTS),
  ],
  ["reviewers", (event) => [...new Set(event.reviews.map((review) => review.reviewer))].join(LISTS)],
  ["reviewed", (event) => event.reviews.at(-1)?.at],
  [
    "opinions",
    (event) =>
      event.opinions
        .filter(({ stands }) => stands)
        .map(opinionText)
        .join(LISTS),
  ],
  ["coded_by", (event) => `${event.coded_by.version} ${event.coded_by.config_sha256}`],
];

/**
 * Events as CSV, for spreadsheets: a byte order mark so that Chinese is read as UTF-8, and cells that would run as a
 * formula (scraped text may) are made plain text.
 */
export async function* toCsv(events: AsyncIterable<ExportedEvent>): AsyncGenerator<string> {
  yield `\ufeff${lines([COLUMNS.map(([name]) => name)])}`;
  let rows: unknown[][] = [];
  for await (const event of events) {
    rows.push(COLUMNS.map(([, read]) => read(event)));
    if (rows.length < 200) continue;
    yield lines(rows);
    rows = [];
  }
  if (rows.length > 0) yield lines(rows);
}

function lines(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows as unknown[][], {
    escape_formulas: true,
    record_delimiter: "windows",
    cast: { boolean: (value) => String(value) },
  });
}

/** Who gave a second opinion, and in which fields it differs. */
function opinionText({ reviewer, decision, differs }: ExportedOpinion): string {
  return `${reviewer} ${decision}: ${differs.length === 0 ? "same" : `differs in ${differs.join(", ")}`}`;
}

function personText(person: ExportedPerson): string {
  const office = person.office ?? person.office_en;
  return office ? `${person.name} (${office})` : person.name;
}
