import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCodebook } from "../extractors/codebook.ts";
import { codebookPage } from "../extractors/codebook-page.ts";
import { loadRulebook } from "../extractors/extract.ts";
import { loadRelationConfig } from "../extractors/relation-config.ts";
import { ConfigError } from "../sources/errors.ts";
import { extractText, textOfLine } from "./extract-lines.ts";

const EXAMPLE = /(```jsonl\n)([^\n]+)(\n```\n[\s\S]*?```json\n)([\s\S]*?)(\n```)/;

/**
 * The documents that are made from configuration and rules, by path below `folder`: the codebook page, and the README with
 * the event that its example becomes today. Writes nothing.
 */
export async function makeDocs(folder: string): Promise<Map<string, string>> {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  return new Map([
    [
      "docs/codebook.md",
      codebookPage(
        readCodebook(join(folder, "config/codebook.yaml")),
        loadRelationConfig(join(folder, "config/relations.yaml")),
      ),
    ],
    ["README.md", await withExample(readme, join(folder, "config"))],
  ]);
}

/** The first JSON line of a page is run through the rules; the JSON block after it shows the event. */
async function withExample(page: string, configDir: string): Promise<string> {
  const line = EXAMPLE.exec(page)?.[2];
  if (line === undefined)
    throw new ConfigError("README.md: expected a jsonl block and a json block, found none");
  const rulebook = await loadRulebook(configDir);
  const { events } = extractText(rulebook, await textOfLine(line, "README.md", rulebook.sources));
  const [event, ...more] = events;
  if (event === undefined || more.length > 0) {
    throw new ConfigError(`README.md: expected an example with one event, found ${events.length}`);
  }
  // Lists and the spans in them stand on one line.
  const flat = (_: string, open: string, inner: string, close: string) =>
    `${open}${inner.replace(/\s*\n\s*/g, " ")}${close}`;
  const shown = JSON.stringify(event, null, 2)
    .replace(/(\{ ?)\n\s+("in"[^{}]*?)\s+(\})/g, (_, open, inner, close) =>
      flat(_, `${open} `, inner, ` ${close}`),
    )
    .replace(/(\[)\s+([^\][]*?)\s+(\])/g, flat);
  return page.replace(
    EXAMPLE,
    (_, open, given, between, _old, close) => open + given + between + shown + close,
  );
}
