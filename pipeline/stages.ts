import { join } from "node:path";
import { loadRulebook, type Rulebook } from "../extractors/extract.ts";
import { loadRelationConfig, type RelationConfig } from "../extractors/relation-config.ts";
import { indexPending } from "../store/search.ts";
import { autoAcceptStage } from "./auto-accept.ts";
import { tidyLinks } from "./code-events.ts";
import { compareBatch } from "./compare.ts";
import type { RunCounts } from "./counts.ts";
import { openExtraction } from "./extract.ts";
import { judgeBatch } from "./judge.ts";
import { linkBatch } from "./link.ts";
import { type Linker, openLinker } from "./linker.ts";
import { muteStage } from "./mute.ts";
import { parseBatch } from "./parse.ts";
import { openProgress } from "./progress.ts";
import { relateBatch } from "./relate.ts";
import type { Workspace } from "./workspace.ts";

/** Rules, linking and relations as a run uses them. */
export interface Coder {
  readonly rulebook: Rulebook;
  readonly linker: Linker;
  readonly relations: RelationConfig;
}

/**
 * Reads rules, dictionaries, linking settings and relation rules, or takes a rulebook that was read already. Throws ConfigError; called
 * before anything is fetched.
 */
export async function openCoder(space: Workspace, read?: Rulebook): Promise<Coder> {
  const rulebook = read ?? (await loadRulebook(space.configDir, space.sources));
  const relations = loadRelationConfig(join(space.configDir, "relations.yaml"));
  return { rulebook, linker: openLinker(space, rulebook), relations };
}

/**
 * The stages after capture, in order: parse, extract, compare, link, relate, mute, accept, the health of the sources, and the index for search. Each
 * works off what waits in the store, batch by batch, so the call is the same after `update`, after `import` and after a
 * crash. Returns early, with everything done so far kept, once `signal` is aborted. `progressed` is called before each batch.
 */
export async function runStages(
  space: Workspace,
  { rulebook, linker, relations }: Coder,
  counts: RunCounts,
  signal: AbortSignal,
  progressed: () => void = () => {},
): Promise<void> {
  const work = (stage: string, batch: () => Promise<number>) =>
    repeat(
      space,
      stage,
      async () => {
        progressed();
        return batch();
      },
      signal,
    );
  await work("parse", () => parseBatch(space, counts));
  const extraction = openExtraction(space, rulebook, counts, signal);
  try {
    await work("extract", extraction.next);
  } finally {
    await extraction.close();
  }
  await work("compare", () => compareBatch(space, linker));
  await work("link", () => linkBatch(space, linker, counts));
  await work("link", () => tidyLinks(space, linker, counts));
  await work("relate", () => relateBatch(space, linker, relations));
  await work("mute", muteStage(space, rulebook));
  await work("accept", autoAcceptStage(space, rulebook));
  await work("judge", () => judgeBatch(space, counts));
  await work("index", () => indexPending(space.db));
}

async function repeat(
  space: Workspace,
  stage: string,
  batch: () => Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  const progress = openProgress(stage, 0, space.quiet);
  const started = Date.now();
  let done = 0;
  while (!signal.aborted) {
    const handled = await batch();
    if (handled === 0) break;
    done += handled;
    progress.update(done, String(done));
  }
  progress.finish();
  if (done > 0) space.log.debug({ done, ms: Date.now() - started }, stage);
}
