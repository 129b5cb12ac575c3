import { readFileSync } from "node:fs";
import { z } from "zod";
import { ConfigError } from "../sources/errors.ts";

const names = z.array(z.string()).optional();

/** A hand-coded event; fields of the codebook that scoring does not use are kept as they are. */
const GoldEvent = z.looseObject({
  type: z.string(),
  date: z.string().optional(),
  countries: names,
  topics: names,
  prc_actors: names,
  prc_people: names,
  foreign_people: names,
  agreement_type: z.string().optional(),
  participants: z.number().optional(),
  persons: z.number().optional(),
  round: z.number().optional(),
  background: z.boolean().optional(),
  optional: z.boolean().optional(),
  cluster: z.string().optional(),
  evidence: z.string().optional(),
});

/** One hand-coded document: a line of a gold file. */
export const GoldDocument = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  lang: z.string().default("?"),
  title: z.string().default(""),
  text: z.string(),
  published: z.string().nullish(),
  url: z.string().optional(),
  events: z.array(GoldEvent),
});
export type GoldDocument = z.infer<typeof GoldDocument>;

/** Reads gold files, one JSON object a line. Throws ConfigError that names the file, line and field. */
export function readGold(files: readonly string[]): GoldDocument[] {
  return files.flatMap((file) => {
    const lines = readText(file).split("\n");
    return lines.flatMap((line, index) =>
      line.trim() === "" ? [] : [readLine(line, `${file}:${index + 1}`)],
    );
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`evaluate ${file}: cannot be read (${(cause as NodeJS.ErrnoException).code})`, {
      cause,
    });
  }
}

function readLine(line: string, place: string): GoldDocument {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ConfigError(`${place}: expected a JSON object, found: ${(cause as Error).message}`, { cause });
  }
  const result = GoldDocument.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new ConfigError(`${place}: ${path.join(".")}: ${message}`);
}
