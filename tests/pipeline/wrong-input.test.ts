import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { GIVEN, line } from "./import-lines.ts";
import { makeConfig, temporaryFolder } from "./mission-site.ts";
import { ensureBuilt, jingwu } from "./program.ts";

const config = makeConfig({ la: "la.china-embassy.gov.cn" }, "http://127.0.0.1:9");

beforeAll(ensureBuilt);

describe("exit status 2 and a message that says what to mend", () => {
  it.each([
    ["an unknown command", ["frobnicate"], /unknown command/],
    ["an unknown option", ["queue", "--colour"], /unknown option/],
    ["no command", [], /Usage/],
    ["a path that is not there", ["import", "missing.jsonl"], /missing\.jsonl: no such file/],
    ["a database that is not there", ["queue"], /jingwu\.db: does not exist/],
    ["a status that is none", ["queue", "--status", "done"], /--status: expected one of waiting, new/],
    [
      "a second type that is none",
      ["queue", "--type", "patrol", "lunch"],
      /--type: .*meeting.*, found "lunch"/,
    ],
    [
      "a confidence above one",
      ["queue", "--confidence-from", "7"],
      /--confidence-from: expected a .*found "7"/,
    ],
    [
      "an order of what does not wait",
      ["queue", "--status", "all", "--order", "sure"],
      /--order: expected newest/,
    ],
    ["a command of a later version", ["release", "1.0"], /not available in this version/],
    ["a format of a later version", ["export", "--format", "parquet"], /not available in this version/],
    ["PostgreSQL", ["stats", "--database", "postgres://host/db"], /PostgreSQL is not available/],
    ["an unknown source", ["update", "--source", "atlantis"], /atlantis: no such source/],
    ["a limit that is no number", ["update", "--limit", "many"], /whole number/],
  ])("for %s", async (_, args, message) => {
    const { status, out, err } = await jingwu(["--config", config, ...args]);
    expect(err).toMatch(message);
    expect(status).toBe(2);
    expect(out).toBe("");
  });

  it("for YAML that cannot be read, before anything is fetched or stored", async () => {
    const broken = makeConfig({}, "http://127.0.0.1:9");
    writeFileSync(join(broken, "settings.yaml"), "fetch:\n  delay_ms: [5\n");
    const data = temporaryFolder();
    const { status, err } = await jingwu(["update", "--config", broken, "--data", data]);
    expect(err).toMatch(/settings\.yaml:\d+:\d+: not valid YAML/);
    expect(status).toBe(2);
    expect(readdirSync(data)).toEqual([]);
  });

  it("for a data folder that is a file", async () => {
    const file = join(temporaryFolder(), "taken");
    writeFileSync(file, "");
    const { status, err } = await jingwu(["update", "--config", config, "--data", file]);
    expect(err).toBe(`jingwu: --data ${file}: expected a folder, found a file\n`);
    expect(status).toBe(2);
  });

  it("for a key that nobody knows", async () => {
    const broken = makeConfig({}, "http://127.0.0.1:9");
    writeFileSync(join(broken, "settings.yaml"), "fetch:\n  delay: 5\n");
    const { status, err } = await jingwu(["update", "--config", broken]);
    expect(err).toMatch(/settings\.yaml.*fetch.*"delay"/);
    expect(status).toBe(2);
  });

  it("for a file that is no database", async () => {
    const data = temporaryFolder();
    writeFileSync(join(data, "jingwu.db"), "this is no database, whatever its name says\n".repeat(50));
    const { status, err } = await jingwu(["stats", "--data", data]);
    expect(err).toMatch(/jingwu\.db/);
    expect(status).toBe(2);
    expect(readFileSync(join(data, "jingwu.db"), "utf8")).toContain("this is no database");
  });

  it("for a port that is taken", async () => {
    const data = temporaryFolder();
    const file = join(data, "one.jsonl");
    writeFileSync(file, line(GIVEN));
    await jingwu(["import", file, "--data", data, "--config", config]);
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as { port: number };
    const { status, err } = await jingwu([
      "serve",
      "--port",
      String(port),
      "--data",
      data,
      "--config",
      config,
    ]);
    holder.close();
    expect(err).toContain(String(port));
    expect(status).toBe(2);
  });
});
