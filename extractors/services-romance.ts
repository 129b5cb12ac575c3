import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import type { Term } from "./lexicon.ts";
import type { LatinToken } from "./tokens-latin.ts";

/** Words that stand between a service and its field and tell nothing of it: École nationale de police. */
const QUALIFIED =
  "(?:\\s(?:national|central|général|general|supérieur|superior|régional|regional|provincial|municipal|spécial|especial|populaire|popular|interministériel|permanent|permanente|intégré|integrado)(?:e|es|s|le|les|a|as|os)?){0,2}";
/** How French and Spanish join a service or an office to what it is for. */
export const OF_ROMANCE =
  "(?:de\\sla\\s|de\\sl'|de\\slos\\s|de\\slas\\s|des\\s|del\\s|du\\s|de\\s|d'|à\\sla\\s|à\\sl'|aux\\s|chargée?\\sde\\sla\\s|chargée?\\sde\\sl'|chargée?\\sdes?\\s|chargée?\\sdu\\s|para\\s(?:la\\s|el\\s|los\\s)?)";
const TO_FIELD = new RegExp(`^${QUALIFIED}\\s${OF_ROMANCE}$`, "iu");
const QUALIFIED_ONLY = new RegExp(`^${QUALIFIED}\\s$`, "iu");
/** "de l'Intérieur et de la Décentralisation", "de Justicia y Derechos Humanos": further fields of one ministry. */
const MORE_FIELDS =
  /^(?:,? (?:et|y|e) (?:de la |de l'|des |du |del |de los |de las |de |à la |la |l'|los )?\p{Lu}[\p{L}']+(?: (?:publique|civile|nationale|sociale|humains|\p{Lu}[\p{L}']+)){0,2}(?! (?:a|ont|ha|han|se|s'est)\b))/u;

/**
 * The tokens of a French or Spanish sentence, in which a word for a service, an adjective of nationality behind it and its
 * field are one organ: "ministère togolais de la Sécurité et de la Protection civile", "Dirección General de Migración".
 */
export function servicesRomance(text: string, tokens: readonly LatinToken[]): LatinToken[] {
  const made: LatinToken[] = [];
  // From the end, so that a service that is the field of another ("Direction de l'École de police") is one already.
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i]!;
    if (token.term.kind !== "head") {
      made.unshift(token);
      continue;
    }
    const service = serviceFrom(text, token, made);
    if (!service) continue;
    made.splice(0, service.used, service.token);
  }
  return made;
}

/** The service that begins with `head`, and how many of the tokens after it belong to it. */
function serviceFrom(
  text: string,
  head: LatinToken,
  after: readonly LatinToken[],
): { token: LatinToken; used: number } | null {
  const owner = isNationality(after[0], text) && QUALIFIED_ONLY.test(text.slice(head.end, after[0]!.start));
  const at = owner ? 1 : 0;
  const field = after[at];
  if (!field || (field.term.kind !== "field" && field.term.kind !== "organ")) return null;
  if (!TO_FIELD.test(text.slice(owner ? after[0]!.end : head.end, field.start))) return null;
  const end = field.end + moreFieldsAt(text, field.end);
  let used = at + 1;
  while (after[used] && after[used]!.start < end) used++;
  const { organ } = field.term;
  const state = owner ? after[0]!.term : null;
  return { token: { start: head.start, end, term: organOf(organ, state) }, used };
}

/** How far the list of fields goes on behind a place of the text. */
export function moreFieldsAt(text: string, at: number): number {
  return MORE_FIELDS.exec(text.slice(at))?.[0].length ?? 0;
}

const isNationality = (token: LatinToken | undefined, text: string): boolean =>
  token !== undefined &&
  (token.term.kind === "china" || token.term.kind === "country") &&
  /^\p{Ll}/u.test(text.slice(token.start));

function organOf(organ: OrganType, state: Term | null): Term {
  if (state?.kind === "country") return { kind: "organ", organ, country: state.code };
  const actor = state?.kind === "china" ? ACTORS.get(organ) : undefined;
  return actor ? { kind: "prc_organ", actors: [actor] } : { kind: "organ", organ, country: null };
}

const ACTORS: ReadonlyMap<OrganType, PrcActor> = new Map([
  ["interior", "MPS"],
  ["police", "MPS"],
  ["immigration", "MPS"],
  ["border", "MPS"],
  ["drugs", "NNCC"],
  ["intelligence", "MSS"],
  ["coast_guard", "CCG"],
  ["justice", "PROC"],
  ["prosecution", "PROC"],
]);
