import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../pipeline/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "jingwu-rules-"));
const corpus = join(folder, "documents.jsonl");
const text = "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚。";
writeFileSync(corpus, `${JSON.stringify({ id: "d1", title: "", published: "2024-06-14", text })}\n`);
afterAll(() => rmSync(folder, { recursive: true }));

let out = "";
let err = "";
beforeEach(() => {
  [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    out += chunk;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    err += chunk;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const jingwu = (...args: string[]) => main(args, { web: async () => ({}) });

/** A configuration folder whose rules are those of one file. */
function configWith(rules: string): string {
  const config = mkdtempSync(join(folder, "config-"));
  cpSync("config/dictionaries", join(config, "dictionaries"), { recursive: true });
  // Everything but rules: pieces, words of modality and the like.
  const isRule = (path: string) => /\.[a-z]{2}\.yaml$/.test(path);
  cpSync("config/rules", join(config, "rules"), { recursive: true, filter: (path) => !isRule(path) });
  cpSync("config/relations.yaml", join(config, "relations.yaml"));
  writeFileSync(join(config, "rules/meeting.zh.yaml"), rules);
  return config;
}

const RULE = `- id: meeting.zh.receives
  reads: one side receives the other
  keywords: [会见]
  pattern: '(?<host>{{side}}){{gap}}(?<verb>会见)(?<visitor>{{side}})'
  finds:
    - text: ${text}
  skips:
    - text: 公安部副部长陈卫将会见斐济警察总监图迪亚。
      because: planned
`;

describe("rules try", () => {
  const pattern = "(?<host>{{side}}){{gap}}会见(?<visitor>{{side}})";

  it("shows matches with their slots, and how many there are", async () => {
    expect(await jingwu("rules", "try", pattern, "--corpus", corpus)).toBe(0);
    expect(out).toContain("d1 (text): “公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚”");
    expect(out).toContain("visitor: 斐济警察总监图迪亚");
    expect(out).toContain("1 matches in 1 documents");
  });

  it("gives JSON lines when asked", async () => {
    expect(await jingwu("--json", "rules", "try", pattern, "--corpus", corpus)).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ documentId: "d1", slots: { host: "公安部副部长陈卫" } });
  });

  it.each([
    ["an open gap", ["会见.*"], /unbounded gap/],
    ["a missing corpus", ["会见", "--corpus", join(folder, "none.jsonl")], /no such file/],
    ["no database", ["会见", "--data", join(folder, "none")], /jingwu\.db/],
  ])("refuses %s with status 2 and says why", async (_, args, message) => {
    const global = args.includes("--data") ? args.splice(args.indexOf("--data"), 2) : [];
    expect(await jingwu(...global, "rules", "try", ...args)).toBe(2);
    expect(err).toMatch(message);
  });

  it("refuses a broken line with its place", async () => {
    const broken = join(folder, "broken.jsonl");
    writeFileSync(broken, `${readFileSync(corpus, "utf8")}{"id": \n`);
    expect(await jingwu("rules", "try", "会见", "--corpus", broken)).toBe(2);
    expect(err).toContain("broken.jsonl:2");
  });
});

describe("rules check", () => {
  it("counts rules and examples, and has status 0 when no rule has an error", async () => {
    expect([await jingwu("--config", configWith(RULE), "rules", "check"), err]).toEqual([0, ""]);
    expect(out).toMatch(/1 rules, 2 examples: 0 errors/);
  });

  it("has status 1 and names the rule and its example when one fails", async () => {
    const wrong = RULE.replace("将会见", "会见");
    expect(await jingwu("--config", configWith(wrong), "rules", "check")).toBe(1);
    expect(out).toMatch(/error {3}meeting\.zh\.receives: .*expected no meeting.*\(skip-fails\)/);
  });

  it("tries the examples of relation rules too, and names file and key of what cannot be read", async () => {
    const config = configWith(RULE);
    const file = join(config, "relations.yaml");
    const right = readFileSync(file, "utf8");
    writeFileSync(file, right.replace("series: { most: 12 }", "series: { most: 1 }"));
    expect(await jingwu("--config", config, "rules", "check")).toBe(1);
    expect(out).toMatch(/error {3}next-in-series\.patrol: finds, example 2: .*\(find-fails\)/);
    writeFileSync(file, right.replace("kind: signed_at", "kind: signed"));
    expect(await jingwu("--config", config, "rules", "check")).toBe(2);
    expect(err).toMatch(/relations\.yaml:\d+: rules\.0\.kind/);
  });

  it("has status 2 for an id that is used twice, and names both files", async () => {
    const config = configWith(RULE);
    writeFileSync(join(config, "rules/meeting.en.yaml"), RULE);
    expect(await jingwu("--config", config, "rules", "check")).toBe(2);
    expect(err).toMatch(
      /meeting\.zh\.yaml: meeting\.zh\.receives: the id is used twice \(in .*meeting\.en\.yaml too\)/,
    );
  });

  it.each(["modality", "words", "gate"])(
    "names file and key of a pattern in %s.yaml that is none",
    async (name) => {
      const config = configWith(RULE);
      const file = join(config, `rules/${name}.yaml`);
      writeFileSync(file, readFileSync(file, "utf8").replace(/(zh|planned): '/, "$1: '("));
      expect(await jingwu("--config", config, "rules", "check")).toBe(2);
      expect(err).toMatch(new RegExp(`${name}\\.yaml: [\\w.]+: not a valid pattern: Unterminated group\\n$`));
    },
  );

  it("has status 2 for a rule that cannot be read", async () => {
    const wrong = RULE.replace("{{gap}}", "{{gap}}{{nobody}}");
    expect(await jingwu("--config", configWith(wrong), "rules", "check")).toBe(2);
    expect(err).toContain("unknown piece {{nobody}}");
  });
});
