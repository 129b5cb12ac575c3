import { sendsOthers } from "./checks-latin.ts";
import type { TaggedSentence } from "./chunk.ts";
import { type Draft, draftFrom, type EventReader, keepAsClaim, refuse } from "./draft.ts";
import { isPrc, type Reading, sentencesBefore } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/** Joint operations, and suspects repatriated, extradited or handed over to China; `persons` is their number. */
export const operation: EventReader = {
  type: "operation",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    const text = match.sentence.text;
    if (/海关|税务/.test(text) && !/公安|警|检察|customs/i.test(text.replaceAll(/公安部门/g, ""))) {
      return refuse("customs' own business");
    }
    if (draft.countries.length === 0 && !ABROAD.test(text + reading.title)) {
      return refuse("no foreign side is named");
    }
    if (/[\d〇零一二三四五六七八九十百]+(?:多|余)?个国家|\d+ countries/.test(text))
      return keepAsClaim("total");
    if (reading.language === "zh" && /宣判|判处|判决|开庭|庭审|提起公诉/.test(text))
      return refuse("recalled in court");
    const link =
      text +
      reading.title +
      sentencesBefore(reading, match.sentence, 1)
        .map((s) => s.text)
        .join("");
    const chinese = match.sentence.chunks.some(
      (c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place",
    );
    if (!CHINESE_CASE.test(link) && !chinese) return refuse("no Chinese police or suspects wanted by China");
    if (!POLICE_CASE.test(link)) return refuse("no police matter");
    if (reading.language !== "zh" && sendsOthers(match)) return refuse("those sent away are not Chinese");
    const inside = matchedText(match);
    if (/巡逻|巡航|演练|演习|patrol|exercise|drill/i.test(inside)) return refuse("a patrol or an exercise");
    if (/接收|接回|接返/.test(inside) && !/逃|嫌|犯|通缉|毒|诈|偷渡|遣/.test(inside))
      return refuse("people are taken in who are no suspects");
    const index = reading.sentences.indexOf(match.sentence);
    const raid = /joint-raid/.test(match.rule.id);
    const near = new Set([
      ...reading.sentences.slice(Math.max(0, index - 3), index + (raid ? 1 : 3)),
      ...reading.sentences.filter((s) => s.in === "title"),
    ]);
    if (!draft.countryPlaces.some((p) => near.has(p.sentence))) {
      draft.countries = [];
      if (!ABROAD.test(link)) return refuse("no foreign side beside the operation");
    }
    if (/joint-raid|caught|tip-off/.test(match.rule.id)) {
      if (/演习|演练|演训|训练|exercise|drill/i.test(text)) return refuse("an exercise");
      if (
        !/嫌|犯|案|毒|诈|窝点|团伙|解救|拐|走私|赌|逃|恐怖|suspect|crim|case|gang|fraud|drug|scam|traffick|smuggl|gambl|heroin|murder|kidnap|fugitive|counterfeit/i.test(
          chineseText(text, reading),
        )
      )
        return refuse("no crime is named");
    }
    if (/joint-/.test(match.rule.id)) {
      const prcHere = match.sentence.chunks.some(
        (c) =>
          c.kind === "prc_organ" ||
          c.kind === "prc_person" ||
          c.kind === "pair" ||
          c.kind === "forum_name" ||
          c.kind === "body",
      );
      if (!prcHere && !/我国|中方|我公安|我警|两国|中国(?:警|公安|执法|和|与|、)|Chinese|joint/.test(text))
        return refuse("no Chinese police act");
      const upToVerb = text.slice(0, match.end - match.sentence.start);
      const abroad = match.sentence.chunks.some(
        (c) =>
          c.start < match.end && (c.countries.length > 0 || c.kind === "body" || c.kind === "forum_name"),
      );
      if (
        reading.language === "zh" &&
        !abroad &&
        !/两国|双方|双边|[三四五六]国|各国|境外|国际|跨国|有关国家/.test(upToVerb)
      )
        return refuse("those who act together are all Chinese");
      if (draft.countries.length === 0 && /joint-operation/.test(match.rule.id))
        return refuse("no foreign side is named");
    }
    if (/return/.test(match.rule.id) && !WANTED.test(text + reading.title))
      return refuse("nobody wanted is returned");
    addPersons(draft, match, reading);
    addActors(draft, match, reading);
    return [draft];
  },
};

const ABROAD = /境外|海外|有关国家|国外|外国|跨境|overseas|abroad/i;

/** Leads of Chinese news are cut short; what was done stands in the title. */
function chineseText(text: string, reading: Reading): string {
  return reading.language === "zh" ? text + reading.title : text;
}

