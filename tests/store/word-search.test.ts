import { expect, it } from "vitest";
import { addDocuments } from "../../store/documents.ts";
import { indexPending } from "../../store/search.ts";
import { fold } from "../../store/search-text.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { findDocumentsHolding, holdsWord } from "../../store/word-search.ts";
import { document, snapshot } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

/** Texts as pages have them: scripts beside one another, accents, full width, marks within and around words. */
const TEXTS = {
  plain: "双方就打击电信诈骗交换意见。",
  traditional: "雙方就聯合巡邏與著名景點的治安達成共識。",
  mixed: "A国Interpol中国中心局第98次行动，App诈骗案3起。",
  wide: "ＦＢＩ与５Ｇ网络",
  english: "The Coast Guard's vice-minister met Symmetric Ltd. in Symmetria; US$300 were given.",
  accents: "La République de Corée et l'Académie: coopération policière, Interpol.",
  cyrillic: "Министр внутренних дел МВД",
  dots: "P.R. China and K. Shanmugam spoke.",
};
const WORDS = [
  ...[
    "诈骗",
    "诈",
    "意见",
    "双方",
    "巡逻",
    "联合巡逻",
    "著名",
    "著",
    "第98次",
    "98",
    "8次",
    "A国",
    "国I",
    "App诈",
  ],
  ...[
    "5G",
    "FBI",
    "bi",
    "interpol",
    "Interpol中国",
    "met",
    "symm",
    "metri",
    "coast guard",
    "Coast Guard's",
    "guard's vice",
  ],
  ...[
    "vice-minister",
    "ice-min",
    "us$",
    "$300",
    "$",
    "：",
    "。",
    "République",
    "republique",
    "é",
    "corée et",
    "ation poli",
  ],
  ...["МВД", "внутр", "P.R. China", "K. Sh", "K Shanmugam", "nobody", "无人", "。双方", "s", "Ltd. in"],
];

async function library() {
  const db = await tempDatabase();
  const names = Object.keys(TEXTS) as (keyof typeof TEXTS)[];
  await addSnapshots(
    db,
    names.map((name) => snapshot(name)),
  );
  await addDocuments(
    db,
    names.map((name) => document(name, { title: "", text: TEXTS[name] })),
  );
  while ((await indexPending(db)) > 0);
  return db;
}

it("finds every text that holds a word, wherever it stands in it", async () => {
  const db = await library();
  for (const word of WORDS) {
    const found = await findDocumentsHolding(db, { anywhere: [word] });
    const folded = Object.entries(TEXTS).filter(([, text]) => fold(text).includes(word.toLowerCase()));
    const missed = folded.filter(([name]) => !found.has(`d-${name}`)).map(([name]) => name);
    expect({ word, missed }).toEqual({ word, missed: [] });
  }
});

it("leaves out the texts that hold no such word", async () => {
  const db = await library();
  const names = async (words: Parameters<typeof findDocumentsHolding>[1]) =>
    [...(await findDocumentsHolding(db, words))].map((id) => id.slice(2)).sort();
  expect(await names({ anywhere: ["诈骗"] })).toEqual(["mixed", "plain"]);
  expect(await names({ anywhere: ["巡逻", "МВД"] })).toEqual(["cyrillic", "traditional"]);
  expect(await names({ anywhere: ["met"] })).toEqual(["english"]);
  expect(await names({ anywhere: ["etri"] })).toEqual(["english"]);
  expect(await names({ whole: ["etri", "Interpol"] })).toEqual(["accents"]);
  expect(await names({ whole: ["P.R. China", "K Shanmugam"] })).toEqual(["dots"]);
  expect(await names({ anywhere: ["nobody", "无人"] })).toEqual([]);
  expect(await names({})).toEqual([]);
});

it("finds what is not in the index yet, or longer than the index reads, whatever it holds", async () => {
  const db = await library();
  await db.updateTable("document").set({ indexed: 0 }).where("id", "=", "d-dots").execute();
  await addSnapshots(db, [snapshot("long")]);
  await addDocuments(db, [document("long", { title: "", text: "长".repeat(70_000) })]);
  while ((await indexPending(db)) > 0);
  await db.updateTable("document").set({ indexed: 0 }).where("id", "=", "d-dots").execute();
  expect([...(await findDocumentsHolding(db, { anywhere: ["无人"] }))].sort()).toEqual(["d-dots", "d-long"]);
});

it("tells whether a folded text holds one of the words", () => {
  expect(holdsWord(fold(TEXTS.traditional), { anywhere: ["联合巡逻"] })).toBe(true);
  expect(holdsWord(fold(TEXTS.wide), { whole: ["FBI"] })).toBe(true);
  expect(holdsWord(fold(TEXTS.plain), { anywhere: ["巡逻"], whole: ["FBI"] })).toBe(false);
});
