import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { makeConfig, temporaryFolder } from "./mission-site.ts";
import { ensureBuilt, ROOT } from "./program.ts";

beforeAll(ensureBuilt);

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const operate = read("docs/operate.md");

describe("the systemd unit of the documents", () => {
  const unit = /```ini\n([\s\S]*?)```/.exec(operate)![1]!;
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(unit)?.[1];

  it("starts a program that is there, and leaves it longer to end than it takes", () => {
    const [, program, command] = /^\/usr\/bin\/node (\S+) (\w+)$/.exec(value("ExecStart")!)!;
    expect(existsSync(join(ROOT, program!))).toBe(true);
    expect(existsSync(join(ROOT, `pipeline/commands/${command}.ts`))).toBe(true);
    const patience = /PATIENCE_MS = (\d+)/.exec(read("pipeline/commands/run.ts"))![1]!;
    expect(Number(value("TimeoutStopSec")) * 1000).toBeGreaterThan(Number(patience));
  });

  it("does not start again what a person must correct, and keeps the data where the state folder is", () => {
    expect(value("RestartPreventExitStatus")).toBe("2");
    expect(unit).toContain(`JINGWU_DATA=/var/lib/${value("StateDirectory")}\n`);
  });
});

describe("the Containerfile", () => {
  const file = read("Containerfile").replace(/\\\n/g, " ");
  const lines = (word: string) =>
    Array.from(file.matchAll(new RegExp(`^${word} (.*)$`, "gm")), (match) => match[1]!);
  const copied = lines("COPY").map((line) => line.split(/\s+/).slice(0, -1));
  const json = (line: string) => JSON.parse(line) as string[];

  it("copies what is there, and all that is compiled", () => {
    const own = copied.filter(([first]) => !first!.startsWith("--from")).flat();
    expect(own.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const { include } = JSON.parse(read("tsconfig.build.json")) as { include: string[] };
    expect(include.filter((folder) => !own.includes(folder))).toEqual([]);
  });

  it("puts together a program that runs, and that is reached with the password alone", async () => {
    const image = temporaryFolder();
    const last = file.slice(file.lastIndexOf("\nFROM "));
    for (const [, from, to] of last.matchAll(/^COPY (?:--from=build \/opt\/jingwu\/)?(\S+) (\S+)$/gm)) {
      const target = join(image, to === "./" ? from! : to!.replace(/\/$/, ""));
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(join(ROOT, from!), target);
    }
    const [, ...entry] = json(lines("ENTRYPOINT")[0]!);
    const args = json(lines("CMD")[0]!).map((arg) => (arg === "8080" ? "0" : arg));
    const config = makeConfig({}, "http://127.0.0.1:9");
    // Links are kept as they are, so that the program finds nothing but what the image holds.
    const node = ["--preserve-symlinks", "--preserve-symlinks-main", ...entry, ...args, "--config", config];
    const env = { PATH: process.env.PATH, JINGWU_DATA: join(image, "data"), JINGWU_PASSWORD: "old harbour" };
    const child = spawn(process.execPath, node, { cwd: image, env });
    let told = "";
    child.stderr.on("data", (chunk) => {
      told += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    try {
      while (child.exitCode === null && !/"url":"[^"]+"/.test(told)) await sleep(20);
      const port = /"url":"http:\/\/[^"]+:(\d+)"/.exec(told)?.[1];
      expect(port, told).toBeDefined();
      const { status, headers } = await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" });
      expect([status, headers.get("location")]).toEqual([303, "/sign-in"]);
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    } finally {
      child.kill("SIGTERM");
    }
    expect(await ended).toBe(0);
  });

  it("ends with a user without rights, and with the command that keeps the database current", () => {
    const last = file.slice(file.lastIndexOf("\nFROM "));
    expect(/^USER (.*)$/m.exec(last)![1]).toBe("node");
    const [program, ...args] = [...json(lines("ENTRYPOINT")[0]!).slice(1), ...json(lines("CMD")[0]!)];
    expect(existsSync(join(ROOT, program!))).toBe(true);
    expect(args).toEqual(["run", "--host", "0.0.0.0", "--port", "8080"]);
    expect(lines("EXPOSE")).toEqual(["8080"]);
  });

  it.each([
    [200, '{"status":"ok"}', 0],
    [503, '{"status":"failed"}', 1],
  ])("asks for health with a command that is true: %i", async (status, body, expected) => {
    const check = /HEALTHCHECK .*?CMD (\[.*\])/.exec(file)![1]!;
    const [, script, url] = json(check) as [string, string, string];
    const server = createServer((request, response) => {
      response.writeHead(request.url === "/healthz" ? status : 404).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const run = () =>
      new Promise<number | null>((resolve) => {
        const at = url.replace(":8080/", `:${port}/`);
        spawn(process.execPath, [join(ROOT, script), at], { stdio: "ignore" }).on("close", resolve);
      });
    expect(await run()).toBe(expected);
    await new Promise((resolve) => server.close(resolve));
    expect(await run()).toBe(1);
  });
});

it("names every metric in the documents, and no other", () => {
  const made = [read("web/metrics.ts"), read("pipeline/run-metrics.ts")].join("\n");
  const names = (text: string) => new Set(text.match(/\bjingwu_[a-z_]+[a-z]/g));
  const table = operate.slice(operate.indexOf("`/metrics` is for Prometheus"), operate.indexOf("## Backup"));
  expect(names(table)).toEqual(names(made));
});
