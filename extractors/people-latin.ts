import type { Chunk } from "./chunk.ts";
import type { LatinToken } from "./chunk-latin.ts";
import { type DocumentContext, type MetPerson, mainCountry } from "./context.ts";
import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import { actorsOn, type Term } from "./lexicon.ts";
import { chineseNamePinyin } from "./romanise.ts";

const CAPITAL = "(?:\\p{Lu}[\\p{L}'’-]+|\\p{Lu}\\.?(?=\\s\\p{Lu}))";
const PARTICLE = "(?:bin|bint|al|el|de|da|dos|del|van|von|la|le|ibn|ould|y)";
const NAME = new RegExp(`${CAPITAL}(?:\\s(?:${PARTICLE}\\s)?${CAPITAL}|-${CAPITAL}){0,4}`, "uy");
const NOT_NAME =
  /^(?:The|A|An|On|In|At|And|But|For|From|By|With|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|He|She|They|It|This|That|His|Her|Their|During|After|Before|When|While|Both|Two|Three|Chinese|China|State|Public|Security|Police|Ministry|National|Government|Council|Party|Committee|Embassy|Republic|President|Minister|General)$/;
/** A word of the office that the dictionaries leave between office and name: "Additional Secretary Interior Ayub Khan". */
const NO_FIRST =
  /^(?:Interior|Home|Affairs|Foreign|Police|Security|Defence|Defense|Law|Finance|Health|Force)$/;
const BODY_WORD =
  /^(?:Command|Operations?|Project|Agency|Department|Centre|Center|Committee|University|College|School|Academy|Station|Headquarters|Office|Service|Commission|Authority|Board|Team|Group|Unit|Forum|Conference|Program|Programme|Agreement|Cooperation|Initiative|Company|Corporation|Association|Division|Bureau|Directorate)s?$/;
