import type { Migration, MigrationProvider } from "kysely";
import { records } from "./migrations/0001-records.ts";
import { possibleDuplicates } from "./migrations/0002-possible-duplicates.ts";
import { currency } from "./migrations/0003-currency.ts";
import { oneEngagement } from "./migrations/0004-one-engagement.ts";
import { backfill } from "./migrations/0005-backfill.ts";
import { review } from "./migrations/0006-review.ts";
import { backfillRoutes } from "./migrations/0007-backfill-routes.ts";
import { ruleVerdicts } from "./migrations/0008-rule-verdicts.ts";
import { linkedWith } from "./migrations/0009-linked-with.ts";

/** All migrations by name, in order. A released one is never edited: a change is a new file. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-records": records,
  "0002-possible-duplicates": possibleDuplicates,
  "0003-currency": currency,
  "0004-one-engagement": oneEngagement,
  "0005-backfill": backfill,
  "0006-review": review,
  "0007-backfill-routes": backfillRoutes,
  "0008-rule-verdicts": ruleVerdicts,
  "0009-linked-with": linkedWith,
};

/** The migrations, as Kysely asks for them. */
export const migrationProvider: MigrationProvider = {
  getMigrations: async () => ({ ...MIGRATIONS }),
};
