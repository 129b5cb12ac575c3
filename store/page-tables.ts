import type { Generated } from "kysely";

/** Pages: what was asked for, captured, read and found changed. `schema.ts` says how columns are written. */
export interface PageTables {
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
    /** The linking configuration with which its mentions were last joined to events; null where none was, or before it was kept. */
    linkedWith: string | null;
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
}
