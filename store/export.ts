import type {
  AgreementType,
  DatePrecision,
  EventType,
  Participant,
  PrcActor,
  Topic,
} from "../extractors/event.ts";
import type { Db, Row } from "./database.ts";
import type { Conflict, ShownFacts } from "./event-facts.ts";
import { type EventRecord, type ExportedMention, readEventRecords } from "./event-record.ts";
import type { ReviewRecord } from "./event-values.ts";
import type { CodedBy } from "./events.ts";
import type { OpinionRecord, Said } from "./opinion-rows.ts";
import type { RelationRecord } from "./relations.ts";
import type { ReviewSpans } from "./review-spans.ts";

/** A person as written and, where known, in English. */
export type ExportedPerson = Pick<
  Participant,
  "name" | "office" | "agency" | "name_en" | "office_en" | "agency_en" | "country"
>;

/** A second opinion beside the decision it was compared with, each with the whole coding; null where that one rejects the event. */
export type ExportedOpinion = Omit<OpinionRecord, "id" | "first" | "spans"> & {
  readonly first: Said;
  /** The words of reports that the second reviewer marked for the fields; absent where none. */
  readonly spans?: ReviewSpans;
};

/** An event in the form in which it leaves the program: a stable interface. A key that does not apply is absent. */
export interface ExportedEvent {
  readonly id: string;
  readonly status: Row<"event">["status"];
  /** The event that stays; only with status merged. */
  readonly merged_into?: string;
  readonly type: EventType;
  readonly date: string;
  readonly date_precision: DatePrecision;
  readonly countries: readonly string[];
  readonly location?: string;
  readonly prc_actors: readonly PrcActor[];
  readonly prc_people: readonly ExportedPerson[];
  readonly foreign_people: readonly ExportedPerson[];
  readonly topics: readonly Topic[];
  readonly agreement_type?: AgreementType;
  readonly participants?: number;
  readonly round?: number;
  readonly persons?: number;
  readonly items?: readonly string[];
  readonly value?: string;
  readonly background?: true;
  /** Only muted rules report it, and nobody has decided it: it counts nowhere. */
  readonly muted?: true;
  /** Since when the machine has accepted it by itself, by the settings; null where a person decided, or nobody has. */
  readonly auto_accepted: { readonly at: string } | null;
  /** 0–1. */
  readonly confidence: number;
  readonly mentions: readonly ExportedMention[];
  readonly reviews: readonly {
    readonly reviewer: string;
    readonly at: string;
    readonly decision: Row<"review">["decision"];
    readonly changes: ReviewRecord["changes"];
    readonly into?: string;
    readonly note: string | null;
    /** The words of reports that the reviewer marked for the fields; absent where none. */
    readonly spans?: ReviewSpans;
  }[];
  /** What second reviewers said without having seen the decision. */
  readonly opinions: readonly ExportedOpinion[];
  readonly coded_by: CodedBy;
  /** For each field the value, the others with the mentions that have them, and why; values that a person signed name the reviewer. */
  readonly facts: ShownFacts;
  /** Where reports disagree in a way that a person should see, and who has set the value since. */
  readonly conflicts: readonly Conflict[];
  /** How it stands to other events. */
  readonly relations: readonly RelationRecord[];
}

/** Which events leave: accepted and corrected ones, or every one with its status, muted ones too and merged ones as pointers. */
export interface ExportOptions {
  readonly status: "accepted" | "all";
  /** Events read at a time. */
  readonly batch?: number;
}

/** Events by date and id. Read in batches, so memory stays flat; each batch is of one moment. */
export async function* exportEvents(db: Db, options: ExportOptions): AsyncGenerator<ExportedEvent> {
  let after: { date: string; id: string } | undefined;
  do {
    const keys = await nextKeys(db, options, after);
    const ids = keys.map((key) => key.id);
    for (const record of await readEventRecords(db, ids)) yield exportedEvent(record);
    after = keys.at(-1);
  } while (after);
}

/** The exported form of one event. */
export function exportedEvent(record: EventRecord): ExportedEvent {
  const { prc_people: _, foreign_people: __, location, background, ...coding } = record.coding;
  const people = (side: "prc" | "foreign") =>
    record.people.filter((person) => person.side === side).map(({ side: _side, ...person }) => person);
  return {
    id: record.id,
    status: record.status,
    ...(record.mergedInto === null ? {} : { merged_into: record.mergedInto }),
    ...(coding as Pick<ExportedEvent, "type" | "date" | "countries" | "prc_actors" | "topics">),
    date_precision: record.datePrecision,
    ...(location === undefined ? {} : { location }),
    ...(background === undefined ? {} : { background }),
    prc_people: people("prc"),
    foreign_people: people("foreign"),
    ...(record.muted ? { muted: true as const } : {}),
    auto_accepted: record.autoAccepted === null ? null : { at: record.autoAccepted },
    confidence: record.confidence,
    mentions: record.mentions,
    reviews: record.reviews.map(({ reviewer, at, decision, changes, into, note, spans }) => ({
      reviewer,
      at,
      decision,
      changes,
      ...(into === null ? {} : { into }),
      note,
      ...(spans === null ? {} : { spans }),
    })),
    opinions: record.opinions.map(({ id: _, spans, first: { reviewId: __, ...first }, ...opinion }) => ({
      ...opinion,
      ...(spans === null ? {} : { spans }),
      first,
    })),
    coded_by: record.codedBy,
    facts: record.facts,
    conflicts: record.conflicts,
    relations: record.relations,
  };
}

function nextKeys(
  db: Db,
  { status, batch = 200 }: ExportOptions,
  after: { date: string; id: string } | undefined,
): Promise<{ date: string; id: string }[]> {
  let query = db.selectFrom("event").select(["date", "id"]).orderBy("date").orderBy("id").limit(batch);
  query =
    status === "accepted"
      ? query.where("status", "in", ["accepted", "corrected"])
      : query.where((e) => e.or([e("mentionCount", ">", 0), e("status", "!=", "new")]));
  if (after) query = query.where((e) => e(e.refTuple("date", "id"), ">", e.tuple(after.date, after.id)));
  return query.execute();
}
