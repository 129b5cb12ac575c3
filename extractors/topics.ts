import type { Assembled } from "./assemble.ts";
import type { OrganType } from "./dictionaries.ts";
import { spanOf } from "./draft.ts";
import type { EventType, PrcActor, Span, Topic } from "./event.ts";
import { unique } from "./parties.ts";
import type { Reading } from "./reading.ts";
import { papersOf, type Stretch, stretchesOf, titleStretches } from "./topic-scope.ts";
import { type Found, protectionIn, toldIn, wordsIn } from "./topic-words.ts";

/**
 * The topics stated for an event, and the words that name them. Strong words count in all that is said of the event;
 * weak ones beside the event, and only where no strong one speaks (those of a border always); the name of an organ tells
 * the topic of a meeting that says nothing else.
 */
export function topicsFor(
  event: Assembled,
  all: readonly Assembled[],
  reading: Reading,
): { topics: Topic[]; spans: Span[] } {
  const found = foundFor(event, all, reading);
  const topics = settle(unique([...event.draft.topics, ...found.map((f) => f.topic)]), event.draft.type);
  return { topics, spans: found.filter((f) => topics.includes(f.topic)).map((f) => f.span) };
}

function foundFor(event: Assembled, all: readonly Assembled[], reading: Reading): Found[] {
  const { type } = event.draft;
  const scope = stretchesOf(event, all, reading);
  const near = type === "patrol" ? scope : scope.filter((stretch) => stretch.near);
  const fits = (f: Found) => !NOT_OF[type]?.has(f.topic);
  const given = event.draft.topics.length > 0;
  let found = [
    ...scope.flatMap((s) => toldIn(s, type, reading)),
    ...scope.flatMap((s) => wordsIn(s, reading.topics, reading)),
    ...actorsIn(event),
  ].filter(fits);
  const otherwise = (read: () => Found[]) => {
    if (found.length === 0 && !given) found = read().filter(fits);
  };
  const weak = near.flatMap((s) => wordsIn(s, reading.weakTopics, reading)).filter(fits);
  const protection = scope.flatMap((s) => protectionIn(s, reading));
  if (type === "operation") {
    otherwise(() => weak.filter((f) => WEAK_OF_OPERATIONS.has(f.topic)));
    found.push(...protection);
  } else {
    found.push(
      ...protection.filter(fits),
      ...weak.filter((f) => TOLD_BY_PLACE.has(f.topic) && PLACED.has(type)),
    );
    otherwise(() => weak);
  }
  if (GIVEN_TO.has(type)) found.push(...near.flatMap(recipientsIn));
  if (FROM_ORGANS.has(type)) {
    otherwise(() =>
      near.flatMap((s) => wordsIn(s, reading.topics, reading, false)).filter((f) => OF_ORGANS.has(f.topic)),
    );
  }
  if (type === "meeting" || type === "forum") {
    otherwise(() => papersOf(event, all, reading).flatMap((s) => wordsIn(s, reading.topics, reading)));
  }
  if (FROM_TITLE.has(type)) {
    otherwise(() =>
      titleStretches(reading).flatMap((s) => wordsIn(s, reading.topics, reading, type !== "agreement")),
    );
  }
  return found;
}

/** What happens at a border is about the border, whatever else it is about: a drill against drugs at a border gate. */
const TOLD_BY_PLACE: ReadonlySet<Topic> = new Set(["border_security"]);
const PLACED: ReadonlySet<EventType> = new Set(["meeting", "agreement", "patrol", "exercise", "training"]);

/** Events whose topic may be read from the organ that takes part when nothing else is said. */
const FROM_ORGANS: ReadonlySet<EventType> = new Set([
  "meeting",
  "patrol",
  "exercise",
  "assistance",
  "training",
]);

/** Events that share a page often and whose topic its title may tell alone: "Readmission accord signed, talks held". */
const FROM_TITLE: ReadonlySet<EventType> = new Set(["agreement", "operation", "training"]);

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
  const organs = sentence.chunks.filter(
    (c) => c.kind === "foreign_organ" && c.organ && c.start >= from && c.end <= to,
  );
  // A course for police, immigration and others is about none of them.
  if (organs.some((chunk) => chunk.organ === "police")) return [];
  return organs.flatMap((chunk) => {
    const topic = OF_RECIPIENTS[chunk.organ!];
    return topic ? [{ topic, span: { in: sentence.in, start: chunk.start, end: chunk.end } }] : [];
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

/** Topics that ordinary words of such an event would raise: a return of suspects, a handover of goods. */
const NOT_OF: Partial<Record<EventType, ReadonlySet<Topic>>> = {
  operation: new Set(["law_enforcement_capacity", "legal_judicial", "forensics_investigation"]),
  assistance: new Set(["fugitives_assets"]),
};

/** The common words of an arrest that do tell what it was for: a suspect of a crime crosses some border always. */
const WEAK_OF_OPERATIONS: ReadonlySet<Topic> = new Set(["telecom_fraud"]);

/** What is told of every arrest for fraud: the suspects are sent back, worked online, had no papers and victims in China. */
const OF_ANY_FRAUD: ReadonlySet<Topic> = new Set([
  "fugitives_assets",
  "cybersecurity",
  "border_security",
  "stability_maintenance",
  "citizen_project_protection",
]);

/** What the kind of event already says is no topic of its own beside a more specific one. */
function settle(topics: Topic[], type: EventType): Topic[] {
  if (type === "operation" && topics.includes("telecom_fraud")) {
    return topics.filter((t) => !OF_ANY_FRAUD.has(t));
  }
  if (type === "training" && topics.length === 0) return ["law_enforcement_capacity"];
  return topics;
}
