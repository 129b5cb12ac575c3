import { beforeAll, expect, it } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { unitsOf } from "../../extractors/rule-units.ts";
import { planRecode, type RecodePlan } from "../../pipeline/recode-plan.ts";
import { openDatabase } from "../../store/database.ts";
import { markRead } from "../../store/documents.ts";
import { keepRuleConfig } from "../../store/rule-config.ts";
import { tempFolder } from "../store/temp-database.ts";
import { goldDocuments, storeDocuments } from "./gold-documents.ts";
import { copyConfig, editAtRandom } from "./rule-edits.ts";

/** Set, as EDITS=1000 FROM=1: so many changes are tried on all documents, and each is told of. */
const LONG = process.env.EDITS !== undefined;
const EDITS = Number(process.env.EDITS ?? 6);
const FROM = Number(process.env.FROM ?? 2);

const documents = goldDocuments().filter((_, at) => LONG || at % 3 === 0);
const ids = documents.map(({ id }) => id);
const today = await loadRulebook("config");
const db = await openDatabase(":memory:");

beforeAll(async () => {
  await storeDocuments(db, documents);
  const by = { sha256: today.sha256, version: "1" };
  await keepRuleConfig(db, by, unitsOf(today), "2026-03-01T08:00:00Z");
  await markRead(db, ids, by);
});

/** What is planned when the configuration is changed so, and its rulebook. */
async function planAfter(edit: (config: string) => void): Promise<{ plan: RecodePlan; book: Rulebook }> {
  const config = copyConfig(tempFolder());
  edit(config);
  const book = await loadRulebook(config);
  return { plan: await planRecode(db, book, "1"), book };
}

const read = new Map(documents.map((one) => [one.id, JSON.stringify(extract(today, one))]));
/** Words of the documents themselves, so that what is added stands in some of them. */
const words = documents.flatMap(({ language, text }) =>
  language === "zh" ? [text.slice(20, 22), text.slice(40, 43)] : [],
);

it("reads again every document that a random small change of the rules reads otherwise", async () => {
  for (let seed = FROM; seed < FROM + EDITS; seed++) {
    let said = "";
    const { plan, book } = await planAfter((config) => {
      said = editAtRandom(
        config,
        seed,
        words.filter((word) => /^\p{Script=Han}+$/u.test(word)),
      );
    });
    const affected = new Set(plan.groups.flatMap((group) => group.affected));
    const otherwise = documents.filter((one) => JSON.stringify(extract(book, one)) !== read.get(one.id));
    if (LONG) console.log(seed, said, affected.size, otherwise.length, plan.groups[0]?.everyone ?? "");
    const missed = otherwise.filter(({ id }) => !affected.has(id));
    expect({ seed, said, missed: missed.map(({ id }) => id) }).toEqual({ seed, said, missed: [] });
  }
}, 600_000);
