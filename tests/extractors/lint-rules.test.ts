import { describe, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { lintRules } from "../../extractors/lint-rules.ts";
import { findRisks } from "../../extractors/pattern-risk.ts";
import { findSlowSentence } from "../../extractors/pattern-stress.ts";
import { compileRule, RuleEntry } from "../../extractors/rule.ts";
import { type Rulebook, withRules } from "../../extractors/rulebook.ts";
import { tryPattern } from "../../extractors/try-pattern.ts";
import { ConfigError } from "../../sources/errors.ts";

const rulebook = await loadRulebook("config");

const entry = {
  id: "meeting.zh.test",
  reads: "one side receives the other",
  keywords: ["会见"],
  pattern: "(?<host>{{side}}){{gap:40}}(?<verb>会见){{gap:40}}(?<visitor>{{side}})",
  finds: [{ text: "公安部部长王小洪3日在北京会见越南公安部部长苏林。", slots: { host: "公安部部长王小洪" } }],
  skips: [{ text: "公安部部长王小洪将于下周会见越南公安部部长苏林。", because: "planned, not held" }],
};

/** The rulebook with one rule instead of its own. */
function withRule(changes: Partial<typeof entry>): Rulebook {
  const rule = compileRule(RuleEntry.parse({ ...entry, ...changes }), rulebook.pieces, "test");
  return { ...withRules(rulebook, [rule]), pieces: {}, modalityPatterns: [] };
}

const codes = (changes: Partial<typeof entry>) =>
  lintRules(withRule(changes), { stress: 0 }).map(({ severity, code }) => `${severity} ${code}`);

describe("the rules of the project", () => {
  // Whether a hostile sentence makes one slow is measured by `jingwu rules check`, alone on its thread.
  it("have no fault, and none can backtrack without bound", () => {
    const errors = lintRules(rulebook, { stress: 0 }).filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });
});

describe("the check of rules", () => {
  it("has nothing to say of a sound rule", () => {
    expect(codes({})).toEqual([]);
  });

  it("names an example that the pattern does not match, a wrong slot and a near miss that is found", () => {
    expect(codes({ pattern: "(?<host>{{side}})会见了(?<visitor>{{side}})" })).toEqual(["error find-fails"]);
    expect(codes({ finds: [{ text: entry.finds[0]!.text, slots: { host: "王小洪" } }] })).toEqual([
      "error find-fails",
    ]);
    expect(codes({ skips: [{ text: entry.finds[0]!.text, because: "it is not skipped" }] })).toEqual([
      "error skip-fails",
    ]);
  });

  it("names an example without any keyword, which the program would never try", () => {
    const found = lintRules(withRule({ keywords: ["接见"] }), { stress: 0 });
    expect(found.map(({ message }) => message).join()).toContain("it holds no keyword of the rule");
  });

  it("warns of keywords that another covers or that no example shows", () => {
    expect(codes({ keywords: ["会见", "会见了"] })).toEqual(["warning covered-keyword"]);
    expect(codes({ keywords: ["会见", "促膝长谈"] })).toEqual(["warning dead-keyword"]);
    const inflected = `${entry.pattern}|(?:call|visit)s? (?:on|to)|会[见面]`;
    expect(codes({ pattern: inflected, keywords: ["会见", "会面", "calls on", "visit"] })).toEqual([]);
  });

  it("warns of a piece that no pattern names, directly or through another piece", () => {
    const book = { ...withRule({}), pieces: { outer: "{{inner}}", inner: "甲", idle: "乙", side: "丙" } };
    const rules = [{ ...book.rules[0]!, pattern: "{{outer}}{{side}}" }];
    const unused = lintRules({ ...book, rules }, { stress: 0 }).filter(({ code }) => code === "unused-piece");
    expect(unused.map(({ place }) => place)).toEqual(["idle"]);
  });

  it("warns where gaps multiply", () => {
    const pattern = `${entry.pattern}(?:{{gap:120}}的{{gap:120}}是)?`;
    expect(codes({ pattern })).toEqual(["warning many-ways"]);
  });

  it("names a pattern without bound in the files beside the rules", () => {
    const slow = /(?:a|aa)+b/g;
    const book = withRule({});
    const { words, modality } = book;
    const found = lintRules(
      {
        ...book,
        gate: { ...book.gate, latin: slow },
        words: { ...words, zh: { ...words.zh, relief: slow } },
        modality: { ...modality, zh: { ...modality.zh, future: slow } },
      },
      { stress: 0 },
    );
    const risky = found.filter(({ code }) => code === "backtracking").map(({ place }) => place);
    expect(risky).toEqual(["words.yaml: relief.zh", "modality.yaml: zh.future", "gate.yaml: latin"]);
  });

  it("names an id that is used twice", () => {
    const book = withRule({});
    const found = lintRules({ ...book, rules: [...book.rules, ...book.rules] }, { stress: 0 });
    expect(found.map(({ code }) => code)).toEqual(["twin-id"]);
  });
});

describe("the check of patterns", () => {
  it.each([
    "(?:a+)+b",
    "(?:\\w+\\s?)+x",
    "(?:[一-龥]{1,40}的?){0,20}会见",
    "(?:a|ab)+c",
    "(?:a?)*b",
    "\\w+\\s*\\w+!",
  ])("refuses %s, which a hostile sentence can make slow", (pattern) => {
    expect(findRisks(new RegExp(pattern, "dg"))).not.toEqual([]);
  });

  it.each([
    "(?:\\w+ )+x",
    "\\w+ \\w+",
    "(?:签署|签订)(?:了|并)?[^\\n。]{0,60}?(?:协议|协定)",
    "(?<verb>sign(?:s|ed)?)\\b[^\\n.]{0,60}?\\bmemorandum",
    "(?:第[一二三]届){1,3}(?!会)",
    "[\\]\\w-]{2}\\u4e00\\p{L}",
  ])("lets %s pass", (pattern) => {
    expect(findRisks(new RegExp(pattern, "dgu"))).toEqual([]);
  });

  it("finds a slow pattern by running it, and gives its sentence", () => {
    // The clock is read before and after each run: the rule's first, its peer's, then the rule's twice more.
    const clockOf = (...runs: number[]) => {
      const readings = runs.flatMap((milliseconds) => [0, milliseconds]);
      return () => readings.shift() ?? 0;
    };
    expect(findSlowSentence(/会见/dg, ["会见"], 1000, clockOf(1500, 10, 1600, 1550))).toMatchObject({
      length: 200,
      milliseconds: 1500,
    });
    // Where the peer is as slow, the machine is, and not the rule.
    expect(findSlowSentence(/会见/dg, ["会见"], 200, clockOf(1500, 1500))).toBeNull();
    expect(findSlowSentence(/会见/dg, ["会见"], 1000, () => 0)).toBeNull();
  });
});

describe("trying a pattern", () => {
  const document = (language: "zh" | "en" | "other", text: string) => ({
    id: `${language}-1`,
    language,
    title: "",
    text,
    published: "2024-06-15",
  });

  it("shows where it matches, whether or not the sentence is held, with slots and offsets", () => {
    const text = "会后合影。公安部部长王小洪将于下周会见越南公安部部长苏林。";
    const hits = [...tryPattern(rulebook, entry.pattern, [document("zh", text)])];
    expect(hits).toMatchObject([
      { documentId: "zh-1", in: "text", slots: { visitor: "越南公安部部长苏林", verb: "会见" } },
    ]);
    expect(text.slice(hits[0]!.start, hits[0]!.end)).toBe(hits[0]!.match);
  });

  it("reads Latin script in any case, and leaves other languages out", () => {
    const texts = [document("en", "They SIGNED it."), document("other", "They signed it.")];
    expect([...tryPattern(rulebook, "sign(?:ed|s)", texts)].map(({ match }) => match)).toEqual(["SIGNED"]);
  });

  it("refuses an unbounded gap and an unknown piece with the remedy", () => {
    const run = (pattern: string) => [...tryPattern(rulebook, pattern, [])];
    expect(() => run("会见.*部长")).toThrow(ConfigError);
    expect(() => run("{{nobody}}会见")).toThrow(/unknown piece \{\{nobody\}\}/);
  });
});
