import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Adapter, ListPage } from "../../../sources/adapter.ts";
import type { SourceError } from "../../../sources/errors.ts";
import { loadSources } from "../../../sources/register.ts";
import type { Source } from "../../../sources/source.ts";

/** A saved page of a family, `tests/pages/<family>/<name>`; without an extension, HTML. */
export function savedPage(family: string, name: string): string {
  return readFileSync(`tests/pages/${family}/${name.includes(".") ? name : `${name}.html`}`, "utf8");
}

const sources = new Map(loadSources("config").map((source) => [source.id, source]));

/** A source of the register. */
export function sourceOf(id: string): Source {
  const source = sources.get(id);
  if (!source) throw new Error(`no source ${id} in the register`);
  return source;
}

/** Reads a list page that must be one. */
export function listOf(adapter: Adapter, text: string, url: string, source: Source): ListPage {
  const reading = adapter.readList!(text, url, source);
  if (reading.kind !== "list") throw new Error(`expected a list, found ${reading.reason}`);
  return reading;
}

/** The error that a page of this address is refused with. */
export function refusal(code: SourceError["code"], item: string): SourceError {
  return expect.objectContaining({ name: "SourceError", code, item }) as SourceError;
}
