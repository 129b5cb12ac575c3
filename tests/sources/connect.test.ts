import { gzipSync } from "node:zlib";
import nock from "nock";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createFetcher, type FetchError, type Fetcher } from "../../sources/fetcher.ts";
import { isPublicAddress } from "../../sources/public-address.ts";
import { fetchSettings } from "./fetch-settings.ts";
import { type Loopback, startLoopback } from "./loopback.ts";

const open: { close(): Promise<void> }[] = [];
// Only where a test says so: a mocked fetch does not show what the connection does.
beforeAll(() => nock.restore());
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function serverWith(answer: Parameters<typeof startLoopback>[0]): Promise<Loopback> {
  const server = await startLoopback(answer);
  open.push(server);
  return server;
}

function fetcherWith(fetch: Record<string, unknown>): Fetcher {
  const fetcher = createFetcher(fetchSettings({ delay_ms: 0, retry_base_ms: 1, ...fetch }));
  open.push(fetcher);
  return fetcher;
}

const failure = (promise: Promise<unknown>): Promise<FetchError> =>
  promise.then(
    () => Promise.reject(new Error("nothing failed")),
    (reason) => reason,
  );

describe("isPublicAddress", () => {
  it.each([
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "::",
    "::1",
    "[::1]",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:db8::1",
  ])("refuses %s", (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(["1.1.1.1", "203.208.60.1", "2606:4700::1111", "[2400:3200::1]", "::ffff:8.8.8.8"])(
    "lets %s pass",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it("does not judge names", () => expect(isPublicAddress("a.example")).toBe(null));
});

describe("the guard against requests into the local network", () => {
  it.each([
    ["an address", "127.0.0.1"],
    ["an address in another notation", "0x7f.1"],
    ["an IPv6 address", "[::ffff:127.0.0.1]"],
    ["a name that leads there", "localhost"],
  ])("refuses %s", async (_what, host) => {
    const server = await serverWith((_, response) => response.end("secret"));
    const error = await failure(fetcherWith({}).fetch({ url: `http://${host}:${server.port}/` }));
    expect(error.code).toBe("fetch-failed");
    expect(error.message).toMatch(/is not a public address, and fetch\.allow_private_addresses is false/);
    expect(server.requests).toEqual([]);
  });

  it("refuses a redirect that leads there", async () => {
    const inner = await serverWith((_, response) => response.end("secret"));
    nock.activate();
    nock("https://outer.example")
      .get("/robots.txt")
      .reply(404)
      .get("/a")
      .reply(302, "", { location: inner.origin });
    const error = await failure(fetcherWith({}).fetch({ url: "https://outer.example/a" }));
    nock.restore();
    expect(error).toMatchObject({ code: "fetch-failed", item: "https://outer.example/a" });
    expect(error.message).toMatch(/127\.0\.0\.1 is not a public address/);
    expect(inner.requests).toEqual([]);
  });

  it("is off where the settings allow private addresses", async () => {
    const server = await serverWith((_, response) => response.end("page"));
    const page = await fetcherWith({ allow_private_addresses: true }).fetch({ url: `${server.origin}/a` });
    expect(page.body.toString()).toBe("page");
    expect(server.requests).toEqual(["GET /robots.txt", "GET /a"]);
  });
});

describe("connect_to", () => {
  it("goes to the other place while address and Host stay the real ones", async () => {
    const hosts: (string | undefined)[] = [];
    const server = await serverWith((request, response) => {
      hosts.push(request.headers.host);
      if (request.url === "/old.htm")
        response.writeHead(301, { location: "https://it.china-embassy.example/new.htm" });
      response.end(request.headers["user-agent"]);
    });
    const fetcher = fetcherWith({
      user_agent: "Jingwu/test",
      allow_private_addresses: true,
      connect_to: {
        "https://it.china-embassy.example": server.origin,
        "http://fr.example:8080": server.origin,
      },
    });
    const page = await fetcher.fetch({ url: "https://it.china-embassy.example/old.htm", etag: '"1"' });
    expect(page).toMatchObject({ outcome: "ok", finalUrl: "https://it.china-embassy.example/new.htm" });
    expect(page.body.toString()).toBe("Jingwu/test");
    await fetcher.fetch({ url: "http://fr.example:8080/" });
    expect(hosts).toEqual([
      ...Array(3).fill("it.china-embassy.example"),
      ...Array(2).fill("fr.example:8080"),
    ]);
  });
});

describe("a hostile or ailing server", () => {
  const local = { allow_private_addresses: true, retries: 0 };
  const robots = (
    request: { url?: string | undefined },
    response: { writeHead(status: number): { end(): void } },
  ) => {
    if (request.url !== "/robots.txt") return false;
    response.writeHead(404).end();
    return true;
  };

  it("cannot fill the memory with a small compressed answer", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const server = await serverWith((request, response) => {
      if (!robots(request, response)) response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    const error = await failure(
      fetcherWith({ ...local, max_bytes: 1_000_000 }).fetch({ url: server.origin }),
    );
    expect(error).toMatchObject({ code: "too-large", message: "body is larger than 1000000 bytes" });
  });

  it("cannot hold a request longer than the time limit, even while sending", async () => {
    const timers: NodeJS.Timeout[] = [];
    const server = await serverWith((request, response) => {
      if (robots(request, response)) return;
      response.write("begin");
      timers.push(setInterval(() => response.write("."), 20));
    });
    const error = await failure(fetcherWith({ ...local, timeout_ms: 150 }).fetch({ url: server.origin }));
    timers.forEach(clearInterval);
    expect(error).toMatchObject({ code: "fetch-failed", message: "no complete answer within 150 ms" });
  });

  it("is asked again when it drops the connection in mid-body", async () => {
    let count = 0;
    const server = await serverWith((request, response) => {
      if (robots(request, response)) return;
      count += 1;
      if (count > 1) return void response.end("whole page");
      response.writeHead(200, { "content-length": "100" }).write("half");
      setTimeout(() => request.socket.destroy(), 20);
    });
    const page = await fetcherWith({ ...local, retries: 1 }).fetch({ url: server.origin });
    expect(page.body.toString()).toBe("whole page");
    expect(count).toBe(2);
  });

  it("gets a clear refusal for a coding nobody can decode, and for damaged compression", async () => {
    const server = await serverWith((request, response) => {
      if (robots(request, response)) return;
      const coding = request.url === "/zstd" ? "zstd" : "gzip";
      response.writeHead(200, { "content-encoding": coding }).end("not really");
    });
    const fetcher = fetcherWith(local);
    const unknown = await failure(fetcher.fetch({ url: `${server.origin}/zstd` }));
    expect(unknown).toMatchObject({
      code: "fetch-failed",
      message: 'content-encoding "zstd" cannot be decoded',
    });
    const damaged = await failure(fetcher.fetch({ url: `${server.origin}/gzip` }));
    expect(damaged).toMatchObject({
      code: "fetch-failed",
      message: expect.stringMatching(/incorrect header check/),
    });
  });

  it("that is not there fails as unreachable, not as forbidden", async () => {
    const server = await startLoopback(() => {});
    await server.close();
    const error = await failure(fetcherWith(local).fetch({ url: `${server.origin}/a.htm` }));
    expect(error).toMatchObject({ code: "fetch-failed", item: `${server.origin}/a.htm` });
    expect(error.message).toMatch(/ECONNREFUSED/);
  });
});

it("says nothing of the site when a request in flight is cut off at the end of the run", async () => {
  const server = await serverWith((request, response) => {
    if (request.url === "/robots.txt") response.writeHead(404).end();
  });
  const stop = new AbortController();
  const endings: string[] = [];
  const fetcher = createFetcher(fetchSettings({ delay_ms: 0, retries: 3, allow_private_addresses: true }), {
    signal: stop.signal,
    onRequest: (ending) => endings.push(ending),
  });
  const waiting = fetcher.fetch({ url: `${server.origin}/1` });
  waiting.catch(() => {});
  while (!server.requests.includes("GET /1")) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort(new Error("told to stop"));
  await fetcher.close();
  await expect(waiting).rejects.toThrow("told to stop");
  expect(endings).toEqual(["gone", "stopped"]);
});
