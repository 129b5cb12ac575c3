import { existsSync, readFileSync } from "node:fs";
import type { Hono } from "hono";

// The compiler leaves assets where they are: beside this file in the sources, at ../../web/assets seen from dist/web.
const FOLDER = [new URL("./assets/", import.meta.url), new URL("../../web/assets/", import.meta.url)].find(
  (folder) => existsSync(folder),
)!;

/** Address, type, and the files that are its content one after another. */
const ASSETS = [
  [
    "style.css",
    "text/css; charset=utf-8",
    [
      "base.css",
      "lists.css",
      "queue.css",
      "event.css",
      "words.css",
      "decide.css",
      "opinions.css",
      "changes.css",
      "coverage.css",
      "sign-in.css",
      "archived.css",
      "document.css",
    ],
  ],
  ...["add-event", "app", "correcting", "deciding", "keys", "marking", "tips"].map(
    (name) => [`${name}.js`, "text/javascript; charset=utf-8", [`${name}.js`]] as const,
  ),
  ["icon.svg", "image/svg+xml", ["icon.svg"]],
] as const;

/** Serves style, script and icon: a few known names, so that no path from outside reaches the disk. */
export function addAssets(app: Hono): void {
  for (const [name, type, files] of ASSETS) {
    const body = files.map((file) => readFileSync(new URL(file, FOLDER), "utf8")).join("\n");
    app.get(`/assets/${name}`, (c) =>
      c.body(body, 200, { "Content-Type": type, "Cache-Control": "public, max-age=300" }),
    );
  }
}
