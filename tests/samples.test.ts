import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as cheerio from "cheerio";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AGREEMENT_TYPES, Coding, EVENT_TYPES, PRC_ACTORS, TOPICS } from "../extractors/event.ts";

const root = new URL("../", import.meta.url);
const at = (path: string) => new URL(path, root);

const Manifest = z.strictObject({
  hosts: z.array(
    z.strictObject({
      host: z.string(),
      sourceId: z.string(),
      country: z.string(),
      region: z.string(),
      script: z.enum(["hans", "hant"]),
      charset: z.literal("utf-8").nullable(),
      soft404: z.boolean(),
      robots: z.enum(["text", "html"]).nullable(),
      editions: z.array(z.string()),
    }),
  ),
  pages: z.array(
    z.strictObject({
      url: z.url(),
      sourceId: z.string(),
      template: z.enum(["N", "R", "T", "B"]),
      language: z.enum(["zh", "en", "es"]),
    }),
  ),
});
const manifest = Manifest.parse(JSON.parse(readFileSync(at("samples/manifest.json"), "utf8")));

const GoldEvent = Coding.extend({ evidence: z.string().min(1), optional: z.literal(true).optional() });
const GoldLine = z.strictObject({
  id: z.string().min(1),
  url: z.url().optional(),
  lang: z.enum(["zh", "en", "fr", "es"]),
  title: z.string().min(1),
  published: z.iso.date(),
  text: z.string().min(1),
  events: z.array(GoldEvent),
});
const readGold = (name: string) =>
  readFileSync(at(`tests/gold/${name}`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => GoldLine.parse(JSON.parse(line)));

const pagePath = (url: string) => at(`samples/sites/${new URL(url).host}${new URL(url).pathname}`);
/** Reads a page by the charset that it announces itself. */
function readPage(url: string): string {
  const bytes = readFileSync(pagePath(url));
  const announced = /charset="?([\w-]+)/.exec(bytes.toString("latin1"))?.[1] ?? "utf-8";
  return iconv.decode(bytes, announced);
}
const squeezed = (text: string) => text.replace(/\s+/g, "");

describe("the sample missions", () => {
  it("stand for at least twelve missions of every region, all known to the register", () => {
    expect(manifest.hosts.length).toBeGreaterThanOrEqual(12);
    expect(new Set(manifest.hosts.map((host) => host.region)).size).toBeGreaterThanOrEqual(6);
    for (const { host, sourceId } of manifest.hosts) {
      expect(existsSync(at(`samples/sites/${host}/index.htm`)), host).toBe(true);
      expect(readFileSync(at(`config/sources/${sourceId}.yaml`), "utf8")).toContain(host);
    }
  });

  it("have a folder for each host of the manifest and for no other", () => {
    const folders = readdirSync(at("samples/sites")).sort();
    expect(folders).toEqual(manifest.hosts.map((host) => host.host).sort());
  });

  it("carry at least sixty articles in the four templates", () => {
    expect(manifest.pages.length).toBeGreaterThanOrEqual(60);
    expect(new Set(manifest.pages.map((page) => page.template))).toEqual(new Set(["N", "R", "T", "B"]));
    const marks = { N: "#News_Body_Txt_A", R: ".trs_editor_view", T: "table#article td.t2", B: "td#content" };
    for (const page of manifest.pages) {
      expect(cheerio.load(readPage(page.url))(marks[page.template]).length, page.url).toBe(1);
    }
  });

  it("include pages in gb2312 that are not UTF-8, pages in traditional script, and a twin", () => {
    const gb = manifest.pages.filter((page) => page.sourceId === "la");
    expect(gb.length).toBeGreaterThan(0);
    for (const page of gb) {
      expect(() =>
        new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(pagePath(page.url))),
      ).toThrow();
      expect(readPage(page.url)).toContain("老挝");
    }
    const hant = manifest.hosts.filter((host) => host.script === "hant").map((host) => host.sourceId);
    const traditional = manifest.pages.filter((page) => hant.includes(page.sourceId));
    expect(traditional.length).toBeGreaterThan(0);
    for (const page of traditional) expect(readPage(page.url)).toMatch(/舊金山總領事館/);
    const numbers = manifest.pages.map((page) => /t(?:\d{8}_)?(\d+)\.htm$/.exec(page.url)?.[1]);
    expect(numbers.length - new Set(numbers).size).toBe(1);
  });

  it("answer for robots.txt as the manifest says", () => {
    for (const { host, robots } of manifest.hosts) {
      const file = at(`samples/sites/${host}/robots.txt`);
      expect(existsSync(file), host).toBe(robots !== null);
      if (robots === null) continue;
      expect(/<html/i.test(readFileSync(file, "utf8")), host).toBe(robots === "html");
    }
  });
});

