import { isAside, papersInLatin } from "./checks-latin.ts";
import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import type { AgreementType } from "./event.ts";
import { SECURITY_ACTORS } from "./meeting-scope.ts";
import { unique } from "./parties.ts";
import {
  indexOf,
  isAmongJudges,
  isPrc,
  isSecurityOrgan,
  neighbour,
  type Reading,
  sentencesBefore,
} from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";
import { atLastDay, timeOf } from "./when.ts";

/** Organs that sign papers on business of their own as well; theirs count when the paper is on policing. */
const OWN_BUSINESS: ReadonlySet<string> = new Set(["court", "customs"]);

/** Papers signed. Each kind named at one signing is one event (ruling 3); unnamed papers are a cooperation document. */
export function agreementReader(book: Pick<Rulebook, "papers">): EventReader {
  return {
    type: "agreement",
    read(match, reading) {
      const made = draftFrom(match, reading);
      if ("refused" in made) return made;
      const { draft } = made;
      if (/zh\.listed$/.test(match.rule.id) && !ledByList(draft, match, reading))
        return refuse("no line before the list says that its papers were signed");
      if (draft.countries.length === 0 && !namesBody(match, reading))
        return refuse("no foreign side is named");
      const paper = match.slots.paper && listOf(match.slots.paper, match, reading, book);
      const latin = reading.language !== "zh";
      // "Extradition treaty": in English the subject may stand before the paper.
      const from = paper
        ? Math.max(match.sentence.start, paper.start - (reading.language === "zh" ? 0 : 40))
        : 0;
      const named = paper && latin ? papersBeside(match, reading) : null;
      const scope =
        named ??
        (paper
          ? match.sentence.text.slice(from - match.sentence.start, paper.end - match.sentence.start)
          : match.sentence.text);
      const security =
        draft.actors.some((actor) => SECURITY_ACTORS.has(actor)) ||
        draft.foreign.some(
          ({ chunk }) =>
            isSecurityOrgan(chunk) &&
            !OWN_BUSINESS.has(chunk.organ ?? "") &&
            !isAmongJudges(draft.actors, chunk),
        );
      const rest = match.sentence.text.slice(
        match.end - match.sentence.start,
        match.end - match.sentence.start + 30,
      );
      const aims = reading.language === "zh" && reading.words.aim_of_paper.test(rest);
      if (latin && isAside(match, reading)) return refuse("China is only mentioned beside two other states");
      const headed =
        latin &&
        reading.words.policing_paper.test(reading.title) &&
        (reading.words.policing_paper.test(match.sentence.text) ||
          reading.words.aid_paper.test(match.sentence.text)) &&
        !reading.words.other_business_paper.test(reading.title + scope);
      const about =
        headed ||
        reading.words.policing_paper.test(scope) ||
        (aims && reading.words.policing_paper.test(rest)) ||
        (security &&
          !reading.words.papers_of_others.test(match.sentence.text) &&
          reading.words.policing_paper.test(match.sentence.text) &&
          !(
            reading.language === "zh" &&
            draft.actors.length === 0 &&
            reading.words.other_business_paper.test(scope)
          ));
      if (latin && reading.words.summit_paper.test(match.sentence.text) && !match.sentence.chunks.some(isPrc))
        return refuse("a paper of a summit of leaders");
      if (reading.words.ratified_at_home.test(scope)) return refuse("ratification in a legislature");
      if (reading.words.paper_of_handover.test(scope)) return refuse("a paper of a handover");
      if (reading.words.law_of_one_side.test(scope)) return refuse("a law or paper of one side");
      const verb = match.slots.verb;
      const after = verb
        ? match.sentence.text.slice(
            verb.end - match.sentence.start,
            verb.end - match.sentence.start + (latin ? 80 : 8),
          )
        : "";
      if (reading.words.signing_recalled.test(after) && draft.time.how !== "stated") {
        return refuse("an earlier signing is only recalled");
      }
      // 按照双方6日签署的备忘录: who signed it then is not told.
      if (reading.language === "zh" && reading.words.signing_recalled.test(after)) {
        draft.prc = draft.prc.filter((p) => p.sentence === match.sentence);
        draft.foreign = draft.foreign.filter((p) => p.sentence === match.sentence);
      }
      if (reading.words.signing_long_past.test(after)) return refuse("an earlier signing is only recalled");
      // A title may speak of another paper than the security organs that the text names.
      const own =
        match.sentence.in === "text" ||
        draft.prc.concat(draft.foreign).some((p) => p.sentence === match.sentence);
      const others = reading.words.papers_of_others.test(match.sentence.text);
      const near = security && own && !others && !reading.words.other_business_paper.test(scope);
      if (!about && !near) {
        return refuse("the paper is not about policing, extradition, drugs, borders or coast guard");
      }
      if (
        reading.words.witnessed.test(match.sentence.text) ||
        reading.words.witnessed_by_leaders.test(match.sentence.text)
      )
        addWitness(draft, match, reading);
      if (reading.words.at_close.test(match.sentence.text)) draft.time = atLastDay(draft.time);
      const kinds = draft.agreementType
        ? [draft.agreementType]
        : kindsOf([...(named ? [named] : []), paper?.text], match, reading, book, near);
      if (kinds.length === 0) return refuse("no paper is named");
      return kinds.map((agreementType) => ({
        ...draft,
        agreementType,
        spans: paper
          ? { agreement_type: [{ in: match.sentence.in, start: paper.start, end: paper.end }] }
          : {},
      }));
    },
  };
}

