import { morePortfolios } from "./charges-latin.ts";
import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import type { Term } from "./lexicon.ts";
import { type Name, nameAfter, nameBefore } from "./names-latin.ts";
import { moreFieldsAt, OF_ROMANCE } from "./services-romance.ts";
import type { LatinToken } from "./tokens-latin.ts";

/** A run of words that name an office: countries, organs and titles. */
export interface Office {
  start: number;
  end: number;
  tokens: LatinToken[];
}

const BETWEEN =
  /^(?:'s)?,?\s(?:and\s(?:the\s)?|of\s(?:the\s)?|for\s(?:the\s)?|the\s|de\s(?:la\s)?|du\s|del\s|-\s?)?$|^-$|^\s?$/;
const BETWEEN_ROMANCE = new RegExp(`^\\s(?:${OF_ROMANCE})?$`, "iu");
/** "le directeur de la police, le général Koffi Ahouto": a rank between an office and the name. */
const TO_RANK = /^,?\s(?:le\s|la\s|el\s|y\s)?$/;
/** Posts are held in or sent to a place; organs are not. */
const POSTED = /^\s(?:to|in|at|auprès|près|au|aux|en|ante)\s(?:the\s|de\s|du\s|la\s|le\s|les\s|el\s)?$/;
/** "director general at the Korea Coast Guard" */
const AT_ORGAN = /^\s(?:at|in|with|within)\s(?:the\s)?$/;
const PARTS = new Set([
  "title",
  "deputy",
  "field",
  "country",
  "place",
  "china",
  "cn_place",
  "organ",
  "prc_organ",
]);
/** "Safety and Security", "Police, National Security and Corrections" */
const FIELDS_LISTED = /^(?:,|,? and|,? &)\s$/;
/** Dictionary forms of organs that are an office by their last word: "Public Security Minister". */
const IS_OFFICE =
  /(?:Minister|Director|Chief|Commissioner|Secretary|Procurator-General|(?:Attorney|Prosecutor|Solicitor)[- ]General)$/i;

const FIELD_BEFORE =
  /\b(?:Interior|Home Affairs|Internal Security|Public Safety|Immigration|Police)(?:\sand\s[A-Z]\w+)?\s$/;

/** Runs of countries, organs and titles with at least one title: "Zambian Inspector General of Police". */
function findOffices(text: string, tokens: readonly LatinToken[], romance: boolean): Office[] {
  const offices: Office[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!PARTS.has(tokens[i]!.term.kind)) continue;
    const run = [tokens[i]!];
    while (
      i + 1 < tokens.length &&
      PARTS.has(tokens[i + 1]!.term.kind) &&
      joins(text, run.at(-1)!, tokens[i + 1]!, romance)
    ) {
      run.push(tokens[++i]!);
    }
    const isOffice = (t: LatinToken) =>
      t.term.kind === "title" ||
      ((t.term.kind === "prc_organ" || t.term.kind === "organ") &&
        IS_OFFICE.test(text.slice(t.start, t.end)));
    if (!run.some(isOffice)) continue;
    while (run.length > 1 && run.at(-1)!.term.kind === "deputy") run.pop();
    // The field stands before the title: "Interior Cabinet Secretary", "Police and Home Affairs Minister".
    const from = Math.max(0, run[0]!.start - 60);
    const field = FIELD_BEFORE.exec(text.slice(from, run[0]!.start));
    if (field) {
      offices.push({ start: from + field.index, end: run.at(-1)!.end, tokens: run });
      continue;
    }
    // Countries listed before an office ("China, Myanmar police chief") have been cut off by the comma already.
    const last = run.at(-1)!;
    const more = romance
      ? last.term.kind === "field"
        ? moreFieldsAt(text, last.end)
        : 0
      : morePortfolios(text, run[0]!.start, last.end);
    const end = last.end + more;
    while (i + 1 < tokens.length && tokens[i + 1]!.start < end) i++;
    offices.push({ start: run[0]!.start, end, tokens: run });
  }
  return offices;
}

function isOrgan({ term }: LatinToken): boolean {
  return term.kind === "organ" || term.kind === "prc_organ";
}

