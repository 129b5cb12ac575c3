import type { Assembled } from "./assemble.ts";
import type { TaggedSentence } from "./chunk.ts";
import type { EventType, Span, Topic } from "./event.ts";
import { unique } from "./parties.ts";
import type { Reading } from "./reading.ts";

/** The topics stated for an event, and the words that name them. */
export function topicsFor(
  event: Assembled,
  all: readonly Assembled[],
  reading: Reading,
): { topics: Topic[]; spans: Span[] } {
  const spans: Span[] = [];
  const topics: Topic[] = [...event.draft.topics];
  const own = new Set(event.drafts.map((d) => d.match.sentence));
  for (const sentence of scopeOf(event, all, reading)) {
    const text = reading.language === "zh" ? sentence.text : sentence.text.toLowerCase();
    const hits = reading.topics.scan(text);
    if (topics.length === 0 && own.has(sentence)) hits.push(...reading.weakTopics.scan(text));
    for (const hit of hits) {
      if (reading.language !== "zh" && /\p{L}/u.test(text[hit.start - 1] ?? " ")) continue;
      topics.push(...hit.values);
      spans.push({ in: sentence.in, start: sentence.start + hit.start, end: sentence.start + hit.end });
    }
  }
  return { topics: settle(unique(topics), event.draft.type), spans };
}

/** What the kind of event already says is no topic of its own beside a more specific one. */
function settle(topics: Topic[], type: EventType): Topic[] {
  const drop = (topic: Topic, when: boolean) => (when ? topics.filter((t) => t !== topic) : topics);
  if (type === "operation" && topics.includes("telecom_fraud")) return drop("fugitives_assets", true);
  if (type === "operation" && topics.includes("anti_corruption")) return drop("legal_judicial", true);
  if (type === "training" && topics.length === 0) return ["law_enforcement_capacity"];
  if (type === "training" && topics.length > 1) return drop("law_enforcement_capacity", true);
  return topics;
}

const OF_THE_PAPER =
  /^(?:按照|根据|该|这|依|条约|协议|协定|备忘录|《|under |the (?:agreement|memorandum|treaty|mou|document))/i;

/**
 * The sentences that speak of an event. A paper is described where it is named; an event that is alone on its page has
 * all of it; several events share the page, each from its own sentence to the next event's.
 */
export function scopeOf(event: Assembled, all: readonly Assembled[], reading: Reading): TaggedSentence[] {
  const own = unique(event.drafts.map((d) => d.match.sentence));
  if (event.draft.type === "agreement") {
    const next = own.flatMap((s) => reading.sentences[reading.sentences.indexOf(s) + 1] ?? []);
    return unique([...own, ...next.filter((s) => s.in === "text" && OF_THE_PAPER.test(s.text))]);
  }
  const rivals = all.filter((other) => other !== event && other.draft.type !== "agreement");
  if (rivals.length === 0) return [...reading.sentences];
  const starts = new Set(rivals.flatMap((r) => r.drafts.map((d) => d.match.sentence)));
  const first = Math.min(...own.map((s) => reading.sentences.indexOf(s)));
  const scope: TaggedSentence[] = [...own];
  for (let i = first + 1; i < reading.sentences.length; i++) {
    const sentence = reading.sentences[i]!;
    if (starts.has(sentence)) break;
    scope.push(sentence);
  }
  return unique(scope);
}
