import { expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { getEvent } from "../../store/event-record.ts";
import { importLines } from "./import-lines.ts";
import { inSpaceAt, makeConfig, temporaryFolder } from "./mission-site.ts";

const config = makeConfig({ la: "la.china-embassy.gov.cn" }, "http://127.0.0.1:9");
const rulebook = await loadRulebook(config);

const bringIn = (data: string, documents: readonly object[]) =>
  inSpaceAt(config, data, "2024-07-01T00:00:00Z", async (space) => {
    await importLines(space, documents, rulebook);
    const rows = await space.db.selectFrom("event").selectAll().orderBy("createdAt").execute();
    return { rows, record: await getEvent(space.db, rows[0]!.id) };
  });

const report = (id: string, day: number, published: string) => ({
  id,
  title: "",
  published,
  text: `6月${day}日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒交换意见。`,
});
const MEETING = report("n1", 11, "2024-06-13");
const LATER = report("n2", 12, "2024-06-15");

it("keeps with every coding why the event has its values, and marks days that contradict one another", async () => {
  const data = temporaryFolder();
  const first = await bringIn(data, [MEETING]);
  expect(first.record.facts.date).toMatchObject({ value: "2024-06-11", why: "the only report that says it" });
  expect(first.rows.map(({ conflict }) => conflict)).toEqual([0]);
  const second = await bringIn(data, [LATER]);
  const { facts, conflicts, mentions } = second.record;
  expect(mentions).toHaveLength(2);
  expect(facts.date).toMatchObject({
    value: "2024-06-11",
    alternatives: [{ value: "2024-06-12", from: [expect.any(String)] }],
    why: "the earliest report has it",
  });
  expect(conflicts).toEqual([
    { field: "date", text: "2024-06-11 (1 report) / 2024-06-12 (1 report)", set_by: null },
  ]);
  expect(second.rows.map(({ conflict }) => conflict)).toEqual([1]);
});
