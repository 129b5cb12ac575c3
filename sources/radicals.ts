/** Radicals of the block U+2E80–2EFF that Unicode's compatibility forms leave as they are, each before its character. */
const SUPPLEMENT =
  "⺁厂⺅亻⺈刀⺉刂⺌小⺍小⺎兀⺐尢⺕彐⺗心⺘扌⺙攵⺝月⺠民⺡氵⺣灬⺤爫⺥爪⺦丬⺨犭⺩王⺪疋⺬示⺭礻⺮竹⺯糸⺰纟⺶羊⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻏阝⻐钅⻑長⻒长⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

const CHARACTER = new Map(
  Array.from({ length: SUPPLEMENT.length / 2 }, (_, at) => [SUPPLEMENT[at * 2]!, SUPPLEMENT[at * 2 + 1]!]),
);

/**
 * Puts characters in the place of radicals. Programs that make a PDF often name the glyph of 老 or 车, which a font shares
 * with the radical of the same shape, as the radical (⽼, ⻋); people see no difference, and no dictionary holds it.
 */
export function radicalsToCharacters(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (one) => CHARACTER.get(one) ?? one.normalize("NFKC"));
}
