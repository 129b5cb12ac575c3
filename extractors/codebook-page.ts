import type { Codebook } from "./codebook.ts";
import { RELATION_KINDS, type RelationConfig } from "./relation-config.ts";

/** The codebook as a page for people, in Markdown, with the relations that rules find between events. */
export function codebookPage(codebook: Codebook, relations: Pick<RelationConfig, "kinds" | "rules">): string {
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
    "## Relations between events",
    "Events stand to one another; the rules of `config/relations.yaml` find how, and people add and remove.",
    ...RELATION_KINDS.flatMap((kind) => [
      `### ${heading({ ...relations.kinds[kind], code: kind })}`,
      `${relations.kinds[kind].gloss}.`,
      list(
        "Found",
        relations.rules.filter((rule) => rule.kind === kind).map(({ reads, id }) => `${reads} (\`${id}\`)`),
      ),
    ]),
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
