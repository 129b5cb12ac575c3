import type { Context, Hono } from "hono";
import { z } from "zod";
import { CODED_FIELDS, type CodedField, type Coding } from "../extractors/event.ts";
import type { WordsRead } from "../extractors/read-words.ts";
import { findDocument } from "../store/documents.ts";
import { findEvent } from "../store/event-record.ts";
import type { AppOptions } from "./context.ts";
import { readCorrection, type Shown } from "./correction.ts";
import { fail } from "./errors.tsx";
import { readJson } from "./json-body.ts";
import { countryName, valueTexts } from "./labels.ts";
import { ParameterError } from "./queue-filter.ts";
import { FIELD_TEXTS } from "./texts.ts";

/** A correction form as it stands while somebody types. */
export const CheckBody = z.strictObject({
  /** The event that is corrected; absent for one that is added. */
  event: z.string().min(1).max(100).optional(),
  fields: z.record(z.string().max(100), z.union([z.string(), z.array(z.string())])),
});

/** One field that marked words can fill. */
interface Filling {
  readonly field: CodedField;
  readonly name: string;
  /** As a reader sees it. */
  readonly text: string;
  /** As the form takes it: codes for boxes and choices, names of countries, names of people. */
  readonly values: readonly string[];
  readonly office?: string;
}

/** What helps while a correction is made: the check of a form before it is sent, and what marked words say. */
export function addCorrectionRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;

  app.post("/api/corrections/check", async (c) => {
    const body = CheckBody.safeParse(await readJson(c));
    if (!body.success) return fail(c, options, 400, { message: body.error.issues[0]!.message });
    const { event: id, fields } = body.data;
    const event = id === undefined ? undefined : await findEvent(db, id);
    if (id !== undefined && !event) return fail(c, options, 404, { message: `no event ${id}` });
    const names = (await options.words)?.countries;
    const { errors } = readCorrection(fields, event ?? BLANK, names);
    return c.json({ errors });
  });

  app.get("/api/documents/:id/words", async (c) => {
    const document = await findDocument(db, c.req.param("id"));
    if (!document) return fail(c, options, 404, { message: `no document ${c.req.param("id")}` });
    const part = c.req.query("in") === "title" ? "title" : "text";
    const [start, end] = [readPlace(c, "start"), readPlace(c, "end")];
    if (start >= end || end > document[part].length)
      throw new ParameterError("end", `a place in the ${part}`);
    const words = await options.words;
    const read = words ? words.read(document, { in: part, start, end }) : {};
    return c.json({ fields: fillings(read) });
  });
}

/** What an event that is added is compared with: nothing is said yet. */
const BLANK: Shown = {
  coding: {
    type: "meeting",
    date: "",
    countries: [],
    prc_actors: [],
    prc_people: [],
    foreign_people: [],
    topics: [],
  },
  people: [],
};

function fillings({ office, ...read }: WordsRead): Filling[] {
  return CODED_FIELDS.flatMap((field) => {
    const value = read[field as keyof Omit<Coding, "background">];
    if (value === undefined) return [];
    const values = [value].flat().map(String);
    const person = field === "prc_people" || field === "foreign_people";
    return [
      {
        field,
        name: FIELD_TEXTS[field],
        text: valueTexts(field, value).join(", "),
        values: field === "countries" ? values.map(countryName) : values,
        ...(person && office ? { office } : {}),
      },
    ];
  });
}

function readPlace(c: Context, name: string): number {
  const text = c.req.query(name) ?? "";
  if (!/^\d{1,9}$/.test(text)) throw new ParameterError(name, "a whole number, counted in UTF-16 units");
  return Number(text);
}
