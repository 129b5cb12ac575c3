import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "kysely";
import sqlite3 from "sqlite3";
import { expect, it } from "vitest";
import { ConfigError } from "../../sources/errors.ts";
import { insertRows, listOf } from "../../store/bulk.ts";
import { closeDatabase, inTransaction, openDatabase } from "../../store/database.ts";
import { MIGRATIONS } from "../../store/migrations.ts";
import { compileForPlainNode } from "./plain-node.ts";
import { tempDatabase, tempFolder } from "./temp-database.ts";

const run = (at: string) => ({ command: "update", started: at });

it("keeps what was written when it is opened again, and makes no table twice", async () => {
  const file = join(tempFolder(), "again.db");
  const first = await openDatabase(file);
  await first.insertInto("run").values(run("2026-01-02T00:00:00Z")).execute();
  await closeDatabase(first);
  const second = await tempDatabase(`sqlite:${file}`);
  expect(await second.selectFrom("run").select(["id", "started"]).execute()).toEqual([
    { id: 1, started: "2026-01-02T00:00:00Z" },
  ]);
});

it("runs in WAL mode with foreign keys on", async () => {
  const db = await tempDatabase();
  const pragma = async (name: string) =>
    Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0]!)[0];
  expect(await pragma("journal_mode")).toBe("wal");
  expect(await pragma("foreign_keys")).toBe(1);
  expect(await pragma("busy_timeout")).toBeGreaterThan(1000);
  await expect(
    db.insertInto("eventCountry").values({ eventId: "enone", country: "FJ" }).execute(),
  ).rejects.toThrow(/FOREIGN KEY/);
});

it("says what to do about a file that is no database, and leaves it as it was", async () => {
  const file = join(tempFolder(), "notes.txt");
  const text = "Not a database, and longer than one hundred bytes. ".repeat(40);
  writeFileSync(file, text);
  await expect(openDatabase(file)).rejects.toThrow(ConfigError);
  await expect(openDatabase(file)).rejects.toThrow(/notes\.txt: is not a SQLite database; name another file/);
  expect(readFileSync(file, "utf8")).toBe(text);
});

it("refuses another program's database and a later version's, unchanged", async () => {
  const folder = tempFolder();
  const foreign = join(folder, "foreign.db");
  await execute(foreign, "create table bookmarks (url text)");
  const before = readFileSync(foreign);
  await expect(openDatabase(foreign)).rejects.toThrow(/belongs to another program.*bookmarks/);
  expect(readFileSync(foreign).equals(before)).toBe(true);

  const later = join(folder, "later.db");
  await closeDatabase(await openDatabase(later));
  await execute(later, "insert into kysely_migration values ('9999-later', '2030-01-01')");
  await expect(openDatabase(later)).rejects.toThrow(/later version of jingwu \(9999-later\); update/);
});

it("says what to do about a missing folder, a folder as file, a missing file and PostgreSQL", async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "sub"));
  await expect(openDatabase(join(folder, "none", "a.db"))).rejects.toThrow(/its folder does not exist/);
  await expect(openDatabase(join(folder, "sub"))).rejects.toThrow(/is a folder/);
  await expect(openDatabase(join(folder, "a.db"), { create: false })).rejects.toThrow(/does not exist yet/);
  await expect(openDatabase(join(folder, "a.db"), { readOnly: true })).rejects.toThrow(/does not exist yet/);
  await expect(openDatabase("postgres://localhost/x")).rejects.toThrow(/DATABASE_URL.*not supported yet/);
  await expect(openDatabase("mysql://localhost/x")).rejects.toThrow(ConfigError);
});

it("opens for reading beside a writer, and then cannot write", async () => {
  const file = join(tempFolder(), "shared.db");
  const writer = await tempDatabase(file);
  await writer.insertInto("run").values(run("2026-01-02T00:00:00Z")).execute();
  const reader = await openDatabase(file, { readOnly: true });
  expect(await reader.selectFrom("run").select("command").execute()).toEqual([{ command: "update" }]);
  await expect(reader.insertInto("run").values(run("x")).execute()).rejects.toThrow(/may not be written/);
  await closeDatabase(reader);
});

