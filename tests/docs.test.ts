import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CHUNK_KINDS } from "../extractors/chunk.ts";
import { EVENT_TYPES } from "../extractors/event.ts";
import { loadRulebook } from "../extractors/extract.ts";
import { lintRules } from "../extractors/lint-rules.ts";
import { RELATION_RULE_KEYS } from "../extractors/relation-config.ts";
import { compileRule, RuleEntry } from "../extractors/rule.ts";
import { withRules } from "../extractors/rulebook.ts";
import { tryPattern } from "../extractors/try-pattern.ts";
import { makeDocs } from "../pipeline/docs.ts";
import { HEALTH_CODES } from "../pipeline/health.ts";

const pages = ["README.md", ...readdirSync("docs").map((name) => join("docs", name))].filter((path) =>
  path.endsWith(".md"),
);
const read = (path: string) => readFileSync(path, "utf8");
const everything = pages.map(read).join("\n");
const addARule = read("docs/add-a-rule.md");
const rulebook = await loadRulebook("config");

/** `sources-list.ts` is the command `sources list`, which `sources` alone means too. */
const commands = readdirSync("pipeline/commands").map((name) => basename(name, ".ts").replace("-", " "));
const plain = (command: string) => command.replace(/ (list)$/, "");

function keysOf(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  if (Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === "" ? key : `${path}.${key}`));
}

describe("the documents name", () => {
  it.each(EVENT_TYPES)("the event type %s", (type) => {
    expect(everything).toContain(`\`${type}\``);
  });

  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  it.each(Object.keys(scripts))("the npm script %s", (script) => {
    const ways = [`npm ${script}`, `npm run ${script}`, `(script \`${script}\`)`];
    expect(ways.filter((way) => everything.includes(way))).not.toEqual([]);
  });

  it.each(keysOf(parse(read("config/settings.yaml")), ""))("the setting %s", (key) => {
    expect(read("docs/operate.md")).toContain(`\`${key}\``);
  });

  it.each(commands)("the command %s", (command) => {
    const ways = [`npx jingwu ${plain(command)}`, `npm run ${command}`];
    expect(ways.filter((way) => everything.includes(way))).not.toEqual([]);
  });

  it.each(Object.keys(RuleEntry.shape))("the rule key %s", (key) => {
    expect(addARule).toContain(`| \`${key}\` |`);
  });

  it.each(RELATION_RULE_KEYS)("the key %s of a relation rule", (key) => {
    expect(addARule.slice(addARule.indexOf("## Relations between events"))).toContain(`\`${key}\``);
  });

  it.each(CHUNK_KINDS)("the chunk %s", (kind) => {
    expect(addARule).toContain(`| \`${kind}\` |`);
  });

  it("every file of config/rules that holds no rules", () => {
    const names = readdirSync("config/rules").filter((name) => !/\.[a-z]{2}\.yaml$/.test(name));
    expect(names.filter((name) => !addARule.includes(`\`config/rules/${name}\``))).toEqual([]);
  });

  it("every code an issue can have", () => {
    const union = /SourceErrorCode =([^;]+);/.exec(read("sources/errors.ts"))![1]!;
    const codes = [...Array.from(union.matchAll(/"([a-z-]+)"/g), (m) => m[1]!), "no-mention-left"];
    expect(codes.length).toBeGreaterThan(5);
    const operate = read("docs/operate.md");
    expect(codes.filter((code) => !operate.includes(`| \`${code}\` |`))).toEqual([]);
    expect(HEALTH_CODES.filter((code) => !operate.includes(`\`${code}\``))).toEqual([]);
  });
});

describe("the documents are true", () => {
  it("where they are made: the codebook page and the event of the README (npm run docs)", async () => {
    for (const [path, text] of await makeDocs(".")) expect(read(path), path).toBe(text);
  });

  it("in every command they give", () => {
    const given = Array.from(everything.matchAll(/npx jingwu ((?:--\w+ )*)([a-z]+)(?: ([a-z]+))?/g));
    const unknown = given.filter(([, , first, second]) => {
      if (first === "help") return false;
      return !commands.some((one) => plain(one) === first || one === `${first} ${second}`);
    });
    expect(given.length).toBeGreaterThan(20);
    expect(unknown.map(([text]) => text)).toEqual([]);
  });

  it.each(pages)("in every link of %s to a file", (page) => {
    const links = Array.from(read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g), (m) => m[1]!);
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it("in the rule that is added by way of example: it has no fault and its patterns can be tried", () => {
    const yaml = /```yaml\n([\s\S]*?)```/.exec(addARule)![1]!;
    const [entry] = RuleEntry.array().parse(parse(yaml)) as [RuleEntry];
    const rule = compileRule(entry, rulebook.pieces, "docs/add-a-rule.md");
    expect(new Set(rulebook.rules.map(({ id }) => id))).not.toContain(rule.id);
    expect(lintRules({ ...withRules(rulebook, [rule]), pieces: {} }, { stress: 1000 })).toEqual([]);
    const tried = Array.from(addARule.matchAll(/rules try '([^']+)'/g), (m) => m[1]!);
    expect(tried.length).toBeGreaterThan(1);
    for (const pattern of tried) expect([...tryPattern(rulebook, pattern, [])]).toEqual([]);
  });
});

describe("the project stands alone", () => {
  const NOT_OURS = /^(node_modules|dist|data|coverage|\.git|\.build-.*)$/;
  function walk(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (folder === "." && NOT_OURS.test(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [path];
    });
  }
  // Written in parts, so that this file does not hold what it looks for.
  const FOREIGN: readonly RegExp[] = [
    new RegExp(`(?<![\\w.])/${"work"}/`),
    new RegExp(`\\.${"library"}`),
    new RegExp(`\\.\\./${"shared"}`),
    new RegExp(`registry\\.[a-z]|${"npm"}js\\.|${"py"}pi\\.org|proxy\\.${"golang"}`),
  ];
  // The acceptance run looks for texts that are not part of the project, where they exist.
  const MAY: readonly string[] = [".ci/run"];

  it("and no file of it names a place of the machine it was made on or a package registry", () => {
    const files = walk(".").filter((path) => !MAY.includes(path) && statSync(path).size < 4 << 20);
    expect(files.length).toBeGreaterThan(500);
    const bad = files.filter((path) => {
      const text = readFileSync(path, "latin1");
      return FOREIGN.some((pattern) => pattern.test(text));
    });
    expect(bad).toEqual([]);
  });
});
