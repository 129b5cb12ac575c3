import type { Context, Hono } from "hono";
import { type Capture, findCapture, readCapture } from "./archived-capture.ts";
import { type AppOptions, visitOf } from "./context.ts";
import { PAGE_POLICY } from "./guard.ts";
import { harmlessHtml } from "./harmless-html.ts";
import { ArchivedPage } from "./pages/archived.tsx";
import { ARCHIVED_TEXTS } from "./texts/archived.ts";

/** A page of ours with one of our own frames in it. */
const HOLDER_POLICY = policy({ ...PAGE_POLICY, frameSrc: ["'self'"] });
/**
 * What the captured page itself may do, whatever is in it: be looked at, with its own inline styles and pictures, in a frame of
 * ours or alone. `sandbox` takes away scripts, forms, windows and our origin even where it is opened without the frame.
 */
const CAPTURED_POLICY = policy({
  sandbox: [],
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  imgSrc: ["data:"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'self'"],
});

/** The page that a document was read from, as captured: in a frame that holds it harmless, and as plain text. */
export function addArchived(app: Hono, options: AppOptions): void {
  const { db, dataDir } = options;

  app.get("/documents/:id/archived", async (c) => {
    const capture = await findCapture(db, c.req.param("id"));
    if (!capture) return c.notFound();
    const readable = capture.kind !== "other" && (await readCapture(dataDir, capture)) !== undefined;
    c.header("Content-Security-Policy", HOLDER_POLICY);
    return c.html(<ArchivedPage visit={await visitOf(c, options)} capture={capture} readable={readable} />);
  });

  app.get("/documents/:id/archived/page", async (c) => {
    const capture = await findCapture(db, c.req.param("id"));
    const captured = capture?.kind === "html" ? await readCapture(dataDir, capture) : undefined;
    if (captured === undefined) return c.notFound();
    c.header("Content-Security-Policy", CAPTURED_POLICY);
    c.header("X-Frame-Options", "SAMEORIGIN");
    c.header("Referrer-Policy", "no-referrer");
    const shown = harmlessHtml(captured, capture!.snapshot.url) ?? ARCHIVED_TEXTS.tooLong;
    return c.body(shown, 200, { "Content-Type": "text/html; charset=utf-8" });
  });

  app.get("/documents/:id/archived/text", async (c) => {
    const capture = await findCapture(db, c.req.param("id"));
    const text = capture && capture.kind !== "other" ? await readCapture(dataDir, capture) : undefined;
    return text === undefined ? c.notFound() : asText(c, capture!, text);
  });
}

/** As plain text: the page is another's, and must not run as one of ours. */
function asText(c: Context, { document }: Capture, text: string): Response {
  return c.body(text, 200, {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Disposition": `inline; filename="${document.id.replace(/[^\w-]/g, "_")}.txt"`,
  });
}

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, values]) =>
      [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), ...values].join(" "),
    )
    .join("; ");
}
