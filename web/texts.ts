import type { AgreementType, EventType, PrcActor, Topic } from "../extractors/event.ts";
import type { RelationKind } from "../extractors/relation-config.ts";
import type { RejectCode } from "../store/reject-reasons.ts";

export { CHANGE_TEXTS, REASON_TEXTS, TYPE_TEXTS } from "../pipeline/event-text.ts";

/** The words for places of the interface, codes and fields. Sentences that only one page says stand in that page. */
export const TEXTS = {
  nav: {
    queue: "Queue",
    search: "Search",
    dashboard: "Dashboard",
    changes: "Changes",
    sources: "Sources",
    reliability: "Reliability",
    rules: "Rules",
    runs: "Runs and issues",
  },
  any: "any",
  unknown: "not known",
  none: "none",
  show: "Show",
  more: "Next page",
  first: "First page",
  nothing: "Nothing here.",
  conflict: "Reports disagree",
  coverage: "Past years searched",
} as const;

/** What a person may filter the queue by. "waiting" is every event that asks for a decision. */
export const STATUS_TEXTS = {
  waiting: "Waiting",
  new: "New",
  accepted: "Accepted",
  corrected: "Corrected",
  rejected: "Rejected",
  merged: "Merged",
  all: "All",
} as const;

/** One line a reviewer without the codebook can decide by. */
export const TYPE_MEANINGS: Record<EventType, string> = {
  meeting: "Talks, a visit or a call with security content, in person or by video.",
  agreement: "A paper that was signed. Promised or still to be signed does not count.",
  training: "A course, a seminar or an exchange of cadets or trainers.",
  assistance: "Equipment, buildings or technology that was handed over.",
  patrol: "A joint patrol by police or coast guard.",
  exercise: "A joint exercise by police, armed police or coast guard.",
  operation: "A joint operation, or people sent back or handed over.",
  forum: "A meeting of several states hosted or attended by a Chinese security body.",
};

export const ACTOR_TEXTS: Record<PrcActor, string> = {
  MPS: "Ministry of Public Security (公安部)",
  LOCAL_PSB: "Provincial or city police (公安厅, 公安局)",
  PAP: "People's Armed Police (武警)",
  CCG: "China Coast Guard (海警)",
  MSS: "Ministry of State Security (国家安全部)",
  CPLAC: "Political and Legal Affairs Commission (中央政法委)",
  CCDI: "Discipline inspection, supervision (中央纪委, 国家监委)",
  NNCC: "National Narcotics Control Commission (国家禁毒委)",
  PROC: "Prosecutors, justice organs (检察, 司法)",
  POLICE_ACADEMY: "Police academy or university (警察学院)",
  EMBASSY: "Embassy or police liaison officer (使馆)",
  VENDOR: "Supplier of security technology",
  LEADER: "State leader witnessing a signing",
};

export const TOPIC_TEXTS: Record<Topic, string> = {
  stability_maintenance: "Stability maintenance (维稳)",
  counterterrorism: "Counter-terrorism (反恐)",
  transnational_crime: "Transnational crime",
  counternarcotics: "Drugs (禁毒)",
  law_enforcement_capacity: "Law-enforcement capacity",
  border_security: "Border security",
  cybersecurity: "Cybersecurity",
  telecom_fraud: "Telecom fraud, online gambling (电诈)",
  fugitives_assets: "Fugitives and assets (追逃追赃)",
  human_trafficking: "Human trafficking",
  citizen_project_protection: "Safety of Chinese citizens and projects",
  major_event_security: "Security of major events",
  technology: "Surveillance and other technology",
  legal_judicial: "Law and courts",
  public_relations: "Media and public opinion",
  anti_corruption: "Anti-corruption",
  maritime: "Maritime",
  forensics_investigation: "Forensics and investigation",
  traffic_public_order: "Traffic and public order",
};

export const AGREEMENT_TEXTS: Record<AgreementType, string> = {
  protocol_of_cooperation: "Protocol of cooperation (合作议定书)",
  cooperation_agreement: "Cooperation agreement (合作协议)",
  memorandum_of_understanding: "Memorandum of understanding (谅解备忘录)",
  memorandum_of_cooperation: "Memorandum of cooperation (合作备忘录)",
  cooperation_document: "Other cooperation paper (合作文件)",
  letter_of_intent: "Letter of intent (意向书)",
  readmission_agreement: "Readmission agreement (重新接纳)",
  treaty: "Extradition or legal-assistance treaty (条约)",
  joint_statement: "Joint statement (联合声明)",
};

/** Names of the coded fields, in the order in which they are shown. */
export const FIELD_TEXTS = {
  type: "Type",
  date: "Date",
  countries: "Countries",
  prc_actors: "Chinese bodies",
  prc_people: "Chinese people",
  foreign_people: "Foreign people",
  topics: "Topics",
  agreement_type: "Kind of paper",
  participants: "Participants",
  round: "Round",
  persons: "Persons handed over",
  items: "Items",
  value: "Value",
  location: "Place",
} as const;
export type FieldName = keyof typeof FIELD_TEXTS;
export const FIELD_NAMES = Object.keys(FIELD_TEXTS) as FieldName[];

/** Why a candidate is no event, after the codebook; the first word is what is stored with the decision. */
export const REJECT_REASONS: readonly (readonly [RejectCode, string])[] = [
  ["not-held", "Planned, wished or promised; it has not happened"],
  ["domestic", "Domestic news, no foreign partner"],
  ["out-of-scope", "Not police or security: another ministry, the military, or courtesy only"],
  ["no-prc-actor", "No Chinese security body takes part"],
  ["summary", "A total or a general recollection, not one occasion"],
  ["misread", "The rule misread the sentence"],
  ["duplicate", "The same occasion is already recorded"],
];

export const DECISION_TEXTS: Record<string, string> = {
  accept: "Accepted",
  reject: "Rejected",
  correct: "Corrected",
  merge: "Merged",
  split: "Split",
  distinct: "Not the same",
  relate: "Relation added",
  unrelate: "Relation removed",
  "second-look": "Second look asked for",
  add: "Added by hand",
  undo: "Undone",
  opinion: "Second opinion given",
};

/** How one event stands to another: said of the other one ("out" and "in"), and as a person says it of this one. */
export const RELATION_TEXTS: Record<
  RelationKind,
  { readonly out: string; readonly in: string; readonly asked: { readonly out: string; readonly in: string } }
> = {
  signed_at: {
    out: "Signed at",
    in: "Signed there",
    asked: { out: "was signed at", in: "saw the signing of" },
  },
  next_in_series: {
    out: "Next in its series",
    in: "The one before in its series",
    asked: { out: "is followed in its series by", in: "comes in its series after" },
  },
  follows_up: {
    out: "Follows up",
    in: "Followed up by",
    asked: { out: "follows up", in: "is followed up by" },
  },
};

export const LANGUAGE_TEXTS = { zh: "Chinese", en: "English", other: "Other" } as const;
