const WORDS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  thousand: 1000,
  dozen: 12,
  douzaine: 12,
  docena: 12,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  quinze: 15,
  vingt: 20,
  trente: 30,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  doce: 12,
  quince: 15,
  veinte: 20,
  treinta: 30,
};
const ORDINALS: Record<string, number> = {
  first: 1,
  inaugural: 1,
  maiden: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  première: 1,
  deuxième: 2,
  troisième: 3,
  primera: 1,
  primer: 1,
  segunda: 2,
  tercera: 3,
};
const TENS = { twent: 20, thirt: 30, fort: 40, fift: 50, sixt: 60, sevent: 70, eight: 80, ninet: 90 };
for (const [stem, ten] of Object.entries(TENS)) {
  ORDINALS[`${stem}ieth`] = ten;
  const ones = "first second third fourth fifth sixth seventh eighth ninth".split(" ");
  for (const [i, one] of ones.entries()) ORDINALS[`${stem}y-${one}`] = ten + i + 1;
}
const WORD = Object.keys(WORDS)
  .filter((w) => w.length > 2 || w === "un" || w === "a" || w === "an")
  .sort((a, b) => b.length - a.length)
  .join("|");

/** A number in figures or words, as a pattern without groups. */
export const NUMBER_LATIN = `(?:\\d+(?:,\\d{3})*(?:\\.\\d+)?(?!\\d)(?:\\s(?:hundred|thousand)\\b)?|half\\sa(?:\\sdozen)?\\b|(?:${WORD})\\sand\\sa\\shalf\\b|(?:${WORD})(?:[ -](?:and )?(?:${WORD})){0,3})`;
/** An ordinal in figures (`27th`) or words, as a pattern without groups. */
export const ORDINAL_LATIN = `(?:\\d+(?:st|nd|rd|th|e|ème|º|ª)|${Object.keys(ORDINALS)
  .sort((a, b) => b.length - a.length)
  .join("|")})`;

/** The value of a {@link NUMBER_LATIN} match, or null. */
export function parseNumberLatin(written: string): number | null {
  const figures = /^(\d[\d,]*(?:\.\d+)?)(?:\s(hundred|thousand))?$/i.exec(written);
  if (figures) {
    const scale = figures[2] ? WORDS[figures[2].toLowerCase()]! : 1;
    return Math.round(Number(figures[1]!.replaceAll(",", "")) * scale * 100) / 100;
  }
  const small = written.toLowerCase();
  // "half a million": the unit stands outside the number.
  if (small.startsWith("half")) return small.endsWith("dozen") ? 6 : 0.5;
  if (small.endsWith(" and a half")) return (WORDS[small.split(" ")[0]!] ?? 0) + 0.5;
  let total = 0;
  let group = 0;
  for (const word of written.toLowerCase().split(/[ -]+/)) {
    if (word === "and") continue;
    const value = WORDS[word];
    if (value === undefined) return null;
    if (value === 100 || value === 12) group = (group || 1) * value;
    else if (value === 1000) {
      total += (group || 1) * 1000;
      group = 0;
    } else group += value;
  }
  return total + group || null;
}

/** The value of an {@link ORDINAL_LATIN} match, or null. */
export function parseOrdinalLatin(written: string): number | null {
  const figures = /^(\d+)/.exec(written);
  return figures ? Number(figures[1]) : (ORDINALS[written.toLowerCase()] ?? null);
}
