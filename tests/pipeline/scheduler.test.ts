import pino from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import { createScheduler, type Scheduler, type SchedulerOptions } from "../../pipeline/scheduler.ts";
import { VisitCrash } from "../../pipeline/visit-crash.ts";
import { LeaseHeldError } from "../../store/lease.ts";

const MINUTE = 60_000;
const lease = {
  name: "write",
  holder: "jingwu 7 on here",
  pid: 7,
  acquired: "2026-03-01T00:00:00Z",
  renewed: "",
};

let now: number;
let rounds: string[][];
let notDue: Set<string>;
let ready: boolean;
beforeEach(() => {
  now = Date.parse("2026-03-01T00:00:00Z");
  rounds = [];
  notDue = new Set();
  ready = true;
});

/** A scheduler whose rounds are noted and end as `round` says; a visited source is not due any more. */
function schedulerWith(more: Partial<SchedulerOptions> = {}): Scheduler {
  return createScheduler({
    due: async (ids) => ids.filter((id) => !notDue.has(id)),
    ready: () => ready,
    most: 3,
    clock: () => new Date(now),
    log: pino({ level: "silent" }),
    ...more,
    round: async (ids) => {
      rounds.push([...ids]);
      const left = (await more.round?.(ids)) ?? [];
      for (const id of ids) if (!left.includes(id)) notDue.add(id);
      return left;
    },
  });
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
async function beat(scheduler: Scheduler, minutes = 0): Promise<void> {
  now += minutes * MINUTE;
  scheduler.beat();
  for (let turn = 0; turn < 20; turn++) await settled();
}

describe("a round", () => {
  it("visits what may be visited and is due, and nothing else", async () => {
    const scheduler = schedulerWith();
    notDue.add("quiet");
    const ticks = Promise.all([scheduler.allow("fj"), scheduler.allow("quiet")]);
    await beat(scheduler);
    await ticks;
    expect(rounds).toEqual([["fj"]]);
    await beat(scheduler);
    expect(rounds).toHaveLength(1);
  });

  it("is bounded: the rest has the next round, in the order of what is due longest", async () => {
    const scheduler = schedulerWith({
      due: async (ids) => ["d", "a", "c", "b", "e"].filter((id) => ids.includes(id) && !notDue.has(id)),
    });
    for (const id of ["a", "b", "c", "d", "e"]) void scheduler.allow(id);
    await beat(scheduler);
    expect(rounds).toEqual([
      ["d", "a", "c"],
      ["b", "e"],
    ]);
  });

  it("follows at once where a source left articles, behind the others that wait", async () => {
    const rests = { big: 2 };
    const scheduler = schedulerWith({
      most: 2,
      due: async (ids) =>
        ids.filter((id) => !notDue.has(id)).sort((a, b) => Number(a === "big") - Number(b === "big")),
      round: async (ids) => (ids.includes("big") && rests.big-- > 0 ? ["big"] : []),
    });
    let bigDone = false;
    void scheduler.allow("big").then(() => {
      bigDone = true;
    });
    for (const id of ["a", "b", "c"]) void scheduler.allow(id);
    await beat(scheduler);
    expect(rounds).toEqual([["a", "b"], ["c", "big"], ["big"], ["big"]]);
    expect(bigDone).toBe(true);
  });

  it("is never begun while another one works, and a source is not allowed twice in it", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let [working, most] = [0, 0];
    const scheduler = schedulerWith({
      round: async () => {
        most = Math.max(most, ++working);
        await held;
        working--;
        return [];
      },
    });
    void scheduler.allow("fj");
    await beat(scheduler);
    void scheduler.allow("to");
    await beat(scheduler, 10);
    await beat(scheduler, 10);
    expect(rounds).toEqual([["fj"]]);
    expect(scheduler.state()).toMatchObject({ visiting: ["fj"], waiting: 1 });
    release();
    for (let turn = 0; turn < 20; turn++) await settled();
    expect(rounds).toEqual([["fj"], ["to"]]);
    expect(most).toBe(1);
  });

  it("waits while the daemon has lost its right", async () => {
    const scheduler = schedulerWith();
    void scheduler.allow("fj");
    ready = false;
    await beat(scheduler);
    expect(rounds).toEqual([]);
    ready = true;
    await beat(scheduler);
    expect(rounds).toEqual([["fj"]]);
  });
});

