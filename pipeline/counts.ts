/** What a run did, as `--json` prints it. */
export interface RunCounts {
  sources: number;
  /** List pages that were read or found unchanged, home pages included. */
  listPages: number;
  /** Answers with a body. */
  fetched: number;
  notModified: number;
  /** Articles that lists named for the first time and a filter left out. */
  leftOut: number;
  snapshots: number;
  documents: number;
  mentions: number;
  events: { added: number; changed: number; known: number };
  /** Signals for a person raised by this run; a signal that was open already counts again. */
  issues: number;
  /** Pages, lines and files among them that could not be read. */
  unreadable: number;
  seconds: number;
}

export function emptyCounts(): RunCounts {
  return {
    sources: 0,
    listPages: 0,
    fetched: 0,
    notModified: 0,
    leftOut: 0,
    snapshots: 0,
    documents: 0,
    mentions: 0,
    events: { added: 0, changed: 0, known: 0 },
    issues: 0,
    unreadable: 0,
    seconds: 0,
  };
}
