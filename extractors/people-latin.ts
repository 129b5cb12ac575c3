import type { Chunk } from "./chunk.ts";
import { type DocumentContext, meetPerson, metChunk } from "./context.ts";
import { actorsOn } from "./lexicon.ts";
import { looksChinese, type Name } from "./names-latin.ts";
import { namedOffices, type Office, tellsWhose } from "./offices-latin.ts";
import { isOwnEnvoyLatin } from "./own-envoy.ts";
import { personChunk } from "./person-side-latin.ts";
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
  // "Lefau Harry Schuster … Lefau afterwards travelled": where titles and customs put the short form first.
  const first = words[0]!;
  if (words.length > 2 && person.side === "foreign" && first.length > 3 && !context.people.has(first))
    context.people.set(first, person);
}
