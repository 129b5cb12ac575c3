/** Characters `[start, end)` of one text (UTF-16 units). */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * The places where words stand in a text, the first first. White space counts nowhere: words copied from a page have other
 * breaks than the text that was read from it. Words of white space alone stand nowhere.
 */
export function findWords(text: string, words: string): Place[] {
  const wanted = words.replace(/\s+/g, "");
  if (wanted === "") return [];
  const places: number[] = [];
  let squeezed = "";
  for (const { 0: run, index } of text.matchAll(/\S+/g)) {
    for (let at = 0; at < run.length; at++) places.push(index + at);
    squeezed += run;
  }
  const found: Place[] = [];
  for (let at = squeezed.indexOf(wanted); at !== -1; at = squeezed.indexOf(wanted, at + 1)) {
    found.push({ start: places[at]!, end: places[at + wanted.length - 1]! + 1 });
  }
  return found;
}

/**
 * Where words that stood at `before` of an earlier text stand in a later one: in the same of several places where there are as
 * many as before, else in the nearest. Undefined where they stand nowhere any more.
 */
export function findAgain(earlier: string, before: Place, later: string): Place | undefined {
  const words = earlier.slice(before.start, before.end);
  const now = findWords(later, words);
  const then = findWords(earlier, words);
  const same = then.findIndex(({ start }) => start === before.start);
  if (same !== -1 && then.length === now.length) return now[same];
  const away = ({ start }: Place) => Math.abs(start - before.start);
  return now.toSorted((a, b) => away(a) - away(b))[0];
}
