import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ConfigError } from "../../sources/errors.ts";
import { loadFilters, makeFilter } from "../../sources/list-filter.ts";
import { loadSources } from "../../sources/register.ts";
import type { Source } from "../../sources/source.ts";

const filter = makeFilter(["警", "禁毒"], ["polic", "home affairs", "c++ (x"]);
const judge = (title: string, lead: string | null = null, url = "https://paper.example/a/1") =>
  filter({ url, title, lead }).word;

it.each([
  ["a word in any case, at its beginning", "POLICING the coast", "POLIC"],
  ["a word after a mark", "(Police) “police”", "Polic"],
  ["words with a space", "Minister of Home Affairs speaks", "Home Affairs"],
  ["Chinese anywhere", "两国海警举行会谈", "警"],
  ["signs that mean something in patterns", "On C++ (x and others", "C++ (x"],
])("finds %s", (_, title, word) => {
  expect(judge(title)).toBe(word);
});

it.each([
  ["a word inside another", "Metropolice and cosmopolicies"],
  ["words apart", "Home, and other affairs"],
  ["another subject", "Tea harvest begins"],
])("does not find %s", (_, title) => {
  expect(judge(title)).toBeNull();
});

it("looks into the lead too", () => {
  expect(judge("Delegation arrives", "It will meet the police.")).toBe("polic");
});

it("judges a link without title by the words of its address, and keeps one that has no words at all", () => {
  const at = (path: string) => filter({ url: `https://paper.example${path}`, title: "", lead: null });
  expect(at("/news/2024-05-01/Police-chiefs-meet-1abc/index.html")).toEqual({ kept: true, word: "Polic" });
  expect(at("/2024/05/tea-harvest-begins/")).toEqual({ kept: false, word: null });
  expect(at("/page/202405/1304577.shtml")).toEqual({ kept: true, word: null });
  expect(at("/police/index.html")).toEqual({ kept: true, word: null });
});

it("reads a title that is long and strange in no time", () => {
  const started = performance.now();
  judge("home ".repeat(200_000), "polic".slice(1).repeat(100_000));
  expect(performance.now() - started).toBeLessThan(5000);
});

it("lets nothing through that has a title when it has no words", () => {
  expect(makeFilter([], [])({ url: "https://paper.example/", title: "Police", lead: null }).kept).toBe(false);
});

const media = loadSources("config").filter(({ filter }) => filter !== undefined);

it("is set for all media of the register that list more than police affairs", () => {
  expect(media.length).toBeGreaterThanOrEqual(9);
  expect(loadFilters("config", media).has("security")).toBe(true);
});

it.each([
  ["中国警察代表团访问海岛国", true],
  ["王小洪会见某国内政部长", true],
  ["两国元首发表联合声明", true],
  ["国务委员出席会议", true],
  ["Police trainers open course in Palau Reef", true],
  ["Ministers sign pact on fighting telecom fraud", true],
  ["Pandas enjoy the first snow", false],
  ["新能源汽车销量增长", false],
  ["Spring festival trips hit record", false],
])("named security decides on %s: %s", (title, kept) => {
  const security = loadFilters("config", media).get("security")!;
  expect(security({ url: "https://paper.example/1", title, lead: null }).kept).toBe(kept);
});

it("is asked for by name; a wrong name or file is told with what to do", () => {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-filters-"));
  const source = { ...media[0]!, filter: "police" } as Source;
  const message = () => {
    try {
      loadFilters(folder, [source]);
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
    return "nothing was thrown";
  };
  expect(message()).toContain("filters.yaml");
  writeFileSync(join(folder, "filters.yaml"), "security: { reads: x, latin: [police] }\n");
  expect(message()).toMatch(/filter: expected a filter of .*filters\.yaml \(security\), found "police"/);
  writeFileSync(join(folder, "filters.yaml"), "police: { reads: x, latin: [p] }\n");
  expect(message()).toMatch(/filters\.yaml:1: police\.latin\.0: .*2 or more characters/);
  expect(loadFilters(folder, [{ ...source, filter: undefined } as unknown as Source]).size).toBe(0);
});
