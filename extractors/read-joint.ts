import { addDays } from "./calendar.ts";
import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import type { EventType, PrcActor } from "./event.ts";
import { parseNumberZh } from "./numbers-zh.ts";
import { type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

const MILITARY =
  /海军|空军|陆军|解放军|军舰|舰艇编队|护卫舰|驱逐舰|两军|三军|驻港部队|军区|全军|维和|步兵|军事演习|军演|和平使命|国防部|总参谋|军方|军委|装甲|坦克|战机|战车|航空兵|陆航|军种|战略演习|海上联合|联演联训|卫勤|战略轰炸|national defen[cs]e|navy|naval|army|PLA\b|warship/i;
const POLICE_FORCE =
  /警|执法|公安|反恐|恐怖|边防|边境|特战|安全部门|主管机关|情报|mekong|polic|law enforcement|coast guard|terror|border|armed police|securit/i;

/** Joint patrols: police, Mekong, coast guard; `round` is the number in the series. */
export const patrol: EventReader = joint("patrol");
/** Joint exercises of police, armed police, coast guard or counter-terrorism forces; not of armies and navies. */
export const exercise: EventReader = joint("exercise");

function joint(type: EventType): EventReader {
  return {
    type,
    read(match, reading) {
      const made = draftFrom(match, reading);
      if ("refused" in made) return made;
      const { draft } = made;
      const before = reading.language === "zh" ? [] : sentencesBefore(reading, match.sentence, 2);
      const text = [match.sentence.text, reading.title, ...before.map((s) => s.text)].join(" ");
      if (/维和|卫勤|peacekeep/i.test(match.sentence.text)) return refuse("peacekeeping");
      if (!POLICE_FORCE.test(text))
        return refuse("no police, coast guard or counter-terrorism force takes part");
      if (MILITARY.test(match.sentence.text) && !/警|执法|coast guard|polic|law enforcement/i.test(text)) {
        return refuse("a military event without internal-security content");
      }
      if (reading.language === "zh" && draft.round === undefined) {
        const spoken = onlySpokenOf(match);
        if (spoken && (draft.time.how !== "stated" || type === "exercise")) return refuse(spoken);
      }
      // Four states patrol the Mekong together; reports name the river more often than the states.
      if (reading.language !== "zh" && draft.countries.length === 0 && /mekong/i.test(text)) {
        draft.countries = ["LA", "MM", "TH"];
      }
      if (
        draft.countries.length === 0 &&
        !/上合|上海合作组织|成员国|多国(?:联合|海警|警|部队|执法|参)|SCO|Shanghai Cooperation/i.test(text)
      ) {
        return refuse("no foreign side is named");
      }
      addRound(draft, match);
      startAtFirstDay(draft, match, reading);
      addParticipants(draft, match, reading);
      addActors(draft, text);
      return [draft];
    },
  };
}

/** Patrols and drills that are shown to guests, or only named among the fields of talks and cooperation. */
function onlySpokenOf(match: RuleMatch): string | null {
  const { sentence } = match;
  const before = sentence.text.slice(0, match.start - sentence.start).slice(-30);
  const after = sentence.text.slice(match.end - sentence.start, match.end - sentence.start + 30);
  if (
    /(?:观摩|观看|参观|展示|表演|检阅|欣赏)[^，。；]{0,26}$/.test(before) ||
    /^[^，。；]{0,6}(?:表演|展示)/.test(after)
  ) {
    return "a drill shown to guests";
  }
  if (/启动|举行|开始|结束|完成|出发|抵达|展开|起航|首航|开展了/.test(sentence.text)) return null;
  if (/^(?:合作)?机制|^、[^。；]{0,30}(?:等|领域|方面)|^等(?:领域|方面|形式|合作|机制|工作)/.test(after)) {
    return "only named among fields of cooperation";
  }
  if (
    /(?:加强|深化|推进|扩大|完善|探索|推动|围绕|建立|健全)[^，。；]{0,16}$|就[^，。；]{0,20}$/.test(before)
  ) {
    return "only named among fields of cooperation";
  }
  return null;
}

/** 为期三天…18日闭幕: an event is dated by its first day, also where the report is of its last. */
export function startAtFirstDay(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (
    draft.time.date.length !== 10 ||
    !/闭幕|结束|落幕|落下帷幕|收官|圆满完成|concluded|ended|wrapped up|closed/.test(match.sentence.text)
  )
    return;
  const index = reading.sentences.indexOf(match.sentence);
  const near = [match.sentence, reading.sentences[index + 1]].map((s) => s?.text ?? "").join("");
  const days = /(?:为期|历时)([〇零一二两三四五六七八九十\d]+)天|([两三四五六七八九十])天里/.exec(near);
  const english = /(?:two|three|four|five|six|seven|ten)-day/i.exec(near)?.[0];
  const count = days
    ? parseNumberZh(days[1] ?? days[2]!)
    : english
      ? WORD_DAYS[english.split("-")[0]!.toLowerCase()]
      : null;
  if (!count || count > 31) return;
  draft.time = { ...draft.time, date: addDays(draft.time.date, 1 - count) };
}

const WORD_DAYS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };

