import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { ConfigError } from "../../sources/errors.ts";
import { readYamlFile } from "../../sources/yaml-file.ts";

const Rule = z.strictObject({
  id: z.string(),
  weight: z.int().min(1).max(9).default(1),
  tone: z.enum(["soft", "firm"]).optional(),
  since: z
    .string()
    .regex(/^\d{4}$/, "a year as YYYY")
    .optional(),
  where: z.union([z.string(), z.array(z.string())]).optional(),
});
const File = z.strictObject({
  rules: z.array(Rule).min(1),
  codes: z.record(z.string().regex(/^[a-z]{2}$/, "a language as zh or en"), z.string()).optional(),
  shape: z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("list") })]).optional(),
});

function write(yaml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "jingwu-yaml-")), "rules.yaml");
  writeFileSync(file, yaml);
  return file;
}

/** The message without the folder. */
function complaint(yaml: string): string {
  const file = write(yaml);
  try {
    readYamlFile(file, File);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.replaceAll(file, basename(file));
  }
  throw new Error("the file was accepted");
}

const BOMB = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"];
for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"].map((pair) => pair.split(""))) {
  BOMB.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(", ")}]`);
}

it("refuses aliases that would fill the memory, at once", () => {
  const started = performance.now();
  expect(complaint(BOMB.join("\n"))).toMatch(/^rules\.yaml: not valid YAML: .*alias/);
  expect(performance.now() - started).toBeLessThan(5_000);
});

it("reads an alias as what it stands for", () => {
  const yaml = "codes: { zh: &name Chinese, en: *name }\nrules: [{ id: one }]";
  expect(readYamlFile(write(yaml), File).codes).toEqual({ zh: "Chinese", en: "Chinese" });
});

it("refuses brackets without end in words, not with a crash", () => {
  expect(complaint(`rules: ${"[".repeat(50_000)}`)).toMatch(/^rules\.yaml.*not valid YAML/);
});

it("reads values by YAML 1.2: no, on and dates are text", () => {
  const yaml = `rules: [{ id: no }, { id: on }, { id: 2020-01-01 }, { id: "1_000", since: '2019' }]`;
  expect(readYamlFile(write(yaml), File).rules.map(({ id }) => id)).toEqual([
    "no",
    "on",
    "2020-01-01",
    "1_000",
  ]);
});

it("returns what the schema makes of the file", () => {
  expect(readYamlFile(write("rules:\n  - id: meeting.zh.receives # 会见"), File)).toEqual({
    rules: [{ id: "meeting.zh.receives", weight: 1 }],
  });
});

it.each([
  ["rules:\n  - id: 7", "rules.yaml:2: rules.0.id: expected text, found 7; correct it"],
  ["rules:\n  - weight: 2", "rules.yaml:2: rules.0.id: expected text, found nothing; add it"],
  [
    "rules:\n  - id: a\n    weight: 12",
    "rules.yaml:3: rules.0.weight: expected at most 9, found 12; correct it",
  ],
  [
    "rules:\n  - id: a\n    tone: loud",
    'rules.yaml:3: rules.0.tone: expected "soft" or "firm", found "loud"; correct it',
  ],
  [
    "rules:\n  - id: a\n    since: '98'",
    'rules.yaml:3: rules.0.since: expected a year as YYYY, found "98"; correct it',
  ],
  [
    "rules:\n  - id: a\n    where: 5",
    "rules.yaml:3: rules.0.where: expected text or a list, found 5; correct it",
  ],
  [
    "rules:\n  - id: a\n    where: [x, 5]",
    "rules.yaml:3: rules.0.where.1: expected text, found 5; correct it",
  ],
  [
    "rules:\n  - id: a\n    idd: b",
    'rules.yaml:3: rules.0: expected only known keys, found "idd"; remove it or check its spelling',
  ],
  ["rules: []", "rules.yaml:1: rules: expected at least 1 entries, found a list; correct it"],
  [
    "rules: [{id: a}]\ncodes: {French: x}",
    'rules.yaml:2: codes.French: expected a language as zh or en, found "French"; correct it',
  ],
  [
    "rules: [{id: a}]\nshape: {kind: heap}",
    'rules.yaml:2: shape.kind: expected a known value, found "heap"; correct it',
  ],
  ["", "rules.yaml: (top level): expected keys with values, found nothing; correct it"],
])("explains %j", (yaml, message) => {
  expect(complaint(yaml)).toBe(message);
});

it.each([
  ["rules: [", /^rules\.yaml:1:\d+: not valid YAML: /],
  ["rules: 1\nrules: 2", /^rules\.yaml:2:1: not valid YAML: Map keys must be unique/],
  ["rules: *nowhere", /^rules\.yaml.*not valid YAML: .*nowhere/],
])("gives the place where %j stops being YAML", (yaml, message) => {
  expect(complaint(yaml)).toMatch(message);
});

it("lists the first problems and says that there are more", () => {
  const lines = complaint(`rules: [${"{id: 1}, ".repeat(8)}]`).split("\n");
  expect(lines).toHaveLength(6);
  expect(lines[5]).toBe("rules.yaml: and more");
});

it("names a file that is not there", () => {
  expect(() => readYamlFile("/nowhere/rules.yaml", File)).toThrow(
    /^\/nowhere\/rules\.yaml: cannot be read \(expected a file, found none/,
  );
});
