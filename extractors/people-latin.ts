import type { Chunk } from "./chunk.ts";
import { type DocumentContext, meetPerson, metChunk, termsOf } from "./context.ts";
import type { PrcActor } from "./event.ts";
import { actorsOn } from "./lexicon.ts";
import { looksChinese, type Name } from "./names-latin.ts";
import {
  actorsOfOffice,
  COUNTERPART,
  fieldOf,
  namedOffices,
  type Office,
  tellsWhose,
} from "./offices-latin.ts";
import { isOwnEnvoyLatin } from "./own-envoy.ts";
import { openState } from "./source-state.ts";
import type { LatinToken } from "./tokens-latin.ts";

/**
 * People of a normalised sentence in Latin script who are named with an office or known by name, and offices without a
 * name that tell whose they are (the Interior Minister of Angola). In a headline in title case no new names are read.
 */
export function findPeopleLatin(
  text: string,
  tokens: readonly LatinToken[],
  context: DocumentContext,
  headline = false,
): Chunk[] {
  const chunks: Chunk[] = [];
  const free = (start: number, end: number) => !chunks.some((c) => start < c.end && c.start < end);
  const nameless: Office[] = [];
  for (const { office, name } of namedOffices(text, tokens, context.romance)) {
    if (!name || (headline && !isMet(text, name, tokens, context))) {
      nameless.push(office);
      continue;
    }
    const start = Math.min(office.start, name.start);
    const end = Math.max(office.end, name.end);
    if (!free(start, end)) continue;
    const chunk = personChunk(text, office, name, start, end, context);
    if (!chunk) continue;
    chunks.push(chunk);
    remember(text, chunk, context);
  }
  for (const token of tokens) {
    if (token.term.kind !== "person" || !free(token.start, token.end)) continue;
    const known = context.lexicon.people.get(token.term.id);
    if (!known) continue;
    const chunk: Chunk = {
      kind: known.side === "prc" ? "prc_person" : "foreign_person",
      start: token.start,
      end: token.end,
      countries: known.side === "foreign" && known.country ? [known.country] : [],
      actors: known.side === "prc" ? actorsOn(known, context.anchor.day) : [],
      name: { start: token.start, end: token.end },
      known: known.id,
    };
    chunks.push(chunk);
    remember(text, chunk, context);
  }
  for (const office of nameless) {
    if (!free(office.start, office.end)) continue;
    const { start, end } = office;
    if (context.ofMission && isOwnEnvoyLatin(text, start, end)) {
      const actors = ["EMBASSY"] as const;
      chunks.push({ kind: "prc_person", start, end, countries: [], actors, organ: null, rank: "diplomat" });
      continue;
    }
    if (!tellsWhose(office, text, context.romance)) continue;
    const chunk = personChunk(text, office, null, office.start, office.end, context);
    if (chunk) chunks.push(chunk);
  }
  return chunks.sort((a, b) => a.start - b.start);
}

function isMet(text: string, name: Name, tokens: readonly LatinToken[], context: DocumentContext): boolean {
  const written = text.slice(name.start, name.end);
  return (
    context.people.has(written) || tokens.some((t) => t.start === name.start && t.term.kind === "person")
  );
}

const APART = /Hong\s?Kong|Maca[uo]|Taiwan|Taipei/;
/** Where names are built as Chinese ones are, such a name tells nothing. */
const LIKE_CHINESE = new Set(["VN", "KR", "KP", "SG", "MY"]);

