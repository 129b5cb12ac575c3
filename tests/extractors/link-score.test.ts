import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadLinkingConfig } from "../../extractors/link-config.ts";
import { scoreLinking } from "../../extractors/link-score.ts";
import { ConfigError } from "../../sources/errors.ts";

const map = (groups: readonly (readonly string[])[]): Map<string, string> =>
  new Map(groups.flatMap((group, at) => group.map((id) => [id, `group ${at}`] as const)));

describe("the score of a grouping", () => {
  it("is 1 for the gold grouping under other names", () => {
    const { pairwise, bcubed } = scoreLinking(map([["a", "b"], ["c"]]), map([["c"], ["b", "a"]]));
    expect([pairwise.f1, bcubed.f1]).toEqual([1, 1]);
  });

  it("counts pairs and mentions as the measures define them", () => {
    const { pairwise, bcubed } = scoreLinking(
      map([["a", "b", "c"], ["d"]]),
      map([
        ["a", "b"],
        ["c", "d"],
      ]),
    );
    expect(pairwise).toEqual({ precision: 1 / 2, recall: 1 / 3, f1: 0.4 });
    expect(bcubed.precision).toBeCloseTo(3 / 4);
    expect(bcubed.recall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4);
  });

  it("takes a mention that was not predicted as alone", () => {
    const { pairwise, bcubed } = scoreLinking(map([["a", "b"]]), map([["a"]]));
    expect(pairwise).toEqual({ precision: 1, recall: 0, f1: 0 });
    expect(bcubed).toMatchObject({ precision: 1, recall: 0.5 });
  });
});

describe("the linking settings", () => {
  const broken = (change: (text: string) => string): (() => unknown) => {
    const folder = mkdtempSync(join(tmpdir(), "jingwu-linking-"));
    const file = join(folder, "linking.yaml");
    writeFileSync(file, change(readFileSync("config/linking.yaml", "utf8")));
    return () => {
      try {
        return loadLinkingConfig(file);
      } finally {
        rmSync(folder, { recursive: true });
      }
    };
  };

  it("let a type weigh a reason otherwise", () => {
    const config = loadLinkingConfig("config/linking.yaml");
    expect(config.points("training", "other_topics")).toBeLessThan(config.points("meeting", "other_topics"));
  });

  it("name the file and the key of a mistake", () => {
    expect(broken((text) => text.replace("same_day:", "same_dya:"))).toThrow(ConfigError);
    expect(broken((text) => text.replace("same_day:", "same_dya:"))).toThrow(
      /linking\.yaml.*points.*same_d/s,
    );
    expect(broken((text) => text.replace("possible: 0.45", "possible: 0.9"))).toThrow(
      /must not be above `linked`/,
    );
  });
});
