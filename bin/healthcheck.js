#!/usr/bin/env node
// For a container: status 0 when the address answers that all is well, else 1 with what it said.
const url = process.argv[2] ?? "http://127.0.0.1:8080/healthz";
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(8000) });
  if (!answer.ok) process.stderr.write(`${await answer.text()}\n`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`${url}: ${error.cause?.message ?? error.message}\n`);
  process.exitCode = 1;
}
