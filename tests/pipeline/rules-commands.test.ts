import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runHere } from "./run-here.ts";

const folder = mkdtempSync(join(tmpdir(), "jingwu-rules-"));
const corpus = join(folder, "documents.jsonl");
const text = "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚。";
writeFileSync(corpus, `${JSON.stringify({ id: "d1", title: "", published: "2024-06-14", text })}\n`);
afterAll(() => rmSync(folder, { recursive: true }));

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
    const { status, out } = await runHere("rules", "try", pattern, "--corpus", corpus);
    expect(status).toBe(0);
    expect(out).toContain("d1 (text): “公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚”");
    expect(out).toContain("visitor: 斐济警察总监图迪亚");
    expect(out).toContain("1 matches in 1 documents");
  });

  it("gives JSON lines when asked", async () => {
    const { status, out } = await runHere("--json", "rules", "try", pattern, "--corpus", corpus);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ documentId: "d1", slots: { host: "公安部副部长陈卫" } });
  });

  it.each([
    ["an open gap", ["会见.*"], /unbounded gap/],
    ["a missing corpus", ["会见", "--corpus", join(folder, "none.jsonl")], /no such file/],
    ["no database", ["会见", "--data", join(folder, "none")], /jingwu\.db/],
  ])("refuses %s with status 2 and says why", async (_, args, message) => {
    const global = args.includes("--data") ? args.splice(args.indexOf("--data"), 2) : [];
    const { status, err } = await runHere(...global, "rules", "try", ...args);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  it("refuses a broken line with its place", async () => {
    const broken = join(folder, "broken.jsonl");
    writeFileSync(broken, `${readFileSync(corpus, "utf8")}{"id": \n`);
    const { status, err } = await runHere("rules", "try", "会见", "--corpus", broken);
    expect(status).toBe(2);
    expect(err).toContain("broken.jsonl:2");
  });
});

describe("rules check", () => {
  it("counts rules and examples, and has status 0 when no rule has an error", async () => {
    expect(await runHere("--config", configWith(RULE), "rules", "check")).toMatchObject({
      status: 0,
      err: "",
      out: expect.stringMatching(/1 rules, 2 examples: 0 errors/),
    });
  });

  it("has status 1 and names the rule and its example when one fails", async () => {
    const wrong = RULE.replace("将会见", "会见");
    const { status, out } = await runHere("--config", configWith(wrong), "rules", "check");
    expect(status).toBe(1);
    expect(out).toMatch(/error {3}meeting\.zh\.receives: .*expected no meeting.*\(skip-fails\)/);
  });

  it("tries the examples of relation rules too, and names file and key of what cannot be read", async () => {
    const config = configWith(RULE);
    const file = join(config, "relations.yaml");
    const right = readFileSync(file, "utf8");
    writeFileSync(file, right.replace("series: { most: 12 }", "series: { most: 1 }"));
    const first = await runHere("--config", config, "rules", "check");
    expect(first.status).toBe(1);
    expect(first.out).toMatch(/error {3}next-in-series\.patrol: finds, example 2: .*\(find-fails\)/);
    writeFileSync(file, right.replace("kind: signed_at", "kind: signed"));
    const second = await runHere("--config", config, "rules", "check");
    expect(second.status).toBe(2);
    expect(second.err).toMatch(/relations\.yaml:\d+: rules\.0\.kind/);
  });

  it("has status 2 for an id that is used twice, and names both files", async () => {
    const config = configWith(RULE);
    writeFileSync(join(config, "rules/meeting.en.yaml"), RULE);
    const { status, err } = await runHere("--config", config, "rules", "check");
    expect(status).toBe(2);
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
      const { status, err } = await runHere("--config", config, "rules", "check");
      expect(status).toBe(2);
      expect(err).toMatch(new RegExp(`${name}\\.yaml: [\\w.]+: not a valid pattern: Unterminated group\\n$`));
    },
  );

  it("has status 2 for a rule that cannot be read", async () => {
    const wrong = RULE.replace("{{gap}}", "{{gap}}{{nobody}}");
    const { status, err } = await runHere("--config", configWith(wrong), "rules", "check");
    expect(status).toBe(2);
    expect(err).toContain("unknown piece {{nobody}}");
  });
});
