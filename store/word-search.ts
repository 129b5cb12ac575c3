import { sql } from "kysely";
import type { BoundWords } from "../extractors/rule-unit.ts";
import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { fold, LONGEST_TEXT } from "./search-text.ts";

const HAN = /\p{Script=Han}/u;
const RUNS = /\p{Script=Han}+|[\p{L}\p{N}\p{M}]+/gu;
const INSIDE = /[\p{L}\p{N}\p{M}]/u;
/** What the tokenizer of the index and this file are sure to fold alike. */
const SURE = /^[\p{Script=Latin}\p{Script=Han}0-9]+$/u;
/** Terms in one question to the index. */
const AT_ONCE = 200;
const TEXTS_AT_ONCE = 500;

/**
 * Ids of the current documents of the sources, and of those in which one of the words may stand: all that hold one, by the search
 * index, and few others. Documents that are not in the index, or longer than it reads, are always among them; words that it
 * does not know (marks, other scripts) are looked for in the texts themselves.
 */
export async function findDocumentsHolding(db: Db, words: BoundWords): Promise<Set<string>> {
  const { sources = [], anywhere = [], whole = [] } = words;
  const found = new Set(sources.length > 0 ? await listOfSources(db, sources) : []);
  if (anywhere.length === 0 && whole.length === 0) return found;
  for (const id of await listUnindexed(db)) found.add(id);
  const [asked, unasked] = await expressionsOf(db, words);
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const expression = asked.slice(at, at + AT_ONCE).join(" OR ");
    const { rows } = await sql<{ id: string }>`select item_id as id from search_item where kind = 'document'
      and id in (select rowid from search_index where search_index match ${expression})`.execute(db);
    for (const { id } of rows) found.add(id);
  }
  if (unasked.length > 0) await readTexts(db, unasked, found);
  return found;
}

/** Whether one of the words stands in a text that {@link fold} has folded. */
export function holdsWord(folded: string, { anywhere = [], whole = [] }: BoundWords): boolean {
  return [...anywhere, ...whole].some((word) => formsOf(word).some((form) => folded.includes(form)));
}

/** A word as texts may have it once they are folded: what opencc makes of one character depends on those beside it. */
function formsOf(word: string): string[] {
  return [...new Set([word.toLowerCase(), fold(word)])].filter((form) => form !== "");
}

async function listOfSources(db: Db, sources: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("document")
    .select("id")
    .where("current", "=", 1)
    .where("sourceId", "in", listOf(sources))
    .execute();
  return rows.map(({ id }) => id);
}

async function listUnindexed(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("document")
    .select("id")
    .where("current", "=", 1)
    .where((e) =>
      e.or([
        e("indexed", "=", 0),
        // No text has more characters than bytes, and bytes are counted without reading it.
        sql<boolean>`octet_length(text) > ${LONGEST_TEXT}`,
        sql<boolean>`octet_length(title) > ${LONGEST_TEXT}`,
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** The words as questions to the index, and those it cannot answer. */
async function expressionsOf(
  db: Db,
  { anywhere = [], whole = [] }: BoundWords,
): Promise<[string[], string[]]> {
  const expressions = new Set<string>();
  const unasked: string[] = [];
  let terms: readonly string[] | undefined;
  const latinTerms = async () => {
    terms ??= await listLatinTerms(db);
    return terms;
  };
  for (const form of new Set(whole.flatMap(formsOf))) {
    const runs = form.match(RUNS) ?? [];
    if (runs.length > 0 && runs.every((run) => SURE.test(run) && !HAN.test(run))) {
      expressions.add(`"${runs.join(" ")}"`);
    } else anywhere = [...anywhere, form];
  }
  for (const form of new Set(anywhere.flatMap(formsOf))) {
    const runs = [...form.matchAll(RUNS)];
    if (runs.length === 0 || !runs.every(([run]) => SURE.test(run))) unasked.push(form);
    else {
      const parts: string[] = [];
      for (const run of runs) parts.push(await partOf(form, run, latinTerms));
      if (!parts.includes("")) expressions.add(`(${parts.join(" AND ")})`);
    }
  }
  return [[...expressions], unasked];
}

/** The terms of the index that a run of letters within a word may be in; empty when there is none. */
async function partOf(
  word: string,
  match: RegExpExecArray,
  latinTerms: () => Promise<readonly string[]>,
): Promise<string> {
  const [run] = match;
  const characters = [...run];
  const pairs = characters.slice(0, -1).map((character, at) => character + characters[at + 1]!);
  const phrase = pairs.length > 0 ? `"${pairs.join(" ")}"` : `"${run}" *`;
  if (HAN.test(run)) return phrase;
  // The index knows letters without accents. Beside Chinese characters they are indexed in pairs, as these are.
  const plain = run.normalize("NFD").replaceAll(/\p{M}/gu, "");
  const [before, after] = [word[match.index - 1], word[match.index + run.length]];
  const opens = before !== undefined && !INSIDE.test(before);
  const closes = after !== undefined && !INSIDE.test(after);
  const terms = (await latinTerms()).filter((term) =>
    opens && closes
      ? term === plain
      : opens
        ? term.startsWith(plain)
        : closes
          ? term.endsWith(plain)
          : term.includes(plain),
  );
  return `(${[...terms.map((term) => `"${term}"`), phrase].join(" OR ")})`;
}

/** All terms of the index that hold a letter of Latin script or a digit and no Chinese character. */
async function listLatinTerms(db: Db): Promise<string[]> {
  await sql`create virtual table if not exists temp.search_term using fts5vocab('main', 'search_index', 'row')`.execute(
    db,
  );
  // Chinese terms come after all Latin ones in the order of the code points.
  const { rows } = await sql<{
    term: string;
  }>`select term from temp.search_term where term < char(11904)`.execute(db);
  return rows.map(({ term }) => term).filter((term) => !HAN.test(term));
}

async function readTexts(db: Db, words: readonly string[], found: Set<string>): Promise<void> {
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("document")
      .select(["id", "title", "text"])
      .where("current", "=", 1)
      .where("id", ">", after)
      .orderBy("id")
      .limit(TEXTS_AT_ONCE)
      .execute();
    if (rows.length === 0) return;
    for (const { id, title, text } of rows) {
      const folded = `${fold(title)}\n${fold(text)}`;
      if (words.some((word) => folded.includes(word))) found.add(id);
    }
    after = rows.at(-1)!.id;
  }
}
