import type { BoundWords } from "../extractors/rule-unit.ts";
import { RULES } from "../extractors/rule-unit.ts";
import { nameOfUnit, type UnitChange } from "../extractors/unit-difference.ts";
import type { Db } from "../store/database.ts";
import { findTexts } from "../store/documents.ts";
import type { MovedMention } from "../store/recode-before.ts";
import { fold } from "../store/search-text.ts";
import { holdsWord } from "../store/word-search.ts";
import type { ReadingGroup, RecodePlan } from "./recode-plan.ts";

const WAITED = "documents that waited to be read";

/**
 * Why mentions were gained, lost or changed, by event: the rule that reads them, where it has changed; else the changed
 * words and lines that stand in the quote, or in the document, and what has changed of its source; else changes that have no words. Only of documents that
 * waited, or whose rules are not known, nothing of the kind can be told.
 */
export async function causesOf(
  db: Db,
  plan: RecodePlan,
  moved: readonly MovedMention[],
): Promise<Map<string, string[]>> {
  const groups = new Map(plan.groups.map((group) => [keyOf(group), group]));
  const texts = await findTexts(db, [...new Set(moved.map(({ documentId }) => documentId))]);
  const folded = new Map<string, string>();
  const sourceOf = (id: string) => texts.get(id)!.sourceId;
  const textOf = (id: string) => {
    const known = folded.get(id);
    if (known !== undefined) return known;
    const { title, text } = texts.get(id)!;
    const made = `${fold(title)}\n${fold(text)}`;
    folded.set(id, made);
    return made;
  };
  const causes = new Map<string, Set<string>>();
  for (const mention of moved) {
    const found = causes.get(mention.eventId) ?? new Set();
    causes.set(mention.eventId, found);
    const group = mention.readWith && groups.get(keyOf(mention.readWith));
    for (const cause of group ? causesIn(group, mention, textOf, sourceOf) : [WAITED]) found.add(cause);
  }
  return new Map([...causes].map(([eventId, names]) => [eventId, [...names].sort()]));
}

function keyOf({ sha256, version }: { readonly sha256: string; readonly version: string | null }): string {
  return `${sha256} ${version}`;
}

function causesIn(
  group: ReadingGroup,
  mention: MovedMention,
  textOf: (documentId: string) => string,
  sourceOf: (documentId: string) => string,
): readonly string[] {
  const { changes } = group;
  if (!changes) return [group.everyone!];
  const rules = changes.filter(({ part, key }) => part === RULES && isOfRule(key, mention.ruleId));
  if (rules.length > 0) return rules.map(nameOfUnit);
  const worded = changes.filter(hasWords);
  const quote = fold(mention.quote);
  const inQuote = worded.filter(({ bound }) => holdsWord(quote, bound));
  if (inQuote.length > 0) return inQuote.map(nameOfUnit);
  const source = sourceOf(mention.documentId);
  const inDocument = worded.filter(
    ({ bound }) => bound.sources?.includes(source) || holdsWord(textOf(mention.documentId), bound),
  );
  const wordless = changes.filter((change) => !hasWords(change));
  return [...inDocument, ...wordless].map(nameOfUnit);
}

function isOfRule(key: string, ruleId: string): boolean {
  return key === ruleId || key.startsWith(`${ruleId}, `);
}

function hasWords(change: UnitChange): change is UnitChange & { readonly bound: BoundWords } {
  return typeof change.bound !== "string";
}
