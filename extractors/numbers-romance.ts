/** Numbers and ordinals of French and Spanish texts. */
const FRENCH =
  "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(" ");
const SPANISH =
  "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split(
    " ",
  );
const WORDS = new Map<string, number>([
  ["un", 1],
  ["une", 1],
  ...FRENCH.slice(2).map((word, i) => [word, i + 2] as const),
  ["una", 1],
  ["un", 1],
  ...SPANISH.map((word, i) => [word, i + 1] as const),
  ["veintiún", 21],
  ["vingt", 20],
  ["vingts", 20],
  ["trente", 30],
  ["quarante", 40],
  ["cinquante", 50],
  ["soixante", 60],
  ["septante", 70],
  ["nonante", 90],
  ["cent", 100],
  ["cents", 100],
  ["mille", 1000],
  ["treinta", 30],
  ["cuarenta", 40],
  ["cincuenta", 50],
  ["sesenta", 60],
  ["setenta", 70],
  ["ochenta", 80],
  ["noventa", 90],
  ["cien", 100],
  ["ciento", 100],
  ["doscientos", 200],
  ["doscientas", 200],
  ["trescientos", 300],
  ["trescientas", 300],
  ["cuatrocientos", 400],
  ["cuatrocientas", 400],
  ["quinientos", 500],
  ["quinientas", 500],
  ["seiscientos", 600],
  ["seiscientas", 600],
  ["setecientos", 700],
  ["ochocientos", 800],
  ["novecientos", 900],
  ["mil", 1000],
]);
/** Round numbers that are nouns: une vingtaine de policiers, una veintena de agentes. */
const NOUNS = new Map<string, number>([
  ["dizaine", 10],
  ["douzaine", 12],
  ["quinzaine", 15],
  ["vingtaine", 20],
  ["trentaine", 30],
  ["quarantaine", 40],
  ["cinquantaine", 50],
  ["soixantaine", 60],
  ["centaine", 100],
  ["millier", 1000],
  ["decena", 10],
  ["docena", 12],
  ["quincena", 15],
  ["veintena", 20],
  ["treintena", 30],
  ["cuarentena", 40],
  ["cincuentena", 50],
  ["centenar", 100],
  ["millar", 1000],
]);
const ORDINAL_STEMS = new Map<string, number>([
  ["premier", 1],
  ["première", 1],
  ["second", 2],
  ["seconde", 2],
  ["deuxième", 2],
  ["troisième", 3],
  ["quatrième", 4],
  ["cinquième", 5],
  ["sixième", 6],
  ["septième", 7],
  ["huitième", 8],
  ["neuvième", 9],
  ["dixième", 10],
  ["onzième", 11],
  ["douzième", 12],
  ["treizième", 13],
  ["quatorzième", 14],
  ["quinzième", 15],
  ["vingtième", 20],
  ["primer", 1],
  ["primera", 1],
  ["primero", 1],
  ["segunda", 2],
  ["segundo", 2],
  ["tercer", 3],
  ["tercera", 3],
  ["tercero", 3],
  ["cuarta", 4],
  ["cuarto", 4],
  ["quinta", 5],
  ["quinto", 5],
  ["sexta", 6],
  ["sexto", 6],
  ["séptima", 7],
  ["séptimo", 7],
  ["octava", 8],
  ["octavo", 8],
  ["novena", 9],
  ["noveno", 9],
  ["décima", 10],
  ["décimo", 10],
]);
const longestFirst = (words: Iterable<string>) => [...words].sort((a, b) => b.length - a.length).join("|");
const WORD = `(?:${longestFirst(WORDS.keys())})(?!\\p{L})`;
const FIGURES = "\\d{1,3}(?:[ .]\\d{3})+(?![\\d.,]|\\p{L})|\\d+(?:,\\d{1,2})?(?![\\d,.]\\d)";

/** A number in figures or words, as a pattern without groups; to be read in any case. */
export const NUMBER_ROMANCE = `(?:${FIGURES}|(?:une?|una?|la|un)\\s(?:${longestFirst(NOUNS.keys())})|${WORD}(?:(?:[ -]|\\s(?:et|y)\\s|-et-)${WORD}){0,5})`;
/** An ordinal in figures (6e, 3ª) or words, as a pattern without groups. */
export const ORDINAL_ROMANCE = `(?:\\d+(?:er|re|e|ème|º|ª|\\.º|\\.ª)|${longestFirst(ORDINAL_STEMS.keys())})`;

/** The value of a {@link NUMBER_ROMANCE} match, or null: quatre-vingt-dix-sept, treinta y cinco, 1.500. */
export function parseNumberRomance(written: string): number | null {
  if (/^\d{1,3}(?:[ .]\d{3})+$/.test(written)) return Number(written.replaceAll(/[ .]/g, ""));
  if (/^\d/.test(written)) return Number(written.replace(",", "."));
  const words = written.toLowerCase().split(/[\s-]+/);
  const round = NOUNS.get(words.at(-1)!);
  if (round !== undefined) return round;
  let total = 0;
  let group = 0;
  for (const word of words) {
    if (word === "et" || word === "y") continue;
    const value = WORDS.get(word);
    if (value === undefined) return null;
    if (value === 1000) {
      total += (group || 1) * 1000;
      group = 0;
    } else if (/^cents?$/.test(word)) group = (group || 1) * 100;
    else if (/^vingts?$/.test(word) && group % 100 === 4) group += 76;
    else group += value;
  }
  return total + group || null;
}

/** The value of an {@link ORDINAL_ROMANCE} match, or null. */
export function parseOrdinalRomance(written: string): number | null {
  const figures = /^\d+/.exec(written);
  return figures ? Number(figures[0]) : (ORDINAL_STEMS.get(written.toLowerCase()) ?? null);
}
