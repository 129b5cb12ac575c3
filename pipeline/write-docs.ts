import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDocs } from "./docs.ts";
import { programFolder } from "./options.ts";

// `npm run docs`: writes the documents that are made, over those that are there.
const folder = programFolder();
for (const [path, text] of await makeDocs(folder)) {
  writeFileSync(join(folder, path), text);
  process.stdout.write(`${path} is written\n`);
}
