import { join } from "node:path";
import { CamelCasePlugin, Kysely } from "kysely";
import { expect, it } from "vitest";
import type { Db } from "../../store/database.ts";
import { listKnownPages } from "../../store/known-pages.ts";
import { MIGRATIONS } from "../../store/migrations.ts";
import { type PageAnswer, recordAnswers, upsertFoundPages } from "../../store/pages.ts";
import type { Tables } from "../../store/schema.ts";
import { SqliteDialect } from "../../store/sqlite-dialect.ts";
import { SqliteConnection } from "../../store/sqlite-driver.ts";
import { tempDatabase, tempFolder } from "./temp-database.ts";

const NOW = "2026-03-10T08:00:00Z";
const url = (name: string) => `https://fj.example/${name}.htm`;

async function addPage(db: Db, name: string, firstSeen: string, answer: Partial<PageAnswer> = {}) {
  const page = { canonicalUrl: url(name), url: url(name), sourceId: "fj", kind: "article" as const };
  await upsertFoundPages(db, [{ ...page, foundOn: null, firstSeen }]);
  const read = { state: "ok" as const, checked: firstSeen, nextCheck: NOW, ...answer };
  await recordAnswers(db, [{ canonicalUrl: url(name), ...read }]);
}

const due = async (db: Db, more = {}) => {
  const pages = await listKnownPages(db, "fj", { dueAt: NOW, notCheckedSince: NOW, limit: 10, ...more });
  return pages.map(({ url }) => url.slice(19, -4));
};

it("lists articles that are due, those of the latest day first and of one day the longest due", async () => {
  const db = await tempDatabase();
  await addPage(db, "old-late", "2026-02-01T08:00:00Z", { nextCheck: "2026-03-09T08:00:00Z" });
  await addPage(db, "old-early", "2026-02-01T09:00:00Z", { nextCheck: "2026-03-05T08:00:00Z" });
  await addPage(db, "new", "2026-03-08T08:00:00Z");
  await addPage(db, "later", "2026-03-09T08:00:00Z", { nextCheck: "2026-03-10T08:00:01Z" });
  expect(await due(db)).toEqual(["new", "old-early", "old-late"]);
  expect(await due(db, { limit: 2 })).toEqual(["new", "old-early"]);
  expect(await due(db, { notCheckedSince: "2026-02-10T08:00:00Z" })).toEqual(["old-early", "old-late"]);
  expect(await listKnownPages(db, "to", { dueAt: NOW, notCheckedSince: NOW, limit: 10 })).toEqual([]);
});

it("lists what is missing, unreadable or failed after it was read, and nothing that was never read", async () => {
  const db = await tempDatabase();
  await addPage(db, "missing", "2026-03-01T08:00:00Z", { state: "gone" });
  await addPage(db, "unreadable", "2026-03-02T08:00:00Z", { state: "unreadable" });
  await addPage(db, "failed", "2026-03-03T08:00:00Z");
  await addPage(db, "never", "2026-03-04T08:00:00Z", { state: "failed" });
  const failed = { canonicalUrl: url("failed"), state: "failed" as const, checked: "2026-03-04T08:00:00Z" };
  await recordAnswers(db, [failed]);
  expect(await due(db)).toEqual(["failed", "unreadable", "missing"]);
});

it("holds as due what an earlier version of the program has read", async () => {
  const connection = await SqliteConnection.open(join(tempFolder(), "old.db"), "create");
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect(connection),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const migrate = (name: string) => MIGRATIONS[name]!.up(db.withoutPlugins());
  await migrate("0001-records");
  await migrate("0002-possible-duplicates");
  const page = { sourceId: "fj", kind: "article", foundOn: null, firstSeen: "2025-01-01T08:00:00Z" } as const;
  const read = {
    ...page,
    state: "ok",
    lastChecked: "2025-02-01T08:00:00Z",
    lastSuccess: "2025-02-01T08:00:00Z",
  } as const;
  const rows = [
    { ...read, canonicalUrl: url("read"), url: url("read") },
    { ...page, state: "found" as const, canonicalUrl: url("found"), url: url("found") },
  ];
  for (const row of rows)
    await db
      .insertInto("page")
      .values(row as never)
      .execute();
  await migrate("0003-currency");
  expect(await due(db)).toEqual(["read"]);
  await db.destroy();
});