/** What ties an arrest abroad to China: its police, its campaigns, its suspects, or the way home. */
const CHINESE_CASE =
  /中国|我国|我公安|公安|中方|两岸|大陆|猎狐|天网|红通|红色通报|回国|归案|押解|遣返|中[俄老缅泰柬越菲马印韩日美加澳西意法德英]|Chin(?:a|ese)|PRC|Fox Hunt|Sky Net/;
const POLICE_CASE =
  /警|公安|嫌|犯|逃|遣返|引渡|被捕|逮捕|毒|诈|赌|走私|拐|偷渡|边防|执法|贪|腐|红通|polic|suspect|fugitive|fraud|drug|traffick|crim|extradit|deport|repatriat|officer|narcotic/i;
const WANTED =
  /逃|嫌|犯|骗|贪|红通|被告|头目|遣返|偷渡|押|疑|毒贩|通缉|suspect|fugitive|extradit|deport|repatriat|criminal|wanted|accused|drug lord|scam|fraud|murder|kingpin|gang|traffick|smuggl|corrupt|embezzl|gambl|launder|u[yi]gh?ur|offend|arrest|detain|illegal/i;
const SUSPECT =
  /嫌|犯|逃|人员|公民|被告|主犯|骨干|头目|对象|分子|毒贩|男|女|同胞|台|籍|suspect|fugitive|national|citizen|criminal|people|person|offender|deport/i;

const SEVERAL = /等|多名|一批|数名|部分|若干|several|group|dozens|batch/i;

/** The number of suspects: in the match, its clause, its sentence, then the title. One named person is one. */
function addPersons(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.persons !== undefined) return;
  const title = reading.sentences.filter((s) => s.in === "title");
  const inside = counts(match.sentence).find((c) => c.start >= match.start && c.end <= match.end);
  const inClause = counts(match.sentence).find((c) => !/[，,；]/.test(between(match, c.start, c.end)));
  const single =
    /[\u4e00-\u9fff]某|嫌疑人[\u4e00-\u9fff]{2,3}(?=[，。被从回投])|(?:人员|逃犯)[\u4e00-\u9fff]{2,3}(?=[，。被从回投])|[\u4e00-\u9fff]{2,3}(?:今天|昨天|\d+日)?(?:（[^）]{1,8}）)?被(?:遣返|引渡|押解)/.test(
      match.sentence.text,
    );
  if (!inside && !inClause && single && !SEVERAL.test(match.sentence.text)) {
    draft.persons = 1;
    return;
  }
  const chunk = inside ?? inClause ?? [match.sentence, ...title].flatMap(counts)[0];
  if (chunk) {
    draft.persons = chunk.number!;
    const sentence = match.sentence.chunks.includes(chunk) ? match.sentence : title[0]!;
    draft.spans.persons = [{ in: sentence.in, start: chunk.start, end: chunk.end }];
  } else if (match.slots.person || /[\u4e00-\u9fff]某/.test(match.sentence.text)) draft.persons = 1;
}

function between(match: RuleMatch, start: number, end: number): string {
  const { sentence } = match;
  const [from, to] = end <= match.start ? [end, match.start] : [match.end, Math.max(start, match.end)];
  return sentence.text.slice(from - sentence.start, to - sentence.start);
}

function counts(sentence: TaggedSentence) {
  return sentence.chunks.filter((c) => c.kind === "people_count" && SUSPECT.test((c.noun ?? "") || "人员"));
}

/** Provincial police bring their own suspects home: 内蒙古押解40名嫌疑人归案, 经辽宁省监察机关、公安机关. */
function addActors(draft: Draft, match: RuleMatch, reading: Reading): void {
  draft.actors = draft.actors.filter((actor) => actor !== "PROC");
  const { text } = match.sentence;
  const all = text + reading.title + reading.text;
  const place = [...reading.sentences.filter((s) => s.in === "title"), match.sentence].some((s) =>
    s.chunks.some(
      (c) => c.kind === "cn_place" && LOCAL_ACTS.test(s.text.slice(c.end - s.start, c.end - s.start + 12)),
    ),
  );
  if (place && !draft.actors.includes("LOCAL_PSB")) {
    draft.actors = [...draft.actors.filter((a) => a !== "MPS" || /公安部/.test(text)), "LOCAL_PSB"];
  }
  if (draft.actors.length > 0) return;
  if (/百名红通|红通人员|职务犯罪|贪污|受贿|中央追逃|天网/.test(all)) draft.actors = ["CCDI"];
  else if (/公安|警方|警察|猎狐|电信|诈骗|Chinese police|Ministry of Public Security|Fox Hunt/.test(all))
    draft.actors = ["MPS"];
}

/** After the name of a Chinese place: its police act. */
const LOCAL_ACTS = /^(?:省|市)?(?:监察机关、)?(?:公安机关|公安|警方|押解|警察|民警|特警)/;
