import type { Digest } from "./digest.ts";
import { digestSections, digestSummary, digestTitle, type Group, type Line } from "./digest-sections.ts";

/** A digest as plain text, for a terminal or a mail without marks. */
export function digestText(digest: Digest): string {
  const parts = [`${digestTitle(digest)}\n${digestSummary(digest)}\n`];
  for (const { title, groups } of digestSections(digest)) {
    parts.push(`${title}\n${"=".repeat(title.length)}\n${groups.map(groupText).join("")}`);
  }
  return parts.join("\n");
}

function groupText({ title, lines, more }: Group): string {
  const rest = more > 0 ? `  … and ${more.toLocaleString("en")} more\n` : "";
  return `${title}\n${lines.map(lineText).join("")}${rest}`;
}

function lineText({ text, quote, note, url }: Line): string {
  const rows = [`- ${text}`];
  if (quote) rows.push(`    “${quote}”`);
  if (note) rows.push(`    ${note}`);
  if (url) rows.push(`    ${url}`);
  return rows.map((row) => `  ${row}\n`).join("");
}
