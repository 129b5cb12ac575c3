import type { EventType } from "./event.ts";
import type { Held } from "./modality.ts";
import { begins, has, type Scene } from "./mood-zh.ts";

/** Acts in the field and of justice, of which a decision, request or plan may be told without the act. */
const DECIDED_ON: ReadonlySet<EventType> = new Set(["operation", "patrol", "exercise", "assistance"]);

const NAMED_IN_PAPERS: ReadonlySet<EventType> = new Set([...DECIDED_ON, "training"]);

/**
 * Whether the clause names the act without telling it: a rumour of it, a decision on it, what it is served by, or the
 * paper that was talked about. Null where it may be told.
 */
export function namedOnly(clause: Scene): Held | null {
  if (isRumoured(clause)) return "negated";
  const named = isDecidedOn(clause) || isServed(clause) || isWorkOnPaper(clause) || isInPaper(clause);
  return named ? "wished" : null;
}

/** 联合演习传闻遭否认, 移交嫌犯的消息不实 */
function isRumoured(clause: Scene): boolean {
  return begins(clause.mood.rumoured, behind(clause));
}

/** 维持把他们引渡回国的决定, 接获遣返嫌犯的请求: the noun at the head of the phrase is the decision. */
function isDecidedOn(clause: Scene): boolean {
  return DECIDED_ON.has(clause.match.rule.type) && begins(clause.mood.only_named, behind(clause));
}

/** 为遣返逃犯提供法律依据: it is only said what the act is made easier by. */
function isServed({ text, start, from, to, mood }: Scene): boolean {
  return has(mood.serves, text.slice(start, from)) && begins(mood.served, text.slice(to));
}

/** 搁置同北京商谈多年的条约: the talks only tell which paper is meant. */
function isWorkOnPaper(clause: Scene): boolean {
  return clause.match.rule.type === "meeting" && begins(clause.mood.names_paper, behind(clause));
}

/** 签署关于联合开展警务培训的协议: the act is what the paper is about. */
function isInPaper(clause: Scene): boolean {
  const { text, start, from, mood, match } = clause;
  if (!NAMED_IN_PAPERS.has(match.rule.type)) return false;
  return has(mood.signs, text.slice(start, from)) && begins(mood.named_by_act, behind(clause));
}

/** What stands behind the predicate. */
const behind = ({ text, to }: Scene): string => text.slice(to);
