import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { CORE_SCHEMA, load } from "js-yaml";
import type { Document, LineCounter } from "yaml";
import type { z } from "zod";
import { ConfigError } from "./errors.ts";

/**
 * Reads a YAML file and validates it. Throws {@link ConfigError} naming the file, the line and key, what was expected
 * and what was found, so that a person who edits `config/` can mend it without reading code.
 */
export function readYamlFile<T extends z.ZodType>(file: string, schema: T): z.infer<T> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "error";
    const why = code === "ENOENT" ? "expected a file, found none; create it or name another folder" : code;
    throw new ConfigError(`${file}: cannot be read (${why})`, { cause });
  }
  const quick = readQuickly(text, schema);
  if (quick) return quick.data;
  const { document, lines } = parseWithPlaces(file, text);
  let value: unknown;
  try {
    value = document.toJS();
  } catch (cause) {
    // Aliases are resolved only here; the parser refuses those that would fill the memory.
    throw new ConfigError(`${file}: not valid YAML: ${(cause as Error).message}`, { cause });
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    const line = lineOf(document, lines, [...issue.path, ...unknown]);
    return `${file}${line === null ? "" : `:${line}`}: ${describeIssue(issue)}`;
  });
  if (problems.length > MAX_PROBLEMS) problems.splice(MAX_PROBLEMS, Infinity, `${file}: and more`);
  throw new ConfigError(problems.join("\n"));
}

/** An anchor: what it stands for can be repeated without end, which the other parser counts. */
const ANCHOR = /(?:^|[\s[{,])&[^\s,[\]{}]/m;

/**
 * What a file without a fault holds, in about an eighth of the time; null when the parser that knows lines must look.
 * Both read YAML 1.2 with its core schema.
 */
function readQuickly<T extends z.ZodType>(text: string, schema: T): { data: z.infer<T> } | null {
  if (ANCHOR.test(text)) return null;
  try {
    const result = schema.safeParse(load(text, { schema: CORE_SCHEMA }));
    return result.success ? { data: result.data } : null;
  } catch {
    return null;
  }
}

function parseWithPlaces(file: string, text: string): { document: Document.Parsed; lines: LineCounter } {
  // Takes a tenth of a second to load, so only a file that needs it does.
  const yaml = createRequire(import.meta.url)("yaml") as typeof import("yaml");
  const lines = new yaml.LineCounter();
  let document: Document.Parsed;
  try {
    document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  } catch (cause) {
    throw new ConfigError(`${file}: not valid YAML: ${(cause as Error).message}`, { cause });
  }
  const broken = document.errors[0];
  if (!broken) return { document, lines };
  const { line, col } = lines.linePos(broken.pos[0]);
  throw new ConfigError(`${file}:${line}:${col}: not valid YAML: ${broken.message}`);
}

const MAX_PROBLEMS = 5;

/** The line of the value at `path`, or of the nearest thing around it that the file holds. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

/** One problem as "key: expected …, found …; what to do", also for values that did not come from YAML. */
function describeIssue(issue: z.core.$ZodIssue, path: readonly PropertyKey[] = issue.path): string {
  const key = path.length > 0 ? path.map(String).join(".") : "(top level)";
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((name) => `"${name}"`).join(", ");
    return `${key}: expected only known keys, found ${keys}; remove it or check its spelling`;
  }
  if (issue.code === "invalid_union") {
    // The alternative that fits best is the one that failed deepest.
    const inner = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0];
    if (inner && inner.path.length > 0) return describeIssue(inner, [...path, ...inner.path]);
    const expected = [...new Set(issue.errors.flatMap((errors) => errors.slice(0, 1).map(expectation)))];
    const input = issue.input as Record<string, unknown> | undefined;
    const found = typeof issue.discriminator === "string" ? input?.[issue.discriminator] : input;
    return `${key}: expected ${expected.join(" or ") || "a known value"}, found ${show(found)}; correct it`;
  }
  if (issue.code === "invalid_key" || issue.code === "invalid_element") {
    const inner = issue.issues[0];
    const input = inner?.input ?? issue.input;
    if (inner) return describeIssue({ ...inner, input } as z.core.$ZodIssue, [...path, ...inner.path]);
  }
  if (issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value")) {
    return `${key}: expected ${expectation(issue)}, found nothing; add it`;
  }
  if (issue.code === "custom") return `${key}: ${issue.message}`;
  return `${key}: expected ${expectation(issue)}, found ${show(issue.input)}; correct it`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
};

function expectation(issue: z.core.$ZodIssue): string {
  // Zod's own messages begin so; any other was written in a schema of ours and says it better.
  if (!/^(Invalid|Too (small|big)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unit(issue.origin)}`;
    case "invalid_format":
      return `text of the form ${issue.format === "regex" ? issue.pattern : issue.format}`;
    default:
      return issue.message;
  }
}

function unit(origin: string): string {
  return origin === "string" ? " characters" : origin === "array" ? " entries" : "";
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "keys with values";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