/** The ordinal nearest to the series it counts: in the match, else in its sentence. */
export function addRound(draft: Draft, match: RuleMatch): void {
  if (!/[\u4e00-\u9fff]/.test(match.sentence.text)) {
    addRoundLatin(draft, match);
    return;
  }
  const ordinals = match.sentence.chunks.filter((c) => c.kind === "ordinal");
  const inside = ordinals.find((c) => c.start >= match.start && c.end <= match.end);
  const chunk =
    inside ?? ordinals.find((c) => Math.abs(c.start - match.end) < 40 || Math.abs(match.start - c.end) < 25);
  if (!chunk || draft.round !== undefined) return;
  draft.round = chunk.number!;
  draft.spans.round = [{ in: match.sentence.in, start: chunk.start, end: chunk.end }];
}

const COUNTED =
  /^(?:-ever)?\s(?:(?!since|of|in)[\p{L}'-]+\s){0,6}?(?:patrols?|exercises?|drills?|meeting|forum|dialogue|conference|rounds?|session|edition|summit|time|such|consultations?|assembly)\b|^(?:\s(?:since|of its kind|such|in the series)\b|[,.]?$)/iu;

/** An English ordinal counts the event only where it stands before its noun ("the 69th joint patrol", "for the first time"). */
function addRoundLatin(draft: Draft, match: RuleMatch): void {
  if (draft.round !== undefined) return;
  const { sentence } = match;
  const chunk = sentence.chunks.find((c) => {
    if (c.kind !== "ordinal") return false;
    // Organs and forums inside the phrase have names of their own: "the second Global Public Security Cooperation Forum".
    const next = sentence.chunks.find((other) => other.start >= c.end);
    if (next?.kind === "forum_name" && next.start - c.end < 3) return true;
    return COUNTED.test(sentence.text.slice(c.end - sentence.start));
  });
  if (!chunk) return;
  draft.round = chunk.number!;
  draft.spans.round = [{ in: sentence.in, start: chunk.start, end: chunk.end }];
}

function addParticipants(draft: Draft, match: RuleMatch, reading: Reading): void {
  const index = reading.sentences.indexOf(match.sentence);
  const more =
    reading.language === "zh"
      ? [reading.sentences[index + 2]]
      : [reading.sentences[index + 2], reading.sentences[index - 1]];
  for (const sentence of [match.sentence, reading.sentences[index + 1], ...more]) {
    const chunk = sentence?.chunks.find(
      (c) => c.kind === "people_count" && !/嫌疑|犯|群众|游客|居民|suspect/i.test(c.noun ?? ""),
    );
    if (!chunk || !sentence) continue;
    draft.participants = chunk.number!;
    draft.spans.participants = [{ in: sentence.in, start: chunk.start, end: chunk.end }];
    return;
  }
}

/** Forces named without an organ: 海警 is the coast guard, 武警 the armed police, any other police the MPS. */
function addActors(draft: Draft, text: string): void {
  if (draft.actors.length > 0) return;
  const actor: PrcActor | null = /海警|coast guard/i.test(text)
    ? "CCG"
    : /武警|armed police/i.test(text)
      ? "PAP"
      : /警|执法|公安|边防|主管机关|反恐|polic|law enforcement|counter-?terror/i.test(text)
        ? "MPS"
        : null;
  if (actor) draft.actors = [actor];
}
