import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../sources/errors.ts";
import { scheduleOf } from "../../sources/schedule.ts";
import { loadSettings } from "../../sources/settings.ts";

function folderWith(yaml: string): string {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-settings-"));
  writeFileSync(join(folder, "settings.yaml"), yaml);
  return folder;
}

function complaint(yaml: string): string {
  try {
    loadSettings(folderWith(yaml));
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("the settings were accepted");
}

it("ships settings that are valid and name the project to the servers", () => {
  const settings = loadSettings("config");
  expect(settings.fetch.user_agent).toMatch(/^Jingwu\/.*https:\/\//);
  expect(settings.fetch.allow_private_addresses).toBe(false);
});

it("writes into the shipped file the values that absent keys have", () => {
  const { fetch: shipped, ...others } = loadSettings("config");
  const { fetch: standard, ...standards } = loadSettings(folderWith(""));
  expect(others).toEqual(standards);
  expect({ ...shipped, user_agent: "" }).toEqual({ ...standard, user_agent: "" });
});

it("takes a file that sets one key", () => {
  const settings = loadSettings(folderWith("fetch: { delay_ms: 0 }"));
  expect(settings.fetch).toMatchObject({
    delay_ms: 0,
    timeout_ms: 30_000,
    max_bytes: 10_485_760,
    hosts_at_once: 4,
  });
  expect(settings.archives.wayback_replay).toBe("https://web.archive.org/web");
});

it("takes a section whose keys are all commented out", () => {
  expect(loadSettings(folderWith("fetch:\n  # delay_ms: 1\nserve:\n")).fetch.delay_ms).toBe(5000);
});

it("says which file is missing", () => {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-settings-"));
  expect(() => loadSettings(folder)).toThrow(ConfigError);
  expect(() => loadSettings(folder)).toThrow(/settings\.yaml: cannot be read .*create it/);
});

it.each([
  [
    "a value of the wrong type",
    "fetch:\n  delay_ms: soon",
    /settings\.yaml:2: fetch\.delay_ms: expected .*number, found "soon"/,
  ],
  ["a value out of range", "serve: { port: 70000 }", /:1: serve\.port: expected at most 65535, found 70000/],
  [
    "an unknown key",
    "fetch:\n  delay: 5",
    /:2?1?: fetch: expected only known keys, found "delay"; remove it or check/,
  ],
  ["broken YAML", "fetch:\n  delay_ms: [1", /settings\.yaml:2:\d+: not valid YAML/],
  ["a list where keys belong", "- fetch", /\(top level\): expected keys with values, found a list/],
  [
    "a header that cannot be sent",
    'fetch: { user_agent: "警务" }',
    /user_agent: expected 1 to 256 printable ASCII/,
  ],
  [
    "an address with a path as origin",
    'fetch: { connect_to: { "https://a.example/x": "http://b.example" } }',
    /found "https:\/\/a\.example\/x"/,
  ],
  [
    "an archive that is no web address",
    "archives: { wayback_cdx: ftp://a.example }",
    /wayback_cdx: expected an address beginning with http/,
  ],
  ["a schedule of three fields", "schedule: { cron: '* * *' }", /schedule\.cron: expected a cron line/],
  ["a minute that no hour has", "schedule: { cron: '61 * * * *' }", /schedule\.cron: expected a cron line/],
  [
    "a least that is above the most",
    "schedule: { least_hours: 100 }",
    /:1: schedule\.least_hours: expected at most 72, as most_hours says, found 100/,
  ],
  [
    "an unknown time zone",
    "schedule: { time_zone: Asia/Peking }",
    /schedule\.time_zone: expected the name of a time zone/,
  ],
])("refuses %s and says where", (_what, yaml, message) => {
  expect(complaint(yaml)).toMatch(message);
});

it.each(["http://127.0.0.1:8099", "http://localhost", "http://10.1.2.3", "http://[::1]:80"])(
  "connects to %s only where private addresses are allowed",
  (target) => {
    const place = `connect_to: { "https://it.example.org": "${target}" }`;
    expect(complaint(`fetch: { ${place} }`)).toMatch(/allow_private_addresses to true/);
    const allowed = loadSettings(folderWith(`fetch: { allow_private_addresses: true, ${place} }`));
    expect(Object.keys(allowed.fetch.connect_to)).toEqual(["https://it.example.org"]);
  },
);

it("takes origins written in another case or with a slash as the same origin", () => {
  const settings = loadSettings(
    folderWith('fetch: { connect_to: { "HTTPS://It.Example.org/": "http://192.88.98.1/" } }'),
  );
  expect(settings.fetch.connect_to).toEqual({ "https://it.example.org": "http://192.88.98.1" });
});

describe("the schedule of a source", () => {
  const settings = loadSettings(folderWith(""));
  it("is that of the settings where its file says nothing", () => {
    expect(scheduleOf({}, settings)).toEqual({
      cron: "15 * * * *",
      timeZone: "Asia/Shanghai",
      jitterMinutes: 30,
      leastHours: 6,
      mostHours: 72,
    });
  });

  it("is its own where its file says something", () => {
    const schedule = { cron: "0 7 * * 1-5", time_zone: "Pacific/Fiji", jitter_minutes: 5 };
    expect(scheduleOf({ schedule }, settings)).toEqual({
      cron: "0 7 * * 1-5",
      timeZone: "Pacific/Fiji",
      jitterMinutes: 5,
      leastHours: 6,
      mostHours: 72,
    });
  });

  it.each([
    [{ least_hours: 1, most_hours: 2 }, 1, 2],
    [{ most_hours: 2 }, 2, 2],
    [{ least_hours: 168 }, 168, 168],
  ])(
    "with %j has its own limit also where that passes the other one of the settings",
    (schedule, least, most) => {
      expect(scheduleOf({ schedule }, settings)).toMatchObject({ leastHours: least, mostHours: most });
    },
  );
});
