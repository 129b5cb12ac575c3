import { describe, expect, it } from "vitest";
import { PRC_ACTORS } from "../../extractors/event.ts";
import { dictionaries, repeated } from "./read-dictionaries.ts";

describe("organs", () => {
  it("cover every PRC actor once", () => {
    expect(dictionaries.prcOrgans.map((organ) => organ.actor)).toEqual([...PRC_ACTORS]);
  });

  it("give no form to two PRC actors", () => {
    for (const language of ["zh", "en"] as const) {
      expect(repeated(dictionaries.prcOrgans.flatMap((organ) => [...new Set(organ[language])]))).toEqual([]);
    }
  });

  it.each(dictionaries.foreignOrgans.by_country)("give no form to two organs of $country", ({ organs }) => {
    expect(repeated(organs.flatMap((organ) => organ.zh))).toEqual([]);
    expect(repeated(organs.flatMap((organ) => organ.en))).toEqual([]);
  });

  it("have a name in both languages in every country", () => {
    const all = dictionaries.foreignOrgans.by_country.flatMap((part) => part.organs);
    expect(all.filter((organ) => organ.zh.length === 0 || organ.en.length === 0)).toEqual([]);
  });

  it("give no general form two types", () => {
    for (const language of ["zh", "en"] as const) {
      expect(repeated(dictionaries.foreignOrgans.generic.flatMap((organ) => organ[language]))).toEqual([]);
    }
  });
});

describe("people", () => {
  const everyone = [...dictionaries.people, ...dictionaries.foreignPeople];
  const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

  it("appear once each", () => {
    expect(repeated(dictionaries.people.map((person) => person.zh))).toEqual([]);
    expect(repeated(dictionaries.foreignPeople.map((p) => `${p.en[0]} ${p.country ?? p.body}`))).toEqual([]);
  });

  it("stand for a country or a body when they are foreign", () => {
    const unplaced = dictionaries.foreignPeople.filter(
      (p) => (p.country === undefined) === (p.body === undefined),
    );
    expect(unplaced).toEqual([]);
  });

  it("hold offices whose time begins before it ends", () => {
    const bad = everyone.flatMap((person) =>
      person.offices.filter(
        ({ from, to }) => !from || !DATE.test(from) || (to !== undefined && (!DATE.test(to) || to < from)),
      ),
    );
    expect(bad).toEqual([]);
  });

  const SINGLE = [
    "公安部部长",
    "国家安全部部长",
    "中央政法委书记",
    "中央纪委书记",
    "武警部队司令员",
    "中国海警局局长",
    "国家主席",
    "国务院总理",
    "外交部部长",
    "最高人民检察院检察长",
    "司法部部长",
  ];
  it.each(SINGLE)("never hold %s two at a time", (office) => {
    const terms = dictionaries.people
      .flatMap((p) => p.offices.filter((o) => o.zh === office).map((o) => ({ who: p.zh, ...o })))
      .sort((a, b) => (a.from! < b.from! ? -1 : 1));
    expect(terms.length).toBeGreaterThan(1);
    const overlaps = terms.slice(1).flatMap((next, i) => {
      const before = terms[i]!;
      const end = before.to;
      // Bounds may be a year or month only: they overlap when the end lies after the start at the coarser precision.
      const clash = end === undefined || end > next.from!.slice(0, end.length);
      return clash ? [`${before.who} until ${end ?? "now"}, ${next.who} from ${next.from}`] : [];
    });
    expect(overlaps).toEqual([]);
  });
});

describe("titles", () => {
  it("give no form two kinds", () => {
    for (const language of ["zh", "en"] as const) {
      const kinds = new Map<string, Set<string>>();
      for (const title of dictionaries.titles) {
        for (const text of title[language]) kinds.set(text, (kinds.get(text) ?? new Set()).add(title.kind));
      }
      expect([...kinds].filter(([, of]) => of.size > 1).map(([text]) => text)).toEqual([]);
    }
  });
});
