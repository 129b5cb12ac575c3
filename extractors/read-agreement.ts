import { isAside, papersInLatin } from "./checks-latin.ts";
import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import type { AgreementType } from "./event.ts";
import { unique } from "./parties.ts";
import { SECURITY_ACTORS } from "./read-meeting.ts";
import { isSecurityOrgan, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** Papers signed. Each kind named at one signing is one event (ruling 3); unnamed papers are a cooperation document. */
export function agreementReader(book: Pick<Rulebook, "papers">): EventReader {
  return {
    type: "agreement",
    read(match, reading) {
      const made = draftFrom(match, reading);
      if ("refused" in made) return made;
      const { draft } = made;
      if (draft.countries.length === 0 && !namesBody(match, reading))
        return refuse("no foreign side is named");
      const { paper } = match.slots;
      // "Extradition treaty": in English the subject may stand before the paper.
      const from = paper
        ? Math.max(match.sentence.start, paper.start - (reading.language === "zh" ? 0 : 40))
        : 0;
      const scope = paper
        ? match.sentence.text.slice(from - match.sentence.start, paper.end - match.sentence.start)
        : match.sentence.text;
      const security =
        draft.actors.some((actor) => SECURITY_ACTORS.has(actor)) ||
        draft.foreign.some((p) => isSecurityOrgan(p.chunk));
      const rest = match.sentence.text.slice(
        match.end - match.sentence.start,
        match.end - match.sentence.start + 30,
      );
      const aims = reading.language === "zh" && reading.words.aim_of_paper.test(rest);
      const latin = reading.language !== "zh";
      if (latin && isAside(match, reading)) return refuse("China is only mentioned beside two other states");
      const headed =
        latin &&
        reading.words.policing_paper.test(reading.title) &&
        reading.words.policing_paper.test(match.sentence.text) &&
        !reading.words.other_business_paper.test(reading.title + scope);
      const about =
        headed ||
        reading.words.policing_paper.test(scope) ||
        (aims && reading.words.policing_paper.test(rest)) ||
        (security && reading.words.policing_paper.test(match.sentence.text));
      if (reading.words.ratified_at_home.test(scope)) return refuse("ratification in a legislature");
      if (reading.words.law_of_one_side.test(scope)) return refuse("a law or paper of one side");
      const verb = match.slots.verb;
      const after = verb
        ? match.sentence.text.slice(verb.end - match.sentence.start, verb.end - match.sentence.start + 8)
        : "";
      if (reading.words.signing_recalled.test(after) && draft.time.how !== "stated") {
        return refuse("an earlier signing is only recalled");
      }
      if (reading.words.signing_long_past.test(after)) return refuse("an earlier signing is only recalled");
      // A title may speak of another paper than the security organs that the text names.
      const own =
        match.sentence.in === "text" ||
        draft.prc.concat(draft.foreign).some((p) => p.sentence === match.sentence);
      const near = security && own && !reading.words.other_business_paper.test(scope);
      if (!about && !near) {
        return refuse("the paper is not about policing, extradition, drugs, borders or coast guard");
      }
      if (reading.words.witnessed.test(match.sentence.text)) addWitness(draft, match, reading);
      const kinds = draft.agreementType ? [draft.agreementType] : papersIn(match, reading, book);
      if (kinds.length === 0) return refuse("no paper is named");
      return kinds.map((agreementType) => ({
        ...draft,
        agreementType,
        spans: match.slots.paper
          ? {
              agreement_type: [
                { in: match.sentence.in, start: match.slots.paper.start, end: match.slots.paper.end },
              ],
            }
          : {},
      }));
    },
  };
}

/** 两国元首共同见证…签署: the leaders whose talks the sentences before report witness the signing. */
function addWitness(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.actors.includes("LEADER")) return;
  for (const sentence of reading.sentences) {
    if (sentence.in !== "text" || sentence.start > match.sentence.start) continue;
    const leader = sentence.chunks.find((c) => c.kind === "prc_person" && c.actors.includes("LEADER"));
    if (!leader) continue;
    draft.prc = [{ chunk: leader, sentence }, ...draft.prc];
    draft.actors = unique(["LEADER", ...draft.actors]);
    return;
  }
}

/** 中国东盟, 上合组织: a body may be the other side where no state is named. */
function namesBody(match: RuleMatch, reading: Reading): boolean {
  return [match.sentence, ...sentencesBefore(reading, match.sentence, 2, 1)].some((s) =>
    s.chunks.some((c) => c.kind === "body" || c.kind === "forum_name"),
  );
}

/**
 * The kinds of paper named in the match. Each noun phrase is one paper and its last word names its kind
 * (合作协定执行安排 is an arrangement), except that a treaty of extradition or a readmission paper is one by its subject.
 */
function papersIn(match: RuleMatch, reading: Reading, book: Pick<Rulebook, "papers">): AgreementType[] {
  const text = match.slots.paper?.text ?? match.sentence.text.slice(match.start - match.sentence.start);
  if (reading.language !== "zh") return papersInLatin(text, book.papers.latin);
  const units = text.split(/、|以及|(?<=[》书议定约件录明言要排划])[和及与]|[《》]/);
  const kinds = units.flatMap((unit) => {
    const found = book.papers.zh.scan(unit).flatMap((hit) => [...hit.values]);
    const bySubject = found.find((kind) => kind === "readmission_agreement" || kind === "treaty");
    const last = found.at(-1);
    return bySubject ? [bySubject] : last ? [last] : [];
  });
  const all = unique(kinds);
  const specific = all.filter((kind) => kind !== "cooperation_document");
  return all.length > 1 && specific.length > 0 && !/纪要|安排|计划|minutes|plan\b|arrangement/i.test(text)
    ? specific
    : all;
}
