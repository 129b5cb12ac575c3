import { readdirSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { runRecode } from "../../pipeline/recode.ts";
import { countReadWithOther } from "../../pipeline/recode-plan.ts";
import { recodeText } from "../../pipeline/recode-text.ts";
import { openCoder } from "../../pipeline/stages.ts";
import { CHESS } from "./chess.ts";
import { ORDINARY } from "./mission-site.ts";
import { jingwu, start } from "./program.ts";
import {
  accept,
  addChessRule,
  apply,
  beginWith,
  config,
  countReadOtherwise,
  data,
  importInto,
  many,
  plain,
  queue,
  show,
  signal,
  stored,
  withSpace,
} from "./recoded.ts";
import { editFile } from "./rule-edits.ts";

describe("a new rule", () => {
  beforeEach(addChessRule);

  it("is told of with the events it finds, and telling changes nothing", async () => {
    const before = await stored();
    const told = await show();
    expect(told).toMatchObject({ documents: 3, affected: 1, reread: 1 });
    expect(told.events).toEqual({ gained: 1, lost: 0, changed: 0, requeued: 0 });
    expect(told.since[0]!.changes).toEqual([{ change: "added", name: "rule meeting.zh.chess" }]);
    expect(told.causes).toHaveLength(1);
    expect(told.causes[0]).toMatchObject({ cause: "rule meeting.zh.chess", gained: 1 });
    expect(told.causes[0]!.events[0]).toMatchObject({
      kind: "gained",
      date: "2024-05-20",
      countries: ["TO"],
    });
    const text = await recodeText(told, false);
    expect(text).toMatch(/\+ rule meeting\.zh\.chess \(added\)/);
    expect(text).toMatch(/1 of 3 documents have to be read again/);
    expect(text).toMatch(/gained +e\w{10} +meeting +2024-05-20 +TO/);
    expect(await stored()).toEqual(before);
    expect(readdirSync(data).filter((name) => name.includes("preview"))).toEqual([]);
  });

  it("is applied as it was told, once", async () => {
    const told = plain(await show());
    expect(plain(await apply())).toEqual(told);
    const { events, documents, configs } = await stored();
    expect(events.filter(({ mentionCount }) => mentionCount > 0)).toHaveLength(2);
    expect(new Set(documents.map(({ extractedWith }) => extractedWith))).toEqual(
      new Set([configs[0]!.sha256]),
    );
    expect(configs).toHaveLength(1);
    expect(plain(await apply())).toMatchObject({ affected: 0, reread: 0, since: [], causes: [] });
  });
});

describe("the command line", () => {
  const at = () => ["--data", data, "--config", config];

  it("applies a change by no import or update, which say that documents were read with other rules", async () => {
    addChessRule();
    const { err } = await jingwu(["update", ...at()]);
    expect(err).toMatch(/3 documents were read with other rules/);
    const { out } = await jingwu(["doctor", "--offline", ...at()]);
    expect(out).toMatch(/3 documents were read with others/);
    expect(await withSpace(({ db }) => countReadWithOther(db, { sha256: "", version: "" }))).toBe(3);
    expect((await show()).events.gained).toBe(1);
  });

  it("asks on a terminal alone, and else wants to be told", async () => {
    addChessRule();
    const { status, out, err } = await jingwu(["recode", ...at()]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/--dry-run .*--yes/);
    const done = await jingwu(["recode", "--yes", "--json", ...at()]);
    expect(done.status).toBe(0);
    expect(JSON.parse(done.out)).toMatchObject({ reread: 1, events: { gained: 1 } });
    expect((await jingwu(["recode", "--dry-run", ...at()])).out).toMatch(
      /Every document was read with today/,
    );
  });
});

describe("a changed config/linking.yaml", () => {
  const at = () => ["--data", data, "--config", config];
  const TWIN = {
    id: "twin",
    title: "斐济警察总监会见陈卫",
    published: "2024-06-15",
    text: "6月11日，斐济警察总监图迪亚在苏瓦会见公安部副部长陈卫，双方就禁毒合作交换意见。",
  };
  const apart = () =>
    editFile(config, "linking.yaml", (linking) => {
      linking.thresholds.linked = 1;
      linking.thresholds.possible = 1;
    });
  const joined = async () => (await queue()).map(({ mentionCount }) => mentionCount).sort();

  it("is told of by doctor and update, which join nothing anew, and applied by recode, as it was told", async () => {
    await importInto(data, [TWIN]);
    expect(await joined()).toEqual([2]);
    const before = await stored();
    apart();
    const { out } = await jingwu(["doctor", "--offline", ...at()]);
    expect(out).toMatch(/ok +linking .*has changed since the reports of 2 documents .*"jingwu recode" waits/);
    const { err } = await jingwu(["update", ...at()]);
    expect(err).toMatch(/linking\.yaml has changed since the reports of 2 documents/);
    expect(await joined()).toEqual([2]);
    const told = await show();
    expect(told).toMatchObject({ affected: 0, reread: 0, relinked: 2, events: { gained: 1, lost: 0 } });
    expect(await recodeText(told, false)).toMatch(/the reports of 2 documents have to be joined anew/);
    expect(await stored()).toEqual(before);
    expect(plain(await apply())).toEqual(plain(told));
    expect(await joined()).toEqual([1, 1]);
    expect(plain(await apply())).toMatchObject({ relinked: 0, causes: [] });
    const after = await jingwu(["doctor", "--offline", ...at()]);
    expect(after.out).toMatch(/ok +linking +sha256 [0-9a-f]{12}\n/);
  });

  it("is not told of where only its comments and layout differ", async () => {
    editFile(config, "linking.yaml", () => undefined);
    expect(await show()).toMatchObject({ relinked: 0 });
  });
});

it("loses the events of a rule that is taken out, and asks again about those a person accepted", async () => {
  addChessRule();
  await apply();
  const chess = (await stored()).events.find(({ coding }) => coding.includes("2024-05-20"))!;
  await accept(chess.id);
  editFile(config, "rules/meeting.zh.yaml", (rules) => rules.pop());
  const told = await apply();
  expect(told.events).toEqual({ gained: 0, lost: 1, changed: 0, requeued: 1 });
  expect(told.causes[0]).toMatchObject({ cause: "rule meeting.zh.chess", lost: 1 });
  const waiting = (await queue()).find(({ id }) => id === chess.id);
  expect(waiting).toMatchObject({ status: "accepted", queueReason: "recoded" });
});

it("names the word of a dictionary that changes an accepted event, and asks again with both readings", async () => {
  const [event] = (await stored()).events;
  await accept(event!.id);
  editFile(config, "dictionaries/topics.yaml", (topics) => {
    for (const topic of topics) topic.zh = topic.zh.filter((word: string) => word !== "禁毒");
  });
  const told = await apply();
  expect(told).toMatchObject({ affected: 1, events: { gained: 0, lost: 0, changed: 1, requeued: 1 } });
  expect(told.causes[0]!.cause).toMatch(/^dictionaries\/topics\.yaml: .*禁毒/);
  expect(told.causes[0]!.events[0]!.fields.topics).toEqual({
    before: expect.arrayContaining(["counternarcotics", "transnational_crime"]),
    after: ["transnational_crime"],
  });
  expect((await queue())[0]).toMatchObject({ id: event!.id, queueReason: "recoded" });
});

it("reads nothing again after a change that only people see", async () => {
  editFile(config, "rules/meeting.zh.yaml", (rules) => {
    rules[0].reads += ", as it is told to people";
  });
  expect(await apply()).toMatchObject({ documents: 3, affected: 0, reread: 0 });
  expect((await show()).since).toEqual([]);
});

it("reads everything again when the patterns of plans and wishes change", async () => {
  editFile(config, "rules/modality.yaml", (modality) => {
    modality.zh.future.push("一词");
  });
  expect(await apply()).toMatchObject({
    affected: 3,
    since: [{ everyone: "rules/modality.yaml: future, zh" }],
  });
});

it("comes to the same store when it is killed on the way, whoever goes on", async () => {
  const days = Array.from({ length: 1200 }, (_, index) => {
    const day = (index % 28) + 1;
    const month = (Math.trunc(index / 28) % 12) + 1;
    const text =
      index % 4 === 0 ? CHESS.replace("5月20日", `${month}月${day}日`) : `${ORDINARY}第${index}次。`;
    return {
      id: `n${index}`,
      title: `第${index}条`,
      published: `202${index % 4}-12-31`,
      text: `${text}对弈。`,
    };
  });
  await importInto(many, days);
  beginWith(many);
  const earlier = (await stored()).documents[0]!.extractedWith!;
  addChessRule();
  await withSpace(async (space) => runRecode(space, await openCoder(space), signal));
  const expected = await stored();
  expect(expected.events.length).toBeGreaterThan(50);

  for (const goOn of [["recode", "--yes"], ["update"]]) {
    beginWith(many);
    const at = ["--quiet", "--data", data, "--config", config];
    const { child, ended } = start(["recode", "--yes", ...at]);
    // In the middle of reading: some batches are saved, others are not.
    while (child.exitCode === null && (await countReadOtherwise(earlier)) < 300) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill("SIGKILL");
    expect((await ended).status).toBeNull();
    expect((await stored()).documents.some(({ extractedWith }) => extractedWith === null)).toBe(true);
    expect((await jingwu([...goOn, ...at])).status).toBe(0);
    expect(await stored()).toEqual(expected);
  }
});
