import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { runUpdate } from "../../pipeline/update.ts";
import { changes, GIVEN, gift, laosMission, OPEN_DAY, publishBoth } from "./laos-mission.ts";
import { article, GIFT, list, ORDINARY, openAt } from "./mission-site.ts";

const { site, config, data, rulebook, update } = await laosMission();
beforeEach(() => publishBoth(site));

const GIVEN_PAGE = { body: gift(GIFT) };

it("looks at so many known pages in one visit as the settings say, the newest first, also after downtime", async () => {
  const settings = join(config, "settings.yaml");
  const whole = readFileSync(settings, "utf8");
  const paths = Array.from({ length: 9 }, (_, day) => `/sgxw/202004/t2020040${day + 1}_1000010${day}.htm`);
  const links = paths.map((path) => [`.${path.slice(5)}`, "开放日"] as const);
  for (const [index, path] of paths.entries()) {
    site.pages.set(path, { body: article("开放日", "2020-04-01", [`${ORDINARY}第${index}场。`]) });
  }
  try {
    writeFileSync(settings, `${whole}recheck:\n  days: [1, 3, 10]\n  pages_per_visit: 4\n`);
    site.pages.set("/sgxw/", { body: list(links) });
    await update("2020-05-01T08:00:00Z");
    const newest = [OPEN_DAY, GIVEN].map((path) => [`.${path.slice(5)}`, "新闻"] as const);
    site.pages.set("/sgxw/", { body: list([...newest, ...links]) });
    const asked = async (time: string) => {
      site.log.length = 0;
      await update(time);
      return site.log.filter((line) => /\/t2020/.test(line)).map((line) => line.split(" ")[1]!);
    };
    const second = await asked("2020-05-02T08:00:00Z");
    expect(second).toHaveLength(6);
    expect(second.slice(0, 2).sort()).toEqual([GIVEN, OPEN_DAY].sort());
    // Nothing ran for a month: everything is due, and still only four are asked for at once, first the newest.
    const later = [];
    for (const day of ["01", "02", "03"]) later.push(await asked(`2020-06-${day}T08:00:00Z`));
    expect(later.map((paths) => paths.length)).toEqual([4, 4, 3]);
    expect(later[0]!.slice(0, 2).sort()).toEqual([GIVEN, OPEN_DAY].sort());
    expect(new Set(later.flat()).size).toBe(11);
  } finally {
    writeFileSync(settings, whole);
  }
});

it("asks for an article of a site over a year on exactly the days of the schedule, and no more", async () => {
  const begin = Date.parse("2020-05-07T08:00:00Z");
  let day = 0;
  const space = await openAt(config, data(), "2020-05-07T08:00:00Z");
  // Visits come some minutes earlier or later every day.
  const clock = () =>
    new Date(begin + day * 86_400_000 + (day % 2 === 0 ? 0 : -1) * ((day * 7) % 50) * 60_000);
  const moving = { ...space, clock, now: () => `${clock().toISOString().slice(0, 19)}Z` };
  const asked = new Map<string, number[]>();
  let listsRead = 0;
  try {
    for (; day <= 400; day++) {
      if (day === 200) site.pages.set(GIVEN, { ...GIVEN_PAGE, validators: false });
      site.log.length = 0;
      await runUpdate(moving, { sources: [], signal: new AbortController().signal, rulebook });
      for (const line of site.log) {
        const path = line.split(" ")[1]!;
        if (path === "/sgxw/") listsRead++;
        if (/\/t2020/.test(path)) asked.set(path, [...(asked.get(path) ?? []), day]);
      }
    }
    expect(listsRead).toBe(401);
    const days = [0, 1, 3, 10, 30, 90, 365];
    expect([...asked].sort()).toEqual([
      [GIVEN, days],
      [OPEN_DAY, days],
    ]);
    expect(await changes(space)).toEqual([]);
  } finally {
    await space.close();
  }
}, 300_000);
