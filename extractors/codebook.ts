import { z } from "zod";
import { readYamlFile } from "../sources/yaml-file.ts";

const Entry = z.strictObject({ code: z.string(), label: z.string(), gloss: z.string() });
const Defined = Entry.extend({ counts: z.array(z.string()), does_not_count: z.array(z.string()) });

/** The definitions of what is coded, as `config/codebook.yaml` holds them. */
export const Codebook = z.strictObject({
  version: z.string(),
  unit: z.string(),
  not_an_event: z.array(z.string()),
  event_types: z.array(
    Defined.extend({ boundaries: z.array(z.string()).default([]), fields: z.array(z.string()) }),
  ),
  prc_actors: z.array(Defined),
  topics: z.array(Entry),
  agreement_types: z.array(Defined),
  fields: z.array(Entry),
});
export type Codebook = z.infer<typeof Codebook>;

/** Reads the codebook. Throws ConfigError naming file, line and key. */
export function readCodebook(file: string): Codebook {
  return readYamlFile(file, Codebook);
}
