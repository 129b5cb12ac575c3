const HERE = "http://here.invalid";
const LONGEST = 2000;

/** An address that a form or link carries, as path and query of this server; "/" for any that could lead elsewhere. */
export function localPath(asked: unknown): string {
  if (typeof asked !== "string" || !asked.startsWith("/") || asked.length > LONGEST) return "/";
  if (!URL.canParse(asked, HERE)) return "/";
  const { origin, pathname, search } = new URL(asked, HERE);
  // Read as browsers do, "/\\host" is another host, and "/.//host" becomes one.
  return origin === HERE && !pathname.startsWith("//") ? pathname + search : "/";
}
