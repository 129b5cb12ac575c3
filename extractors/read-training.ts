import { draftFrom, type EventReader, refuse } from "./draft.ts";
import { SECURITY_ACTORS } from "./read-meeting.ts";
import { isPrc, isSecurityOrgan, type Reading } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

const POLICE_WORDS =
  /警|执法|公安|禁毒|毒品|反恐|边防|边检|边境|移民|海警|刑侦|刑事技术|特战|特警|治安|安保|监狱|法医|反诈|缉毒|polic|law enforcement|officer|drug|narcotic|border|coast guard|terror|immigra|cadet|forensic|riot|security|prison/i;

/** Training, seminars and exchanges of cadets: trainees, their number, and who trains. */
export const training: EventReader = {
  type: "training",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    if (/联合训练|联训|演习|演练|两军|陆军|joint (?:exercise|drill)|army/i.test(match.sentence.text)) {
      return refuse("a joint exercise or military training");
    }
    const inside = matchedText(match, 12);
    const object = wordsFrom(match.slots.verb?.end ?? match.start, match);
    if (OTHER_TRAINEES.test(object)) return refuse("people of other trades are trained");
    if (/职业技能|教育培训中心/.test(match.sentence.text)) return refuse("schooling at home");
    if (NOT_THE_COURSE.test(inside)) return refuse("a gathering before or after the course");
    if (/感谢[^，。]{0,20}$/.test(match.sentence.text.slice(0, match.start - match.sentence.start)))
      return refuse("thanks for earlier training");
    const home = /全省|全市|全区|全国|各市州|州市|市州|地市|各地/.test(match.sentence.text);
    if (
      home &&
      !draft.countryPlaces.some((p) => p.sentence === match.sentence && p.chunk.kind.startsWith("foreign"))
    )
      return refuse("trainees from home");
    const police =
      POLICE_WORDS.test(match.sentence.text) ||
      draft.actors.some((actor) => SECURITY_ACTORS.has(actor)) ||
      draft.foreign.some((p) => isSecurityOrgan(p.chunk));
    if (!police) return refuse("the training is not for police, border or security staff");
    if (draft.countries.length === 0 && !FOREIGN_GROUP.test(match.sentence.text))
      return refuse("no foreign trainees");
    const index = reading.sentences.indexOf(match.sentence);
    const near = reading.sentences.slice(Math.max(0, index - 2), index + 3);
    const named = draft.countryPlaces.some(
      (p) =>
        (near.includes(p.sentence) && (reading.language !== "zh" || OF_A_COURSE.test(p.sentence.text))) ||
        (p.sentence.in === "title" && /培训|研修|学员|警|train|polic|course|seminar/i.test(reading.title)),
    );
    if (!named && !FOREIGN_GROUP.test(match.sentence.text))
      return refuse("no foreign trainees beside the course");
    const ours = match.sentence.chunks.some(
      (c) => ["china", "cn_place", "pair"].includes(c.kind) || isPrc(c),
    );
    if (reading.language === "zh" && draft.actors.length === 0 && !ours) {
      const before = reading.sentences[index - 1]?.text ?? "";
      if (
        !/中国|中方|我国|[赴来在]华|[\u4e00-\u9fff]{2}(?:警官|警察)学院/.test(
          reading.title + before + match.sentence.text,
        )
      )
        return refuse("nobody of China trains");
    }
    const trainees = traineesOf(match, reading);
    if (trainees) {
      draft.participants = trainees.number;
      draft.spans.participants = [{ in: trainees.in, start: trainees.start, end: trainees.end }];
    }
    return [draft];
  },
};

/** The words that follow the verb. */
function wordsFrom(from: number, { sentence }: RuleMatch): string {
  return sentence.text.slice(from - sentence.start, from - sentence.start + 60);
}

const OTHER_TRAINEES =
  /^\s(?:[\w-]+ ){0,3}(?:teachers|doctors|nurses|farmers|journalists|diplomats|pilots|soldiers|engineers|athletes|musicians)\b/i;

/** 学员行前会, 学员座谈会, 培训班校友会: people of a course meet, the course itself is another time. */
const NOT_THE_COURSE =
  /(?:学员|警官|人员|同学|校友|班)(?:代表)?(?:举[行办])?[^，。]{0,4}(?:行前会|座谈会|招待会|见面会|欢送会|茶话会|联谊|校友会)/;

/** A sentence that speaks of a course; another country named near by is not where the trainees come from. */
const OF_A_COURSE = /学员|培训|研修|警|授课|教官|参训|来自|留学|班|执法|训练/;

const FOREIGN_GROUP =
  /外国|发展中国家|各国|成员国|东盟|[〇零一二三四五六七八九十\d]国|个国家|foreign|countries|nations/i;

/** The people trained: a count in the sentence or next to it, of trainees rather than of trainers. */
function traineesOf(match: RuleMatch, reading: Reading) {
  const index = reading.sentences.indexOf(match.sentence);
  const near = [
    match.sentence,
    reading.sentences[index + 1],
    reading.sentences[index - 1],
    reading.sentences[index + 2],
  ];
  for (const sentence of near) {
    if (!sentence) continue;
    const counts = sentence.chunks.filter(
      (c) =>
        c.kind === "people_count" &&
        c.number! < 20_000 &&
        !/教官|专家|嫌疑|教员|instructor|trainer|expert/i.test(c.noun ?? ""),
    );
    const chunk = counts[0];
    if (chunk) return { number: chunk.number!, in: sentence.in, start: chunk.start, end: chunk.end };
  }
  return null;
}
