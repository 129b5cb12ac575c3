import { count } from "../../pipeline/event-text.ts";

/** What each kind of issue means, and what to do about it. */
export const ISSUE_TEXTS: Readonly<Record<string, string>> = {
  "fetch-failed":
    "The page did not answer, or with an error. It is tried again; look at the site when this lasts.",
  blocked: "The site refuses us. Wait, or ask for fewer pages (delay_ms); other routes can fill the gap.",
  "robots-disallowed":
    "The site asks not to be read there. Nothing to do, or take the list out of the source.",
  gone: "The page is no longer there. What was read before is kept.",
  "too-large": "The file is larger than max_bytes allows.",
  "layout-changed":
    "A list or an article is no longer where it was on the page: the source needs another adapter or selector.",
  "not-an-article": "The address holds something other than an article.",
  "unreadable-input": "The file cannot be read, for instance a scan without text.",
  "few-links": "The list names far fewer articles than usual: the layout may have changed.",
  "untitled-articles": "More articles than usual have no title: the layout may have changed.",
  "undated-articles": "More articles than usual have no date: the layout may have changed.",
  "textless-articles": "More articles than usual have no text: the layout may have changed.",
  quiet: "Nothing new for longer than usual. Look at the site: it may have moved.",
  "list-lost": "A list of the source is gone. Correct its address.",
  "date-doubt": "Dates in the list and in the article differ.",
  "no-capture": "No archive has a good capture of the page.",
  "no-mention-left": "A decided event is reported by no page any more.",
};

/** What the page of runs and issues says. */
export const RUNS_TEXTS = {
  issues: (open: number) => count(open, "open issue"),
  issuesMeaning:
    "An issue is something that a person should look at. It counts up while it lasts, and most close by themselves when what they are about works again.",
  newest: (shown: number) => `The newest ${shown} are shown.`,
  noIssue: "Nothing to look at.",
  issueColumns: {
    number: "Number",
    what: "What",
    where: "Where",
    message: "Message",
    since: "Since",
    times: "Times",
  },
  close: { before: "Close an issue by hand with ", command: "jingwu issues close NUMBER", after: "." },
  runs: "Runs",
  runsMeaning: "A run reads sources, or stored pages again, and works off all that waits. Times are UTC.",
  noRun: {
    before: "No run yet. ",
    command: "jingwu update",
    after: " reads the sources once, and jingwu run keeps them current.",
  },
  runColumns: {
    command: "Command",
    started: "Started",
    finished: "Finished",
    state: "State",
    counts: "Counts",
  },
  states: {
    running: "under way",
    finished: "done",
    abandoned: "broken off; the next run goes on from there",
  },
  failed: (status: number) =>
    status === 3 ? "done, but some sources or files failed" : `failed, status ${status}`,
  none: "–",
} as const;
