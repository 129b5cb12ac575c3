import type { Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type AppOptions, isApi, isLetIn, placeOf, reviewerOf, visitOf } from "./context.ts";
import type { Place, Visit } from "./pages/layout.tsx";
import { Message } from "./pages/message.tsx";
import { ParameterError } from "./queue-filter.ts";
import { ERROR_TEXTS } from "./texts/errors.ts";

type FailureStatus = keyof typeof ERROR_TEXTS.titles;

/** An error answer: JSON `{error: {field?, message}}` for programs, a page for people. */
export async function fail(
  c: Context,
  options: AppOptions,
  status: FailureStatus,
  error: { field?: string; message: string },
): Promise<Response> {
  if (isApi(c)) return c.json({ error }, status);
  const text = error.field ? `${error.field}: ${error.message}` : error.message;
  return c.html(
    <Message title={ERROR_TEXTS.titles[status]} text={text} visit={await visitOrNone(c, options)} />,
    status,
  );
}

/** Unknown addresses, wrong parameters and bugs each get one answer; what went wrong inside goes to the log only. */
export function addErrorAnswers(app: Hono, options: AppOptions): void {
  const log = options.log ?? ((message: string) => void process.stderr.write(`${message}\n`));
  app.notFound((c) => fail(c, options, 404, { message: ERROR_TEXTS.nothingHere }));
  app.onError((error, c) => {
    if (error instanceof ParameterError) {
      const message = error.message.slice(error.field.length + 2);
      return fail(c, options, 400, { field: error.field, message });
    }
    if (error instanceof HTTPException) {
      const known = error.status in ERROR_TEXTS.titles ? (error.status as FailureStatus) : 400;
      const messages: Partial<Record<FailureStatus, string>> = {
        403: ERROR_TEXTS.foreignForm,
        413: ERROR_TEXTS.tooLarge,
      };
      return fail(c, options, known, {
        message: messages[known] ?? (error.message || ERROR_TEXTS.unreadable),
      });
    }
    log(`${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`);
    return fail(c, options, 500, { message: ERROR_TEXTS.failed });
  });
}

/** The frame of the page: of who has not signed in nothing is known; counting may be just what failed. */
async function visitOrNone(c: Context, options: AppOptions): Promise<Place> {
  if (!isLetIn(c)) return placeOf(c);
  try {
    return await visitOf(c, options);
  } catch {
    const reviewer = reviewerOf(c, options);
    const visit: Visit = { ...placeOf(c), reviewer, mayLeave: false, waiting: 0 };
    return visit;
  }
}
