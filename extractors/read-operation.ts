import { type Draft, draftFrom, type EventReader, keepAsClaim, refuse } from "./draft.ts";
import { isOfPlace } from "./forces.ts";
import {
  isForeignSideNear,
  isSumOfMany,
  whyNoCapture,
  whyNoCaseOfChina,
  whyNotTogether,
  whyOfOneState,
  whyOtherAct,
  wordsAround,
} from "./operation-scope.ts";
import { type Reading, sentencesAfter, sentencesBefore, titleOf } from "./reading.ts";
import { type RuleMatch, tells } from "./rule.ts";
import { addPersons } from "./suspect-count.ts";

/** Joint operations, and suspects repatriated, extradited or handed over to China; `persons` is their number. */
export const operation: EventReader = {
  type: "operation",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    // Police of a UN mission, who get medals and are relieved, bring nobody home.
    if (reading.language !== "zh" && reading.words.peacekeeping.test(match.sentence.text))
      return refuse("peacekeeping");
    const ofOne = whyOfOneState(draft, match, reading);
    if (ofOne) return refuse(ofOne);
    if (isSumOfMany(draft, match, reading)) return keepAsClaim("total");
    const around = wordsAround(match, reading);
    const outside = whyNoCaseOfChina(around, match, reading) ?? whyOtherAct(match, reading);
    if (outside) return refuse(outside);
    if (!isForeignSideNear(draft, match, reading)) {
      draft.countries = [];
      if (!reading.words.abroad.test(around)) return refuse("no foreign side beside the operation");
    }
    const notCaught = tells(match, "capture") ? whyNoCapture(around, match, reading) : null;
    if (notCaught) return notCaught;
    const apart = tells(match, "joint") ? whyNotTogether(draft, match, reading) : null;
    if (apart) return refuse(apart);
    if (tells(match, "return") && !match.rule.trigger && !namesWanted(match, reading))
      return refuse("nobody wanted is returned");
    addPersons(draft, match, reading);
    addActors(draft, match, reading);
    return [draft];
  },
};

/** Somebody wanted is named in the sentence or the title, or in the sentence before that a pronoun takes up. */
function namesWanted({ sentence }: RuleMatch, reading: Reading): boolean {
  const taken = /^(?:He|She|They|The (?:man|woman|men|pair|two|group))\b/.test(sentence.text);
  const before = taken ? sentencesBefore(reading, sentence, 1, 1) : [];
  return reading.words.wanted.test([sentence.text, reading.title, ...before.map((s) => s.text)].join(" "));
}

/** Provincial police bring their own suspects home: 内蒙古押解40名嫌疑人归案, 经辽宁省监察机关、公安机关. */
function addActors(draft: Draft, match: RuleMatch, reading: Reading): void {
  draft.actors = draft.actors.filter((actor) => actor !== "PROC");
  const { text } = match.sentence;
  const all = text + reading.title + reading.text;
  const here = [...titleOf(reading), match.sentence];
  const place = here.some(
    (s) =>
      isOfPlace(s, reading) ||
      s.chunks.some(
        (c) =>
          c.kind === "cn_place" &&
          reading.words.local_police_act.test(s.text.slice(c.end - s.start, c.end - s.start + 24)),
      ),
  );
  if (place && !draft.actors.includes("LOCAL_PSB")) {
    const ministry = draft.prc.some((p) => p.sentence === match.sentence && p.chunk.actors.includes("MPS"));
    draft.actors = [...draft.actors.filter((a) => a !== "MPS" || ministry), "LOCAL_PSB"];
  }
  if (draft.actors.length > 0) return;
  if (reading.words.graft_campaign.test(all)) draft.actors = ["CCDI"];
  else if (reading.words.police_campaign.test(all)) draft.actors = ["MPS"];
  else if (
    [...here, ...sentencesAfter(reading, match.sentence, 1)].some((s) =>
      reading.words.chinese_force_acts.test(s.text),
    )
  )
    draft.actors = ["MPS"];
}
