import type { AmountPatterns } from "./amounts-latin.ts";
import type { AmountPatternsRomance } from "./amounts-romance.ts";
import type { MoneyZh } from "./amounts-zh.ts";
import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import type { HeadlineVerbs } from "./headline-past.ts";
import type { OfficeGlosses } from "./office-english.ts";
import type { TermIndex } from "./term-index.ts";

/** What a dictionary form stands for. */
export type Term =
  | { readonly kind: "country"; readonly code: string }
  | { readonly kind: "china" }
  /** A province or city of China, Hong Kong, Macau and Taiwan included: never foreign. */
  | { readonly kind: "cn_place"; readonly autonomous: boolean; readonly mainland?: boolean }
  | { readonly kind: "place"; readonly country: string }
  | {
      readonly kind: "prc_organ";
      readonly actors: readonly PrcActor[];
      readonly suffix?: boolean;
      readonly short?: boolean;
    }
  | {
      readonly kind: "organ";
      readonly organ: OrganType;
      readonly country: string | null;
      /** The form may be another state's organ too: it needs its country in the text. */
      readonly shared?: boolean;
    }
  /** What a service does: the field of an office, or with a word of `serviceHeads` a service. Latin script only. */
  | { readonly kind: "field"; readonly organ: OrganType }
  /** A word for a service whose field follows it: ministère, Dirección General. French and Spanish only. */
  | { readonly kind: "head" }
  | { readonly kind: "title"; readonly rank: string; readonly field: OrganType | null }
  | { readonly kind: "deputy" }
  | { readonly kind: "person"; readonly id: string; readonly side: "prc" | "foreign" }
  /** A forum or conference by its name. */
  | { readonly kind: "forum_name"; readonly id: string; readonly countries: readonly string[] }
  | { readonly kind: "body"; readonly id: string; readonly countries: readonly string[] };

/** A person of the dictionaries with offices over time. */
export interface KnownPerson {
  readonly id: string;
  readonly side: "prc" | "foreign";
  readonly country: string | null;
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly offices: readonly {
    readonly actor: PrcActor | null;
    readonly zh: string | null;
    readonly en: string | null;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

/** All dictionaries, ready for look-up. */
export interface Lexicon {
  readonly zh: TermIndex<Term>;
  readonly latin: TermIndex<Term>;
  /** As `latin`, with the words of French and Spanish that mean something else in English ("general", "once"). */
  readonly romance: TermIndex<Term>;
  /** A word that makes a field a service, at the beginning of what follows the field: Squad, Unit, College. */
  readonly serviceHead: RegExp;
  /** Numbered series (湄公河联合巡逻执法, Mekong patrols) and the states that take part. */
  readonly series: readonly { readonly form: string; readonly countries: readonly string[] }[];
  /** One-character country forms: 缅 → MM. Ambiguous: the context decides. */
  readonly short: ReadonlyMap<string, readonly string[]>;
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** One-character forms that mean a neighbour or a large state when paired with China: 中越, 中俄. */
  readonly neighbours: ReadonlyMap<string, string>;
  /** For each UTF-16 unit, 1 where it is one of these forms or 中 (China), 0 else. */
  readonly beginsShort: Uint8Array;
  readonly amountsLatin: AmountPatterns;
  readonly amountsRomance: AmountPatternsRomance;
  readonly moneyZh: MoneyZh;
  /** Chinese words of offices in English, for showing only. */
  readonly officeGlosses: OfficeGlosses;
  readonly surnames: ReadonlySet<string>;
  readonly transliteration: ReadonlySet<string>;
  /** Words that cannot be part of a name: where one begins, a name has ended. */
  readonly verbs: TermIndex<true>;
  readonly headlineVerbs: HeadlineVerbs;
}

/**
 * The actor a known PRC person stood for on a date: by the office held then, else by one held within a year of it,
 * because the bounds of tenures are not all certain. Somebody out of office stands for nobody.
 */
export function actorsOn(person: KnownPerson, date: string | null): PrcActor[] {
  const offices = person.offices.filter((office) => office.actor !== null);
  if (offices.length === 0) return [];
  if (date === null) return [offices.at(-1)!.actor!];
  const within = offices.filter(
    (o) =>
      (o.from ?? "0000") <= date.padEnd(10, "~") &&
      (o.to ?? "9999") >= date.slice(0, (o.to ?? "9999").length),
  );
  const picked = within.length > 0 ? within : nearest(offices, date);
  if (picked.length === 0) return [];
  // The minister of public security also heads the narcotics commission: without a word of it, the ministry is meant.
  const main = picked.filter((office) => office.actor !== "NNCC");
  const latest = (main.length > 0 ? main : picked)
    .toSorted((a, b) => (a.from ?? "").localeCompare(b.from ?? ""))
    .at(-1)!;
  return [latest.actor!];
}

function nearest(offices: KnownPerson["offices"], date: string): KnownPerson["offices"] {
  const year = Number(date.slice(0, 4));
  const distance = (o: KnownPerson["offices"][number]) => {
    const from = Number((o.from ?? "1900").slice(0, 4));
    const to = Number((o.to ?? "2100").slice(0, 4));
    return year < from ? from - year : year > to ? year - to : 0;
  };
  const closest = [...offices].sort((a, b) => distance(a) - distance(b))[0]!;
  return distance(closest) <= 1 ? [closest] : [];
}
