import type { Context } from "hono";
import type { ReviewWords } from "../extractors/review-words.ts";
import type { DaemonView } from "../pipeline/daemon-view.ts";
import type { Linker } from "../pipeline/linker.ts";
import type { SourceInfo } from "../pipeline/source-rows.ts";
import type { Settings } from "../sources/settings.ts";
import type { Db } from "../store/database.ts";
import type { QueueView } from "../store/queue.ts";
import { countWaiting } from "../store/queue-counts.ts";
import type { Place, Visit } from "./pages/layout.tsx";
import { themeOf } from "./theme.ts";

export type { SourceInfo } from "../pipeline/source-rows.ts";

/** What is shown of a rule. */
export interface RuleInfo {
  readonly id: string;
  /** One line that says what it recognises. */
  readonly reads: string;
  readonly type: string;
  readonly language: string;
  readonly claim?: string | undefined;
  /** Its events count nowhere until somebody decides them. */
  readonly muted?: boolean;
  readonly finds: readonly { readonly text: string }[];
  readonly skips: readonly { readonly text: string; readonly because: string }[];
}

export interface AppOptions {
  readonly db: Db;
  readonly version: string;
  readonly dataDir: string;
  /** Written with each decision where nobody has to sign in. "local" when absent. */
  readonly reviewer?: string;
  /** With it any name may sign in that has no account. */
  readonly password?: string;
  /** True when only this machine can reach the server: then requests for other host names are refused. */
  readonly loopback?: boolean;
  /** A web server of one's own passes requests on: what it says of visitor and TLS is believed. */
  readonly behindProxy?: boolean;
  /** The register, as loaded from the configuration. */
  readonly sources?: readonly SourceInfo[];
  /** When sources are visited that do not say otherwise, and which rules are muted; without it no schedule is shown. */
  readonly settings?: Pick<Settings, "schedule"> & Partial<Pick<Settings, "rules" | "review">>;
  /** The rules, as loaded from the configuration: shown beside what they found. Pages that show them wait for them. */
  readonly rules?: readonly RuleInfo[] | Promise<readonly RuleInfo[]>;
  /** What the dictionaries know: names of countries. Without it they are known by their English names and codes. */
  readonly words?: ReviewWords | Promise<ReviewWords>;
  /** Codes events again whose reports a decision moved; without it the next run does. May still be on its way. */
  readonly linker?: Linker | Promise<Linker>;
  /** What keeps the database current in this process; absent where nothing does. */
  readonly daemon?: DaemonView;
  readonly now?: () => Date;
  /** Told about failures that a visitor sees only as "failed". Writes to stderr when absent. */
  readonly log?: (message: string) => void;
}

/** Notes for the rest of the request that it may see what is stored, and as whom where one has signed in. */
export function letIn(c: Context, name?: string): void {
  c.set("letIn", true);
  c.set("reviewer", name);
}

/** Whether the request may see what is stored: what goes wrong before that must say nothing of it. */
export function isLetIn(c: Context): boolean {
  return c.get("letIn") === true;
}

/** Who has signed in; undefined where nobody has to. */
export function signedInAs(c: Context): string | undefined {
  return c.get("reviewer") as string | undefined;
}

/** The name that decisions of this request are written under. */
export function reviewerOf(c: Context, options: AppOptions): string {
  return signedInAs(c) ?? options.reviewer ?? "local";
}

/** The name that a program's decision is written under: one that has signed in goes before any that is sent. */
export function signerOf(c: Context, options: AppOptions, sent: string | undefined): string {
  return signedInAs(c) ?? sent ?? reviewerOf(c, options);
}

/** Who looks at lists, and what comes first in the queue. */
export function viewOf(c: Context, options: AppOptions): QueueView {
  return { reviewer: reviewerOf(c, options), order: options.settings?.review?.order };
}

export async function visitOf(c: Context, options: AppOptions): Promise<Visit> {
  const waiting = await countWaiting(options.db, viewOf(c, options));
  const mayLeave = signedInAs(c) !== undefined;
  return { ...placeOf(c), reviewer: reviewerOf(c, options), mayLeave, waiting };
}

/** Where the reader is, and in which colours: all that is known of one who has not signed in. */
export function placeOf(c: Context): Place {
  const { pathname, search } = new URL(c.req.url);
  return { path: c.req.path, address: c.req.method === "GET" ? pathname + search : "/", theme: themeOf(c) };
}

/** The time now as the store keeps it: UTC with seconds. */
export function timeNow(options: AppOptions): string {
  return (options.now?.() ?? new Date()).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** True for the parts that programs use, which get errors as JSON. */
export function isApi(c: Context): boolean {
  return c.req.path.startsWith("/api/");
}

/** What a rule recognises, by its id; undefined for one that the rules no longer hold. */
export async function ruleTexts({ rules = [] }: AppOptions): Promise<(id: string) => string | undefined> {
  const texts = new Map((await rules).map(({ id, reads }) => [id, reads]));
  return (id) => texts.get(id);
}
