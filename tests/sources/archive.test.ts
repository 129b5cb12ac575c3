import { createHash } from "node:crypto";
import {
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { WARCParser } from "warcio";
import { openArchive } from "../../sources/archive.ts";
import { ConfigError, SourceError } from "../../sources/errors.ts";
import { readPayload, readRecord, readWarc, type WarcRecord } from "../../sources/warc-read.ts";
import type { ArchiveRecord } from "../../sources/warc-record.ts";

const now = () => new Date("2026-03-04T05:06:07.089Z");
const options = { now, software: "jingwu/0.1" };
const folder = () => mkdtempSync(join(tmpdir(), "jingwu-archive-"));
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

function response(url: string, body: string, headers: [string, string][] = []): ArchiveRecord {
  const payload = Buffer.from(body);
  return {
    type: "response",
    targetUri: url,
    date: "2026-03-04T05:06:07Z",
    contentType: "text/html",
    http: { status: 200, statusText: "OK", headers: [["content-type", "text/html"], ...headers] },
    payload,
    payloadSha256: sha256(payload),
  };
}

async function all(records: AsyncIterable<WarcRecord>): Promise<WarcRecord[]> {
  const list: WarcRecord[] = [];
  for await (const record of records) list.push(record);
  return list;
}

it("gives back the bytes that were put in, from the place it named", async () => {
  const dir = folder();
  const archive = openArchive(dir, options);
  const places = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      archive.append(response(`https://a.example/t${i}`, `正文 ${i} `.repeat(i))),
    ),
  );
  await archive.flush();
  for (const [i, place] of places.entries()) {
    const record = await readRecord(dir, place);
    expect(record).toMatchObject({ type: "response", targetUri: `https://a.example/t${i}`, problem: null });
    expect(record.http).toMatchObject({ status: 200, statusText: "OK" });
    expect(record.payload.toString()).toBe(`正文 ${i} `.repeat(i));
  }
  const end = places.at(-1)!;
  expect(end.offset + end.length).toBe(statSync(join(dir, end.file)).size);
  await archive.close();
});

it("has records on disk only once they are flushed, and then for good", async () => {
  const dir = folder();
  const archive = openArchive(dir, options);
  expect(readdirSync(dir)).toEqual([]);
  const place = await archive.append(response("https://a.example/", "text"));
  await archive.flush();
  // Read before close, as after a kill.
  expect((await readPayload(dir, place)).toString()).toBe("text");
  await archive.close();
});

it("writes files that another WARC reader reads, with equal digests", async () => {
  const dir = folder();
  const archive = openArchive(dir, options);
  const first = response("https://a.example/一", "<p>你好</p>", [
    ["content-encoding", "gzip"],
    ["Content-Length", "12"],
    ["Transfer-Encoding", "chunked"],
    ["x-evil", "a\r\nWARC-Type: warcinfo"],
  ]);
  const { file } = await archive.append(first);
  const refersTo = { targetUri: first.targetUri, date: first.date };
  await archive.append({ ...first, type: "revisit", date: "2026-03-05T00:00:00Z", refersTo });
  const line = Buffer.from('{"text":"会见"}');
  await archive.append({
    type: "resource",
    targetUri: "urn:jingwu:line:7",
    date: "2026-03-05T00:00:01Z",
    contentType: "application/json",
    payload: line,
    payloadSha256: sha256(line),
  });
  await archive.close();

  const seen: {
    type: string;
    uri: string | null | undefined;
    text: string;
    digest: string | null | undefined;
  }[] = [];
  for await (const record of new WARCParser(createReadStream(join(dir, file)))) {
    const raw = Buffer.from(await record.readFully(false));
    if (record.warcType === "response") {
      expect(record.httpHeaders!.headers.get("Content-Length")).toBe("13");
      expect(record.httpHeaders!.headers.get("content-encoding")).toBeFalsy();
      expect(record.httpHeaders!.headers.get("x-evil")).toBe("a WARC-Type: warcinfo");
    }
    if (record.warcType === "revisit") expect(record.warcRefersToDate).toBe(first.date);
    seen.push({
      type: record.warcType,
      uri: record.warcTargetURI,
      text: raw.toString(),
      digest: record.warcPayloadDigest,
    });
  }
  for await (const record of new WARCParser(createReadStream(join(dir, file)), { parseHttp: false })) {
    expect(record.warcBlockDigest).toBe(`sha256:${sha256(Buffer.from(await record.readFully(false)))}`);
  }
  const digest = `sha256:${first.payloadSha256}`;
  expect(seen).toEqual([
    expect.objectContaining({ type: "warcinfo", text: expect.stringContaining("software: jingwu/0.1") }),
    { type: "response", uri: "https://a.example/%E4%B8%80", text: "<p>你好</p>", digest },
    { type: "revisit", uri: "https://a.example/%E4%B8%80", text: "", digest },
    { type: "resource", uri: "urn:jingwu:line:7", text: '{"text":"会见"}', digest: `sha256:${sha256(line)}` },
  ]);
});

