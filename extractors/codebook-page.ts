import type { Codebook } from "./codebook.ts";

/** The codebook as a page for people, in Markdown. */
export function codebookPage(codebook: Codebook): string {
  const { event_types, prc_actors, topics, agreement_types, fields } = codebook;
  return [
    "# Codebook",
    `Version ${codebook.version}. This page is made from \`config/codebook.yaml\` by \`npm run docs\`; change that file, not this one.`,
    `**What one event is.** ${codebook.unit}`,
    "**What is no event:**",
    bullets(codebook.not_an_event),
    "## Event types",
    ...event_types.flatMap((type) => [
      `### ${heading(type)}`,
      type.gloss,
      list("Counts", type.counts),
      list("Does not count", type.does_not_count),
      list("One event or more", type.boundaries),
      `Fields: ${type.fields.map((field) => `\`${field}\``).join(", ")}.`,
    ]),
    "## PRC actors",
    ...prc_actors.flatMap(definition),
    "## Agreement types",
    ...agreement_types.flatMap(definition),
    "## Topics",
    table(topics),
    "## Fields",
    table(fields),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

type Entry = Codebook["topics"][number];
type Defined = Codebook["prc_actors"][number];

const heading = ({ label, code }: Entry) => `${label} (\`${code}\`)`;
const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join("\n");
const list = (name: string, lines: readonly string[]) =>
  lines.length === 0 ? "" : `${name}:\n\n${bullets(lines)}`;
const cell = (text: string) => text.replaceAll("|", "\\|");

function definition(entry: Defined): string[] {
  const counts = entry.counts.length > 0 ? `Counts: ${entry.counts.join("; ")}.` : "";
  const not = entry.does_not_count.length > 0 ? ` Does not count: ${entry.does_not_count.join("; ")}.` : "";
  return [`### ${heading(entry)}`, `${entry.gloss}. ${counts}${not}`.trim()];
}

function table(entries: readonly Entry[]): string {
  const rows = entries.map(({ code, label, gloss }) => `| \`${code}\` | ${cell(label)} | ${cell(gloss)} |`);
  return ["| code | label | meaning |", "|---|---|---|", ...rows].join("\n");
}
