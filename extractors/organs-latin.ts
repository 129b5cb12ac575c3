import type { Chunk } from "./chunk.ts";
import type { DocumentContext } from "./context.ts";
import type { OrganType } from "./dictionaries.ts";
import { nameEndingAt } from "./names-latin.ts";
import { ownMissionsLatin } from "./own-envoy.ts";
import { remember } from "./people-latin.ts";
import { OF_ROMANCE } from "./services-romance.ts";
import { openState } from "./source-state.ts";
import type { LatinToken } from "./tokens-latin.ts";

/** Between a country and its organ: Royal, National, the, 's. */
const JOINS =
  /^(?:'s?|)(?:\s(?:the|Royal|National|Federal|State|Republic|public|local|civil|Municipal|Provincial|(?:[Cc]ity|[Pp]rovince|[Pp]refecture|[Cc]ounty|[Rr]egion)(?:'s)?|provincial)){0,2}\s?-?$/i;
const OF =
  /^(?:'s)?\s(?:of|de|du|del|d'|des)\s?(?:the\s|la\s|los\s)?(?:(?:Kyrgyz|Democratic|Federal|People's)?\s?(?:Republic|Kingdom|Union)\sof\s)?$/i;

/** "Kenya's police"; in "Egyptian-Chinese police" the state joined by a hyphen is that of a second force. */
function isOwner(place: LatinToken, organ: LatinToken, text: string): boolean {
  const gap = text.slice(place.end, organ.start);
  return isPlace(place) && JOINS.test(gap) && !(gap === "-" && namesItsState(organ));
}

const namesItsState = ({ term }: LatinToken): boolean =>
  term.kind === "prc_organ" || (term.kind === "organ" && term.country !== null);

/** Organs with the state or place they are of, and the places, states and bodies that stand alone. */
export function organsAndPlaces(
  text: string,
  tokens: readonly LatinToken[],
  context: DocumentContext,
): Chunk[] {
  const chunks: Chunk[] = [];
  const used = new Set<LatinToken>();
  for (const [i, token] of tokens.entries()) {
    const { term } = token;
    if (term.kind !== "organ" && term.kind !== "prc_organ") continue;
    if (used.has(token)) continue;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    const left = before && isOwner(before, token, text) ? before : undefined;
    const gap = after ? text.slice(token.end, after.start) : "";
    const right =
      !left &&
      after &&
      isPlace(after) &&
      (OF.test(gap) ||
        (context.romance && (OF_STATE.test(gap) || (gap === " " && isAdjective(text, after)))) ||
        (/^\s(?:in|from)\s$/.test(gap) && ["china", "cn_place"].includes(after.term.kind)))
        ? after
        : undefined;
    const owner = left ?? right;
    const chunk = organChunk(token, owner, context, text);
    if (!chunk) continue;
    used.add(token);
    if (owner) used.add(owner);
    chunks.push(chunk);
  }
  for (const token of tokens) {
    if (used.has(token)) continue;
    const base = { start: token.start, end: token.end, actors: [] };
    const { term } = token;
    const embassy = term.kind === "china" ? embassyAt(text, token) : null;
    if (embassy) {
      chunks.push({ ...base, ...embassy, kind: "prc_organ", countries: [], actors: ["EMBASSY"] });
      continue;
    }
    if (term.kind === "country") chunks.push({ ...base, kind: "country", countries: [term.code] });
    if (term.kind === "place") chunks.push({ ...base, kind: "place", countries: [term.country] });
    if (term.kind === "china") chunks.push({ ...base, kind: "china", countries: [] });
    if (term.kind === "cn_place" && !term.autonomous)
      chunks.push({ ...base, kind: "cn_place", countries: [] });
    if (term.kind === "body" || term.kind === "forum_name")
      chunks.push({ ...base, kind: term.kind, countries: term.countries });
  }
  if (context.ofMission) chunks.push(...ownMissionsLatin(text));
  return chunks;
}

/** "de l'Équateur", "de la République du Congo" */
const OF_STATE = new RegExp(
  `^\\s${OF_ROMANCE}(?:(?:République|Republic|República)\\s(?:du|de|del)\\s)?$`,
  "iu",
);
/** "police togolaise": the adjective of a state stands behind the organ, and small. */
const isAdjective = (text: string, token: LatinToken): boolean => /^\p{Ll}/u.test(text.slice(token.start));

const LISTED = /^(?:,|,? and|-)\s?(?:the\s|of\s)?$/;

/** "Chinese and Spanish police", "coast guards of Vietnam, Laos and China": the states listed beside an organ's have one too. */
export function sharedOrgans(text: string, chunks: readonly Chunk[]): Chunk[] {
  const sorted = chunks.toSorted((a, b) => a.start - b.start);
  const isListed = (before: Chunk | undefined, after: Chunk) =>
    before !== undefined && LISTED.test(text.slice(before.end, after.start));
  const closed = shareOn(sorted, (before, chunk) => isListed(before, chunk), {
    text,
    isNamed: isNamedLast,
  });
  const opened = shareOn(
    closed.toReversed(),
    (after, chunk) => after !== undefined && isListed(chunk, after),
    {
      text,
      isNamed: isNamedFirst,
    },
  );
  return opened.reverse();
}

/** Gives each state that is listed on from an organ that organ, in the order of `chunks`. */
function shareOn(
  chunks: readonly Chunk[],
  isListed: (last: Chunk | undefined, chunk: Chunk) => boolean,
  { text, isNamed }: { readonly text: string; readonly isNamed: (text: string, chunk: Chunk) => boolean },
): Chunk[] {
  let organ: OrganType | null = null;
  return chunks.map((chunk, i) => {
    if (chunk.kind !== "china" && chunk.kind !== "country") {
      organ = isNamed(text, chunk) ? sharedOf(text, chunk) : null;
      return chunk;
    }
    if (!isListed(chunks[i - 1], chunk)) organ = null;
    if (!organ) return chunk;
    if (chunk.kind === "country") return { ...chunk, kind: "foreign_organ", organ };
    return { ...chunk, kind: "prc_organ", organ, actors: [organ === "coast_guard" ? "CCG" : "MPS"] };
  });
}

const SHARED: ReadonlySet<string> = new Set(["police", "coast_guard", "border", "immigration", "drugs"]);

/** The service of an organ that two states can share the word for; the police of some states are known as part of a ministry. */
function sharedOf(text: string, { organ, start, end }: Chunk): OrganType | null {
  if (organ != null && SHARED.has(organ)) return organ;
  const written = text.slice(start, end);
  return /\bpolice\b/i.test(written) ? "police" : /\bcoast ?guards?\b/i.test(written) ? "coast_guard" : null;
}

/** "Spanish police" and not "police of Spain". */
function isNamedFirst(text: string, { kind, start, end }: Chunk): boolean {
  return (kind === "foreign_organ" || kind === "prc_organ") && !/\sof\s/.test(text.slice(start, end));
}

/** "coast guards of Vietnam" and not "Vietnam Coast Guard". */
function isNamedLast(text: string, { kind, start, end }: Chunk): boolean {
  return (kind === "foreign_organ" || kind === "prc_organ") && /\sof\s/.test(text.slice(start, end));
}

/** "Yang Yundong of the Chinese Ministry of Public Security": a name without an office, of an organ. */
export function membersOf(
  text: string,
  organs: readonly Chunk[],
  tokens: readonly LatinToken[],
  context: DocumentContext,
): Chunk[] {
  return organs.flatMap((organ): Chunk[] => {
    if (organ.kind !== "prc_organ" && organ.kind !== "foreign_organ") return [];
    const gap = /\s(?:of|from|with)\s(?:the\s)?$/.exec(text.slice(0, organ.start));
    const name = gap && nameEndingAt(text, gap.index, tokens);
    if (!name) return [];
    const kind = organ.kind === "prc_organ" ? "prc_person" : "foreign_person";
    const { countries, actors, ofSource } = organ;
    const chunk: Chunk = {
      kind,
      start: name.start,
      end: organ.end,
      countries,
      actors,
      organ: organ.organ ?? null,
      name,
      ...(ofSource ? { ofSource } : {}),
    };
    remember(text, chunk, context);
    return [chunk];
  });
}

/** Hong Kong, Macau and Taiwan are no foreign states, and their forces no actors of the codebook. */
const APART = /Hong\s?Kong|Maca[uo]|Taiwan|Taipei|Kaohsiung/;

const EMBASSY_AFTER =
  /^(?:'s)?\s(?:Embassy|embassy|Consulate[- ]General|Consulate|High Commission|Mission)\b/;
const EMBASSY_BEFORE =
  /(?:(?:Embassy|embassy|Consulate[- ]General|Ambassade|ambassade|Embajada|embajada|[Cc]onsulat général|[Cc]onsulado [Gg]eneral)\s(?:of|de|of the|de la)\s(?:the\s)?|(?:[Aa]mbassade|[Ee]mbajada)\s)$/;

/** "Chinese Embassy", "Embassy of the People's Republic of China", with the word China in it. */
function embassyAt(text: string, token: LatinToken): { start: number; end: number } | null {
  const after = EMBASSY_AFTER.exec(text.slice(token.end));
  if (after) return { start: token.start, end: token.end + after[0].length };
  const before = EMBASSY_BEFORE.exec(text.slice(0, token.start));
  return before ? { start: before.index, end: token.end } : null;
}

function isPlace(token: LatinToken): boolean {
  return ["country", "place", "china", "cn_place"].includes(token.term.kind);
}

/** "a police college in Guangdong" */
const SCHOOL =
  /\b(?:academy|college|institute|school|university)$|^(?:école|institut|académie|université|collège|centre de formation|escuela|academia|universidad|colegio)/i;

const POLICE = new Set(["police", "interior", "border", "immigration", "drugs", "security"]);

/** The people of a service, who stand for it only beside their state. */
const PEOPLE =
  /\b(?:officers|officials|authorities|agents|guards|\w+(?:men|women)|detectives|investigators|prosecutors|gendarmes)$/;

const BUREAU = /Public Security Bureau/;

function organChunk(
  token: LatinToken,
  owner: LatinToken | undefined,
  context: DocumentContext,
  text: string,
): Chunk | null {
  const start = Math.min(token.start, owner?.start ?? token.start);
  const end = Math.max(token.end, owner?.end ?? token.end);
  const base = { start, end, countries: [] as string[], actors: [] as Chunk["actors"] };
  const { term } = token;
  const place = owner?.term;
  const foreign = place?.kind === "country" ? place.code : place?.kind === "place" ? place.country : null;
  const organ = term.kind === "organ" ? term.organ : null;
  if (owner && APART.test(text.slice(owner.start, owner.end))) return null;
  if (foreign) return { ...base, kind: "foreign_organ", countries: [foreign], organ: organ ?? "interior" };
  if (term.kind === "prc_organ") {
    const local = term.suffix || term.actors.includes("LOCAL_PSB");
    // A town that no dictionary knows: only China calls its police a Public Security Bureau.
    if (local && !place && context.china && BUREAU.test(text.slice(token.start, token.end)))
      return { ...base, kind: "prc_organ", actors: ["LOCAL_PSB"] };
    if (local && place?.kind !== "cn_place" && place?.kind !== "china") return null;
    // "China police" is no city's police.
    if (term.suffix && place?.kind === "china")
      return { ...base, kind: "prc_organ", actors: ["MPS"], organ: "police" };
    return { ...base, kind: "prc_organ", actors: term.actors };
  }
  if (place?.kind === "china" || place?.kind === "cn_place") {
    const written = text.slice(token.start, token.end);
    const actor = SCHOOL.test(written)
      ? "POLICE_ACADEMY"
      : organ === "coast_guard"
        ? "CCG"
        : organ && POLICE.has(organ)
          ? place.kind === "china"
            ? "MPS"
            : "LOCAL_PSB"
          : null;
    if (actor) return { ...base, kind: "prc_organ", actors: [actor], organ };
    return organ === "justice" || organ === "prosecution"
      ? { ...base, kind: "prc_organ", actors: ["PROC"], organ }
      : null;
  }
  if (term.kind !== "organ") return null;
  if (term.country && !term.shared) {
    return { ...base, kind: "foreign_organ", countries: [term.country], organ };
  }
  const open = openState(context, text.slice(0, start));
  if (term.country && context.countries.includes(term.country) && (open.ofSource || context.host === null)) {
    return { ...base, kind: "foreign_organ", ...open, countries: [term.country], organ };
  }
  const written = text.slice(token.start, token.end);
  if (!(context.romance ? /^\p{Lu}|\s|^gendarmerie/u : /^[A-Z]/).test(written)) return null;
  // "Police officers from 34 countries": people of no state, with a capital where the sentence begins.
  if (start === 0 && PEOPLE.test(written)) return null;
  return { ...base, kind: "foreign_organ", ...open, organ, countryOpen: true };
}
