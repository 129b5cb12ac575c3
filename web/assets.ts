import { existsSync, readFileSync } from "node:fs";
import type { Hono } from "hono";

// The compiler leaves assets where they are: beside this file in the sources, at ../../web/assets seen from dist/web.
const FOLDER = [new URL("./assets/", import.meta.url), new URL("../../web/assets/", import.meta.url)].find(
  (folder) => existsSync(folder),
)!;

const ASSETS = {
  "style.css": "text/css; charset=utf-8",
  "app.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const;

/** Serves the style sheet, the script and the icon: few known names, so that no path from outside reaches the disk. */
export function addAssets(app: Hono): void {
  for (const [name, type] of Object.entries(ASSETS)) {
    const body = readFileSync(new URL(name, FOLDER), "utf8");
    app.get(`/assets/${name}`, (c) =>
      c.body(body, 200, { "Content-Type": type, "Cache-Control": "public, max-age=300" }),
    );
  }
}
