import type { Assembled } from "./assemble.ts";
import type { Chunk } from "./chunk.ts";
import type { OrganType } from "./dictionaries.ts";
import { spanOf } from "./draft.ts";
import type { EventType, PrcActor, Span, Topic } from "./event.ts";
import { unique } from "./parties.ts";
import type { Reading } from "./reading.ts";
import type { TermIndex } from "./term-index.ts";
import { papersOf, type Stretch, stretchesOf } from "./topic-scope.ts";

export { scopeOf } from "./topic-scope.ts";

interface Found {
  readonly topic: Topic;
  readonly span: Span;
}

/**
 * The topics stated for an event, and the words that name them. Strong words count in all that is said of the event;
 * weak ones beside the event, and only where no strong one speaks; the name of an organ tells the topic of a meeting
 * that says nothing else.
 */
export function topicsFor(
  event: Assembled,
  all: readonly Assembled[],
  reading: Reading,
): { topics: Topic[]; spans: Span[] } {
  const { type } = event.draft;
  const scope = stretchesOf(event, all, reading);
  const near = type === "patrol" ? scope : scope.filter((stretch) => stretch.near);
  const fits = (f: Found) => !NOT_OF[type]?.has(f.topic);
  const given = event.draft.topics.length > 0;
  let found = [
    ...scope.flatMap((s) => wordsIn(s, reading.topics, reading)),
    ...scope.flatMap((s) => protectionIn(s, reading)),
    ...actorsIn(event),
    ...(GIVEN_TO.has(type) ? near.flatMap(recipientsIn) : []),
  ].filter(fits);
  const otherwise = (read: () => Found[]) => {
    if (found.length === 0 && !given) found = read().filter(fits);
  };
  otherwise(() =>
    near
      .flatMap((s) => wordsIn(s, reading.weakTopics, reading))
      .filter((f) => type !== "operation" || WEAK_OF_OPERATIONS.has(f.topic)),
  );
  if (FROM_ORGANS.has(type)) {
    otherwise(() =>
      near.flatMap((s) => wordsIn(s, reading.topics, reading, false)).filter((f) => OF_ORGANS.has(f.topic)),
    );
  }
  if (type === "meeting" || type === "forum") {
    otherwise(() => papersOf(event, all, reading).flatMap((s) => wordsIn(s, reading.topics, reading)));
  }
  const topics = settle(unique([...event.draft.topics, ...found.map((f) => f.topic)]), type);
  return { topics, spans: found.filter((f) => topics.includes(f.topic)).map((f) => f.span) };
}

/** Events whose topic may be read from the organ that takes part when nothing else is said. */
const FROM_ORGANS: ReadonlySet<EventType> = new Set(["meeting", "patrol", "exercise", "assistance", "training"]);

/** What an actor stands for, said or not: coast guards for what is at sea, vendors for the technology they sell. */
const OF_ACTORS: Partial<Record<PrcActor, Topic>> = { CCG: "maritime", VENDOR: "technology" };

function actorsIn({ draft }: Assembled): Found[] {
  return draft.prc.flatMap((place) =>
    place.chunk.actors.flatMap((actor) => {
      const topic = OF_ACTORS[actor];
      return topic ? [{ topic, span: spanOf(place) }] : [];
    }),
  );
}

/** Goods and courses serve what their recipients do: computers for an immigration department, a drug squad's dogs. */
const GIVEN_TO: ReadonlySet<EventType> = new Set(["assistance", "training"]);
const OF_RECIPIENTS: Partial<Record<OrganType, Topic>> = {
  border: "border_security",
  immigration: "border_security",
  drugs: "counternarcotics",
  coast_guard: "maritime",
};

function recipientsIn({ sentence, from, to }: Stretch): Found[] {
  return sentence.chunks.flatMap((chunk) => {
    const topic = chunk.kind === "foreign_organ" && chunk.organ ? OF_RECIPIENTS[chunk.organ] : undefined;
    if (!topic || chunk.start < from || chunk.end > to) return [];
    return [{ topic, span: { in: sentence.in, start: chunk.start, end: chunk.end } }];
  });
}

/** What an organ is for and what its meetings are then about. A ministry of justice and police meets on anything. */
const OF_ORGANS: ReadonlySet<Topic> = new Set([
  "counterterrorism",
  "counternarcotics",
  "anti_corruption",
  "maritime",
  "border_security",
  "cybersecurity",
]);

/** Stretches that hold a topic's word and mean something else: the Maritime Silk Road, the People's Republic, malaria drugs. */
const NOT_A_TOPIC =
  /海上丝绸之路|海上丝路|中华人民共和国|以?海上邻国|参观[^，。；]{0,24}(?:馆|中心|学院|研究院|基地|室)|anti-malari\w* (?:drugs?|medicine)|maritime silk road/giu;

const WITHOUT_PEOPLE = new Set<Chunk["kind"]>([
  "prc_person",
  "foreign_person",
  "some_person",
  "prc_organ",
  "foreign_organ",
  "place",
  "cn_place",
]);

