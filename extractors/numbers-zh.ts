const DIGITS: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
/** 廿四 (24), 卅 (30): short for tens. */
const SCORES: Record<string, number> = { 廿: 20, 卅: 30 };

const PART = "(?:\\d[\\d,]*(?:\\.\\d+)?[百千]?|[〇零一二两三四五六七八九十廿卅百千]+)";
/**
 * A number as Chinese text writes it: Arabic digits, Chinese numerals, and the units 万 (10,000) and 亿 (10⁸), one after
 * the other too: 1亿3000万, 一万五千.
 */
export const NUMBER_ZH = `(?:${PART}(?:亿(?:${PART}万)?|万(?:${PART})?)?)`;

/** The value of a {@link NUMBER_ZH} match, or null when it is no number. `两千余` is read by the caller without 余. */
export function parseNumberZh(written: string): number | null {
  for (const [unit, scale] of [
    ["亿", 1e8],
    ["万", 1e4],
  ] as const) {
    const at = written.indexOf(unit);
    if (at < 0) continue;
    const head = parsePart(written.slice(0, at));
    const rest = written.slice(at + 1);
    const tail = rest === "" ? 0 : parseNumberZh(rest);
    return head === null || tail === null ? null : Math.round(head * scale * 100) / 100 + tail;
  }
  return parsePart(written);
}

function parsePart(body: string): number | null {
  const arabic = /^(\d[\d,]*(?:\.\d+)?)(百|千)?$/.exec(body);
  if (!arabic) return parseNumerals(body);
  const unit = arabic[2] === "百" ? 100 : arabic[2] === "千" ? 1000 : 1;
  return Number(arabic[1]!.replaceAll(",", "")) * unit;
}

/** 三四名 (three or four), 五六十 (fifty or sixty), 数十 (some tens), 几百: a range, and no number to be coded. */
export function isRough(before: string, written: string): boolean {
  const range = /[一二两三四五六七八九][一二三四五六七八九](?![〇零一二三四五六七八九])/;
  const plain = /^[〇零一二三四五六七八九]{3,}$/.test(written);
  return /[数几]$/.test(before) || (!plain && range.test(written));
}

function parseNumerals(body: string): number | null {
  if (body === "") return null;
  if (/^[〇零一二三四五六七八九]+$/.test(body)) {
    return Number(Array.from(body, (c) => DIGITS[c]).join(""));
  }
  let total = 0;
  let pending = 0;
  for (const [i, character] of Array.from(body).entries()) {
    const digit = DIGITS[character];
    if (digit !== undefined) pending = digit;
    else if (character in SCORES) total += SCORES[character]!;
    else {
      const unit = UNITS[character];
      if (unit === undefined) return null;
      // 十五 and 百余 leave the one out.
      total += (pending === 0 && (unit === 10 || i === 0) ? 1 : pending) * unit;
      pending = 0;
    }
  }
  return total + pending;
}
