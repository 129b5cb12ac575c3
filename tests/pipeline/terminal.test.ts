import { expect, it } from "vitest";
import { readable } from "../../pipeline/log.ts";
import { forTerminal, table } from "../../pipeline/output.ts";
import { progressBar } from "../../pipeline/progress.ts";

it("takes control characters of scraped text away before a terminal sees them", () => {
  expect(forTerminal("a\u001b[31mred\u0007\u202eb\n c")).toBe("a [31mred b  c");
  expect(forTerminal("x".repeat(300), 10)).toBe(`${"x".repeat(9)}…`);
});

it("shows a log line as a sentence with what it is about", () => {
  const line = JSON.stringify({ level: 40, time: 1, msg: "host left alone", url: "https://a.example/" });
  expect(readable(line)).toBe("\r\u001b[Kwarning: host left alone  url=https://a.example/\n");
});

it("draws how far a command is", () => {
  expect(progressBar(1, 2)).toBe(`[${"#".repeat(15)}${".".repeat(15)}]  50 %`);
  expect(progressBar(5, 2)).toContain("100 %");
  expect(progressBar(3, 0)).toBe("");
});

it("aligns columns that hold Chinese", async () => {
  const lines = (
    await table(
      ["title", "n"],
      [
        ["斐济", 1],
        ["ab", 2],
      ],
    )
  )
    .trimEnd()
    .split("\n");
  expect(lines[1]).toMatch(/^斐济 +1$/);
  expect(lines[2]!.indexOf("2") - lines[1]!.indexOf("1")).toBe(2);
});
