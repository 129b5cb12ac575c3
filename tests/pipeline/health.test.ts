import { describe, expect, it } from "vitest";
import { type HealthCode, judgeHealth, type Present, stateOf } from "../../pipeline/health.ts";
import type { ArticleReading } from "../../store/readings.ts";
import type { UsualRanges } from "../../store/usual-ranges.ts";

const NOW = "2026-03-01T08:00:00Z";
const GOOD: ArticleReading = { firstSeen: NOW, readable: true, titled: true, dated: true, texted: true };
const ALL = { usual: 1, limit: 0.7, samples: 50, set: false };
const USUAL: UsualRanges = {
  links: {
    "/sgxw/": { usual: 20, limit: 10, samples: 9, set: false },
    "/tzgg/": { usual: 3, limit: 1, samples: 9, set: false },
  },
  title: ALL,
  date: ALL,
  text: ALL,
  days: { usual: 7, limit: 21, samples: 30, set: false },
};
const NOTHING: UsualRanges = { links: {}, title: null, date: null, text: null, days: null };
const PRESENT: Present = {
  state: "ok",
  links: { "/sgxw/": 20, "/tzgg/": 3 },
  articles: Array.from({ length: 8 }, () => GOOD),
  newest: "2026-02-27T00:00:00Z",
  now: NOW,
};

const find = (code: HealthCode, present: Partial<Present>, usual = USUAL) =>
  judgeHealth({ ...PRESENT, ...present }, usual).find((finding) => finding.code === code)!;
/** The last eight articles, so many of them without the part. */
const lacking = (number: number, more: Partial<ArticleReading>) =>
  PRESENT.articles.map((one, index) => (index < number ? { ...one, ...more } : one));

it("finds a source well that is as usual", () => {
  expect(judgeHealth(PRESENT, USUAL).map(({ verdict }) => verdict)).toEqual(Array(5).fill("well"));
});

it("judges nothing of which nothing is known", () => {
  expect(judgeHealth(PRESENT, NOTHING).map(({ verdict }) => verdict)).toEqual(Array(5).fill("unsure"));
});

describe("links", () => {
  it("are too few below the limit, and the message names list, expected and found", () => {
    const finding = find("few-links", { links: { "/sgxw/": 4, "/tzgg/": 3 } });
    expect(finding.verdict).toBe("out");
    expect(finding.message).toBe(
      "/sgxw/: expected at least 10 links to articles on the first page (usually 20), found 4; has the layout changed?",
    );
  });

  it("are well again only half-way back to the usual", () => {
    const verdicts = [9, 10, 14, 15].map(
      (number) => find("few-links", { links: { "/sgxw/": number } }).verdict,
    );
    expect(verdicts).toEqual(["out", "unsure", "unsure", "well"]);
  });

  it("are not judged when no list was read in full", () => {
    expect(find("few-links", { links: {} }).verdict).toBe("unsure");
  });
});

describe("articles", () => {
  it("lack dates when three of the last eight have none", () => {
    const finding = find("undated-articles", { articles: lacking(3, { dated: false }) });
    expect(finding).toMatchObject({ verdict: "out" });
    expect(finding.message).toContain("expected a date on at least 70 % of the articles (usually 100 %)");
    expect(finding.message).toContain("found one on 5 of the last 8");
  });

  it("are in between with two, and well with one", () => {
    const verdicts = [2, 1].map(
      (n) => find("undated-articles", { articles: lacking(n, { dated: false }) }).verdict,
    );
    expect(verdicts).toEqual(["unsure", "well"]);
  });

  it("that cannot be read count as without text only, so that one fault is one issue", () => {
    const broken = { readable: false, titled: false, dated: false, texted: false };
    const findings = judgeHealth({ ...PRESENT, articles: lacking(4, broken) }, USUAL);
    expect(findings.filter(({ verdict }) => verdict === "out").map(({ code }) => code)).toEqual([
      "textless-articles",
    ]);
  });

  it("are not judged by three of them", () => {
    const articles = lacking(3, { titled: false }).slice(0, 3);
    expect(find("untitled-articles", { articles }).verdict).toBe("unsure");
  });
});

describe("quiet", () => {
  it("is a source without anything new for longer than it usually pauses", () => {
    const finding = find("quiet", { newest: "2026-01-20T00:00:00Z" });
    expect(finding.verdict).toBe("out");
    expect(finding.message).toBe(
      "expected a new article within 21 days (usually 7 days), found none for 40; the newest is of 2026-01-20",
    );
  });

  it("ends with something new, and not by a day more or less", () => {
    const verdicts = ["2026-02-07", "2026-02-10", "2026-02-19"].map(
      (day) => find("quiet", { newest: `${day}T00:00:00Z` }).verdict,
    );
    expect(verdicts).toEqual(["out", "unsure", "well"]);
  });

  it.each(["blocked", "unreachable", "layout-changed"] as const)(
    "is never said of a source that is %s",
    (state) => {
      expect(find("quiet", { state, newest: "2020-01-01T00:00:00Z" }).verdict).toBe("unsure");
    },
  );
});

describe("the state of a source", () => {
  it.each([
    ["ok", [], "ok"],
    ["ok", ["quiet"], "quiet"],
    ["ok", ["few-links"], "layout-changed"],
    ["ok", ["quiet", "undated-articles"], "layout-changed"],
    ["layout-changed", [], "layout-changed"],
    ["blocked", ["quiet"], "blocked"],
    ["unreachable", ["quiet", "few-links"], "unreachable"],
  ] as const)("after a visit that ended %s with %j open is %s", (visit, open, state) => {
    expect(stateOf(visit, new Set(open))).toBe(state);
  });
});
