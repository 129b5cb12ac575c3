import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TextToCode } from "../../extractors/extract.ts";
import type { Db } from "../../store/database.ts";
import { addDocuments } from "../../store/documents.ts";
import { indexPending } from "../../store/search.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { document, snapshot } from "../store/records.ts";
import { ROOT } from "./program.ts";

/** The hand-coded documents, without what was coded in them. */
export function goldDocuments(): TextToCode[] {
  const folders = ["tests/gold", "tests/gold/blind"].map((name) => join(ROOT, name));
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".jsonl"))
      .map((name) => join(folder, name)),
  );
  const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
  return lines.map((line, at) => {
    const { lang, title, text, published = null } = JSON.parse(line);
    const language = lang === "zh" ? "zh" : lang === "en" ? "en" : "other";
    const languageCode = language === "other" ? lang : language === "zh" ? "cmn" : "eng";
    return { id: `d-${String(at).padStart(5, "0")}`, language, languageCode, title, text, published };
  });
}

/** Stores documents as captured, parsed and indexed; none of them is read. */
export async function storeDocuments(db: Db, documents: readonly TextToCode[]): Promise<void> {
  await addSnapshots(
    db,
    documents.map(({ id }) => snapshot(id)),
  );
  await addDocuments(
    db,
    documents.map(({ languageCode = "cmn", ...rest }) =>
      document(rest.id, {
        ...rest,
        languageCode,
        snapshotId: `s-${rest.id}`,
        script: rest.language === "zh" ? "hans" : "latn",
      }),
    ),
  );
  while ((await indexPending(db)) > 0);
}