describe("while another process writes", () => {
  it("nothing is lost: the sources wait for a later beat", async () => {
    let writing = true;
    const scheduler = schedulerWith({
      round: async () => {
        if (writing) throw new LeaseHeldError("write", lease);
        return [];
      },
    });
    void scheduler.allow("fj");
    await beat(scheduler);
    await beat(scheduler, 0.1);
    expect(rounds).toHaveLength(1);
    writing = false;
    await beat(scheduler, 1);
    expect(rounds).toEqual([["fj"], ["fj"]]);
    expect(scheduler.state()).toMatchObject({ crash: null, crashes: 0, waiting: 0 });
  });
});

describe("after a crash", () => {
  it("the source that caused it is put aside for longer each time, and the others go on", async () => {
    const scheduler = schedulerWith({
      round: async (ids) => {
        if (ids.includes("bad")) throw new VisitCrash("bad", new Error("no such thing"));
        return [];
      },
    });
    for (const id of ["bad", "fj"]) void scheduler.allow(id);
    await beat(scheduler);
    expect(rounds).toEqual([["bad", "fj"], ["fj"]]);
    expect(scheduler.state().crash).toBeNull();
    const tryAgain = async (minutes: number) => {
      void scheduler.allow("bad");
      await beat(scheduler, minutes);
      return rounds.length;
    };
    expect(await tryAgain(59)).toBe(2);
    expect(await tryAgain(2)).toBe(3);
    expect(scheduler.state().crash).toBe("source bad: no such thing");
    expect(await tryAgain(119)).toBe(3);
    expect(await tryAgain(2)).toBe(4);
  });

  it("of the stages, the next round comes later each time, and says until then what is wrong", async () => {
    let broken = true;
    const scheduler = schedulerWith({
      round: async () => {
        if (broken) throw new Error("disk on fire");
        return [];
      },
    });
    void scheduler.allow("fj");
    await beat(scheduler);
    await beat(scheduler, 0.9);
    expect(rounds).toHaveLength(1);
    await beat(scheduler, 0.2);
    expect(rounds).toHaveLength(2);
    await beat(scheduler, 1.9);
    expect(rounds).toHaveLength(2);
    expect(scheduler.state()).toMatchObject({ crash: "disk on fire", crashes: 2 });
    broken = false;
    await beat(scheduler, 0.2);
    expect(rounds).toHaveLength(3);
    expect(scheduler.state()).toMatchObject({ crash: null, crashes: 0, rounds: 1 });
  });
});

it("begins nothing once it is stopped, waits for the round under way, and lets those go who wait", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const scheduler = schedulerWith({ most: 1, round: () => held.then(() => []) });
  const ticks = Promise.all([scheduler.allow("fj"), scheduler.allow("to")]);
  await beat(scheduler);
  let stopped = false;
  const stopping = scheduler.stop().then(() => {
    stopped = true;
  });
  await beat(scheduler);
  expect(stopped).toBe(false);
  release();
  await stopping;
  await ticks;
  await scheduler.allow("late");
  await beat(scheduler);
  expect(rounds).toEqual([["fj"]]);
});

it("tells when it last looked, and when something last went on", async () => {
  const scheduler = schedulerWith({ round: () => new Promise(() => {}) });
  void scheduler.allow("fj");
  await beat(scheduler);
  const begun = now;
  await beat(scheduler, 5);
  expect(scheduler.state()).toMatchObject({ lastBeat: now, lastProgress: begun });
  scheduler.progress();
  expect(scheduler.state().lastProgress).toBe(now);
});
