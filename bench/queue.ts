/**
 * How fast the review application answers when much is stored: `npm run bench:queue -- [FILE]`. Fills FILE (a temporary one when not
 * said) with 50,000 events and 100,000 documents, or takes it as an earlier run left it, and asks for each page some forty times:
 * the median and the 95th percentile in milliseconds, the processor time, and the ratio to a peer in the same run, which reads
 * fifty rows of the queue from its index and nothing else. Ends with status 1 where the queue or the next item takes 50 ms or
 * more at the median, or a search 150.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { EventType } from "../extractors/event.ts";
import { loadRulebook } from "../extractors/rulebook.ts";
import { loadSources } from "../sources/register.ts";
import { loadSettings } from "../sources/settings.ts";
import { closeDatabase, openDatabase } from "../store/database.ts";
import { createApp } from "../web/app.tsx";
import { startServer } from "../web/server.ts";
import { dice } from "./dice.ts";
import { fillStore } from "./made-up-store.ts";

const SIZE = {
  events: Number(process.env.EVENTS ?? 50_000),
  documents: Number(process.env.DOCUMENTS ?? 100_000),
};
const ROUNDS = 40;
const MARKS = { queue: 50, search: 150 } as const;

const folder = process.argv[2] ? undefined : mkdtempSync(join(tmpdir(), "jingwu-bench-"));
const file = process.argv[2] ?? join(folder!, "bench.db");
const known = existsSync(file);
const db = await openDatabase(file);
const sources = loadSources("config");
const rulebook = await loadRulebook("config");

if (!known) {
  const begun = performance.now();
  const rules = new Map<EventType, string[]>();
  for (const { id, type, claim } of rulebook.rules) {
    if (!claim) rules.set(type as EventType, [...(rules.get(type as EventType) ?? []), id]);
  }
  const given = { sources: sources.slice(0, 150).map(({ id }) => id), rules };
  await fillStore(db, SIZE, given, (text) => process.stderr.write(`${text}\n`));
  console.log(`filled in ${Math.round((performance.now() - begun) / 1000)} s`);
}

const options = {
  db,
  version: "0",
  dataDir: ".",
  reviewer: "ana",
  sources,
  settings: loadSettings("config"),
  rules: rulebook.rules,
};
const app = createApp(options);
const roll = dice(3);

interface Line {
  readonly name: string;
  /** The marked median in milliseconds. */
  readonly mark?: number;
  readonly once: () => Promise<unknown>;
}

async function get(path: string): Promise<string> {
  const answer = await app.request(path);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text;
}

const page = (name: string, path: string | (() => string), mark?: number): Line => ({
  name,
  ...(mark ? { mark } : {}),
  once: () => get(typeof path === "string" ? path : path()),
});

/** Accepts the event whose page is open, as its form does, and reads the page that this leads to. */
async function decideAndGoOn(): Promise<void> {
  const body = new URLSearchParams({ decision: "accept" });
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost" };
  const answer = await app.request(`/events/${open}/reviews`, { method: "POST", body, headers });
  const goal = answer.headers.get("location");
  if (answer.status !== 303 || !goal) throw new Error(`deciding: ${answer.status} ${await answer.text()}`);
  await get(goal);
  open = /^\/events\/(\w+)/.exec(goal)![1]!;
}

const waiting = await db
  .selectFrom("event")
  .select("id")
  .where("queueReason", "=", "new")
  .orderBy("date", "desc")
  .limit(20_000)
  .execute();
const anyEvent = () => `/events/${waiting[roll(waiting.length)]!.id}`;
let open = waiting[0]!.id;

