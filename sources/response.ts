import { SourceError, type SourceErrorCode } from "./errors.ts";

/** HTTP header fields in the order received; a name may occur more than once. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The first value of a header field, whatever the case of its name; null when it is not there. */
export function headerValue(headers: HeaderList, name: string): string | null {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

/** One complete HTTP answer. */
export interface FetchedResponse {
  /** The address asked for, without fragment. */
  readonly url: string;
  /** The address that answered, after redirects. */
  readonly finalUrl: string;
  /** The addresses between `url` and `finalUrl` that redirected, `url` included; empty without redirect. */
  readonly redirects: readonly string[];
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly contentType: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Decompressed; empty for 304. */
  readonly body: Buffer;
  /** UTC, ISO 8601 with seconds: when the last byte had come. */
  readonly fetchedAt: string;
}

/** A page that could not be had. `response` is the answer that says so, if there was one; it can be archived. */
export class FetchError extends SourceError {
  readonly response: FetchedResponse | null;

  constructor(
    code: SourceErrorCode,
    item: string,
    message: string,
    response: FetchedResponse | null = null,
    options?: ErrorOptions,
  ) {
    super(code, item, message, options);
    this.name = "FetchError";
    this.response = response;
  }
}
