import { type Dispatcher, request } from "undici";
import { AddressRefused } from "./connect.ts";
import { maybeGunzip } from "./gunzip.ts";
import { isoTime } from "./iso-time.ts";
import { type FetchedResponse, type HeaderList, headerValue } from "./response.ts";

/** Why one exchange brought no complete answer. */
export class ExchangeError extends Error {
  readonly kind: "network" | "too-large" | "refused" | "undecodable";
  /** Whether the same request may fare better later. */
  readonly passing: boolean;

  constructor(kind: ExchangeError["kind"], message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = "ExchangeError";
    this.kind = kind;
    this.passing = passing;
  }
}

export interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Keep the first `maxBytes` of a larger body instead of failing. */
  readonly cut?: boolean;
  /**
   * Take the body as it comes: what an archive replays has the headers of the time, which need not be true of the bytes.
   * It is unpacked where it begins as gzip does.
   */
  readonly replayed?: boolean;
  readonly now: () => Date;
}

/** One request and its whole answer, redirects not followed. Throws {@link ExchangeError}. */
export async function exchange(url: string, options: ExchangeOptions): Promise<FetchedResponse> {
  const abort = new AbortController();
  const clock = setTimeout(() => abort.abort(), options.timeoutMs);
  try {
    const answer = options.replayed
      ? await askAsItComes(url, options, abort)
      : await askDecoded(url, options, abort);
    return {
      url,
      finalUrl: url,
      redirects: [],
      ...answer,
      contentType: headerValue(answer.headers, "content-type"),
      etag: headerValue(answer.headers, "etag"),
      lastModified: headerValue(answer.headers, "last-modified"),
      fetchedAt: isoTime(options.now()),
    };
  } catch (error) {
    if (error instanceof ExchangeError) throw error;
    const text = abort.signal.aborted ? `no complete answer within ${options.timeoutMs} ms` : reason(error);
    const known = abort.signal.aborted ? undefined : findCode(error);
    if (known === "ADDRESS_REFUSED") throw new ExchangeError("refused", text, false, { cause: error });
    throw new ExchangeError("network", text, !LASTING.test(known ?? ""), { cause: error });
  } finally {
    clearTimeout(clock);
  }
}

type Answer = Pick<FetchedResponse, "status" | "statusText" | "headers" | "body">;

async function askDecoded(url: string, options: ExchangeOptions, abort: AbortController): Promise<Answer> {
  const response = await globalThis.fetch(url, {
    headers: options.headers,
    redirect: "manual",
    signal: abort.signal,
    // The types of Node's own fetch are those of an older undici.
    dispatcher: options.dispatcher,
  } as unknown as RequestInit);
  const headers: HeaderList = [...response.headers];
  const body = await readBody(response, options, abort);
  return { status: response.status, statusText: response.statusText, headers, body };
}

async function askAsItComes(url: string, options: ExchangeOptions, abort: AbortController): Promise<Answer> {
  const { dispatcher, headers, maxBytes } = options;
  const response = await request(url, {
    dispatcher,
    headers: { ...headers, "accept-encoding": "identity" },
    signal: abort.signal,
  });
  const list: [string, string][] = Object.entries(response.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  const body = await collect(maybeGunzip(response.body as AsyncIterable<Buffer>), maxBytes, false);
  return { status: response.statusCode, statusText: response.statusText ?? "", headers: list, body };
}

/** Failures that repeating the request within minutes does not mend: a name that does not exist, a bad certificate. */
const LASTING =
  /^(ENOTFOUND|CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_INVALID_|UND_ERR_INVALID)/;

const KNOWN_CODINGS = /^(gzip|x-gzip|deflate|br|identity|)$/;

async function readBody(
  response: Response,
  options: ExchangeOptions,
  abort: AbortController,
): Promise<Buffer> {
  const coding = (response.headers.get("content-encoding") ?? "").trim().toLowerCase();
  for (const one of coding.split(",")) {
    if (KNOWN_CODINGS.test(one.trim()) || !response.body) continue;
    abort.abort();
    throw new ExchangeError("undecodable", `content-encoding "${coding}" cannot be decoded`, false);
  }
  if (!response.body) return Buffer.alloc(0);
  // Counted as it is decompressed, so that a small answer cannot unfold into the memory.
  return collect(response.body, options.maxBytes, options.cut === true);
}

/** The whole of a body; of a larger one its beginning, with `cut`, else an error. */
async function collect(body: AsyncIterable<Uint8Array>, maxBytes: number, cut: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    chunks.push(bytes);
    size += bytes.length;
    if (size <= maxBytes) continue;
    if (cut) break;
    throw new ExchangeError("too-large", `body is larger than ${maxBytes} bytes`, false);
  }
  return Buffer.concat(chunks, Math.min(size, maxBytes));
}

/** Node's fetch says "fetch failed" and hides the reason in `cause`; other transports throw the reason itself. */
function findCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof AddressRefused) return at.code;
    const code = (at as NodeJS.ErrnoException).code;
    if (typeof code === "string") return code;
  }
  return undefined;
}

function reason(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  if (!(innermost instanceof Error)) return String(innermost);
  const code = findCode(error);
  // Several addresses tried and failed come as an AggregateError without a message.
  const message =
    innermost.message || (innermost as AggregateError).errors?.map((one) => one.message).join("; ");
  return code && code !== "ADDRESS_REFUSED" && !message.includes(code) ? `${message} (${code})` : message;
}