function joins(text: string, a: LatinToken, b: LatinToken, romance: boolean): boolean {
  const gap = text.slice(a.end, b.start);
  if (a.term.kind === "field" && b.term.kind === "field" && FIELDS_LISTED.test(gap)) return true;
  if (romance && b.term.kind === "title" && b.term.rank === "rank" && TO_RANK.test(gap)) return true;
  if (gap.includes(",") && !(a.term.kind === "title" && b.term.kind === "title")) return false;
  if (AT_ORGAN.test(gap) && a.term.kind === "title" && isOrgan(b)) return true;
  // "ambassadeur de Chine au Togo": the state sent to stands behind the one that sends.
  const poster = a.term.kind === "title" || (romance && a.term.kind === "china");
  if (POSTED.test(gap)) return poster && ["country", "place", "china"].includes(b.term.kind);
  // "the police commissioner and the Chinese ambassador" are two.
  const party = b.term.kind === "china" || b.term.kind === "country";
  if (/\band\b/.test(gap) && (a.term.kind !== "title" || party)) return false;
  return BETWEEN.test(gap) || (romance && BETWEEN_ROMANCE.test(gap));
}

/** The holder of the same office on the other side. */
export const COUNTERPART = /counterpart|homolog|homólog/i;

/** Offices with their names; two offices of one person ("Colonel Le Quang Dao, Deputy Director of …") are one. */
export function namedOffices(
  text: string,
  tokens: readonly LatinToken[],
  romance: boolean,
): { office: Office; name: Name | null }[] {
  const found: { office: Office; name: Name | null }[] = [];
  for (const office of findOffices(text, tokens, romance)) {
    // "Ulan Niiazbekov, Interior Minister of Kyrgyzstan, Wang said": the name before goes before one after a comma.
    const before = nameBefore(text, office.start, tokens);
    const after = text[office.end] === "," && before ? null : nameAfter(text, office.end, tokens);
    const name = after ?? before;
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

/** "the acting IGP": the office begins with a capital, what tells its rank may not. */
const CAPITAL = /^(?:acting |deputy |vice[- ])?\p{Lu}/u;

/** An office that stands for one person without a name: a minister, chief or envoy of a named state or service. */
export function tellsWhose({ tokens, start, end }: Office, text: string, romance: boolean): boolean {
  const titles = tokens.flatMap(({ term }) => (term.kind === "title" ? [term] : []));
  const counterpart = COUNTERPART.test(text.slice(start, end));
  if (!counterpart && !titles.some((t) => t.rank !== "rank" && t.rank !== "other")) return false;
  const owned = tokens.some(({ term }) =>
    ["country", "place", "china", "organ", "prc_organ"].includes(term.kind),
  );
  const terms = tokens.map((t) => t.term);
  return (
    owned ||
    // French and Spanish write offices small.
    (fieldOf(text.slice(start, end), terms) !== null && (romance || CAPITAL.test(text.slice(start, end))))
  );
}

/** The kind of service an office belongs to. */
export function fieldOf(titled: string, terms: readonly Term[]): OrganType | null {
  if (/\badvis[eo]r/i.test(titled)) return null;
  const titles = terms.flatMap((t) => (t.kind === "title" && t.field ? [t.field] : []));
  const organs = terms.flatMap((t) => (t.kind === "organ" || t.kind === "field" ? [t.organ] : []));
  const security = [...titles, ...organs].find((f) => SECURITY.has(f));
  if (security) return security;
  if (/\bpolice|constabulary|\bIGP\b/i.test(titled)) return "police";
  if (/inspector[- ]general/i.test(titled)) return "police";
  if (
    /public security|home affairs|interior|intérieur|sécurité|seguridad|national security(?! advis)/i.test(
      titled,
    )
  )
    return "interior";
  return titles[0] ?? organs[0] ?? null;
}

/** Whom a Chinese office stands for where no organ of the dictionaries is in it. */
export function actorsOfOffice(
  titled: string,
  organ: OrganType | null,
  rank: string,
  place: boolean,
): readonly PrcActor[] {
  if (/state security|sécurité d'état|seguridad del estado/i.test(titled)) return ["MSS"];
  if (/political and leg/i.test(titled)) return ["CPLAC"];
  if (/narcotics control commission|contrôle des stupéfiants|control de (?:narcóticos|drogas)/i.test(titled))
    return ["NNCC"];
  if (/procurator|procureur|parquet|fiscal/i.test(titled)) return ["PROC"];
  if (/public security|sécurité publique|seguridad pública/i.test(titled))
    return place ? ["LOCAL_PSB"] : ["MPS"];
  if (/supervision|discipline/i.test(titled)) return ["CCDI"];
  if (organ === "coast_guard") return ["CCG"];
  if (organ === "justice" || organ === "prosecution") return ["PROC"];
  if (organ && SECURITY.has(organ)) return place ? ["LOCAL_PSB"] : ["MPS"];
  // "President Liang" of a university is no leader of the state.
  return rank === "leader" && /China|Chinese|State|Premier|Chine|chino/.test(titled) ? ["LEADER"] : [];
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