function personChunk(
  text: string,
  office: Office,
  name: Name | null,
  start: number,
  end: number,
  context: DocumentContext,
): Chunk | null {
  const terms = office.tokens.map((t) => t.term);
  const titled = text.slice(office.start, office.end);
  if (APART.test(titled)) return null;
  const written = name ? text.slice(name.start, name.end) : "";
  const knownId = name
    ? termsOf(context)
        .at(text, name.start)
        ?.values.find((v) => v.kind === "person")
    : undefined;
  const known = knownId?.kind === "person" ? context.lexicon.people.get(knownId.id) : undefined;
  const foreign = [
    ...new Set(
      terms.flatMap((t) =>
        t.kind === "country"
          ? [t.code]
          : t.kind === "place" || (t.kind === "organ" && t.country && !t.shared)
            ? [t.country!]
            : [],
      ),
    ),
  ];
  const china = terms.some((t) => t.kind === "china" || t.kind === "cn_place");
  const place = terms.some((t) => t.kind === "cn_place");
  const prc = terms.flatMap((t) =>
    t.kind === "prc_organ" && (!t.suffix || china)
      ? t.suffix && !place
        ? ["MPS" as const]
        : [...t.actors]
      : [],
  );
  const titles = terms.flatMap((t) => (t.kind === "title" ? [t] : []));
  const rank =
    ["leader", "diplomat", "minister", "head"].find((r) => titles.some((t) => t.rank === r)) ?? "other";
  // A counterpart holds the office of the person named before: "the Interior Minister met his Chinese counterpart".
  const organ =
    fieldOf(titled, terms) ??
    (COUNTERPART.test(titled)
      ? fieldOf(text.slice(Math.max(0, office.start - 200), office.start), [])
      : null);
  const base = {
    start,
    end,
    organ,
    rank,
    ...(name ? { name } : {}),
    ...(known ? { known: known.id } : {}),
  };
  const chineseName = looksChinese(written, context);
  const prcPerson = (actors: readonly PrcActor[]): Chunk => ({
    ...base,
    kind: "prc_person",
    countries: [],
    actors,
  });
  const foreignPerson = (countries: readonly string[], open = false, ofSource?: true): Chunk => ({
    ...base,
    kind: "foreign_person",
    countries,
    actors: [],
    ...(open ? { countryOpen: true } : {}),
    ...(ofSource ? { ofSource } : {}),
  });
  const left = openState(context, text.slice(0, start));
  if (known?.side === "prc") {
    const written = prc.length > 0 ? prc : actorsOfOffice(titled, organ, "other", place);
    return prcPerson(written.length > 0 ? written : actorsOn(known, context.anchor.day));
  }
  if (rank === "diplomat") {
    if (
      /(?<!\p{L})(?:to|in|en|au)\s(?:the\s)?(?:China|Chine|People's Republic|PRC)/u.test(
        titled + text.slice(office.end, office.end + 25),
      )
    )
      return foreignPerson(foreign);
    const ofChina = /^(?:,)?\s(?:of|for|de)\s(?:the\s|la\s)?(?:China|Chine|People|PRC|Rep)/.test(
      text.slice(end),
    );
    if (china || prc.length > 0 || chineseName || ofChina) return prcPerson(["EMBASSY"]);
    return foreign.length > 0 ? foreignPerson(foreign) : null;
  }
  if (known?.side === "foreign") return foreignPerson(known.country ? [known.country] : foreign);
  if (foreign.length > 0 && !china) return foreignPerson(foreign);
  const shared = /^(?:[\p{L} -]*\s)?(?:Public Security Minist|Minist\p{L}+ of Public Security)/iu.test(
    titled,
  );
  if (
    prc.length > 0 &&
    shared &&
    name &&
    !china &&
    !chineseName &&
    !/\sof\sChina/.test(text.slice(end, end + 12))
  )
    return foreignPerson(left.countries, true, left.ofSource);
  if (prc.length > 0) return prcPerson(prc);
  if (china) return prcPerson(actorsOfOffice(titled, organ, rank, place));
  const met = context.people.get(written);
  if (met && met.side !== "unknown")
    return {
      ...base,
      kind: met.side === "prc" ? "prc_person" : "foreign_person",
      countries: met.countries,
      actors: met.actors,
      ...(met.ofSource ? { ofSource: true } : {}),
    };
  if (chineseName && (organ || rank === "leader") && !context.countries.some((c) => LIKE_CHINESE.has(c)))
    return prcPerson(actorsOfOffice(titled, organ, rank, place));
  if (chineseName && /public security|state security|political and leg|discipline inspection/i.test(titled))
    return prcPerson(actorsOfOffice(titled, organ, rank, place));
  if (chineseName && context.china) {
    return context.countries.some((c) => LIKE_CHINESE.has(c))
      ? { ...base, kind: "some_person", countries: [], actors: [] }
      : prcPerson([]);
  }
  if (!name && !organ) return null;
  // Where no state is named: only the United States has a secretary of homeland security.
  if (left.countries.length === 0 && /\bhomeland security\b/i.test(titled))
    return foreignPerson(["US"], true);
  return foreignPerson(left.countries, true, left.ofSource);
}

/** Bare mentions of people who have been met with an office, by full name or by last name. */
export function findMetPeopleLatin(
  text: string,
  people: readonly Chunk[],
  context: DocumentContext,
): Chunk[] {
  const found: Chunk[] = [];
  for (const [name, person] of context.people) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const end = at + name.length;
      if (/[\p{L}]/u.test(text[at - 1] ?? " ") || /[\p{L}]/u.test(text[end] ?? " ")) continue;
      if (people.some((p) => at < p.end && p.start < end)) continue;
      found.push(metChunk(person, at, end));
    }
  }
  return found.sort((a, b) => b.end - b.start - (a.end - a.start));
}

/** Later parts of the text name a person by the surname: first in Chinese names, last in others. */
export function remember(text: string, chunk: Chunk, context: DocumentContext): void {
  const person = meetPerson(text, chunk, context);
  if (!person) return;
  const words = person.name.split(" ");
  const short = person.side === "prc" || looksChinese(person.name, context) ? words[0]! : words.at(-1)!;
  if (words.length > 1 && short.length > 2 && !context.people.has(short)) context.people.set(short, person);
}
