import { failure } from "./parts.ts";

interface Operation {
  readonly responses: Readonly<Record<string, object>>;
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** What needs no one to sign in. */
const OPEN = new Set(["/healthz"]);

const RETRY_AFTER = {
  "Retry-After": { description: "Seconds to wait", schema: { type: "integer" } },
};

/** A description of the routes with how programs say who they are, and what they are told when that is not enough. */
export function withAccess(described: Described): object {
  const paths = Object.entries(described.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, access(path, method, operation)]),
    ),
  ]);
  const securitySchemes = {
    basic: {
      type: "http",
      scheme: "basic",
      description:
        "Name and password of a reviewer, or any other name with JINGWU_PASSWORD. Only where reviewers sign in.",
    },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "jingwu",
      description: "Of a browser that has signed in at /sign-in; over TLS its name is __Host-jingwu.",
    },
  };
  return {
    ...described,
    paths: Object.fromEntries(paths),
    // None at all where the server answers this machine alone and nobody has an account.
    security: [{ basic: [] }, { session: [] }, {}],
    components: { ...described.components, securitySchemes },
  };
}

function access(path: string, method: string, operation: Operation): object {
  if (OPEN.has(path)) return { ...operation, security: [] };
  const failures = {
    401: failure("Nobody has signed in, or name and password do not belong together"),
    429: { ...failure("Too many attempts to sign in have failed"), headers: RETRY_AFTER },
    ...(method === "post" ? { 403: failure("Sent from a page of another origin") } : {}),
  };
  return { ...operation, responses: { ...failures, ...operation.responses } };
}
