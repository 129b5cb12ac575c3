import { type DocumentContext, mainCountry, termsOf } from "./context.ts";
import type { Term } from "./lexicon.ts";
import { servicesRomance } from "./services-romance.ts";

/** A dictionary form in a sentence of Latin script, with the one reading that fits here. */
export interface LatinToken {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/** The Republic of China is Taiwan's government, which is no party of the codebook. */
const OF_TAIPEI = /(?<!People['’]s )Republic of $/i;
const NO_STATE = /(?:Latin|South|Central|North)\s$/;

/** The dictionary forms of a sentence, in order; a field with its head (Fraud Squad) is an organ. */
export function findTokens(text: string, context: DocumentContext): LatinToken[] {
  const forms = formsIn(text, context);
  return context.romance ? servicesRomance(text, forms) : withServices(text, forms, context);
}

/** "Customs and Immigration", "Police, National Security and Correctional Services" */
const FIELD_LISTED = /^(?:,|,? and|,? &)\s$/;

/** Fields that stand before a word for a service are one organ with it; those that do not are kept for offices. */
function withServices(text: string, tokens: readonly LatinToken[], context: DocumentContext): LatinToken[] {
  const made: LatinToken[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.term.kind !== "field") {
      if (!made.length || made.at(-1)!.end <= token.start) made.push(token);
      continue;
    }
    let last = i;
    while (
      tokens[last + 1]?.term.kind === "field" &&
      FIELD_LISTED.test(text.slice(tokens[last]!.end, tokens[last + 1]!.start))
    )
      last++;
    const head = context.lexicon.serviceHead.exec(text.slice(tokens[last]!.end));
    const end = head ? tokens[last]!.end + head[0].length : 0;
    // "Immigration Bureau Chief": the word begins a title of its own.
    const next = tokens[last + 1];
    if (!head || (next && next.start < end && next.end > end)) made.push(token);
    else {
      made.push({ start: token.start, end, term: { kind: "organ", organ: token.term.organ, country: null } });
      i = last;
    }
  }
  return made;
}

function formsIn(text: string, context: DocumentContext): LatinToken[] {
  return termsOf(context)
    .scan(text)
    .filter((hit) => {
      const before = text.slice(Math.max(0, hit.start - 10), hit.start);
      if (text[hit.end] === "$" || /(?:^|\s)(?:al|el)-$/i.test(before)) return false;
      if (context.othersMps && text.slice(hit.start, hit.end) === "MPS") return false;
      if (
        text.startsWith("China", hit.start) &&
        OF_TAIPEI.test(text.slice(Math.max(0, hit.start - 30), hit.start))
      )
        return false;
      // The East China Sea and China Daily are no party.
      if (
        /^\s(?:Sea\b|Mall\b|Town\b|Daily\b|Morning Post|News\b|Central Television|Airlines)/.test(
          text.slice(hit.end, hit.end + 20),
        )
      )
        return false;
      if (
        /^-(?:language|speaking|made|built|born|owned)\b/.test(text.slice(hit.end, hit.end + 10)) &&
        !isOfChina(hit.values)
      )
        return false;
      if (text.startsWith("Guinea", hit.start) && /\bGulf of $/.test(before)) return false;
      return !(text.startsWith("America", hit.start) && NO_STATE.test(before));
    })
    .map((hit) => ({ start: hit.start, end: hit.end, term: choose(hit.values, context) }));
}

/** "French-language", "Dutch-built": no state takes part; "Chinese-built" is told apart where aid is read. */
const isOfChina = (values: readonly Term[]): boolean => values.some(({ kind }) => kind === "china");

function choose(values: readonly Term[], context: DocumentContext): Term {
  // Of several states that share a form ("Congo"), the one that the page names most often.
  const rank = (v: Term): number => {
    const country =
      v.kind === "organ" ? v.country : v.kind === "place" ? v.country : v.kind === "country" ? v.code : null;
    return country === null ? -1 : context.countries.indexOf(country);
  };
  const fitting = values.filter((v) => rank(v) >= 0).toSorted((a, b) => rank(a) - rank(b))[0];
  const prc = values.find((v) => v.kind === "prc_organ");
  if (prc && !context.china && context.host === null) {
    return values.find((v) => v.kind === "organ") ?? { kind: "organ", organ: "interior", country: null };
  }
  // Several states have a ministry of that name: beside others, or where the page is about China, it is the PRC's.
  // "Vietnam's ministry presents computers to Cuba": the title says whose, and does not name China.
  const titled = !context.chinaInTitle && context.titleCountries.length > 1;
  if (titled && fitting?.kind === "organ" && context.titleCountries.includes(fitting.country ?? ""))
    return fitting;
  if (prc && fitting?.kind === "organ" && context.china && fitting.country !== mainCountry(context))
    return prc;
  if (prc && fitting?.kind === "organ" && context.china && context.countries.length > 1) {
    if (!context.titleCountries.includes(fitting.country ?? "")) return prc;
  }
  return fitting ?? values.find((v) => v.kind === "prc_organ") ?? values[0]!;
}
