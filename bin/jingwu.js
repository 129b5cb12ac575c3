#!/usr/bin/env node
import { main } from "../dist/pipeline/cli.js";

// The web application imports the pipeline, so the command line is handed it here instead of importing it.
process.exitCode = await main(process.argv.slice(2), { web: () => import("../dist/web/server.js") });