const HONORIFIC =
  /^(?:\s?(?:Mr|Mrs|Ms|Dr|Prof|Hon|H\.E|HE|Sir|Dato'?|Datuk|Tan Sri|Major|Capt|Col|Lt|Gen|Brig|Senior)\.?)*\s?/;

interface Office {
  start: number;
  end: number;
  tokens: LatinToken[];
}

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
  for (const { office, name } of namedOffices(text, tokens)) {
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
    if (!free(office.start, office.end) || !tellsWhose(office, text)) continue;
    const chunk = personChunk(text, office, null, office.start, office.end, context);
    if (chunk) chunks.push(chunk);
  }
  return chunks.sort((a, b) => a.start - b.start);
}

/** Offices with their names; two offices of one person ("Colonel Le Quang Dao, Deputy Director of …") are one. */
function namedOffices(text: string, tokens: readonly LatinToken[]): { office: Office; name: Name | null }[] {
  const found: { office: Office; name: Name | null }[] = [];
  for (const office of findOffices(text, tokens)) {
    const name = nameAfter(text, office.end, tokens) ?? nameBefore(text, office.start, tokens);
    const last = found.at(-1);
    const first = office.tokens[0]!.term.kind;
    if (name && last?.name?.end === name.end && (first === "country" || first === "china")) {
      // "Ambassador Luo Zhaohui, the Pakistani Prime Minister": the next of a list.
      found.push({ office, name: null });
    } else if (name && last?.name?.end === name.end) {
      found[found.length - 1] = {
        name: last.name,
        office: {
          start: last.office.start,
          end: office.end,
          tokens: [...last.office.tokens, ...office.tokens],
        },
      };
    } else found.push({ office, name });
  }
  return found;
}

function isMet(text: string, name: Name, tokens: readonly LatinToken[], context: DocumentContext): boolean {
  const written = text.slice(name.start, name.end);
  return (
    context.people.has(written) || tokens.some((t) => t.start === name.start && t.term.kind === "person")
  );
}

/** An office that stands for one person without a name: a minister, chief or envoy of a named state or service. */
function tellsWhose({ tokens, start, end }: Office, text: string): boolean {
  const titles = tokens.flatMap(({ term }) => (term.kind === "title" ? [term] : []));
  const counterpart = COUNTERPART.test(text.slice(start, end));
  if (!counterpart && !titles.some((t) => t.rank !== "rank" && t.rank !== "other")) return false;
  const owned = tokens.some(({ term }) =>
    ["country", "place", "china", "organ", "prc_organ"].includes(term.kind),
  );
  const terms = tokens.map((t) => t.term);
  return owned || (fieldOf(text.slice(start, end), terms) !== null && /^\p{Lu}/u.test(text.slice(start, end)));
}

const BETWEEN =
  /^(?:'s)?,?\s(?:and\s(?:the\s)?|of\s(?:the\s)?|for\s(?:the\s)?|the\s|de\s(?:la\s)?|du\s|del\s|-\s?)?$|^-$|^\s?$/;
/** Posts are held in or sent to a place; organs are not. */
const POSTED = /^\s(?:to|in|at|auprès|au|aux|en)\s(?:the\s|de\s|la\s|el\s)?$/;
const PARTS = new Set(["title", "deputy", "country", "place", "china", "cn_place", "organ", "prc_organ"]);
/** Dictionary forms of organs that are an office by their last word: "Public Security Minister". */
const IS_OFFICE = /(?:Minister|Director|Chief|Commissioner|Secretary|Procurator-General)$/i;

const FIELD_BEFORE = /\b(?:Interior|Home Affairs|Internal Security|Public Safety|Immigration|Police)(?:\sand\s[A-Z]\w+)?\s$/;

/** Runs of countries, organs and titles with at least one title: "Zambian Inspector General of Police". */
function findOffices(text: string, tokens: readonly LatinToken[]): Office[] {
  const offices: Office[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!PARTS.has(tokens[i]!.term.kind)) continue;
    const run = [tokens[i]!];
    while (
      i + 1 < tokens.length &&
      PARTS.has(tokens[i + 1]!.term.kind) &&
      joins(text, run.at(-1)!, tokens[i + 1]!)
    ) {
      run.push(tokens[++i]!);
    }
    const isOffice = (t: LatinToken) =>
      t.term.kind === "title" || (t.term.kind === "prc_organ" && IS_OFFICE.test(text.slice(t.start, t.end)));
    if (!run.some(isOffice)) continue;
    while (run.length > 1 && run.at(-1)!.term.kind === "deputy") run.pop();
    // The field stands before the title: "Interior Cabinet Secretary", "Police and Home Affairs Minister".
    const field = FIELD_BEFORE.exec(text.slice(0, run[0]!.start));
    if (field) {
      offices.push({ start: field.index, end: run.at(-1)!.end, tokens: run });
      continue;
    }
    // Countries listed before an office ("China, Myanmar police chief") have been cut off by the comma already.
    offices.push({ start: run[0]!.start, end: run.at(-1)!.end, tokens: run });
  }
  return offices;
}

function joins(text: string, a: LatinToken, b: LatinToken): boolean {
  const gap = text.slice(a.end, b.start);
  if (gap.includes(",") && !(a.term.kind === "title" && b.term.kind === "title")) return false;
  if (POSTED.test(gap)) return a.term.kind === "title" && ["country", "place", "china"].includes(b.term.kind);
  if (/\band\b/.test(gap) && a.term.kind !== "title") return false;
  return BETWEEN.test(gap);
}

interface Name {
  start: number;
  end: number;
}

function nameAfter(text: string, at: number, tokens: readonly LatinToken[]): Name | null {
  const rest = text.slice(at);
  const lead = /^(?:,?\s(?:of\s[\p{Lu}][\p{L}]+\s)?)/u.exec(rest)?.[0] ?? "";
  if (lead === "" || (lead.startsWith(",") && !/^,\s(?:\p{Lu}|Mr|Ms)/u.test(rest))) return null;
  const from = at + lead.length + (HONORIFIC.exec(text.slice(at + lead.length))?.[0].length ?? 0);
  return readName(text, from, tokens);
}

/** "Wang Xiaohong, minister of public security": the name stands before a comma. */
function nameBefore(text: string, at: number, tokens: readonly LatinToken[]): Name | null {
  const before = text.slice(0, at);
  const gap = /,\s(?:the\s|who\sis\s|a\s)?(?:[\p{Ll}]+\s)?$/u.exec(before);
  if (!gap) return null;
  const end = gap.index;
  for (let start = Math.max(0, end - 40); start < end; start++) {
    if (!/\p{Lu}/u.test(text[start]!) || /[\p{L}'-]/u.test(text[start - 1] ?? " ")) continue;
    const name = readName(text, start, tokens);
    if (name?.end === end && /\s/.test(text.slice(name.start, name.end))) return name;
  }
  return null;
}

function readName(text: string, from: number, tokens: readonly LatinToken[]): Name | null {
  const person = tokens.find((t) => t.start === from && t.term.kind === "person");
  if (person) return { start: from, end: person.end };
  NAME.lastIndex = from;
  const match = NAME.exec(text);
  if (!match) return null;
  const words = match[0].split(/\s/);
  if (words.some((word) => BODY_WORD.test(word))) return null;
  if (words.length > 2 && NO_FIRST.test(words[0]!))
    return readName(text, from + words[0]!.length + 1, tokens);
  let length = 0;
  for (const word of words) {
    const at = from + length + (length > 0 ? 1 : 0);
    if (NOT_NAME.test(word)) break;
    if (
      length === 0 &&
      tokens.some(
        (t) =>
          t.start === at && t.term.kind !== "person" && t.term.kind !== "place" && t.term.kind !== "cn_place",
      )
    )
      break;
    length = at + word.length - from;
  }
  if (length < 2) return null;
  const end = from + length - (text.slice(from, from + length).endsWith("'s") ? 2 : 0);
  return { start: from, end };
}

const COUNTERPART = /counterpart|homolog|homólog/i;
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
    ? context.lexicon.latin.at(text, name.start)?.values.find((v) => v.kind === "person")
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
    fieldOf(titled, terms) ?? (COUNTERPART.test(titled) ? fieldOf(text.slice(0, office.start), []) : null);
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
  const foreignPerson = (countries: readonly string[], open = false): Chunk => ({
    ...base,
    kind: "foreign_person",
    countries,
    actors: [],
    ...(open ? { countryOpen: true } : {}),
  });
  if (known?.side === "prc") {
    const written = prc.length > 0 ? prc : actorsOfOffice(titled, organ, "other", place);
    return prcPerson(written.length > 0 ? written : actorsOn(known, context.anchor.day));
  }
  if (rank === "diplomat") {
    if (
      /\b(?:to|in|en|au)\s(?:the\s)?(?:China|Chine|People's Republic|PRC)/.test(
        titled + text.slice(office.end, office.end + 25),
      )
    )
      return foreignPerson(foreign);
    const ofChina = /^(?:,)?\s(?:of|for|de)\s(?:the\s)?(?:China|Chine|People|PRC)/.test(text.slice(end));
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
    return foreignPerson(mainCountry(context) ? [mainCountry(context)!] : [], true);
  if (prc.length > 0) return prcPerson(prc);
  if (china) return prcPerson(actorsOfOffice(titled, organ, rank, place));
  const met = context.people.get(written);
  if (met && met.side !== "unknown")
    return {
      ...base,
      kind: met.side === "prc" ? "prc_person" : "foreign_person",
      countries: met.countries,
      actors: met.actors,
    };
  const country = mainCountry(context);
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
  return foreignPerson(country ? [country] : [], true);
}

function fieldOf(titled: string, terms: readonly Term[]): OrganType | null {
  if (/\badvis[eo]r/i.test(titled)) return null;
  const titles = terms.flatMap((t) => (t.kind === "title" && t.field ? [t.field] : []));
  const organs = terms.flatMap((t) => (t.kind === "organ" ? [t.organ] : []));
  const security = [...titles, ...organs].find((f) => SECURITY.has(f));
  if (security) return security;
  if (/\bpolice|constabulary|\bIGP\b/i.test(titled)) return "police";
  if (/inspector[- ]general/i.test(titled)) return "police";
  if (/public security|home affairs|interior|national security(?! advis)/i.test(titled)) return "interior";
  return titles[0] ?? organs[0] ?? null;
}

/** Whom a Chinese office stands for where no organ of the dictionaries is in it. */
function actorsOfOffice(
  titled: string,
  organ: OrganType | null,
  rank: string,
  place: boolean,
): readonly PrcActor[] {
  if (/state security/i.test(titled)) return ["MSS"];
  if (/political and leg/i.test(titled)) return ["CPLAC"];
  if (/narcotics control commission/i.test(titled)) return ["NNCC"];
  if (/procurator/i.test(titled)) return ["PROC"];
  if (/public security/i.test(titled)) return place ? ["LOCAL_PSB"] : ["MPS"];
  if (/supervision|discipline/i.test(titled)) return ["CCDI"];
  if (organ === "coast_guard") return ["CCG"];
  if (organ === "justice" || organ === "prosecution") return ["PROC"];
  if (organ && SECURITY.has(organ)) return place ? ["LOCAL_PSB"] : ["MPS"];
  // "President Liang" of a university is no leader of the state.
  return rank === "leader" && /China|Chinese|State|Premier|Chine/.test(titled) ? ["LEADER"] : [];
}

const SECURITY = new Set<string>([
  "police",
  "interior",
  "border",
  "immigration",
  "drugs",
  "security",
  "coast_guard",
  "prison",
  "gendarmerie",
]);

const surnamesByLexicon = new WeakMap<object, Set<string>>();

/** Two or three words of which the first is a Chinese surname in pinyin: Wang Zonglai, Meng Jianzhu. */
function looksChinese(name: string, context: DocumentContext): boolean {
  let surnames = surnamesByLexicon.get(context.lexicon);
  if (!surnames) {
    surnames = new Set([...context.lexicon.surnames].map((s) => chineseNamePinyin(s)));
    surnamesByLexicon.set(context.lexicon, surnames);
  }
  const words = name.toLowerCase().split(/\s/);
  if (words.length < 2 || words.length > 3 || !surnames.has(words[0]!)) return false;
  return words.slice(1).every((word) => SYLLABLES.test(word));
}

/** One or two pinyin syllables. */
const SYLLABLES =
  /^(?:(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ong|ue|ü|üe)'?-?){1,2}$/;

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
      found.push({
        kind:
          person.side === "prc" ? "prc_person" : person.side === "foreign" ? "foreign_person" : "some_person",
        start: at,
        end,
        countries: person.countries,
        actors: person.actors,
        organ: (person.organ ?? null) as OrganType | null,
        name: { start: at, end },
        ...(person.known ? { known: person.known } : {}),
        ...(person.rank ? { rank: person.rank } : {}),
      });
    }
  }
  return found.sort((a, b) => b.end - b.start - (a.end - a.start));
}

function remember(text: string, chunk: Chunk, context: DocumentContext): void {
  if (!chunk.name) return;
  const name = text.slice(chunk.name.start, chunk.name.end);
  const person: MetPerson = {
    name,
    side: chunk.kind === "prc_person" ? "prc" : chunk.kind === "foreign_person" ? "foreign" : "unknown",
    countries: chunk.countries,
    actors: chunk.actors,
    rank: chunk.rank,
    organ: chunk.organ ?? null,
    known: chunk.known,
  };
  const earlier = context.people.get(name);
  if (earlier && earlier.side !== "unknown") return;
  context.people.set(name, person);
  const words = name.split(" ");
  const short = person.side === "prc" || looksChinese(name, context) ? words[0]! : words.at(-1)!;
  if (words.length > 1 && short.length > 2 && !context.people.has(short)) context.people.set(short, person);
}
