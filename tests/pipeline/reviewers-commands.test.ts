import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { verifyPassword } from "../../store/passwords.ts";
import { readAccounts } from "../../store/reviewers.ts";
import { temporaryFolder } from "./mission-site.ts";
import { ensureBuilt, jingwu } from "./program.ts";

beforeAll(ensureBuilt);

let data: string;
beforeEach(() => {
  data = join(temporaryFolder(), "data");
});
const reviewers = (args: string[], input = "") => jingwu(["reviewers", ...args, "--data", data], input);

it("adds a reviewer with a password from standard input, lists the names and removes one", async () => {
  const added = await reviewers(["add", "Mara"], "old harbour wall\n");
  expect(added).toMatchObject({ status: 0, err: "" });
  expect(added.out).toContain("Mara may sign in now");
  const file = join(data, "reviewers.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).not.toContain("harbour");
  expect(await verifyPassword("old harbour wall", readAccounts(data)[0]!.password)).toBe(true);

  const passwordFile = join(temporaryFolder(), "password");
  writeFileSync(passwordFile, "a quiet anchorage\nnot part of it\n");
  expect((await reviewers(["add", "jon", "--password-file", passwordFile])).status).toBe(0);
  expect(await verifyPassword("a quiet anchorage", readAccounts(data)[1]!.password)).toBe(true);

  const listed = await reviewers(["list", "--json"]);
  expect(JSON.parse(listed.out)).toEqual([
    { name: "Mara", added: expect.stringMatching(/Z$/) },
    { name: "jon", added: expect.stringMatching(/Z$/) },
  ]);
  expect((await reviewers([])).out).toMatch(/Mara +20/);

  expect((await reviewers(["remove", "mara"])).out).toContain("Mara may sign in no more");
  expect(readAccounts(data).map(({ name }) => name)).toEqual(["jon"]);
  expect((await reviewers(["remove", "jon"])).out).toContain("No account is left");
  expect((await reviewers(["list"])).out).toContain("No reviewer has an account");
});

it.each([
  [["add", "Mara"], "short\n", "standard input: expected a password of 10 to 1000 characters, found 5"],
  [["add", "Mara"], "", "found 0"],
  [["add", "a:b"], "old harbour wall\n", "without a colon"],
  [["add", "machine"], "old harbour wall\n", "stands for the program"],
  [["add", "Mara", "--password-file", "no-such-file"], "", "--password-file no-such-file: cannot be read"],
  [["remove", "Mara"], "", "reviewers remove Mara: no such name in"],
])("changes nothing and says what is wrong: %j", async (args, input, said) => {
  const { status, err } = await reviewers(args, input);
  expect(status).toBe(2);
  expect(err).toContain(said);
  expect(existsSync(join(data, "reviewers.json"))).toBe(false);
});

it("adds no name twice, however it is written", async () => {
  await reviewers(["add", "Mara"], "old harbour wall\n");
  const { status, err } = await reviewers(["add", "MARA"], "another harbour\n");
  expect(status).toBe(2);
  expect(err).toContain("Mara is a reviewer already");
});

it("takes no broken file for an empty one", async () => {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, "reviewers.json"), '{"reviewers": [{"name": "Mara"}]}');
  for (const args of [["list"], ["remove", "Mara"], ["add", "jon"]]) {
    const { status, err } = await reviewers(args, "old harbour wall\n");
    expect(status).toBe(2);
    expect(err).toContain("reviewers.json:1: reviewers.0.added: expected");
  }
  expect(existsSync(join(data, "reviewers.json.part"))).toBe(false);
});

it("is looked at by doctor, which says when others can read the hashes", async () => {
  const found = async () => {
    const { out } = await jingwu(["doctor", "--offline", "--json", "--data", data]);
    return (JSON.parse(out) as { name: string; ok: boolean; found: string }[]).find(
      ({ name }) => name === "reviewers",
    );
  };
  expect(await found()).toMatchObject({ ok: true, found: expect.stringContaining("no accounts") });
  await reviewers(["add", "Mara"], "old harbour wall\n");
  expect(await found()).toMatchObject({ ok: true, found: "1 with an account" });
  chmodSync(join(data, "reviewers.json"), 0o644);
  expect(await found()).toMatchObject({ ok: false, found: expect.stringContaining("chmod 600") });
});
