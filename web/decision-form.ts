import type { Context } from "hono";
import type { CountryNames } from "../extractors/country-names.ts";
import { RELATION_KINDS, RelationKind } from "../extractors/relation-config.ts";
import { DECISIONS } from "../store/review-input.ts";
import { type FieldError, readCorrection, type SentForm, type Shown } from "./correction.ts";
import type { Decision } from "./take-decision.ts";
import { REJECT_REASONS } from "./texts.ts";

/** What a form may decide: what the rules missed is added on the page of its document. */
const FORM_DECISIONS = DECISIONS.filter((one) => one !== "add");

/** A decision as a form asks for it. */
export type Taken = Pick<Decision, "decision" | "changes" | "spans" | "note" | "into" | "mentionIds"> & {
  /** The relation leads from the other event to this one. */
  readonly turned?: boolean;
};
type Read = { decision: Taken } | { errors: readonly FieldError[] };

/** Reads a decision from a form, to be taken on the event shown. Errors name the field and say what is expected. */
export function readDecision(form: SentForm, shown: Shown, names: CountryNames | undefined): Read {
  const decision = FORM_DECISIONS.find((one) => one === form.decision);
  if (!decision) return { errors: [{ field: "decision", message: `one of ${FORM_DECISIONS.join(", ")}` }] };
  const words = typeof form.note === "string" ? form.note.trim() : "";
  if (words.length > 2000) return { errors: [{ field: "note", message: "at most 2000 characters" }] };
  const note = words ? { note: words } : {};
  if (decision === "reject") {
    const reason = REJECT_REASONS.find(([code]) => code === form.reason)?.[0];
    if (!reason) return { errors: [{ field: "reason", message: "choose why it is no event" }] };
    return { decision: { decision, note: words ? `${reason}: ${words}` : reason } };
  }
  if (decision === "relate" || decision === "unrelate") return readRelation(decision, form, note);
  if (decision === "merge" || decision === "distinct") {
    const into = readEventId(form.into);
    if (into === undefined) return { errors: [{ field: "into", message: OTHER_EVENT }] };
    return { decision: { decision, into, ...note } };
  }
  if (decision === "split") {
    const mentionIds = [form.mention ?? []].flat();
    if (mentionIds.length === 0)
      return { errors: [{ field: "mention", message: "choose the reports that leave" }] };
    return { decision: { decision, mentionIds, ...note } };
  }
  if (decision !== "correct") return { decision: { decision, ...note } };
  const correction = readCorrection(form, shown, names);
  if (!correction.changes) return { errors: correction.errors };
  if (Object.keys(correction.changes).length === 0) {
    return { errors: [{ field: "changes", message: "no value was changed; if all is right, accept it" }] };
  }
  const { changes, spans } = correction;
  return { decision: { decision, changes, spans, ...note } };
}

/** Kind and direction as the page offers them; the other event by its id, or by the address of its page. */
function readRelation(decision: "relate" | "unrelate", form: SentForm, note: { note?: string }): Read {
  const [kind, direction] = typeof form.kind === "string" ? form.kind.split(" ") : [];
  if (!RelationKind.safeParse(kind).success || (direction !== "out" && direction !== "in"))
    return { errors: [{ field: "kind", message: `one of ${RELATION_KINDS.join(", ")}, with out or in` }] };
  const into = readEventId(form.into);
  if (into === undefined) return { errors: [{ field: "into", message: OTHER_EVENT }] };
  return { decision: { decision, into, changes: { kind }, turned: direction === "in", ...note } };
}

const OTHER_EVENT = "the id of an event, or the address of its page";

/** The id of an event, given as it is or at the end of the address of its page. */
function readEventId(sent: SentForm[string]): string | undefined {
  const found = typeof sent === "string" ? /(?:^|\/)([a-z0-9-]{1,100})(?:[?#].*)?$/i.exec(sent.trim()) : null;
  return found?.[1];
}

/** The fields of a form as text; files and anything else that is no text are left out. */
export async function readForm(c: Context): Promise<SentForm> {
  const body = await c.req.parseBody({ all: true });
  const fields = Object.entries(body).map(([name, value]) => {
    const texts = [value].flat().filter((one) => typeof one === "string");
    return [name, texts.length === 1 ? texts[0] : texts] as const;
  });
  return Object.fromEntries(fields);
}

/** The newest decision that the reviewer had seen. */
export function readSeen(sent: SentForm[string]): number | undefined {
  return typeof sent === "string" && /^\d{1,15}$/.test(sent) ? Number(sent) : undefined;
}
