import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ConfigError } from "../../sources/errors.ts";
import { hashOfNothing, hashPassword, isPasswordHash, verifyPassword } from "../../store/passwords.ts";
import { nameKey, ReviewerName } from "../../store/reviewer-name.ts";
import { type Account, changeAccounts, readAccounts, reviewersFile } from "../../store/reviewers.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jingwu-reviewers-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const account = (name: string): Account => ({
  name,
  added: "2026-03-01T08:00:00Z",
  password: hashOfNothing(),
});
const write = (text: string) => writeFileSync(reviewersFile(folder), text);

it("knows a password by its hash alone, which is another each time and holds its parameters", async () => {
  const [one, two] = [await hashPassword("old harbour wall"), await hashPassword("old harbour wall")];
  expect(one).not.toBe(two);
  const [, ln] = /^\$scrypt\$ln=(\d+),r=8,p=\d+\$/.exec(one)!;
  expect(Number(ln)).toBeGreaterThanOrEqual(15);
  expect(await verifyPassword("old harbour wall", one)).toBe(true);
  expect(await verifyPassword("old harbour wal", one)).toBe(false);
  expect(await verifyPassword("", hashOfNothing())).toBe(false);
});

it("takes a password for the same however the keyboard composes its signs", async () => {
  expect(await verifyPassword("cafe\u0301 de nuit", await hashPassword("caf\u00e9 de nuit"))).toBe(true);
});

it.each([
  "old harbour wall",
  "",
  "$scrypt$ln=10,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "$scrypt$ln=15,r=99,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "$scrypt$ln=15,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
])("takes no hash that is weak, or that would take the memory of the machine: %s", (text) => {
  expect(isPasswordHash(text)).toBe(false);
});

it("keeps accounts in a file of the data folder that only its owner can read", async () => {
  expect(readAccounts(folder)).toEqual([]);
  const mara = account("Mara");
  await changeAccounts(folder, () => [mara]);
  expect(readAccounts(folder)).toEqual([mara]);
  expect(statSync(reviewersFile(folder)).mode & 0o777).toBe(0o600);
  await changeAccounts(folder, (all) => [...all, account("jon")]);
  expect(statSync(reviewersFile(folder)).mode & 0o777).toBe(0o600);
  expect(readAccounts(folder).map(({ name }) => name)).toEqual(["Mara", "jon"]);
  expect(readdirSync(folder)).toEqual(["reviewers.json"]);
});

it("leaves the file as it was when a change fails", async () => {
  await changeAccounts(folder, () => [account("Mara")]);
  const before = readFileSync(reviewersFile(folder), "utf8");
  const failed = changeAccounts(folder, () => {
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  expect(readFileSync(reviewersFile(folder), "utf8")).toBe(before);
  expect(readdirSync(folder)).toEqual(["reviewers.json"]);
});

it("lets one change the file at a time: no account is lost", async () => {
  const both = await Promise.allSettled([
    changeAccounts(folder, (all) => [...all, account("one")]),
    changeAccounts(folder, (all) => [...all, account("two")]),
  ]);
  const refused = both.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
  expect(refused).toHaveLength(1);
  expect(refused[0]!.reason).toBeInstanceOf(ConfigError);
  expect(refused[0]!.reason.message).toContain("reviewers.json.part: is there already");
  expect(readAccounts(folder)).toHaveLength(1);
});

it("says what to do when the folder cannot be written", async () => {
  mkdirSync(join(folder, "file"));
  writeFileSync(join(folder, "file", "data"), "");
  const failed = changeAccounts(join(folder, "file", "data"), () => []);
  await expect(failed).rejects.toBeInstanceOf(ConfigError);
  await expect(failed).rejects.toThrow("--data");
});

it.each([
  [
    '{"reviewers": [{"name": "mara", "added": "2026-03-01T08:00:00Z", "password": "old harbour wall"}]}',
    "reviewers.0.password",
  ],
  [
    '{"reviewers": [{"name": "mara", "added": "2026-03-01T08:00:00Z", "password": ["old harbour wall"]}]}',
    "reviewers.0.password",
  ],
  ['{"reviewers": [{"added": "2026-03-01T08:00:00Z", "password": "old harbour wall"}]}', "reviewers.0.name"],
  ['{"reviewers": {"mara": "old harbour wall"}}', "reviewers: expected a list"],
  ['{"accounts": []}', 'found "accounts"'],
  ["{", "not valid YAML"],
])(
  "names file and key of a file that is wrong, and shows nothing that may be a password: %s",
  (text, said) => {
    write(text);
    expect(() => readAccounts(folder)).toThrow(ConfigError);
    expect(() => readAccounts(folder)).toThrow(reviewersFile(folder));
    expect(() => readAccounts(folder)).toThrow(said);
    expect(() => readAccounts(folder)).not.toThrow("harbour");
  },
);

it("refuses two accounts that a person would take for one", () => {
  write(JSON.stringify({ reviewers: [account("Mara"), account("mara")] }));
  expect(() => readAccounts(folder)).toThrow("expected each name once");
});

it.each(["", "  ", "a:b", "a\nb", "a\u202eb", "a\u200bb", "x".repeat(101), "machine", "Jingwu"])(
  "takes no %j for a reviewer's name",
  (name) => {
    expect(ReviewerName.safeParse(name).success).toBe(false);
  },
);

it.each([
  [" Mara ", "Mara"],
  ["王芳", "王芳"],
  ["O'Neil (2nd)", "O'Neil (2nd)"],
  ["Rene\u0301", "Ren\u00e9"],
])("takes %j as %j", (given, name) => {
  expect(ReviewerName.parse(given)).toBe(name);
  expect(nameKey(given)).toBe(nameKey(name.toUpperCase()));
});
