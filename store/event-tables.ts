import type { Generated } from "kysely";

/** What was read in documents, and the events it was joined to. `schema.ts` says how columns are written. */
export interface EventTables {
  mention: {
    id: string;
    documentId: string;
    type: string;
    ruleId: string;
    /** JSON of `Coding`, `Participant[]` and field spans. */
    coding: string;
    people: string;
    fieldSpans: string;
    evidenceIn: "title" | "text";
    evidenceStart: number;
    evidenceEnd: number;
    quote: string;
    confidence: number;
    configSha256: string;
    /** 0 once a newer version of the document or a recode no longer reads it. */
    current: number;
    /** The reviewer who added it by hand; null where rules read it. */
    addedBy: string | null;
  };
  claim: {
    id: string;
    documentId: string;
    kind: string;
    type: string | null;
    countries: string;
    number: number | null;
    claimant: string | null;
    evidenceIn: "title" | "text";
    evidenceStart: number;
    evidenceEnd: number;
    quote: string;
    ruleId: string;
    current: number;
  };
  event: {
    id: string;
    /** Type, date and countries are the effective values, decisions applied, so that lists can filter by them. */
    type: string;
    date: string;
    datePrecision: "day" | "month" | "year";
    /** JSON of the machine's `Coding` over all linked mentions; decisions are joined on reading. */
    coding: string;
    people: string;
    confidence: number;
    /** Follows from the newest effective review; kept here so that the queue is one index scan. */
    status: "new" | "accepted" | "corrected" | "rejected" | "merged";
    /** Why it waits: "new", "changed-page", "recoded" …; null when it does not wait. */
    queueReason: string | null;
    /** Since when it waits. */
    queuedAt: string | null;
    mergedInto: string | null;
    /** JSON `{version, config_sha256}` of the program and rules that made the coding. */
    codedBy: string;
    createdAt: string;
    updatedAt: string;
    /** Active edges to mentions that are still read. An undecided event without one is kept but not shown. */
    mentionCount: Generated<number>;
    /** 1 while its coding waits to be computed anew, because edges moved. */
    recode: Generated<number>;
    indexed: Generated<number>;
    /** 1 while its relations to other events wait to be looked for anew. */
    relate: Generated<number>;
    /** 0 while how the rules did in it waits to be judged. */
    judged: Generated<number>;
    /** JSON of `Facts`: for each field the value chosen, the others, and why; null before it was first coded so. */
    facts: string | null;
    /** 1 where reports disagree in a way that a person should see. */
    conflict: Generated<number>;
    /** 1 while only muted rules read it: it waits in the queue and counts nowhere. */
    muted: Generated<number>;
    /** The event to which linking moved all its mentions; null for an event of its own. A person's merge stands in `review`. */
    absorbedInto: string | null;
    /** The reviewer who is not asked while it waits: whoever decided first is no second opinion. */
    notFor: string | null;
    /** Since when it stands as accepted by the machine, by the settings; null where a person decided or must. */
    autoAccepted: string | null;
    /** The reviewer whose decision gives its status; null where none does. */
    decidedBy: string | null;
    /** Languages of its reports, in the order of the alphabet with a space between. */
    languages: Generated<string>;
    /** Of the coding that stands, so that figures need not read it. */
    agreementType: string | null;
  };
  eventCountry: { eventId: string; country: string };
  eventTopic: { eventId: string; topic: string };
  /** Sources and languages of the reports an event has. */
  eventSource: { eventId: string; sourceId: string; language: "zh" | "en" | "other" };
  /**
   * Where linking looks for mentions that may report one event: by type, country and month, by the words and the number
   * of their page. Days are counted from 1970.
   */
  mentionKey: { key: string; mentionId: string; firstDay: number; lastDay: number };
  /** A mention belongs to an event, by whom and why. Withdrawn edges stay, marked. */
  link: {
    id: Generated<number>;
    eventId: string;
    mentionId: string;
    score: number;
    /** JSON list of readable reasons. */
    reasons: string;
    author: string;
    at: string;
    withdrawnAt: string | null;
  };
  /** Two events (the smaller id first) that linking neither joined nor held apart: a person should compare them. */
  possibleDuplicate: {
    eventA: string;
    eventB: string;
    score: number;
    /** JSON list of readable reasons. */
    reasons: string;
    at: string;
  };
  /** A mention took the place of an earlier one of the same passage: another rule reads it, or a later version of its page. */
  succession: { mentionId: string; earlierId: string };
  /** What an event was, each time it became something else. Rows are added, never changed. */
  eventState: {
    id: Generated<number>;
    eventId: string;
    at: string;
    /** What changed it: "new", "linked", "recoded", "absorbed", a decision … */
    cause: string;
    status: "new" | "accepted" | "corrected" | "rejected" | "merged";
    mergedInto: string | null;
    /** The newest decision on it. */
    reviewId: number | null;
    /** JSON of the `Coding` that a person signed; null where the values are the machine's. */
    coding: string | null;
    /** JSON of the machine's `Coding`. */
    machine: string;
    people: string;
    /** JSON list of the mentions it had. */
    mentionIds: string;
    codedBy: string;
  };
  /** One event signed at, following in a series, or following up another. Withdrawn ones stay, marked. */
  relation: {
    id: Generated<number>;
    kind: "signed_at" | "next_in_series" | "follows_up";
    fromEvent: string;
    toEvent: string;
    /** JSON list of readable reasons. */
    reasons: string;
    author: string;
    at: string;
    withdrawnAt: string | null;
  };
  /** Keys by which events find one another for relations: `wants` is 1 for a key the event looks for, 0 for one it has. */
  relationKey: { key: string; wants: number; eventId: string };
  /** Digest of the relation rules that events were last looked at with; one row. */
  relationRules: { sha256: string; at: string };
  /** The rules and dictionary lines of a configuration that documents were read with. */
  ruleConfig: {
    sha256: string;
    version: string;
    at: string;
    /** JSON: each rule or line with a digest and the words without which it finds nothing. */
    units: string;
  };
}
