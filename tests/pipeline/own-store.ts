import { afterEach, beforeEach } from "vitest";
import type { Rulebook } from "../../extractors/extract.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { importLines } from "./import-lines.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";

/** For each test a configuration that it may change, and a store that it opens at one time after another. */
export function ownStore() {
  let config = "";
  let data = "";
  let open: Workspace | undefined;
  const close = async () => {
    await open?.close();
    open = undefined;
  };
  beforeEach(() => {
    config = makeConfig({}, "http://127.0.0.1:9");
    data = temporaryFolder();
  });
  afterEach(close);
  return {
    config: () => config,
    /** The store as it was opened last. */
    space: () => open!,
    /** The store at a time, with documents imported and everything worked off; as it was opened before it is closed. */
    async bringIn(documents: readonly object[], at: string, rulebook?: Rulebook): Promise<Workspace> {
      await close();
      open = await openAt(config, data, at);
      await importLines(open, documents, rulebook);
      return open;
    },
  };
}
