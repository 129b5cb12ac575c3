import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { canonicalUrl } from "../../sources/canonical-url.ts";
import { ConfigError } from "../../sources/errors.ts";
import { loadSources } from "../../sources/register.ts";
import { findSourceByUrl } from "../../sources/source-hosts.ts";
import type { Db } from "../../store/database.ts";
import { findCurrentDocument } from "../../store/documents.ts";
import type { Run } from "../cli.ts";
import { goldOf } from "../gold-line.ts";
import type { GlobalOptions } from "../options.ts";
import { print } from "../output.ts";
import { openStore } from "../workspace.ts";
import { writeWhole } from "../write-whole.ts";

/** `gold DOCUMENT…`: decided documents as lines of a gold file. All of them or none. */
export const run: Run = async ({ args, options, globals }) => {
  const { out } = options as { out?: string };
  const store = await openStore(globals);
  try {
    const lines: string[] = [];
    const refused: string[] = [];
    for (const named of args) {
      const gold = await goldOf(store.db, await documentId(store.db, named, globals));
      if (!gold) refused.push(`${named}: no stored document of this id or address`);
      else if ("refused" in gold) refused.push(...gold.refused.map((why) => `${named}: ${why}`));
      else lines.push(`${JSON.stringify(gold.line)}\n`);
    }
    if (refused.length > 0) throw new ConfigError(`gold: ${refused.join("\ngold: ")}`);
    if (out === undefined) for (const line of lines) await print(line);
    else await writeWhole(out, (file) => pipeline(Readable.from(lines), file));
    return 0;
  } finally {
    await store.close();
  }
};

/** The id that was given, or that of the newest document of the address. */
export async function documentId(db: Db, named: string, { config }: GlobalOptions): Promise<string> {
  if (!/^https?:/i.test(named)) return named;
  const source = findSourceByUrl(loadSources(config), named);
  return (await findCurrentDocument(db, canonicalUrl(named, source)))?.id ?? named;
}
