import type { Generated } from "kysely";

/** What people decided, and who they are. `schema.ts` says how columns are written. */
export interface ReviewTables {
  /** Human decisions. Rows are added, never changed (triggers refuse). */
  review: {
    id: Generated<number>;
    eventId: string;
    reviewer: string;
    at: string;
    decision:
      | "accept"
      | "reject"
      | "correct"
      | "merge"
      | "split"
      | "distinct"
      | "relate"
      | "unrelate"
      | "second-look"
      | "add"
      | "undo";
    /**
     * JSON: of a correction the changed fields; of a merge `{mentionIds}`, the mentions that moved; of a split `{mentionIds,
     * otherIds}`, those that moved and those that stayed; of "distinct" the same, the mentions of both; of a relation `{kind}`;
     * of "add" `{mentionIds}`, the mention that was added.
     */
    changes: string | null;
    /** JSON of the `Coding` that an acceptance or correction stands for; later machine readings do not change it. */
    coding: string | null;
    /** The other event; of "add" set where the mention was added to an event that was known: then nothing is decided of it. */
    into: string | null;
    note: string | null;
    /** JSON: for each field the words of a report that the reviewer marked, `{documentId, in, start, end}`. */
    spans: string | null;
    /** JSON `{reason, since, notFor}`: what the event waited for when it was decided; null where it did not wait. */
    waited: string | null;
  };
  /** What a second reviewer says of a decided event without having seen the decision. Rows are only added. */
  opinion: {
    id: Generated<number>;
    eventId: string;
    /** The decision it is compared with. */
    reviewId: number;
    reviewer: string;
    at: string;
    decision: "accept" | "reject" | "correct";
    changes: string | null;
    /** JSON of the `Coding` that an acceptance or correction stands for. */
    coding: string | null;
    note: string | null;
    spans: string | null;
  };
  /** What a person says of a whole document: that it reports no event. Rows are only added. */
  documentReview: {
    id: Generated<number>;
    documentId: string;
    reviewer: string;
    at: string;
    decision: "no-event" | "undo";
    note: string | null;
  };
  /**
   * A reviewer who has signed in; the token itself is only in their browser. `proof` ties it to the password: it can be made
   * again only from the token together with what the reviewer signs in with now.
   */
  session: { tokenSha256: string; reviewer: string; proof: string; created: string; expires: string };
  /** How a rule did in a decided event: follows from the decisions and the reports, and is made anew where they change. */
  ruleVerdict: {
    eventId: string;
    ruleId: string;
    /** Of the rule's first report. */
    type: string;
    /** In which it was decided. */
    year: string;
    /** "corrected" only where the rule's own reports had a value wrong. */
    decision: "accepted" | "corrected" | "rejected";
    /** JSON list of those values' fields. */
    fields: string;
    /** Of a rejection, a code of the reject reasons, "other" or "none". */
    reason: string | null;
  };
  /** Mentions (the smaller id first) that a person holds apart for ever: follows from the splits and "distinct" that stand. */
  heldApart: { mentionA: string; mentionB: string; reviewId: number };
}
