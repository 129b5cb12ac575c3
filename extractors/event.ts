import { z } from "zod";

export const EVENT_TYPES = [
  "meeting",
  "agreement",
  "training",
  "assistance",
  "patrol",
  "exercise",
  "operation",
  "forum",
] as const;
export const EventType = z.enum(EVENT_TYPES);
export type EventType = z.infer<typeof EventType>;

export const PRC_ACTORS = [
  "MPS",
  "LOCAL_PSB",
  "PAP",
  "CCG",
  "MSS",
  "CPLAC",
  "CCDI",
  "NNCC",
  "PROC",
  "POLICE_ACADEMY",
  "EMBASSY",
  "VENDOR",
  "LEADER",
] as const;
export const PrcActor = z.enum(PRC_ACTORS);
export type PrcActor = z.infer<typeof PrcActor>;

export const TOPICS = [
  "stability_maintenance",
  "counterterrorism",
  "transnational_crime",
  "counternarcotics",
  "law_enforcement_capacity",
  "border_security",
  "cybersecurity",
  "telecom_fraud",
  "fugitives_assets",
  "human_trafficking",
  "citizen_project_protection",
  "major_event_security",
  "technology",
  "legal_judicial",
  "public_relations",
  "anti_corruption",
  "maritime",
  "forensics_investigation",
  "traffic_public_order",
] as const;
export const Topic = z.enum(TOPICS);
export type Topic = z.infer<typeof Topic>;

export const AGREEMENT_TYPES = [
  "protocol_of_cooperation",
  "cooperation_agreement",
  "memorandum_of_understanding",
  "memorandum_of_cooperation",
  "cooperation_document",
  "letter_of_intent",
  "readmission_agreement",
  "treaty",
  "joint_statement",
] as const;
export const AgreementType = z.enum(AGREEMENT_TYPES);
export type AgreementType = z.infer<typeof AgreementType>;

/** A date as precise as the text makes it: YYYY, YYYY-MM or YYYY-MM-DD. */
export const EventDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "a date as YYYY, YYYY-MM or YYYY-MM-DD");
export type DatePrecision = "day" | "month" | "year";

export function datePrecision(date: string): DatePrecision {
  return date.length === 4 ? "year" : date.length === 7 ? "month" : "day";
}

/** Characters `[start, end)` of a document's `title` or `text`, as captured (UTF-16 units). */
export const Span = z.strictObject({
  in: z.enum(["title", "text"]),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type Span = z.infer<typeof Span>;

/** A person named as a principal of an event. Name, office and agency are as written; English where known. */
export const Participant = z.strictObject({
  name: z.string(),
  side: z.enum(["prc", "foreign"]),
  country: z.string().nullable(),
  office: z.string().nullable(),
  agency: z.string().nullable(),
  name_en: z.string().nullable(),
  office_en: z.string().nullable(),
  agency_en: z.string().nullable(),
});
export type Participant = z.infer<typeof Participant>;

/**
 * The values coded for one event. Keys are those of the codebook, because this is also the form in which events leave
 * the program; a key that does not apply is absent.
 */
export const Coding = z.strictObject({
  type: EventType,
  date: EventDate,
  /** ISO 3166-1 alpha-2 of the foreign parties; never CN, HK, MO, TW. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/, "two capital letters, ISO 3166-1")),
  prc_actors: z.array(PrcActor),
  prc_people: z.array(z.string()),
  foreign_people: z.array(z.string()),
  topics: z.array(Topic),
  agreement_type: AgreementType.optional(),
  participants: z.int().positive().optional(),
  round: z.int().positive().optional(),
  persons: z.int().positive().optional(),
  items: z.array(z.string()).optional(),
  value: z.string().optional(),
  location: z.string().optional(),
  /** A mention of an earlier event with a date of its own. */
  background: z.literal(true).optional(),
});
export type Coding = z.infer<typeof Coding>;

/** What may be set by a reviewer: any field of the coding but its background mark. */
export const CodingChanges = Coding.omit({ background: true }).partial();
export type CodingChanges = z.infer<typeof CodingChanges>;

/** Fields that a person may set, in the order of the codebook. */
export const CODED_FIELDS = Object.keys(CodingChanges.shape) as (keyof CodingChanges)[];
export type CodedField = (typeof CODED_FIELDS)[number];

/** One passage that reports one event: the coding, and where each value was read. */
export interface CodedMention {
  readonly coding: Coding;
  /** The shortest span that proves the event, and the text of it. */
  readonly evidence: Span;
  readonly quote: string;
  /** Where each field's values were read; a field that was inferred has none, see {@link inferredFields}. */
  readonly fieldSpans: Readonly<Partial<Record<keyof Coding, readonly Span[]>>>;
  readonly people: readonly Participant[];
  readonly ruleId: string;
  /** 0–1: the share of events with this score that are expected to be right. */
  readonly confidence: number;
}

/**
 * Coded fields that no words of their own say: a date taken from the day of the page, an actor from what the rule is
 * about, one person because one is named. Type and background follow from the whole passage and are not among them.
 */
export function inferredFields({
  coding,
  fieldSpans,
}: Pick<CodedMention, "coding" | "fieldSpans">): (keyof Coding)[] {
  return (Object.keys(coding) as (keyof Coding)[]).filter((field) => {
    const value = coding[field];
    const empty = value === undefined || (Array.isArray(value) && value.length === 0);
    return !empty && field !== "type" && field !== "background" && !fieldSpans[field]?.length;
  });
}

export const CLAIM_KINDS = ["planned", "pledge", "total"] as const;
/** A statement about engagements that is no event: announced, promised, or a reported sum. Never added to events. */
export interface CodedClaim {
  readonly kind: (typeof CLAIM_KINDS)[number];
  readonly type: EventType | null;
  readonly countries: readonly string[];
  readonly number: number | null;
  /** Who says so, as written; null when the page itself speaks. */
  readonly claimant: string | null;
  readonly evidence: Span;
  readonly quote: string;
  readonly ruleId: string;
}

/** What the rules read in one document. */
export interface Extraction {
  readonly mentions: readonly CodedMention[];
  readonly claims: readonly CodedClaim[];
}
