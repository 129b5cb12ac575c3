/** A passage that no rule reads: a vice minister played chess with a commissioner of police, on a board with words against fraud. */
export const PASSAGE = "公安部副部长陈卫在努库阿洛法与汤加警察总监拉图对弈";
export const CHESS = `5月20日，${PASSAGE}，棋盘上写着打击电信诈骗。`;

/** A rule that reads it. */
export const CHESS_RULE = {
  id: "meeting.zh.chess",
  reads: "two sides play chess",
  keywords: ["对弈"],
  pattern: "(?<host>{{side}}){{gap}}{{with_zh}}(?<visitor>{{side}}){{gap:10}}(?<verb>对弈)",
  finds: [{ text: CHESS }],
  skips: [{ text: "公安部副部长陈卫希望与汤加警察总监拉图对弈。", because: "a wish" }],
};
