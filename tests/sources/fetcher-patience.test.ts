import nock from "nock";
import { expect, it } from "vitest";
import { createFetcher } from "../../sources/fetcher.ts";
import { createHostPace } from "../../sources/host-pace.ts";
import { fetchSettings, stoppedClock } from "./fetch-settings.ts";
import { failure, fetchers, fetcherWith, noRobots, SITE } from "./fetching.ts";

it.each([500, 502, 503, 504, 429])(
  "tries again after status %d, waiting twice as long each time",
  async (status) => {
    noRobots();
    nock(SITE).get("/a.htm").times(3).reply(status).get("/a.htm").reply(200, "at last");
    const { fetcher, clock } = fetcherWith({ retry_base_ms: 1000 });
    expect((await fetcher.fetch({ url: `${SITE}/a.htm` })).body.toString()).toBe("at last");
    expect(clock.waits).toEqual([1000, 2000, 4000]);
  },
);

it("never waits longer of itself than for Retry-After", async () => {
  noRobots();
  nock(SITE).get("/a.htm").times(5).reply(500).get("/a.htm").reply(200);
  const { fetcher, clock } = fetcherWith({ retries: 5, retry_base_ms: 1000, retry_after_max_ms: 3000 });
  await fetcher.fetch({ url: `${SITE}/a.htm` });
  expect(clock.waits).toEqual([1000, 2000, 3000, 3000, 3000]);
});

it("tries again after a broken connection, and gives up with the reason", async () => {
  noRobots();
  const reset = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  nock(SITE).get("/a.htm").times(3).replyWithError(reset);
  const { fetcher } = fetcherWith({ retries: 2 });
  const error = await failure(fetcher.fetch({ url: `${SITE}/a.htm` }));
  expect(error).toMatchObject({
    code: "fetch-failed",
    message: "socket hang up (ECONNRESET), 3 times",
    response: null,
  });
  expect(nock.isDone()).toBe(true);
});

it("keeps the last answer of a server that stays broken", async () => {
  noRobots();
  nock(SITE).get("/a.htm").times(4).reply(503, "maintenance");
  const error = await failure(fetcherWith().fetcher.fetch({ url: `${SITE}/a.htm` }));
  expect(error).toMatchObject({ code: "fetch-failed", message: "status 503, 4 times" });
  expect(error.response?.body.toString()).toBe("maintenance");
});

it("waits as long as Retry-After says, in seconds or until a date", async () => {
  noRobots();
  nock(SITE).get("/a.htm").reply(429, "", { "retry-after": "30" });
  nock(SITE).get("/a.htm").reply(503, "", { "retry-after": "Wed, 04 Mar 2026 05:07:07 GMT" });
  nock(SITE).get("/a.htm").reply(200);
  const { fetcher, clock } = fetcherWith();
  await fetcher.fetch({ url: `${SITE}/a.htm` });
  expect(clock.waits).toEqual([30_000, 30_000]);
});

it("leaves a host alone that asks for a long pause, and asks again after it", async () => {
  noRobots();
  nock(SITE).get("/a.htm").reply(503, "", { "retry-after": "3600" }).get("/c.htm").reply(200);
  const { fetcher, clock } = fetcherWith();
  expect(await failure(fetcher.fetch({ url: `${SITE}/a.htm` }))).toMatchObject({ code: "fetch-failed" });
  expect((await failure(fetcher.fetch({ url: `${SITE}/b.htm` }))).message).toMatch(/left alone: status 503/);
  await clock.sleep(3_600_000);
  expect((await fetcher.fetch({ url: `${SITE}/c.htm` })).status).toBe(200);
});

it.each([
  ["status 521", 521, "<script>…</script>", {}],
  ["a Knownsec cookie", 200, "", { "set-cookie": "__jsl_clearance_s=1|x; path=/" }],
  ["a Knownsec script", 200, "<script>document.cookie=('_')+('__jsl_clearance_s=')</script>", {}],
  ["a Knownsec puzzle", 200, '<script>!function(){};go({"bts":["1"]})</script>', {}],
  ["an Aliyun script", 200, "<script>var arg1='0123';setCookie('acw_sc__v2',x)</script>", {}],
  ["a Ruishu script", 412, "<script>$_ts=window['$_ts'];</script>", {}],
  ["a Cloudflare challenge", 503, "Just a moment", { "cf-mitigated": "challenge" }],
])("recognises %s as a bot challenge and leaves the host alone", async (_what, status, body, headers) => {
  noRobots();
  nock(SITE).get("/a.htm").reply(status, body, headers);
  const { fetcher } = fetcherWith();
  const error = await failure(fetcher.fetch({ url: `${SITE}/a.htm` }));
  expect(error.code).toBe("blocked");
  expect(error.response?.body.toString()).toBe(body);
  const next = await failure(fetcher.fetch({ url: `${SITE}/b.htm` }));
  expect(next).toMatchObject({ code: "blocked", item: `${SITE}/b.htm`, response: null });
});

