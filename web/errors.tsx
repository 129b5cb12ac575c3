import type { Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type AppOptions, isApi, visitOf } from "./context.ts";
import { Message } from "./pages/message.tsx";
import { ParameterError } from "./queue-filter.ts";

type FailureStatus = 400 | 403 | 404 | 409 | 413 | 415 | 500;

const TITLES: Record<FailureStatus, string> = {
  400: "This address or form cannot be read",
  403: "Not allowed",
  404: "Not found",
  409: "Decided meanwhile",
  413: "Too much was sent",
  415: "Not a form this server reads",
  500: "The server failed",
};

/** An error answer: JSON `{error: {field?, message}}` for programs, a page for people. */
export async function fail(
  c: Context,
  options: AppOptions,
  status: FailureStatus,
  error: { field?: string; message: string },
): Promise<Response> {
  if (isApi(c)) return c.json({ error }, status);
  const text = error.field ? `${error.field}: ${error.message}` : error.message;
  return c.html(<Message title={TITLES[status]} text={text} visit={await visitOrNone(c, options)} />, status);
}

/** Unknown addresses, wrong parameters and bugs each get one answer; what went wrong inside goes to the log only. */
export function addErrorAnswers(app: Hono, options: AppOptions): void {
  const log = options.log ?? ((message: string) => void process.stderr.write(`${message}\n`));
  app.notFound((c) => fail(c, options, 404, { message: "There is nothing at this address." }));
  app.onError((error, c) => {
    if (error instanceof ParameterError) {
      const message = error.message.slice(error.field.length + 2);
      return fail(c, options, 400, { field: error.field, message });
    }
    if (error instanceof HTTPException) {
      const known = error.status in TITLES ? (error.status as FailureStatus) : 400;
      const messages: Partial<Record<FailureStatus, string>> = {
        403: "This form was not sent from a page of this server. Open the page again and retry.",
        413: "The body is larger than this server takes.",
      };
      return fail(c, options, known, {
        message: messages[known] ?? (error.message || "The request cannot be read."),
      });
    }
    log(`${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`);
    return fail(c, options, 500, { message: "The failure is in the server's log. Nothing was changed." });
  });
}

/** The frame of the page; counting may be just what failed. */
async function visitOrNone(c: Context, options: AppOptions) {
  try {
    return await visitOf(c, options);
  } catch {
    return { reviewer: options.reviewer ?? "local", path: c.req.path, waiting: 0, byStatus: {} };
  }
}
