import { readFileSync } from "node:fs";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { ConfigError } from "./errors.ts";

/**
 * Reads a YAML file and validates it. Throws {@link ConfigError} naming the file, the line or key, what was expected
 * and what was found, so that a person who edits `config/` can mend it without reading code.
 */
export function readYamlFile<T extends z.ZodType>(file: string, schema: T): z.infer<T> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`${file}: cannot be read (${(cause as NodeJS.ErrnoException).code ?? "error"})`, { cause });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new ConfigError(`${file}:${line}:${col}: not valid YAML: ${broken.message}`);
  }
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.slice(0, 5).map((issue) => describe(file, issue)).join("\n"));
}

function describe(file: string, issue: z.core.$ZodIssue): string {
  const key = issue.path.length > 0 ? issue.path.join(".") : "(top level)";
  if (issue.code === "unrecognized_keys") {
    return `${file}: ${key}: unknown key ${issue.keys.map((k) => `"${k}"`).join(", ")}; remove it or check its spelling`;
  }
  return `${file}: ${key}: ${issue.message}`;
}
