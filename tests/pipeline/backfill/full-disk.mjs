// Loaded before the program (node --import): lets the disk be full for the archive, or for the database.
import { open } from "node:fs/promises";
import { createRequire } from "node:module";

const { JINGWU_TEST_ARCHIVE_BYTES, JINGWU_TEST_DATABASE_PAGES } = process.env;

if (JINGWU_TEST_ARCHIVE_BYTES) {
  let left = Number(JINGWU_TEST_ARCHIVE_BYTES);
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  const { appendFile } = prototype;
  prototype.appendFile = async function (bytes, ...rest) {
    left -= bytes.length;
    if (left >= 0) return appendFile.call(this, bytes, ...rest);
    // A disk that fills up takes what it has room for.
    await appendFile.call(this, bytes.subarray(0, Math.max(0, left + bytes.length)), ...rest);
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", errno: -28 });
  };
}

if (JINGWU_TEST_DATABASE_PAGES) {
  const sqlite3 = createRequire(import.meta.url)("sqlite3");
  const { prepare } = sqlite3.Database.prototype;
  const limited = new WeakSet();
  sqlite3.Database.prototype.prepare = function (...given) {
    // SQLite then answers every growth with SQLITE_FULL, as it does where the disk gives no more pages.
    if (!limited.has(this)) this.exec(`pragma max_page_count = ${JINGWU_TEST_DATABASE_PAGES}`);
    limited.add(this);
    return prepare.apply(this, given);
  };
}
