import type { Rulebook } from "../extractors/extract.ts";
import { type BoundWords, RULES } from "../extractors/rule-unit.ts";
import { unitsOf } from "../extractors/rule-units.ts";
import {
  differenceOfUnits,
  eitherBound,
  nameOfUnit,
  type UnitChange,
} from "../extractors/unit-difference.ts";
import type { Db } from "../store/database.ts";
import {
  countLinkedWithOther,
  countReadWith,
  countUnextracted,
  listIdsReadWith,
} from "../store/documents.ts";
import { listDocumentsReadBy } from "../store/mentions.ts";
import { findRuleUnits, type ReadWith } from "../store/rule-config.ts";
import { findDocumentsHolding } from "../store/word-search.ts";

/** Documents that were read with one configuration and version, other than today's. */
export interface ReadingGroup {
  readonly sha256: string;
  readonly version: string | null;
  readonly documents: number;
  /** What has changed since; null when that is not known or is the program itself. */
  readonly changes: readonly UnitChange[] | null;
  /** Why every document is read again; null when words tell which. */
  readonly everyone: string | null;
  /** The documents that may read otherwise, in order. */
  readonly affected: readonly string[];
  /** Those that cannot. */
  readonly unaffected: readonly string[];
}

/** What reading all documents with today's rules comes to. */
export interface RecodePlan {
  /** Current documents that were read at all. */
  readonly documents: number;
  /** Documents that wait to be read: of an earlier recode or an import that was stopped. */
  readonly waiting: number;
  /** Documents whose reports were joined to events with another `config/linking.yaml`: they are joined anew. */
  readonly relinked: number;
  readonly groups: readonly ReadingGroup[];
}

/**
 * Compares today's rules with those that documents were read with, and finds the documents that may read otherwise: those
 * that hold a word of a changed unit, or a mention by a changed rule. All, where a change has no words. Where today's linking
 * configuration is given, counts the documents that were linked with another, too.
 */
export async function planRecode(
  db: Db,
  rulebook: Rulebook,
  version: string,
  linkingSha256: string | null = null,
): Promise<RecodePlan> {
  const read = await countReadWith(db);
  const others = read.filter((one) => one.sha256 !== rulebook.sha256 || one.version !== version);
  const units = others.length > 0 ? unitsOf(rulebook) : [];
  const groups: ReadingGroup[] = [];
  for (const other of others) {
    const kept = other.version === version ? await findRuleUnits(db, { ...other, version }) : undefined;
    const changes = kept ? differenceOfUnits(kept, units) : null;
    const everyone = changes ? (changes.find(({ bound }) => bound === "all") ?? null) : null;
    const why = changes ? everyone && nameOfUnit(everyone) : unknownReason(other, version);
    const ids = await listIdsReadWith(db, other);
    const may = changes && why === null ? await findAffected(db, changes) : null;
    groups.push({
      ...other,
      changes,
      everyone: why,
      affected: may ? ids.filter((id) => may.has(id)) : ids,
      unaffected: may ? ids.filter((id) => !may.has(id)) : [],
    });
  }
  return {
    documents: read.reduce((sum, { documents }) => sum + documents, 0),
    waiting: await countUnextracted(db),
    relinked: linkingSha256 === null ? 0 : await countLinkedWithOther(db, linkingSha256),
    groups,
  };
}

/** How many documents were read with other rules, or by another version of the program. */
export async function countReadWithOther(db: Db, present: ReadWith): Promise<number> {
  return (await countReadWith(db))
    .filter(({ sha256, version }) => sha256 !== present.sha256 || version !== present.version)
    .reduce((sum, { documents }) => sum + documents, 0);
}

function unknownReason({ version }: { readonly version: string | null }, present: string): string {
  if (version === null) return "read before versions were kept";
  return version === present ? "what its rules were was not kept" : `program version ${version} → ${present}`;
}

async function findAffected(db: Db, changes: readonly UnitChange[]): Promise<ReadonlySet<string>> {
  const bounds = changes.map(({ bound }) => bound);
  const words = eitherBound(bounds.filter((bound) => bound !== "mentions")) as BoundWords;
  const found = await findDocumentsHolding(db, words);
  const rules = changes.filter(({ part }) => part === RULES).map(({ key }) => key);
  const read = bounds.includes("mentions")
    ? await listDocumentsReadBy(db, "every rule")
    : await listDocumentsReadBy(db, rules);
  for (const id of read) found.add(id);
  return found;
}
