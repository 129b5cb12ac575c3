import { isoTime } from "../../sources/iso-time.ts";
import { loadSources } from "../../sources/register.ts";
import type { Run } from "../cli.ts";
import { gatherDigest } from "../digest.ts";
import { print } from "../output.ts";
import { readSince } from "../since.ts";
import { openStore } from "../workspace.ts";
import { writeWhole } from "../write-whole.ts";
import { oneOf } from "./queue.ts";

/** `digest`: what is new, what changed, what is broken and what was not looked at, to read, to mail or to subscribe to. */
export const run: Run = async ({ options, globals }) => {
  const given = options as { since: string; format: string; out?: string };
  const format = oneOf("--format", given.format, ["text", "html", "atom"] as const);
  const now = new Date();
  const since = readSince("--since", given.since, now);
  const sources = loadSources(globals.config);
  const store = await openStore(globals);
  try {
    // Times are stored in whole seconds: the one that runs belongs to the period.
    const until = isoTime(new Date(now.getTime() + 1000));
    const digest = await gatherDigest(store.db, sources, { since, until });
    const text = globals.json ? `${JSON.stringify(digest)}\n` : await FORMS[format](digest);
    if (given.out === undefined) await print(text);
    else await writeWhole(given.out, async (out) => out.write(text));
    return 0;
  } finally {
    await store.close();
  }
};

type Write = (digest: Awaited<ReturnType<typeof gatherDigest>>) => Promise<string>;

const FORMS: Readonly<Record<"text" | "html" | "atom", Write>> = {
  text: async (digest) => (await import("../digest-text.ts")).digestText(digest),
  html: async (digest) => (await import("../digest-html.ts")).digestHtml(digest),
  atom: async (digest) => (await import("../digest-atom.ts")).digestAtom(digest),
};