it("does not take a long article about a challenge for one", async () => {
  noRobots();
  const article = `${"<p>text</p>".repeat(8000)} __jsl_clearance`;
  nock(SITE).get("/a.htm").reply(200, article);
  expect((await fetcherWith().fetcher.fetch({ url: `${SITE}/a.htm` })).outcome).toBe("ok");
});

it.each([401, 403, 451])(
  "reports status %d as blocked, and leaves the host after three in a row",
  async (status) => {
    noRobots();
    nock(SITE).get("/1").reply(status, "no").get("/2").reply(200).get(/[345]/).times(3).reply(status);
    const { fetcher } = fetcherWith();
    const first = await failure(fetcher.fetch({ url: `${SITE}/1` }));
    expect(first).toMatchObject({ code: "blocked", message: `status ${status}` });
    expect(first.response?.body.toString()).toBe("no");
    expect((await fetcher.fetch({ url: `${SITE}/2` })).outcome).toBe("ok");
    for (const n of [3, 4, 5, 6])
      expect((await failure(fetcher.fetch({ url: `${SITE}/${n}` }))).code).toBe("blocked");
    expect(nock.isDone()).toBe(true);
  },
);

it("leaves a host alone that did not answer three requests in a row", async () => {
  noRobots();
  nock(SITE)
    .get(/[123]/)
    .times(3)
    .replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
  const { fetcher } = fetcherWith({ retries: 0 });
  for (const n of [1, 2, 3, 4]) {
    expect((await failure(fetcher.fetch({ url: `${SITE}/${n}` }))).code).toBe("fetch-failed");
  }
  expect(nock.isDone()).toBe(true);
});

it("asks one host one thing at a time, with the pause between, and others meanwhile", async () => {
  const sites = ["https://a.example", "https://b.example"];
  const { fetcher, clock } = fetcherWith({ delay_ms: 5000 });
  const begun: [string, number][] = [];
  for (const site of sites) {
    noRobots(site);
    nock(site)
      .persist()
      .get(/\/\d/)
      .reply(() => {
        begun.push([site, clock.now().getTime()]);
        return [200, "x"];
      });
  }
  await Promise.all(sites.flatMap((site) => [1, 2, 3].map((n) => fetcher.fetch({ url: `${site}/${n}` }))));
  for (const site of sites) {
    const times = begun.filter(([one]) => one === site).map(([, time]) => time);
    expect(times.length).toBe(3);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(5000);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(5000);
  }
});

it("stops what waits when the run is stopped", async () => {
  noRobots();
  nock(SITE).get("/1").reply(200).get("/2").reply(200);
  const stop = new AbortController();
  const settings = fetchSettings({ delay_ms: 60_000 });
  const fetcher = createFetcher(settings, { signal: stop.signal });
  fetchers.push(fetcher);
  const waiting = fetcher.fetch({ url: `${SITE}/1` });
  setTimeout(() => stop.abort(new Error("told to stop")), 50);
  await expect(waiting).rejects.toThrow("told to stop");
});

it("keeps the pause to a host, and what it asked for, from one run to the next where they share a pace", async () => {
  const clock = stoppedClock();
  const pace = createHostPace({ delayMs: 5000, hostsAtOnce: 4, now: clock.now });
  noRobots();
  nock(SITE).persist().get("/1").reply(200).get("/busy").reply(503, "", { "retry-after": "3600" });
  const times: number[] = [];
  const run = async (path: string) => {
    const fetcher = createFetcher(fetchSettings({ delay_ms: 5000, retries: 0 }), { ...clock, pace });
    try {
      await fetcher.fetch({ url: `${SITE}${path}` });
      times.push(clock.now().getTime());
    } finally {
      await fetcher.close();
    }
  };
  await run("/1");
  noRobots();
  await run("/1");
  // robots.txt and the page, each after its pause.
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(10_000);
  noRobots();
  await expect(run("/busy")).rejects.toThrow(/asked again after 3600 s/);
  await expect(run("/1")).rejects.toThrow(/left alone/);
  await clock.sleep(3_600_000);
  noRobots();
  await run("/1");
});

it("asks no host while all are held", async () => {
  const clock = stoppedClock();
  const pace = createHostPace({ delayMs: 0, hostsAtOnce: 4, now: clock.now });
  noRobots();
  nock(SITE).get("/1").reply(200);
  const begun = clock.now().getTime();
  pace.holdAll(7000);
  const fetcher = createFetcher(fetchSettings({ delay_ms: 0 }), { ...clock, pace });
  fetchers.push(fetcher);
  await fetcher.fetch({ url: `${SITE}/1` });
  expect(clock.now().getTime() - begun).toBeGreaterThanOrEqual(7000);
});