it("is made once when several processes open a new file at the same moment", async () => {
  const file = join(tempFolder(), "race.db");
  const program = compileForPlainNode("store/database.ts");
  const script = `
    const { openDatabase, closeDatabase } = await import(${JSON.stringify(program.url)});
    const db = await openDatabase(${JSON.stringify(file)});
    for (let i = 0; i < 20; i++)
      await db.insertInto("run").values({ command: String(process.pid), started: "2026" }).execute();
    await closeDatabase(db);`;
  const open = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  await Promise.all([open(), open(), open()]).finally(program.remove);
  const db = await tempDatabase(file);
  const { count } = await db
    .selectFrom("run")
    .select((e) => e.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  expect(count).toBe(60);
  const names = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  expect(names.rows.map((row) => row.name)).toEqual(Object.keys(MIGRATIONS));
});

it("loses nothing that was saved, and keeps nothing half done, when the process is killed in a transaction", async () => {
  const file = join(tempFolder(), "killed.db");
  const program = compileForPlainNode("store/database.ts");
  const script = `
    const { openDatabase, inTransaction } = await import(${JSON.stringify(program.url)});
    const db = await openDatabase(${JSON.stringify(file)});
    const add = (on, command) => on.insertInto("run").values({ command, started: "2026" }).execute();
    await add(db, "saved");
    await inTransaction(db, async (trx) => {
      for (let i = 0; i < 500; i++) await add(trx, "half");
      process.kill(process.pid, "SIGKILL");
      await new Promise(() => setInterval(() => {}, 1000));
    });`;
  const child = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  await expect(child.finally(program.remove)).rejects.toMatchObject({ signal: "SIGKILL" });
  const db = await tempDatabase(file);
  expect(await db.selectFrom("run").select("command").execute()).toEqual([{ command: "saved" }]);
  expect(
    (await sql<{ found: string }>`select integrity_check as found from pragma_integrity_check`.execute(db))
      .rows,
  ).toEqual([{ found: "ok" }]);
});

it("says what to do about a damaged database, and does not write to it", async () => {
  const file = join(tempFolder(), "damaged.db");
  await closeDatabase(await openDatabase(file));
  const bytes = readFileSync(file);
  bytes.fill(0xff, 100, 4096);
  writeFileSync(file, bytes);
  await expect(openDatabase(file)).rejects.toThrow(/damaged\.db: is damaged; restore a backup/);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

it("undoes the whole transaction when its work fails, and goes on", async () => {
  const db = await tempDatabase();
  await expect(
    inTransaction(db, async (trx) => {
      await trx.insertInto("run").values(run("2026")).execute();
      throw new Error("in the middle");
    }),
  ).rejects.toThrow("in the middle");
  expect(await db.selectFrom("run").selectAll().execute()).toEqual([]);
});

it("refuses a query beside its own transaction at once, where it would wait for ever", async () => {
  const db = await tempDatabase();
  await expect(inTransaction(db, async () => db.selectFrom("run").selectAll().execute())).rejects.toThrow(
    /use the transaction/,
  );
  expect(await db.selectFrom("run").selectAll().execute()).toEqual([]);
});

it("writes rows in their order, in batches of any number", async () => {
  const db = await tempDatabase();
  const rows = Array.from({ length: 238 }, (_, n) => run(`2026-${String(n).padStart(3, "0")}`));
  expect(await insertRows(db, "run", ["command", "started"], rows)).toBe(238);
  const stored = await db.selectFrom("run").select("started").orderBy("id").execute();
  expect(stored.map((row) => row.started)).toEqual(rows.map((row) => row.started));
  const some = await db
    .selectFrom("run")
    .select("id")
    .where("started", "in", listOf(["2026-005", "2026-237"]))
    .execute();
  expect(some.map((row) => row.id)).toEqual([6, 238]);
});

it("names the statement that failed, and stores no value the driver would lose", async () => {
  const db = await tempDatabase();
  await expect(sql`insert into lease (name) values ('writer')`.execute(db)).rejects.toThrow(
    /NOT NULL.*in: insert into lease/,
  );
  await expect(sql`select ${2n ** 60n}`.execute(db)).rejects.toThrow(/2\^53/);
});

function execute(file: string, statement: string): Promise<void> {
  return new Promise((done, fail) => {
    const database = new sqlite3.Database(file);
    database.exec(statement, (error) => database.close(() => (error ? fail(error) : done())));
  });
}