/**
 * The words that name the papers where the sentence of the signing does not: "It was signed" takes up the sentence
 * before, "three agreements were signed" is followed by their list.
 */
function papersBeside(match: RuleMatch, reading: Reading): string | null {
  const { text } = match.slots.paper!;
  if (/^(?:it|they|both|the (?:papers?|documents?|instruments?))$/i.test(text))
    return neighbour(reading, match.sentence, -1)?.text ?? null;
  const next = neighbour(reading, match.sentence, 1);
  if (next?.in !== "text" || !reading.words.papers_listed.test(next.text)) return null;
  return next.text;
}

/** 两国元首共同见证…签署: the leaders whose talks the sentences before report witness the signing. */
function addWitness(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.actors.includes("LEADER")) return;
  const from = indexOf(reading, match.sentence);
  for (const sentence of reading.sentences.slice(0, from + 3)) {
    if (sentence.in !== "text") continue;
    const leader = sentence.chunks.find((c) => c.kind === "prc_person" && c.actors.includes("LEADER"));
    if (!leader) continue;
    draft.prc = [{ chunk: leader, sentence }, ...draft.prc];
    draft.actors = unique(["LEADER", ...draft.actors]);
    const guest = sentence.chunks.find(
      (c) => c.rank === "leader" && c.countries.some((code) => draft.countries.includes(code)),
    );
    if (guest && !draft.foreign.some((p) => p.chunk.name)) draft.foreign.push({ chunk: guest, sentence });
    return;
  }
  if (reading.words.witnessed_by_leaders.test(match.sentence.text))
    draft.actors = unique(["LEADER", ...draft.actors]);
}

/** 中国东盟, 上合组织: a body may be the other side where no state is named. */
function namesBody(match: RuleMatch, reading: Reading): boolean {
  return [match.sentence, ...sentencesBefore(reading, match.sentence, 2, 1)].some((s) =>
    s.chunks.some((c) => c.kind === "body" || c.kind === "forum_name"),
  );
}

/** The line that leads a list of papers: the talks it tells of date them, and who led them witnessed the signing. */
function ledByList(draft: Draft, match: RuleMatch, reading: Reading): boolean {
  const at = indexOf(reading, match.sentence);
  const lead = reading.sentences
    .slice(0, at)
    .findLastIndex((s) => s.in === match.sentence.in && !reading.words.list_item.test(s.text));
  const line = reading.sentences[lead];
  if (!line || at - lead > 40 || !reading.words.list_of_papers.test(line.text)) return false;
  const time = draft.time.how === "stated" ? null : timeOf(reading, line, line.end);
  if (time) draft.time = time;
  addWitness(draft, match, reading);
  return true;
}

type Paper = { readonly start: number; readonly end: number; readonly text: string };

/** 签署《…备忘录》、《…协议》和会议纪要: the papers that follow the first one in a list belong to it. */
function listOf(
  first: Paper,
  { sentence }: RuleMatch,
  reading: Reading,
  book: Pick<Rulebook, "papers">,
): Paper {
  if (reading.language !== "zh") return first;
  let end = first.end;
  for (;;) {
    const rest = sentence.text.slice(end - sentence.start);
    const clause = /^(?:等)?(?:、|和|及|以及|与|《)[^，。；]{0,60}/.exec(rest)?.[0];
    const next = clause ? book.papers.zh.scan(clause)[0] : undefined;
    if (!next) break;
    end += next.end + (clause![next.end] === "》" ? 1 : 0);
  }
  return {
    start: first.start,
    end,
    text: sentence.text.slice(first.start - sentence.start, end - sentence.start),
  };
}

/** The kinds of paper that the first of the texts names which names any: "27 agreements were signed. One is about fraud". */
function kindsOf(
  texts: readonly (string | undefined)[],
  match: RuleMatch,
  reading: Reading,
  book: Pick<Rulebook, "papers">,
  near: boolean,
): AgreementType[] {
  const found = texts.map((text) => papersIn(text, match, reading, book, near));
  return found.find((kinds) => kinds.length > 0) ?? [];
}

/**
 * The kinds of paper named in the match. Each noun phrase is one paper and its last word names its kind
 * (合作协定执行安排 is an arrangement), except that a treaty of extradition or a readmission paper is one by its subject.
 * Of several papers in Chinese only those on policing count, unless security organs sign them (`near`).
 */
function papersIn(
  listed: string | undefined,
  match: RuleMatch,
  reading: Reading,
  book: Pick<Rulebook, "papers">,
  near: boolean,
): AgreementType[] {
  const text = listed ?? match.sentence.text.slice(match.start - match.sentence.start);
  if (reading.language !== "zh") return papersInLatin(text, book.papers.latin);
  const units = text.split(/、|以及|》(?=《)|(?<=[》书议定约件录明言要排划])[和及与]/);
  const papers = units.flatMap((unit) => {
    const found = book.papers.zh.scan(unit).flatMap((hit) => [...hit.values]);
    const last = found.at(-1);
    const bySubject = found.find((kind) => kind === "readmission_agreement" || kind === "treaty");
    const kind = bySubject && !/memorandum/.test(last ?? "") ? bySubject : last;
    return kind ? [{ unit, kind }] : [];
  });
  const policing = papers.filter(({ unit }) => near || reading.words.policing_paper.test(unit));
  const all = unique((policing.length > 0 ? policing : papers).map(({ kind }) => kind));
  const specific = all.filter((kind) => kind !== "cooperation_document");
  return all.length > 1 && specific.length > 0 && !/纪要|安排|计划|minutes|plan\b|arrangement/i.test(text)
    ? specific
    : all;
}
