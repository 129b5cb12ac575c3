import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { main } from "../../pipeline/cli.ts";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { type ExportedEvent, exportEvents } from "../../store/export.ts";
import { temporaryFolder } from "./mission-site.ts";

beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

it("finds in the sample missions the meeting at which each paper was signed, and no more", async () => {
  const data = temporaryFolder();
  expect(await main(["demo", "--no-serve", "--json", "--data", data], { web: async () => ({}) })).toBe(0);
  const db = await openDatabase(join(data, "demo/jingwu.db"));
  const events = new Map<string, ExportedEvent>();
  for await (const event of exportEvents(db, { status: "all" })) events.set(event.id, event);
  await closeDatabase(db as never);
  const name = (id: string) => {
    const { type, date, countries } = events.get(id)!;
    return `${type} ${countries} ${date}`;
  };
  const found = [...events.values()].flatMap(({ id, relations }) =>
    relations
      .filter(({ direction }) => direction === "out")
      .map(({ kind, event }) => `${name(id)} ${kind} ${name(event)}`),
  );
  // Each was read in its page. The other papers of the samples were signed without a meeting of these organs.
  expect(found.sort()).toEqual([
    "agreement IT 2016-10-17 signed_at meeting IT 2016-10-17",
    "agreement KZ 2016-11-08 signed_at meeting KZ 2016-11-08",
    "agreement LA 2009-10-12 signed_at meeting LA 2009-10-12",
    "agreement PK 2010-04-15 signed_at meeting PK 2010-04-15",
    "agreement US 2015-12-01 signed_at meeting US 2015-12-01",
    "agreement ZA 2017-06-26 signed_at meeting ZA 2017-06-26",
  ]);
});
