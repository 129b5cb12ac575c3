import type { ListReading } from "./adapter.ts";
import { SourceError } from "./errors.ts";
import { type ListItem, listOfItems, MAX_ITEMS } from "./list-items.ts";
import type { ListConfig, Source } from "./source.ts";

/** Where things stand in a list that is JSON, as dotted names. */
export type JsonPlaces = NonNullable<ListConfig["json"]>;

/**
 * Reads a list that is JSON, or JSON in a call (JSONP), by the places the register names. Throws {@link SourceError}
 * `layout-changed` for what is no JSON and when there is no list at the place of the items.
 */
export function readJsonList(text: string, url: string, source: Source, places: JsonPlaces): ListReading {
  const items = valueAt(parse(text, url), places.items);
  if (!Array.isArray(items)) {
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected a list at "${places.items}", found ${items === undefined ? "nothing" : typeof items}`,
    );
  }
  const read = (item: unknown, place: string | undefined): string | null => {
    const value = place === undefined ? null : valueAt(item, place);
    return typeof value === "string" || typeof value === "number" ? String(value) : null;
  };
  const entries = items.slice(0, MAX_ITEMS).map(
    (item): ListItem => ({
      url: addressOf(places.url, (place) => read(item, place)),
      title: read(item, places.title),
      lead: read(item, places.lead),
      date: read(item, places.date),
    }),
  );
  return listOfItems(entries, url, source);
}

/** Empty when the item lacks a part of it. */
function addressOf(pattern: string, read: (place: string) => string | null): string {
  if (!pattern.includes("{")) return read(pattern) ?? "";
  const places = [...pattern.matchAll(/\{([^{}]+)\}/g)].map(([, place]) => place!);
  if (places.some((place) => !read(place))) return "";
  return pattern.replace(/\{([^{}]+)\}/g, (_, place: string) => read(place)!);
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(withoutCall(text));
  } catch (cause) {
    throw new SourceError(
      "layout-changed",
      url,
      `${url}: expected JSON, found another page or a broken one`,
      {
        cause,
      },
    );
  }
}

/** What stands in the brackets of a call (JSONP); any other text as it is. Linear in the length of the text. */
export function withoutCall(text: string): string {
  const bare = text.replace(/^\ufeff/, "").trim();
  const name = /^[\w$.]{1,80}\s{0,9}\(/.exec(bare);
  if (!name) return bare;
  const call = (bare.endsWith(";") ? bare.slice(0, -1) : bare).trimEnd();
  return call.endsWith(")") ? call.slice(name[0].length, -1) : bare;
}

/** The value at a dotted name; undefined when there is none. Own properties only: the data is not ours. */
function valueAt(data: unknown, place: string): unknown {
  return place
    .split(".")
    .filter(Boolean)
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      data,
    );
}
