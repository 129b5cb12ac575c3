import type { ColumnType, Generated } from "kysely";

/**
 * The tables, as TypeScript sees them (camelCase here, snake_case in SQL). JSON columns hold text.
 * Times are UTC, ISO 8601; ids are text that does not change when the same input is read again.
 */
export interface Tables {
  /** What is known of each source's health between runs. */
  sourceState: {
    sourceId: string;
    state: "ok" | "quiet" | "layout-changed" | "blocked" | "unreachable" | "unknown";
    lastAttempt: string | null;
    lastSuccess: string | null;
    lastNewArticle: string | null;
    /** JSON: section addresses found on the edition's home page. */
    sections: string | null;
    /** When it is to be visited next; null before the first visit. */
    nextDue: string | null;
    /** Visits in a row that failed. */
    failures: Generated<number>;
    /** JSON of `UsualRanges`: what was usual of the source when it was last judged. */
    usual: string | null;
  };
  /** One row for each address ever met: its last answer, for conditional requests and for noticing loss. */
  page: {
    canonicalUrl: string;
    sourceId: string;
    kind: "list" | "article";
    /** The address to ask for; its canonical form is the key. */
    url: string;
    state: "found" | "ok" | "gone" | "blocked" | "failed" | "unreadable";
    foundOn: string | null;
    firstSeen: string;
    lastChecked: string | null;
    lastSuccess: string | null;
    missingSince: string | null;
    etag: string | null;
    lastModified: string | null;
    sha256: string | null;
    lastSnapshotId: string | null;
    /** When an article that was read is to be asked for again; null for lists and for what is never read again. */
    nextCheck: string | null;
  };
  snapshot: {
    id: string;
    sourceId: string;
    url: string;
    canonicalUrl: string;
    finalUrl: string;
    captured: string;
    route: "site" | "import" | "wayback" | "commoncrawl";
    kind: "list" | "article" | "robots";
    httpStatus: number;
    contentType: string | null;
    sha256: string;
    bytes: number;
    etag: string | null;
    lastModified: string | null;
    warcFile: string;
    warcOffset: number;
    warcLength: number;
    revisitOf: string | null;
    /** Null until the parse stage has read it; then "document", "same" (nothing changed) or the issue code. */
    parsed: string | null;
  };
  document: {
    id: string;
    snapshotId: string;
    sourceId: string;
    canonicalUrl: string;
    version: number;
    language: "zh" | "en" | "other";
    languageCode: string;
    script: "hans" | "hant" | "latn" | "other";
    title: string;
    text: string;
    published: string | null;
    documentNumber: string | null;
    contentSha256: string;
    /** 1 for the newest version of the address. */
    current: number;
    /** Hash of the rules and dictionaries the mentions were read with; null while extraction is pending. */
    extractedWith: string | null;
    /** 0 while its mentions still wait to be linked. */
    linked: number;
    /** The version of the program that read it; null while extraction is pending or before versions were kept. */
    extractedVersion: string | null;
    /** 0 while it waits to be put into the search index. */
    indexed: Generated<number>;
    /** 0 while it waits to be compared with stored texts, of which it may be a copy; past versions are not compared. */
    compared: Generated<number>;
  };
  /** Hashes of passages of documents: what copies of a text have in common. `total` is how many the document has. */
  passage: { hash: number; documentId: string; total: number };
  /** Two documents (the smaller id first) that are one text, whole or cut; `likeness` is the share of the shorter one in the other. */
  documentCopy: { documentA: string; documentB: string; likeness: number };
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
  /** Mentions (the smaller id first) that a person holds apart for ever: follows from the splits and "distinct" that stand. */
  heldApart: { mentionA: string; mentionB: string; reviewId: number };
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
  issue: {
    id: Generated<number>;
    stage: string;
    code: string;
    sourceId: string | null;
    item: string;
    message: string;
    opened: string;
    lastSeen: string;
    times: ColumnType<number, number | undefined, number>;
    closed: string | null;
    closedBy: string | null;
  };
  run: {
    id: Generated<number>;
    command: string;
    started: string;
    finished: string | null;
    exitStatus: number | null;
    /** JSON of the counts the command prints. */
    counts: string | null;
  };
  /** One visit to a source and what it found: from these its usual counts are learned. */
  visit: {
    id: Generated<number>;
    sourceId: string;
    started: string;
    finished: string;
    state: "ok" | "layout-changed" | "blocked" | "unreachable";
    /** JSON of `VisitCounts`. */
    counts: string;
    /** 0 while the health of the source waits to be judged by it. */
    judged: Generated<number>;
  };
  /** An official page was edited, removed or put back. Rows are added, never changed. */
  pageChange: {
    id: Generated<number>;
    canonicalUrl: string;
    sourceId: string;
    kind: "edited" | "removed" | "restored";
    /** When it was noticed. */
    at: string;
    /** Of an edit, the versions before and after. */
    beforeDocumentId: string | null;
    afterDocumentId: string | null;
    /** Of a removal, when the page was last read and when it first was missing. */
    lastSeen: string | null;
    firstMissing: string | null;
  };
  /** What a filtered list has named, and whether its article is fetched. */
  listing: {
    canonicalUrl: string;
    sourceId: string;
    url: string;
    title: string;
    lead: string | null;
    listDate: string | null;
    foundOn: string;
    firstSeen: string;
    /** 1 when the filter let it through. */
    kept: number;
    /** The word of the filter that decided; null when none did. */
    word: string | null;
  };
  /** How far the past of a source was searched: a year of publication by one route. What has no row was not tried. */
  backfill: {
    sourceId: string;
    year: number;
    route: "site" | "wayback" | "commoncrawl" | "repost";
    state: "running" | "done" | "empty" | "blocked" | "failed";
    /** JSON of where the search goes on. */
    position: string;
    /** Requests for lists or an index so far. */
    listed: number;
    /** All requests so far, and the time they took with the pauses between them; time in which nothing ran is left out. */
    requests: number;
    seconds: number;
    /** Why it is blocked or failed. */
    reason: string | null;
    started: string;
    updated: string;
  };
  /** Captures of articles that an archive lists; those of one address are tried in the order of their times. */
  archivedPage: {
    route: "wayback" | "commoncrawl" | "repost";
    sourceId: string;
    year: number;
    /** Of the article; a repost stands elsewhere. */
    canonicalUrl: string;
    captured: string;
    /** When it was published, as the address says; null where it does not. */
    date: string | null;
    /** The address as captured; of a repost, where it stands. */
    url: string;
    digest: string;
    /** JSON of the place in the files of Common Crawl; of a repost, of what it is known by; null for the Wayback Machine. */
    place: string | null;
    /** `held`: the article was had already. `unfit`: the capture holds no article. `left-out`: by the filter of the source. */
    state: "listed" | "fetched" | "held" | "unfit" | "left-out";
    reason: string | null;
  };
  /** The number under which the full-text index knows a document or an event. */
  searchItem: { id: Generated<number>; kind: "document" | "event"; itemId: string };
  /** One row while a process holds the right to write in bulk. */
  lease: { name: string; holder: string; pid: number; acquired: string; renewed: string };
}