const LINES: readonly Line[] = [
  page("queue", "/", MARKS.queue),
  page("queue, one type", "/?type=patrol", MARKS.queue),
  page("queue, two types", "/?type=meeting&type=forum", MARKS.queue),
  page("queue, a common country", "/?country=KH", MARKS.queue),
  page("queue, a rare country", "/?country=NP", MARKS.queue),
  page("queue, a source", `/?source=${sources[3]!.id}`, MARKS.queue),
  page("queue, Chinese", "/?language=zh", MARKS.queue),
  page("queue, one reason", "/?reason=changed-page", MARKS.queue),
  page("queue, confidence", "/?confidence_from=0.9", MARKS.queue),
  page("queue, dates", "/?from=2015&to=2015-06", MARKS.queue),
  page("queue, reports disagree", "/?conflict=1", MARKS.queue),
  page("queue, a common word", "/?words=%E5%90%88%E4%BD%9C", MARKS.queue),
  page("queue, two common words", "/?words=%E7%A6%81%E6%AF%92+%E9%87%91%E8%BE%B9", MARKS.queue),
  page("queue, a rare word", "/?words=%E8%AD%A6%E7%8A%AC%E5%9F%BA%E5%9C%B0", MARKS.queue),
  page("queue, an English word", "/?words=commissioner", MARKS.queue),
  page("queue, possible duplicates", "/?duplicate=1", MARKS.queue),
  page("queue, four filters", "/?type=meeting&country=KH&language=zh&confidence_from=0.5", MARKS.queue),
  page("queue, surest first", "/?order=sure", MARKS.queue),
  page("queue, oldest first, Chinese", "/?order=oldest&language=zh", MARKS.queue),
  page("accepted", "/?status=accepted", MARKS.queue),
  page("accepted by one reviewer", "/?status=accepted&decided_by=ben", MARKS.queue),
  page("all events", "/?status=all", MARKS.queue),
  page("an event", anyEvent),
  { name: "decision and next item", mark: MARKS.queue, once: decideAndGoOn },
  page("search, a common word", "/search?q=%E5%90%88%E4%BD%9C", MARKS.search),
  page("search, a rare word", "/search?q=%E8%AD%A6%E7%8A%AC%E5%9F%BA%E5%9C%B0", MARKS.search),
  page("search, two common words", "/search?q=%E7%A6%81%E6%AF%92+%E9%87%91%E8%BE%B9", MARKS.search),
  page("search, English words", "/search?q=police+commissioner", MARKS.search),
  page("search, a rare English word", "/search?q=kennel", MARKS.search),
  page("dashboard", "/dashboard"),
  page("rules", "/rules"),
  page("sources", "/sources"),
  page("one source", `/sources/${sources[3]!.id}`),
  page("changes", "/changes"),
  page("runs", "/runs"),
  page("queue as JSON", "/api/events"),
];

const peer: Line = {
  name: "peer: 50 rows from the index",
  once: () =>
    sql`select id, type, date, confidence from event where queue_reason = 'new' order by date desc, id desc limit 50`.execute(
      db,
    ),
};

interface Measured {
  readonly median: number;
  readonly p95: number;
  readonly processor: number;
}

async function measure({ once }: Line): Promise<Measured> {
  await once();
  const times: number[] = [];
  const from = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await once();
    times.push(performance.now() - begun);
  }
  const { user, system } = process.cpuUsage(from);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { median: at(0.5), p95: at(0.95), processor: (user + system) / 1000 / ROUNDS };
}

const ms = (time: number) => time.toFixed(1).padStart(8);

async function run(): Promise<string[]> {
  const failed: string[] = [];
  const base = await measure(peer);
  console.log(`${"".padEnd(32)}  median      p95  processor  ratio to the peer  mark`);
  const tell = (name: string, { median, p95, processor }: Measured, mark?: number) => {
    const ratio = (median / base.median).toFixed(1);
    console.log(
      `${name.padEnd(32)}${ms(median)} ${ms(p95)}  ${ms(processor)} ms ${ratio.padStart(12)}      ${mark ? `< ${mark} ms` : ""}`,
    );
    if (mark && median >= mark) failed.push(name);
  };
  tell(peer.name, base);
  const only = process.env.ONLY;
  for (const line of LINES) {
    if (!only || line.name.includes(only)) tell(line.name, await measure(line), line.mark);
  }
  const server = await startServer({ ...options, host: "127.0.0.1", port: 0 });
  for (const [name, path] of [
    ["queue, over HTTP", "/"],
    ["an event, over HTTP", anyEvent()],
  ] as const) {
    tell(
      name,
      await measure({ name, once: async () => (await fetch(server.url + path)).text() }),
      MARKS.queue,
    );
  }
  await server.close();
  return failed;
}

try {
  const failed = await run();
  if (failed.length > 0) console.log(`Slower than marked: ${failed.join("; ")}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  await closeDatabase(db);
  if (folder) rmSync(folder, { recursive: true, force: true });
}