it("keeps no payload for a revisit and says so when asked for it", async () => {
  const dir = folder();
  const archive = openArchive(dir, options);
  const first = response("https://a.example/", "x".repeat(5000));
  const refersTo = { targetUri: first.targetUri, date: first.date };
  const place = await archive.append({ ...first, type: "revisit", refersTo });
  await archive.close();
  const record = await readRecord(dir, place);
  expect(record.payload.length).toBe(0);
  expect(record.headers.get("warc-refers-to-target-uri")).toBe("https://a.example/");
  await expect(readPayload(dir, place)).rejects.toThrow(/revisit record holds no payload/);
});

it("goes on in a new file when one is full, and never shares a file between writers", async () => {
  const dir = folder();
  const writers = [openArchive(dir, { ...options, maxFileBytes: 2000 }), openArchive(dir, options)];
  const places = [];
  for (let i = 0; i < 12; i += 1) {
    for (const writer of writers)
      places.push(await writer.append(response(`https://a.example/${i}`, `page ${i}`)));
  }
  await Promise.all(writers.map((writer) => writer.close()));
  expect(readdirSync(dir).length).toBeGreaterThan(3);
  for (const [i, place] of places.entries()) {
    expect((await readPayload(dir, place)).toString()).toBe(`page ${Math.floor(i / 2)}`);
  }
  for (const file of readdirSync(dir))
    expect((await all(readWarc(join(dir, file))))[0]?.type).toBe("warcinfo");
  expect(new Set(places.filter((_, i) => i % 2 === 1).map(({ file }) => file)).size).toBe(1);
});

it("refuses a record without what its type needs, and goes on with the next", async () => {
  const dir = folder();
  const archive = openArchive(dir, options);
  const { http: _, ...bare } = response("https://a.example/", "x");
  await expect(archive.append(bare)).rejects.toThrow(/needs its HTTP status/);
  await expect(archive.append({ ...response("https://a.example/", "x"), type: "revisit" })).rejects.toThrow(
    /refers to/,
  );
  const place = await archive.append(response("https://a.example/", "good"));
  await archive.close();
  expect((await readPayload(dir, place)).toString()).toBe("good");
  await expect(archive.append(bare)).rejects.toThrow(/closed/);
});

it("names a folder that cannot be written", async () => {
  const file = join(folder(), "file");
  writeFileSync(file, "");
  const archive = openArchive(join(file, "archive"), options);
  await expect(archive.append(response("https://a.example/", "x"))).rejects.toThrow(ConfigError);
  await expect(archive.flush()).rejects.toThrow(/cannot be written \(ENOTDIR\)/);
});

it("tells a record that is cut short, altered or not there from a good one", async () => {
  const dir = folder();
  const archive = openArchive(dir, options);
  await archive.append(response("https://a.example/1", "first"));
  const place = await archive.append(response("https://a.example/2", "second"));
  await archive.close();
  const path = join(dir, place.file);

  await expect(
    readRecord(dir, { ...place, offset: place.offset + 1, length: place.length - 1 }),
  ).rejects.toThrow(SourceError);
  await expect(readRecord(dir, { ...place, file: "../x" })).rejects.toThrow(
    /not a file of the archive folder/,
  );
  await expect(readRecord(dir, { ...place, file: "none.warc.gz" })).rejects.toThrow(/ENOENT/);
  const bytes = readFileSync(path);
  bytes[place.offset + 100]! ^= 0xff;
  writeFileSync(join(dir, "altered.warc.gz"), bytes);
  await expect(readRecord(dir, { ...place, file: "altered.warc.gz" })).rejects.toThrow(
    /altered\.warc\.gz, bytes \d+/,
  );
  truncateSync(path, place.offset + place.length - 3);
  await expect(readRecord(dir, place)).rejects.toThrow(/expected \d+ bytes, found \d+/);

  const seen: (string | null)[] = [];
  const reading = (async () => {
    for await (const record of readWarc(path)) seen.push(record.targetUri);
  })();
  await expect(reading).rejects.toMatchObject({
    code: "unreadable-input",
    message: expect.stringMatching(/at byte \d+/),
  });
  expect(seen.slice(0, 2)).toEqual([null, "https://a.example/1"]);
});
