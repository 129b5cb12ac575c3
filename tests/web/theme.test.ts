import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture } from "./fixture.ts";
import { sentForm } from "./form.ts";

type Theme = "light" | "dark";

/** The colours of base.css by name, each as light and dark. */
const COLOURS: Readonly<Record<string, Readonly<Record<Theme, string>>>> = Object.fromEntries(
  [
    ...readFileSync("web/assets/base.css", "utf8").matchAll(
      /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g,
    ),
  ].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]),
);

/** Relative luminance as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string, theme: Theme): number {
  const [a, b] = [COLOURS[one]![theme], COLOURS[other]![theme]].map(luminance).sort((x, y) => y - x);
  return (a! + 0.05) / (b! + 0.05);
}

describe.each(["light", "dark"] as const)("the %s colours", (theme) => {
  const TEXT = ["ink", "soft", "accent", "accept", "reject"];
  it.each(TEXT.flatMap((text) => ["paper", "raised"].map((ground) => [text, ground] as const)))(
    "keep %s readable as text on %s",
    (text, ground) => expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5),
  );

  it("keep text readable on what is marked and on what is chosen", () => {
    expect(contrast("ink", "evidence", theme)).toBeGreaterThanOrEqual(4.5);
    expect(contrast("accent-ink", "accent", theme)).toBeGreaterThanOrEqual(4.5);
  });

  const LINES = ["type", "date", "countries", "actors", "people", "topics", "other", "focus"];
  it.each(LINES.flatMap((line) => ["paper", "raised", "evidence"].map((ground) => [line, ground] as const)))(
    "show a line of %s on %s",
    (line, ground) => expect(contrast(line, ground, theme)).toBeGreaterThanOrEqual(3),
  );
});

it("names no colour outside the list at the top of base.css", () => {
  for (const file of ["base", "lists", "event", "changes", "coverage"]) {
    const rules = readFileSync(`web/assets/${file}.css`, "utf8").replaceAll(/^\s*--.*$/gm, "");
    expect(rules.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi) ?? [], file).toEqual([]);
  }
});

describe("the switch of colours", () => {
  let fixture: Fixture;
  let app: Hono;
  beforeAll(async () => {
    fixture = await openFixture([MEETING]);
    app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "." });
  });
  afterAll(() => fixture.close());

  const choose = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request("/theme", sentForm(fields, { Host: "localhost", ...headers }));

  it("follows the system until the reader chooses, and then keeps the choice", async () => {
    const before = await (await app.request("/rules?x=1", { headers: { Host: "localhost" } })).text();
    expect(before).toContain('<html lang="en">');
    const answer = await choose({ theme: "dark", back: "/changes?kind=edited" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/changes?kind=edited");
    const cookie = answer.headers.get("set-cookie")!;
    expect(cookie).toMatch(/^theme=dark;.*Max-Age=31536000.*HttpOnly.*SameSite=Lax/);
    const after = await app.request("/rules", {
      headers: { Host: "localhost", Cookie: cookie.split(";")[0]! },
    });
    const page = await after.text();
    expect(page).toContain('<html lang="en" data-theme="dark">');
    expect(page).toMatch(/value="dark" aria-pressed="true"/);
    const system = await app.request("/rules", { headers: { Host: "localhost", Cookie: "theme=system" } });
    expect(await system.text()).toContain('<html lang="en">');
  });

  it("comes back to the page with its filters", async () => {
    const page = await (await app.request("/changes?kind=edited", { headers: { Host: "localhost" } })).text();
    expect(page).toContain('name="back" value="/changes?kind=edited"');
  });

  it.each([
    "https://elsewhere.example/",
    "//elsewhere.example/x",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "",
  ])("does not lead to %s", async (back) => {
    expect((await choose({ theme: "dark", back })).headers.get("location")).toBe("/");
  });

  it("takes no value that is no choice, and no form of another site", async () => {
    expect((await choose({ theme: "<script>", back: "/" })).headers.get("set-cookie")).toMatch(
      /^theme=system;/,
    );
    expect((await choose({ theme: "dark", back: "/" }, { Origin: "https://elsewhere.example" })).status).toBe(
      403,
    );
  });
});
