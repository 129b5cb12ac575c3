import { describe, expect, it } from "vitest";
import { explain, loadRulebook, type TextToCode } from "../../extractors/extract.ts";
import { nearestRules } from "../../extractors/near-rules.ts";
import { partsOfPattern } from "../../extractors/pattern-parts.ts";
import { compileRule, RuleEntry } from "../../extractors/rule.ts";
import { withRules } from "../../extractors/rulebook.ts";

const rulebook = await loadRulebook("config");

function rule(name: string, keywords: string[], pattern: string) {
  const entry = {
    id: `meeting.zh.${name}`,
    reads: "a rule of the test",
    keywords,
    pattern,
    finds: [{ text: "四个字符" }],
    skips: [{ text: "四个字符", because: "of the test" }],
  };
  return compileRule(RuleEntry.parse(entry), rulebook.pieces, "test");
}

const document = (text: string): TextToCode => ({
  id: "d",
  language: "zh",
  title: "",
  text,
  published: "2024-06-15",
});

const book = withRules(rulebook, [
  rule(
    "tea",
    ["茶叙"],
    "(?<host>{{prc_person}}){{gap}}(?<visitor>{{foreign_person}}){{gap:10}}(?<verb>茶叙)",
  ),
  rule("dinner", ["宴请"], "(?<host>{{prc_person}})(?<verb>宴请了?){{gap:4}}(?<visitor>{{foreign_person}})"),
]);

describe("the parts of a pattern", () => {
  it("are slots, groups, pieces and runs of words; gaps and what may be absent are optional", () => {
    const pattern = "(?<host>{{side}}){{gap:9}}(?:今天)?会见了?{{with_zh}}[甲乙](?!\\))|\\b签[（(]";
    expect(
      partsOfPattern(pattern).map((row) =>
        row.map(({ written, optional }) => (optional ? `${written} ?` : written)),
      ),
    ).toEqual([
      [
        "(?<host>{{side}})",
        "{{gap:9}} ?",
        "(?:今天)? ?",
        "会见",
        "了? ?",
        "{{with_zh}}",
        "[甲乙]",
        "(?!\\)) ?",
      ],
      ["\\b ?", "签[（(]"],
    ]);
  });

  it("join to the pattern again, for every rule of the project", () => {
    for (const { pattern } of rulebook.rules) {
      const joined = partsOfPattern(pattern).map((row) => row.map(({ written }) => written).join(""));
      expect(joined.join("|")).toBe(pattern);
    }
  });
});

describe("the nearest rules", () => {
  it("name the slot that nothing in the sentence fits, and show the sentence as patterns see it", () => {
    const [near, ...more] = nearestRules(book, document("6月11日，公安部副部长陈卫在苏瓦与代表团茶叙。"));
    expect(near).toMatchObject({
      ruleId: "meeting.zh.tea",
      matched: false,
      seen: "{{date}}，{{prc_person}}在{{place}}与代表团茶叙。",
      missing: ["visitor: {{foreign_person}}"],
    });
    expect(more).toEqual([]);
  });

  it("say where the order breaks when every part is there", () => {
    const [near] = nearestRules(book, document("斐济警察总监图迪亚与公安部副部长陈卫在苏瓦茶叙。"));
    expect(near!.missing).toEqual([
      "visitor: {{foreign_person}} is there, but not where the pattern has it (behind host: {{prc_person}})",
    ]);
  });

  it("come by their parts where no keyword stands in the document, the best first", () => {
    const near = nearestRules(book, document("公安部副部长陈卫与斐济警察总监图迪亚品茗。"));
    expect(near.map(({ ruleId, missing }) => [ruleId, ...missing])).toEqual([]);
    const some = nearestRules(rulebook, document("公安部副部长陈卫与斐济警察总监图迪亚品茗。"));
    expect(some.map(({ ruleId }) => ruleId)).toContain("meeting.zh.with");
  });
});

describe("an explanation", () => {
  it("tells why a document was not read", () => {
    expect(explain(rulebook, document("今天天气很好。")).unread).toContain("gate.yaml");
    const german = { ...document("Die Polizei war da."), language: "other", languageCode: "deu" } as const;
    expect(explain(rulebook, german).unread).toBe("no rules for this language (deu)");
    expect(explain(rulebook, document("公安部副部长陈卫在苏瓦。")).unread).toBeNull();
  });

  it("holds the slots of what was read", () => {
    const { hits } = explain(rulebook, document("6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚。"));
    expect(hits[0]!.slots).toMatchObject({ verb: "会见", visitor: "斐济警察总监图迪亚" });
  });
});
