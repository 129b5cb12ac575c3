import { search } from "../../store/search.ts";
import type { Run } from "../cli.ts";
import { forTerminal, printJson, printLine } from "../output.ts";
import { openStore } from "../workspace.ts";

/** `search QUERY`: documents and events that hold the words, the best first. */
export const run: Run = async ({ args, options, globals }) => {
  const store = await openStore(globals);
  try {
    const results = await search(store.db, args.join(" "), { limit: options.limit as number });
    if (globals.json) await printJson(results);
    else {
      for (const { kind, id, date, title, url, snippet } of results) {
        await printLine(`${kind} ${id}  ${date ?? ""}  ${forTerminal(title)}`);
        await printLine(`    ${forTerminal(snippet, 300)}`);
        if (url) await printLine(`    ${forTerminal(url, 300)}`);
      }
      await printLine(`${results.length} found`);
    }
    return 0;
  } finally {
    await store.close();
  }
};
