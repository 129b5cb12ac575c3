import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const ORDER = ["sources", "extractors", "store", "pipeline", "web"];
const files = ORDER.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

it("sees every folder of the flow", () => {
  expect(new Set(files.map((file) => file.split("/")[0]))).toEqual(new Set(ORDER));
});

it.each(files)("%s imports only from the left", (file) => {
  const allowed = ORDER.slice(0, ORDER.indexOf(file.split("/")[0]!) + 1);
  for (const [, path] of readFileSync(file, "utf8").matchAll(
    /(?:from|import)[ (]*["'](\.{1,2}\/[^"']+)["']/g,
  )) {
    expect(allowed).toContain(join(dirname(file), path!).split("/")[0]);
  }
});
