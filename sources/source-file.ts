import type { Source } from "./source.ts";

/** The keys of a source file in the order in which people read them. */
type Entry = Pick<
  Source,
  "id" | "title" | "adapter" | "kind" | "publisher" | "covers" | "active" | "status" | "confidence" | "hosts"
> &
  Partial<Pick<Source, "language" | "editions" | "lists" | "filter" | "expect">>;

/** A source file as YAML, in the form of those that are there. */
export function sourceFileText(entry: Entry, comment: string): string {
  const { publisher, covers, hosts, editions = [], lists = [], filter, expect } = entry;
  const lines = [
    `# ${comment}`,
    `id: ${scalar(entry.id)}`,
    `title: ${scalar(entry.title)}`,
    `adapter: ${entry.adapter}`,
    `kind: ${entry.kind}`,
    `publisher: ${flow({ ...publisher })}`,
    `covers: ${flow({ ...covers })}`,
    ...(entry.language === undefined ? [] : [`language: ${scalar(entry.language)}`]),
    `active: ${entry.active}`,
    `status: ${entry.status}`,
    `confidence: ${entry.confidence}`,
    "hosts:",
    ...hosts.map((host) => `  - ${flow({ ...host })}`),
    ...(editions.length > 0
      ? ["editions:", ...editions.map((edition) => `  - ${flow({ ...edition })}`)]
      : []),
    ...(lists.length > 0 ? ["lists:", ...lists.map((list) => `  - ${flow({ ...list })}`)] : []),
    ...(filter === undefined ? [] : [`filter: ${filter}`]),
    ...(expect === undefined ? [] : [`expect: ${flow({ ...expect })}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function flow(value: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${key}: ${inFlow(one)}`);
  return `{ ${pairs.join(", ")} }`;
}

function inFlow(value: unknown): string {
  if (typeof value === "object" && value !== null) return flow(value as Record<string, unknown>);
  return typeof value === "string" ? scalar(value) : String(value);
}

/** Words that YAML takes for something else, and signs that mean something in it, stand in quotes. */
function scalar(text: string): string {
  const plain =
    /^[A-Za-z/][\w ./:'()-]*$/.test(text) && !/: |:$| #|^(?:null|true|false|yes|no|on|off|y|n)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}
