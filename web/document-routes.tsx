import type { Context, Hono } from "hono";
import type { Coding } from "../extractors/event.ts";
import type { EventByHand } from "../pipeline/add-by-hand.ts";
import { type AppOptions, reviewerOf, ruleTexts, timeNow, visitOf } from "./context.ts";
import { type FieldError, readCorrection, readSpan, type SentForm } from "./correction.ts";
import { readForm } from "./decision-form.ts";
import { knownOf, viewDocument } from "./document-view.ts";
import type { NotAdded } from "./pages/add-event.tsx";
import { DocumentPage } from "./pages/document.tsx";
import { readDone } from "./read-done.ts";
import { takeAddition, takeDocumentReview } from "./take-addition.ts";
import { DOCUMENT_TEXTS } from "./texts/document.ts";

/** The page of a document, and what is added to it or said of it by form. */
export function addDocumentRoutes(app: Hono, options: AppOptions): void {
  app.get("/documents/:id", (c) => showDocument(c, options, c.req.param("id"), 200));
  app.post("/documents/:id/events", (c) => addByForm(c, options, c.req.param("id")));
  app.post("/documents/:id/reviews", (c) => reviewByForm(c, options, c.req.param("id")));
}

async function addByForm(c: Context, options: AppOptions, documentId: string) {
  const sent = await readForm(c);
  const read = await readEvent(sent, options);
  if ("errors" in read) return showDocument(c, options, documentId, 400, { sent, errors: read.errors });
  const by = { reviewer: reviewerOf(c, options), at: timeNow(options) };
  const added = await takeAddition(options, { documentId, ...by, ...read.event });
  switch (added.outcome) {
    case "added":
    case "joined":
      return c.redirect(`/documents/${documentId}?added=${added.event.id}`, 303);
    case "known": {
      const known = { event: added.event, why: added.why, own: added.own };
      return showDocument(c, options, documentId, 409, { sent, errors: [], known });
    }
    case "refused":
      return showDocument(c, options, documentId, 400, { sent, errors: added.errors });
    case "not-found":
      return c.notFound();
  }
}

async function reviewByForm(c: Context, options: AppOptions, documentId: string) {
  const { decision } = await readForm(c);
  const said = await takeDocumentReview(options, {
    documentId,
    reviewer: reviewerOf(c, options),
    at: timeNow(options),
    decision: decision === "undo" ? "undo" : "no-event",
  });
  if (said.outcome === "not-found") return c.notFound();
  // Somebody was quicker: the page shows how it stands now.
  return c.redirect(`/documents/${documentId}`, 303);
}

async function showDocument(
  c: Context,
  options: AppOptions,
  id: string,
  status: 200 | 400 | 409,
  notAdded?: NotAdded,
) {
  const view = await viewDocument(options.db, id, await options.words);
  if (!view) return c.notFound();
  const add = {
    known: knownOf(view.document, options.sources),
    open: c.req.query("add") !== undefined,
    notAdded,
  };
  const props = {
    visit: await visitOf(c, options),
    ruleText: await ruleTexts(options),
    done: await readDone(c, options, c.req.query("added")),
  };
  return c.html(<DocumentPage {...props} view={view} add={add} />, status);
}

type Read = Pick<EventByHand, "coding" | "evidence" | "marked" | "spans" | "note" | "joins" | "apart">;

/** The form of an added event; the words of its passage may have been marked in the text. */
async function readEvent(
  sent: SentForm,
  { words }: AppOptions,
): Promise<{ event: Read } | { errors: readonly FieldError[] }> {
  const read = readCorrection(sent, { coding: NOTHING, people: [] }, (await words)?.countries);
  const [quote = ""] = valuesOf(sent.quote);
  const [note = ""] = valuesOf(sent.note).map((text) => text.trim());
  const errors = [...read.errors];
  if (quote.trim() === "") errors.unshift({ field: "quote", message: DOCUMENT_TEXTS.add.noQuote });
  if (!read.changes || errors.length > 0) return { errors };
  const marked = readSpan(valuesOf(sent.evidence_span)[0] ?? "");
  const joins = valuesOf(sent.joins)[0];
  return {
    event: {
      coding: read.changes,
      evidence: quote,
      ...(marked ? { marked } : {}),
      spans: read.spans,
      ...(note === "" ? {} : { note }),
      ...(joins === undefined ? {} : { joins }),
      apart: valuesOf(sent.apart),
    },
  };
}

/** What an event is before anything is said of it: every value that is given is a change to it. */
const NOTHING = {
  ...{ type: "" as Coding["type"], date: "" },
  ...{ countries: [], prc_actors: [], prc_people: [], foreign_people: [], topics: [] },
} satisfies Coding;

function valuesOf(sent: SentForm[string]): readonly string[] {
  return typeof sent === "string" ? [sent] : (sent ?? []);
}
