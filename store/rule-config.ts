import type { RuleUnit } from "../extractors/rule-unit.ts";
import type { Db } from "./database.ts";

/** The program and the rules that documents are read with. */
export interface ReadWith {
  readonly sha256: string;
  readonly version: string;
}

/** Whether the units of these rules are kept. */
export async function isRuleConfigKept(db: Db, { sha256, version }: ReadWith): Promise<boolean> {
  const row = await db
    .selectFrom("ruleConfig")
    .select("sha256")
    .where("sha256", "=", sha256)
    .where("version", "=", version)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps what the rules are made of. Safe to repeat. */
export async function keepRuleConfig(
  db: Db,
  { sha256, version }: ReadWith,
  units: readonly RuleUnit[],
  at: string,
): Promise<void> {
  await db
    .insertInto("ruleConfig")
    .values({ sha256, version, at, units: JSON.stringify(units) })
    .onConflict((conflict) => conflict.columns(["sha256", "version"]).doNothing())
    .execute();
}

/** The units of rules that documents were read with; undefined where they were not kept. */
export async function findRuleUnits(db: Db, { sha256, version }: ReadWith): Promise<RuleUnit[] | undefined> {
  const row = await db
    .selectFrom("ruleConfig")
    .select("units")
    .where("sha256", "=", sha256)
    .where("version", "=", version)
    .executeTakeFirst();
  return row && (JSON.parse(row.units) as RuleUnit[]);
}

/** Forgets rules that no current document was read with, but for the given ones. */
export async function dropUnusedRuleConfigs(db: Db, present: ReadWith): Promise<void> {
  await db
    .deleteFrom("ruleConfig")
    .where((e) => e.or([e("sha256", "!=", present.sha256), e("version", "!=", present.version)]))
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("document")
            .select("document.id")
            .whereRef("document.extractedWith", "=", "ruleConfig.sha256")
            .whereRef("document.extractedVersion", "=", "ruleConfig.version")
            .where("document.current", "=", 1),
        ),
      ),
    )
    .execute();
}
