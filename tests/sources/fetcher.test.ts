import nock from "nock";
import { expect, it } from "vitest";
import type { FetchedResponse } from "../../sources/fetcher.ts";
import { failure, fetcherWith, noRobots, SITE, USER_AGENT } from "./fetching.ts";

it("gives the page with what is needed to ask for changes later", async () => {
  noRobots();
  nock(SITE, { reqheaders: { "user-agent": USER_AGENT } })
    .get("/sgxw/")
    .reply(200, "<p>警务</p>", {
      "content-type": "text/html",
      etag: '"a1"',
      "last-modified": "Mon, 02 Mar 2026 00:00:00 GMT",
    });
  const { fetcher } = fetcherWith();
  const page = await fetcher.fetch({ url: `${SITE}/sgxw/#top` });
  expect(page).toMatchObject({
    outcome: "ok",
    status: 200,
    url: `${SITE}/sgxw/`,
    finalUrl: `${SITE}/sgxw/`,
    redirects: [],
    contentType: "text/html",
    etag: '"a1"',
    lastModified: "Mon, 02 Mar 2026 00:00:00 GMT",
    fetchedAt: "2026-03-04T05:06:07Z",
  });
  expect(page.body.toString()).toBe("<p>警务</p>");
  expect(page.headers).toContainEqual(["etag", '"a1"']);
});

it("asks conditionally and reports an unchanged page without a body", async () => {
  noRobots();
  nock(SITE, {
    reqheaders: { "if-none-match": '"a1"', "if-modified-since": "Mon, 02 Mar 2026 00:00:00 GMT" },
  })
    .get("/a.htm")
    .reply(304);
  const { fetcher } = fetcherWith();
  const page = await fetcher.fetch({
    url: `${SITE}/a.htm`,
    etag: '"a1"',
    lastModified: "Mon, 02 Mar 2026 00:00:00 GMT",
  });
  expect(page).toMatchObject({ outcome: "not-modified", status: 304 });
  expect(page.body.length).toBe(0);
});

it.each([404, 410])("reports status %d as gone, body kept", async (status) => {
  noRobots();
  nock(SITE).get("/a.htm").reply(status, "nothing here");
  const page = await fetcherWith().fetcher.fetch({ url: `${SITE}/a.htm` });
  expect(page).toMatchObject({ outcome: "gone", status });
  expect(page.body.toString()).toBe("nothing here");
});

it.each([400, 418, 501])("fails at once for status %d", async (status) => {
  noRobots();
  nock(SITE).get("/a.htm").reply(status, "no");
  const error = await failure(fetcherWith().fetcher.fetch({ url: `${SITE}/a.htm` }));
  expect(error).toMatchObject({ code: "fetch-failed", item: `${SITE}/a.htm`, message: `status ${status}` });
  expect(error.response?.body.toString()).toBe("no");
});

it("follows redirects, also to another host, and names each step", async () => {
  noRobots();
  noRobots("https://other.example");
  nock(SITE).get("/old").reply(301, "", { location: "/newer#x" });
  nock(SITE).get("/newer").reply(302, "", { location: "https://other.example/newest" });
  nock("https://other.example").get("/newest").reply(200, "here");
  const page = await fetcherWith().fetcher.fetch({ url: `${SITE}/old` });
  expect(page).toMatchObject({
    outcome: "ok",
    url: `${SITE}/old`,
    finalUrl: "https://other.example/newest",
    redirects: [`${SITE}/old`, `${SITE}/newer`],
  });
});

it.each([
  ["in a circle", "/b", "/a", /redirect loop/],
  ["to itself", "/a", "/a", /redirect loop/],
  ["to something that is not the web", "ftp://x.example/", "/a", /ftp: addresses are not fetched/],
  ["with a password", "https://u:p@x.example/", "/a", /password/],
])("does not follow a redirect %s", async (_what, to, back, message) => {
  noRobots();
  nock(SITE).persist().get("/a").reply(302, "", { location: to });
  nock(SITE).persist().get("/b").reply(302, "", { location: back });
  const error = await failure(fetcherWith().fetcher.fetch({ url: `${SITE}/a` }));
  expect(error).toMatchObject({
    code: "fetch-failed",
    item: `${SITE}/a`,
    message: expect.stringMatching(message),
  });
});

it("follows no more redirects than set", async () => {
  noRobots();
  for (let n = 0; n < 4; n += 1)
    nock(SITE)
      .get(`/n${n}`)
      .reply(302, "", { location: `/n${n + 1}` });
  const error = await failure(fetcherWith({ max_redirects: 3 }).fetcher.fetch({ url: `${SITE}/n0` }));
  expect(error.message).toBe("more than 3 redirects");
});

it.each(["", "not an address", "ftp://a.example/", "file:///etc/passwd", "https://user:secret@a.example/"])(
  'refuses to fetch "%s"',
  async (url) => {
    expect((await failure(fetcherWith().fetcher.fetch({ url }))).code).toBe("fetch-failed");
  },
);

it("refuses a body beyond the limit", async () => {
  noRobots();
  nock(SITE).get("/a").reply(200, "x".repeat(2000));
  const error = await failure(fetcherWith({ max_bytes: 1999 }).fetcher.fetch({ url: `${SITE}/a` }));
  expect(error).toMatchObject({ code: "too-large", message: "body is larger than 1999 bytes" });
});

it("hands over each robots.txt once, for the archive", async () => {
  nock(SITE).get("/robots.txt").reply(200, "User-agent: *\nDisallow: /x");
  nock(SITE).get("/1").reply(200).get("/2").reply(200);
  const seen: FetchedResponse[] = [];
  const { fetcher } = fetcherWith({}, { onRobots: (response) => void seen.push(response) });
  await Promise.all([1, 2].map((n) => fetcher.fetch({ url: `${SITE}/${n}` })));
  expect(seen.map(({ url, status }) => [url, status])).toEqual([[`${SITE}/robots.txt`, 200]]);
});
