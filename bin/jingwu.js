#!/usr/bin/env node
const args = process.argv.slice(2);

if (args.length === 1 && args[0] === "--version") {
  // Asked for by scripts all the time; the command line itself takes longer to load than to answer.
  const { programVersion } = await import("../dist/pipeline/options.js");
  // Whoever reads may stop reading.
  process.stdout.on("error", () => {});
  process.stdout.write(`${programVersion()}\n`);
} else {
  const { main } = await import("../dist/pipeline/cli.js");
  // The web application imports the pipeline, so the command line is handed it here instead of importing it.
  process.exitCode = await main(args, { web: () => import("../dist/web/server.js") });
}
