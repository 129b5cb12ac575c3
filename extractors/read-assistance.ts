import { aidRefusal } from "./checks-latin.ts";
import type { TaggedSentence } from "./chunk.ts";
import { draftFrom, type EventReader, refuse } from "./draft.ts";
import type { Span } from "./event.ts";
import { unique } from "./parties.ts";
import { isSecurityOrgan, type Reading } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

const RECIPIENT =
  /(?<!预|军)警(?!告|示|戒|惕|报|钟)|公安|内政|内务|执法|边防|边检|移民局|缉毒|禁毒|监狱|宪兵|海岸警卫|安保|治安|polic|interior|home affairs|law enforcement|border|immigration|prison|correction|customs|coast guard|security force|gendarm|anti-narcotic|drug|crime|CCTV|surveillance|safe city/i;

const GOODS =
  /物资|设备|器材|装备|车|摩托|艇|船|机|实验室|站|楼|中心|系统|平台|办公|服装|背心|头盔|仪|电脑|耗材|学院|基地|equipment|vehicle|motor|car|boat|vessel|computer|gear|uniform|suppl|material|academy|building|laborator|system|camera|station|headquarters|donat|grant|fund|raincoat|radio|item|jeep|bus|truck|kit|weapon|bike|device/i;
const SUSPECTS = /嫌疑人|嫌犯|疑犯|逃犯|罪犯|犯罪集团|头目|suspects?\b|fugitives?\b/i;

/** Goods, buildings and technology handed over to police, interior, prison, border or immigration services. */
export const assistance: EventReader = {
  type: "assistance",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    const text = match.sentence.text;
    if (
      /防疫|抗疫|疫苗|救灾|赈灾|灾民|灾区|disaster|relief|vaccine|cyclone|earthquake/i.test(text) &&
      !/警|内政|执法|移民|边防|polic|interior|immigration|forensic/i.test(text)
    ) {
      return refuse("disaster or health relief");
    }
    if (
      reading.language === "zh" &&
      !GOODS.test(text) &&
      !match.sentence.chunks.some((c) => c.kind === "count" || c.kind === "money")
    ) {
      return refuse("nothing is named that was given");
    }
    if (draft.countries.length === 0) return refuse("no recipient country is named");
    const object = matchedText(match, 24);
    const people = match.sentence.chunks.some(
      (c) => c.kind === "people_count" && c.start >= match.start - 2 && c.start <= match.end + 10,
    );
    const goods = match.sentence.chunks.some((c) => c.kind === "count" && !/案|起|个/.test(c.noun ?? ""));
    if (SUSPECTS.test(object) || (SUSPECTS.test(text + reading.title) && (people || !goods))) {
      return refuse("people are handed over, not goods");
    }
    const latin = reading.language === "zh" ? null : aidRefusal(match, reading);
    if (latin) return refuse(latin);
    const near = nearText(match, reading);
    if (
      reading.language === "zh" &&
      !RECIPIENT.test(text) &&
      !draft.foreign.some((p) => isSecurityOrgan(p.chunk)) &&
      !RECIPIENT.test(near)
    ) {
      return refuse("the recipient is no police, interior, prison, border or immigration service");
    }
    for (const sentence of following(match, reading)) {
      if (!/来自|提供|捐|赠|援|donated by|provided by|from/.test(sentence.text)) continue;
      const donors = sentence.chunks.filter((c) => c.kind === "prc_organ");
      draft.actors = unique([...draft.actors, ...donors.flatMap((c) => [...c.actors])]);
    }
    const items = itemsOf([match.sentence, ...following(match, reading)]);
    if (items.length > 0) draft.spans.items = items;
    for (const sentence of [match.sentence, ...following(match, reading)]) {
      const money = sentence.chunks.find((c) => c.kind === "money" && c.value);
      if (!money) continue;
      draft.value = money.value!;
      draft.spans.value = [{ in: sentence.in, start: money.start, end: money.end }];
      break;
    }
    return [draft];
  },
};

function following(match: RuleMatch, reading: Reading): TaggedSentence[] {
  const index = reading.sentences.indexOf(match.sentence);
  return reading.sentences.slice(index + 1, index + 3).filter((s) => s.in === match.sentence.in);
}

function nearText(match: RuleMatch, reading: Reading): string {
  return (
    reading.title +
    following(match, reading)
      .map((s) => s.text)
      .join(" ")
  );
}

/** Where the goods stand: what is counted in the first of the sentences that counts anything. */
function itemsOf(sentences: readonly TaggedSentence[]): Span[] {
  const counting = sentences.find((s) => s.chunks.some((c) => c.kind === "count"));
  if (!counting) return [];
  return counting.chunks
    .filter((c) => c.kind === "count")
    .slice(0, MAX_ITEMS)
    .map((c) => ({ in: counting.in, start: c.start, end: c.end }));
}

const MAX_ITEMS = 8;