describe("the gold coding of the sample missions", () => {
  const gold = readGold("samples.jsonl");

  it("covers every article in Chinese and English, with title and text as on the page", () => {
    const coded = manifest.pages.filter((page) => page.language !== "es").map((page) => page.url);
    expect(gold.map((line) => line.url).sort()).toEqual(coded.sort());
    for (const line of gold) {
      const page = cheerio.load(readPage(line.url!));
      expect(squeezed(page("body").text()), line.id).toContain(squeezed(line.text));
      expect(page("title").text(), line.id).toBe(line.title);
      expect(squeezed(page("body").text()), line.id).toMatch(
        new RegExp(line.published.replaceAll("-", "[-/]")),
      );
    }
  });

  it("has events of all eight types on about half of the pages, and several agreement types", () => {
    const events = gold.flatMap((line) => line.events);
    expect(new Set(events.map((event) => event.type))).toEqual(new Set(EVENT_TYPES));
    const share = gold.filter((line) => line.events.length > 0).length / gold.length;
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.65);
    expect(new Set(events.flatMap((event) => event.agreement_type ?? [])).size).toBeGreaterThanOrEqual(4);
  });

  it("reports some events twice, in two editions or by two missions", () => {
    const seen = new Map<string, Set<string>>();
    for (const line of gold)
      for (const event of line.events) {
        const key = `${event.type} ${event.date} ${event.countries.join()}`;
        seen.set(key, (seen.get(key) ?? new Set()).add(line.id));
      }
    expect([...seen.values()].filter((ids) => ids.size > 1).length).toBeGreaterThanOrEqual(5);
  });
});

describe("gold documents", () => {
  const jsonLines = (folder: string) =>
    readdirSync(at(`tests/gold/${folder}`))
      .filter((name) => name.endsWith(".jsonl"))
      .map((name) => `${folder}${name}`);
  const files = ["", "blind/", "questions/"].flatMap(jsonLines);
  const lines = files.flatMap(readGold);

  it("have ids of their own", () => {
    expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length);
  });

  it("cover every event type, agreement type, topic and PRC actor, and hold a third of near misses", () => {
    const own = ["own-zh.jsonl", "own-en.jsonl"].flatMap(readGold);
    const events = own.flatMap((line) => line.events);
    const used = (values: readonly (string | undefined)[]) => [...new Set(values)].filter(Boolean).sort();
    expect(used(events.map((event) => event.type))).toEqual([...EVENT_TYPES].sort());
    expect(used(events.map((event) => event.agreement_type))).toEqual([...AGREEMENT_TYPES].sort());
    expect(used(events.flatMap((event) => event.topics))).toEqual([...TOPICS].sort());
    expect(used(events.flatMap((event) => event.prc_actors))).toEqual([...PRC_ACTORS].sort());
    const misses = own.filter((line) => line.events.length === 0).length;
    expect(misses / own.length).toBeGreaterThan(0.3);
  });

  it("prove every event with a passage of the document, and name only people who are in it", () => {
    for (const { id, title, text, events } of lines) {
      const page = `${title}\n${text}`;
      for (const event of events) {
        for (const quoted of [
          event.evidence,
          ...event.prc_people,
          ...event.foreign_people,
          ...(event.items ?? []),
        ])
          expect(page, id).toContain(quoted);
      }
    }
  });

  it("date no event after its publication, and give an agreement type to agreements only", () => {
    for (const { id, published, events } of lines) {
      for (const event of events) {
        expect(event.date <= published.slice(0, event.date.length), `${id} ${event.date}`).toBe(true);
        expect(event.agreement_type !== undefined, id).toBe(event.type === "agreement");
        for (const country of event.countries) expect(["CN", "HK", "MO", "TW"], id).not.toContain(country);
      }
    }
  });
});