/** The stretch with what names no topic blanked out, of the same length. */
function plainText({ sentence, from, to }: Stretch, masked: boolean): string {
  const keep = sentence.text.split("");
  const blank = (start: number, end: number) => keep.fill(" ", Math.max(0, start), Math.max(0, end));
  blank(0, from - sentence.start);
  blank(to - sentence.start, keep.length);
  for (const match of sentence.text.matchAll(NOT_A_TOPIC)) blank(match.index, match.index + match[0].length);
  if (masked) {
    for (const chunk of sentence.chunks) {
      if (WITHOUT_PEOPLE.has(chunk.kind)) blank(chunk.start - sentence.start, chunk.end - sentence.start);
    }
  }
  return keep.join("");
}

function wordsIn(stretch: Stretch, index: TermIndex<Topic>, reading: Reading, masked = true): Found[] {
  const { sentence } = stretch;
  const plain = plainText(stretch, masked);
  const lower = plain.toLowerCase();
  const text = reading.language === "zh" || lower.length !== plain.length ? plain : lower;
  return index.scan(text).flatMap((hit) => {
    if (reading.language !== "zh" && !isWord(text, hit.start, hit.end)) return [];
    const span = { in: sentence.in, start: sentence.start + hit.start, end: sentence.start + hit.end };
    return hit.values.map((topic) => ({ topic, span }));
  });
}

/** A Latin form opens a word; one of up to four letters is a whole word ("ai" is not "aid"). */
function isWord(text: string, start: number, end: number): boolean {
  if (/\p{L}/u.test(text[start - 1] ?? " ")) return false;
  return end - start > 4 || !/\p{L}/u.test(text[end] ?? " ");
}

const OURS_ZH =
  "(?:(?:中国|中方|我国?)(?:驻|在|赴).{1,6}(?:公民|人员|企业|机构|侨民|项目)|(?:中国|中方|我方?)(?:公民|企业|人员|机构|项目|工程|游客|船员|员工|专家|侨民|商人|商户|留学生)|中资|中企|侨胞|侨民|华侨|华人|华商|侨商|涉华|涉侨|对方国家的公民)";
const SAFE_ZH = "(?:安全|安保|保护|保障|护卫|守护|袭击|侵害|侵犯|合法权益|权益|遇袭|遇害|被害|绑架|抢劫)";
const PROTECTION_ZH = new RegExp(
  `${OURS_ZH}[^。；！？]{0,16}?${SAFE_ZH}|${SAFE_ZH}[^。；，！？]{0,10}?${OURS_ZH}|(?:项目|铁路|管道|走廊|园区|油田|电站|使领馆)的?(?:安保|安全保障|安全保护)`,
  "gu",
);
const OURS_EN =
  "chinese (?:\\w+[ -]){0,2}?(?:nationals|citizens|tourists|visitors|personnel|staff|workers|employees|engineers|experts|companies|enterprises|firms|businesses|investors|investments?|institutions|projects|students|shopkeepers|traders|merchants|community|communities|crews?|sailors|travellers|holidaymakers)";
const SAFE_EN =
  "(?:safety|safe|secur\\w+|protect\\w*|attack\\w*|harass\\w*|robber\\w*|killing\\w*|kidnap\\w*|crimes? against|target\\w*|safeguard\\w*)";
const PROTECTION_EN = new RegExp(
  `\\b${SAFE_EN}\\b[^.;]{0,60}?\\b${OURS_EN}\\b|\\b${OURS_EN}\\b[^.;]{0,40}?\\b${SAFE_EN}\\b`,
  "gu",
);

/** Those of China and their safety in one breath: neither alone is a topic. */
function protectionIn(stretch: Stretch, reading: Reading): Found[] {
  const { sentence } = stretch;
  const plain = plainText(stretch, false);
  const text = reading.language === "zh" ? plain : plain.toLowerCase();
  const pattern = reading.language === "zh" ? PROTECTION_ZH : PROTECTION_EN;
  return [...text.matchAll(pattern)].map((m) => ({
    topic: "citizen_project_protection",
    span: { in: sentence.in, start: sentence.start + m.index, end: sentence.start + m.index + m[0].length },
  }));
}

/** Topics that ordinary words of such an event would raise: a return of suspects, a handover of goods. */
const NOT_OF: Partial<Record<EventType, ReadonlySet<Topic>>> = {
  operation: new Set([
    "law_enforcement_capacity",
    "legal_judicial",
    "forensics_investigation",
    "citizen_project_protection",
  ]),
  assistance: new Set(["fugitives_assets"]),
};

/** The common words of an arrest that do tell what it was for: a suspect of a crime crosses some border always. */
const WEAK_OF_OPERATIONS: ReadonlySet<Topic> = new Set(["fugitives_assets", "telecom_fraud"]);

/** What the kind of event already says is no topic of its own beside a more specific one. */
function settle(topics: Topic[], type: EventType): Topic[] {
  const without = (topic: Topic) => topics.filter((t) => t !== topic);
  if (type === "operation" && topics.includes("telecom_fraud")) return without("fugitives_assets");
  if (type === "training" && topics.length === 0) return ["law_enforcement_capacity"];
  return topics;
}
