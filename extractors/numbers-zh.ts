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

/** A number as Chinese text writes it: Arabic digits, Chinese numerals, and the units 万 (10,000) and 亿 (10⁸). */
export const NUMBER_ZH =
  "(?:\\d[\\d,]*(?:\\.\\d+)?(?:百|千)?[万亿]?|[〇零一二两三四五六七八九十百千廿卅]+[万亿]?)";

/** The value of a {@link NUMBER_ZH} match, or null when it is no number. `两千余` is read by the caller without 余. */
export function parseNumberZh(written: string): number | null {
  const scale = written.endsWith("亿") ? 1e8 : written.endsWith("万") ? 1e4 : 1;
  const body = scale === 1 ? written : written.slice(0, -1);
  const arabic = /^(\d[\d,]*(?:\.\d+)?)(百|千)?$/.exec(body);
  if (arabic) {
    const unit = arabic[2] === "百" ? 100 : arabic[2] === "千" ? 1000 : 1;
    return Math.round(Number(arabic[1]!.replaceAll(",", "")) * unit * scale * 100) / 100;
  }
  const value = parseNumerals(body.replaceAll("廿", "二十").replaceAll("卅", "三十"));
  return value === null ? null : value * scale;
}

function parseNumerals(body: string): number | null {
  if (body === "") return null;
  if (/^[〇零一二三四五六七八九]+$/.test(body)) {
    return Number(Array.from(body, (c) => DIGITS[c]).join(""));
  }
  let total = 0;
  let pending = 0;
  for (const character of body) {
    const digit = DIGITS[character];
    if (digit !== undefined) pending = digit;
    else {
      const unit = UNITS[character];
      if (unit === undefined) return null;
      total += (pending === 0 && unit === 10 ? 1 : pending) * unit;
      pending = 0;
    }
  }
  return total + pending;
}
