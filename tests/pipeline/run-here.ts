import { vi } from "vitest";
import { main } from "../../pipeline/cli.ts";
import type { Ended } from "./program.ts";

/** Runs a command of the program in this process, with a web application that is never asked for anything. */
export async function runHere(...args: string[]): Promise<Ended> {
  const written = { out: "", err: "" };
  const spies = (["out", "err"] as const).map((name) =>
    vi.spyOn(process[`std${name}`], "write").mockImplementation((chunk) => {
      written[name] += chunk;
      return true;
    }),
  );
  try {
    return { status: await main(args, { web: async () => ({}) }), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
