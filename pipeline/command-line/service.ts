import type { Command } from "commander";
import { type Add, wholeNumber } from "./add-command.ts";

/** Commands of who runs the program. */
export function describeService(program: Command, add: Add): void {
  const reviewers = program.command("reviewers").description("who may sign in to the review application");
  add(reviewers, "list", "every reviewer", () => import("../commands/reviewers-list.ts"), true);
  add(
    reviewers,
    "add <name>",
    "lets a person sign in; asks for the password, or reads it from standard input",
    () => import("../commands/reviewers-add.ts"),
  ).option("--password-file <file>", "a file whose first line is the password");
  add(
    reviewers,
    "remove <name>",
    "lets a person sign in no more, and ends what they have open",
    () => import("../commands/reviewers-remove.ts"),
  );
  const listening = (command: Command) =>
    command
      .option("--host <host>", "address to listen on (default: settings.yaml)")
      .option("--port <port>", "port to listen on (default: settings.yaml)", wholeNumber(0))
      .option("--reviewer <name>", "who decides, where nobody has to sign in (default: local)");
  listening(add(program, "serve", "the web application alone", () => import("../commands/serve.ts")));
  listening(
    add(program, "run", "scheduler and web application until stopped", () => import("../commands/run.ts")),
  );
  add(
    program,
    "backup <file>",
    "a consistent copy of the database while others write",
    () => import("../commands/backup.ts"),
  );
  add(
    program,
    "doctor",
    "checks configuration, database, disk and network",
    () => import("../commands/doctor.ts"),
  ).option("--offline", "without the network");
  add(
    program,
    "demo",
    "sample missions on loopback, updated over HTTP, then the queue",
    () => import("../commands/demo.ts"),
  )
    .option(
      "--port <port>",
      "port of the queue (default: 8010, or another when that is taken)",
      wholeNumber(0),
    )
    .option("--no-serve", "stop after the update");
}
