import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AGREEMENT_TYPES, Coding, EVENT_TYPES, PRC_ACTORS, TOPICS } from "../../extractors/event.ts";
import { readYamlFile } from "../../sources/yaml-file.ts";

const form = z.string().min(1);
const entry = { code: form, label: form, gloss: form };
const defined = { ...entry, counts: z.array(form), does_not_count: z.array(form) };
const Codebook = z.strictObject({
  version: form,
  unit: form,
  not_an_event: z.array(form).min(1),
  event_types: z.array(
    z.strictObject({ ...defined, boundaries: z.array(form).default([]), fields: z.array(form).min(1) }),
  ),
  prc_actors: z.array(z.strictObject(defined)),
  topics: z.array(z.strictObject(entry)),
  agreement_types: z.array(z.strictObject(defined)),
  fields: z.array(z.strictObject(entry)),
});

describe("the codebook", () => {
  const codebook = readYamlFile("config/codebook.yaml", Codebook);
  it("defines every code once, in the order of the program", () => {
    expect(codebook.event_types.map((e) => e.code)).toEqual([...EVENT_TYPES]);
    expect(codebook.prc_actors.map((e) => e.code)).toEqual([...PRC_ACTORS]);
    expect(codebook.topics.map((e) => e.code)).toEqual([...TOPICS]);
    expect(codebook.agreement_types.map((e) => e.code)).toEqual([...AGREEMENT_TYPES]);
    expect(codebook.fields.map((e) => e.code)).toEqual(Object.keys(Coding.shape));
  });

  it("gives event types only fields that it defines", () => {
    const known = codebook.fields.map((field) => field.code);
    expect(codebook.event_types.flatMap((e) => e.fields).filter((field) => !known.includes(field))).toEqual(
      [],
    );
  });
});
