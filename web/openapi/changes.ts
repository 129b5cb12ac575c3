const TEXT_OR_NULL = { type: ["string", "null"] };

/** An edit, loss or return of an official page. */
export const CHANGE = {
  type: "object",
  required: ["id", "kind", "at", "source", "canonical_url", "title", "difference", "events"],
  properties: {
    id: { type: "integer" },
    kind: { enum: ["edited", "removed", "restored"] },
    at: { type: "string", description: "When it was noticed, UTC." },
    source: { type: "string" },
    canonical_url: { type: "string" },
    title: TEXT_OR_NULL,
    published: TEXT_OR_NULL,
    last_seen: { ...TEXT_OR_NULL, description: "Of a loss or return, when the page was last read before." },
    first_missing: { ...TEXT_OR_NULL, description: "Of a loss or return, when the page first was missing." },
    document: { ...TEXT_OR_NULL, description: "The version after an edit, else the newest known." },
    before: { ...TEXT_OR_NULL, description: "Of an edit, the document before." },
    after: { ...TEXT_OR_NULL, description: "Of an edit, the document after." },
    difference: { ...TEXT_OR_NULL, description: "Of an edit, a short unified difference of the texts." },
    events: { type: "array", items: { type: "string" }, description: "Events that it touches." },
  },
};
