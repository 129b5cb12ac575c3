import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { WARCRecord, WARCSerializer } from "warcio";
import { ConfigError } from "../../sources/errors.ts";
import { readWarc, type WarcRecord } from "../../sources/warc-read.ts";

function member(headers: Record<string, string>, body: Buffer | string): Buffer {
  const http = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return record(
    "response",
    Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${http.join("")}\r\n`), Buffer.from(body)]),
  );
}

function record(type: string, block: Buffer, extra = "", length = block.length): Buffer {
  const kind = type === "response" ? "application/http; msgtype=response" : "text/plain";
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: <http://a.example/>\r\n${extra}Content-Type: ${kind}\r\n`;
  return Buffer.concat([
    Buffer.from(`${head}Content-Length: ${length}\r\n\r\n`),
    block,
    Buffer.from("\r\n\r\n"),
  ]);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, maxBytes?: number): Promise<WarcRecord[]> {
  const list: WarcRecord[] = [];
  const options = maxBytes === undefined ? {} : { maxBytes };
  for await (const one of readWarc(inPieces(bytes, 1000), options)) list.push(one);
  return list;
}

/** The records before the failure, and the failure. */
async function readUntilFailure(bytes: Buffer): Promise<{ payloads: string[]; error: unknown }> {
  const payloads: string[] = [];
  try {
    for await (const one of readWarc(inPieces(bytes, 700), { name: "x.warc.gz" }))
      payloads.push(one.payload.toString());
  } catch (error) {
    return { payloads, error };
  }
  throw new Error("nothing failed");
}

const PAGE = "<html>警务合作</html>".repeat(30);

it("reads what another WARC writer writes", async () => {
  const members = [];
  for (const url of ["https://a.example/1", "https://a.example/2"]) {
    const made = WARCRecord.create(
      {
        url,
        date: "2020-01-02T03:04:05Z",
        type: "response",
        httpHeaders: { "Content-Type": "text/html" },
        warcVersion: "WARC/1.1",
      },
      (async function* () {
        yield Buffer.from(`${PAGE}${url}`);
      })(),
    );
    members.push(await WARCSerializer.serialize(made, { gzip: true }));
  }
  const records = await read(Buffer.concat(members));
  expect(records.map(({ targetUri, date, payload }) => [targetUri, date, payload.toString()])).toEqual([
    ["https://a.example/1", "2020-01-02T03:04:05Z", `${PAGE}https://a.example/1`],
    ["https://a.example/2", "2020-01-02T03:04:05Z", `${PAGE}https://a.example/2`],
  ]);
});

it.each([
  ["uncompressed", (records: Buffer[]) => Buffer.concat(records)],
  ["compressed record by record", (records: Buffer[]) => Buffer.concat(records.map((one) => gzipSync(one)))],
  ["compressed as a whole", (records: Buffer[]) => gzipSync(Buffer.concat(records))],
  [
    "compressed and padded with zeros",
    (records: Buffer[]) => Buffer.concat([gzipSync(Buffer.concat(records)), Buffer.alloc(512)]),
  ],
])("reads a file that is %s", async (_what, pack) => {
  const bodies = Array.from({ length: 50 }, (_, i) => `page ${i} ${PAGE}`);
  const records = await read(
    pack([record("warcinfo", Buffer.from("a: b")), ...bodies.map((body) => member({}, body))]),
  );
  expect(records[0]).toMatchObject({ type: "warcinfo", http: null });
  expect(records.slice(1).map(({ payload }) => payload.toString())).toEqual(bodies);
  expect(records[1]).toMatchObject({ targetUri: "http://a.example/", http: { status: 200 } });
});

it.each([
  ["gzip", { "Content-Encoding": "gzip" }, gzipSync(PAGE)],
  ["brotli", { "Content-Encoding": "br" }, brotliCompressSync(PAGE)],
  ["deflate with its header", { "Content-Encoding": "deflate" }, deflateSync(PAGE)],
  ["deflate without its header", { "content-encoding": "deflate" }, deflateRawSync(PAGE)],
  [
    "chunks",
    { "Transfer-Encoding": "chunked" },
    Buffer.from(
      `6\r\n${PAGE.slice(0, 6)}\r\n${Buffer.byteLength(PAGE.slice(6)).toString(16)};x=1\r\n${PAGE.slice(6)}\r\n0\r\n\r\n`,
    ),
  ],
  ["gzip although already undone", { "Content-Encoding": "gzip" }, Buffer.from(PAGE)],
  ["brotli although already undone", { "Content-Encoding": "br" }, Buffer.from(PAGE)],
  ["chunks although already undone", { "Transfer-Encoding": "chunked" }, Buffer.from(PAGE)],
])("undoes %s", async (_what, headers, body) => {
  const [only] = await read(member(headers as unknown as Record<string, string>, body));
  expect(only).toMatchObject({ problem: null });
  expect(only!.payload.toString()).toBe(PAGE);
});

it.each([
  ["an unknown coding", member({ "Content-Encoding": "zstd" }, PAGE), /"zstd" cannot be decoded/],
  [
    "a damaged gzip body",
    member({ "Content-Encoding": "gzip" }, gzipSync(PAGE).subarray(0, 40)),
    /"gzip" cannot be decoded/,
  ],
  [
    "a body that unfolds beyond the limit",
    member({ "Content-Encoding": "gzip" }, gzipSync(Buffer.alloc(1e6))),
    /larger than 50000 bytes/,
  ],
  ["a record beyond the limit", member({}, Buffer.alloc(60_000)), /record is larger than 50000 bytes/],
  ["a response that is not HTTP", record("response", Buffer.from("hello")), /expected an HTTP answer/],
])("reports %s and goes on", async (_what, bad, problem) => {
  const records = await read(Buffer.concat([bad, member({}, PAGE)]), 50_000);
  expect(records[0]!.problem).toMatch(problem);
  expect(records[0]!.payload.length).toBe(0);
  expect(records[1]!.payload.toString()).toBe(PAGE);
});

it("keeps the HTTP head of a record beyond the limit", async () => {
  const [film] = await read(member({ "Content-Type": "video/mp4" }, Buffer.alloc(300_000)), 100_000);
  expect(film).toMatchObject({ http: { status: 200, headers: [["Content-Type", "video/mp4"]] } });
  expect(film!.problem).toMatch(/larger than 100000/);
  expect(film!.payload.length).toBe(0);
});

it("says that a crawler cut a body short", async () => {
  const block = Buffer.from("HTTP/1.1 200 OK\r\n\r\n<html>");
  const [only] = await read(record("response", block, "WARC-Truncated: length\r\n"));
  expect(only).toMatchObject({ problem: expect.stringContaining("only the beginning of the body (length)") });
  expect(only!.payload.toString()).toBe("<html>");
});

it("gives the good records before the place where a file is cut or damaged", async () => {
  const good = ["one", "two", "three"].map((body) => member({}, body));
  const perRecord = Buffer.concat(good.map((one) => gzipSync(one)));
  const broken: [Buffer, number, RegExp][] = [
    [Buffer.concat(good).subarray(0, -20), 2, /ends inside a record/],
    [perRecord.subarray(0, -30), 2, /damaged gzip data: unexpected end of file/],
    [Buffer.concat([perRecord, Buffer.from("garbage")]), 3, /damaged gzip data/],
    [perRecord.subarray(0, -3), 3, /unexpected end of file/],
    [gzipSync(Buffer.concat(good)).subarray(0, -4), 3, /unexpected end of file/],
    [
      Buffer.concat([...good.map((one) => gzipSync(one)), gzipSync("x").fill(0xee, 10), gzipSync(good[0]!)]),
      3,
      /damaged gzip data/,
    ],
    [Buffer.concat([...good, Buffer.from("garbage\r\n\r\n")]), 3, /expected a WARC record, found "garbage/],
    [
      Buffer.concat([...good, record("response", Buffer.from("x"), "", 1).subarray(0, 30)]),
      3,
      /expected a WARC record/,
    ],
  ];
  for (const [bytes, count, message] of broken) {
    const { payloads, error } = await readUntilFailure(bytes);
    expect({ message: String(message), payloads }).toEqual({
      message: String(message),
      payloads: ["one", "two", "three"].slice(0, count),
    });
    expect(error).toMatchObject({
      code: "unreadable-input",
      item: "x.warc.gz",
      message: expect.stringMatching(message),
    });
  }
});

it.each([
  ["an empty file", Buffer.alloc(0), /holds no WARC record/],
  ["a page", Buffer.from("<!doctype html><p>hello</p>"), /expected a WARC record, found "<!doctype/],
  ["a compressed page", gzipSync("<!doctype html>"), /expected a WARC record/],
  ["random bytes", Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]), /damaged gzip data/],
  [
    "a record of unknown length",
    Buffer.from("WARC/1.0\r\nContent-Length: -5\r\n\r\n"),
    /Content-Length is -5/,
  ],
  ["a header without end", Buffer.from(`WARC/1.0\r\n${"a: b\r\n".repeat(30_000)}`), /expected a WARC record/],
])("refuses %s", async (_what, bytes, message) => {
  const { payloads, error } = await readUntilFailure(bytes);
  expect(payloads).toEqual([]);
  expect(error).toMatchObject({ code: "unreadable-input", message: expect.stringMatching(message) });
});

it("names a path that cannot be read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-warc-"));
  await expect(readWarc(join(folder, "none.warc")).next()).rejects.toThrow(ConfigError);
  await expect(readWarc(folder).next()).rejects.toThrow(/expected a file/);
  writeFileSync(join(folder, "one.warc"), member({}, "body"));
  const reading = readWarc(join(folder, "one.warc"));
  expect((await reading.next()).value).toMatchObject({ offset: 0, type: "response" });
  expect((await reading.next()).done).toBe(true);
});

it.each([1, 7, 100_000])("reads members of all sizes from pieces of %d bytes", async (size) => {
  const noise = (length: number) =>
    Array.from({ length }, (_, i) => ((i * 2_654_435_761) % 9973).toString(36)).join("");
  const bodies = [
    noise(10),
    noise(30_000),
    "",
    noise(5),
    ...(size > 1000 ? [noise(900_000), noise(20)] : []),
  ];
  const file = Buffer.concat(bodies.map((body) => gzipSync(member({}, body), { level: 1 })));
  const payloads: string[] = [];
  for await (const { payload } of readWarc(inPieces(file, size))) payloads.push(payload.toString());
  expect(payloads.map((text) => text.length)).toEqual(bodies.map((text) => text.length));
  expect(payloads).toEqual(bodies);
});

it("stops reading when its reader does", async () => {
  let given = 0;
  let closed = false;
  async function* endless(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        given += 1;
        yield gzipSync(member({}, PAGE));
      }
    } finally {
      closed = true;
    }
  }
  for await (const one of readWarc(endless())) if (one.payload.length > 0) break;
  expect(closed).toBe(true);
  expect(given).toBeLessThan(5);
});
