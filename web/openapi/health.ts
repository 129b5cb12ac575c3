import { json } from "./parts.ts";

/** What those ask who keep the server running. */
export const HEALTH_PATHS = {
  "/healthz": {
    get: {
      summary: "Whether the process can do its work: the database, and the scheduler where one runs",
      responses: {
        200: json("It can", { type: "object" }),
        503: json("It cannot; `reason` says why", { type: "object" }),
      },
    },
  },
  "/metrics": {
    get: {
      summary: "Gauges and counters for Prometheus",
      responses: { 200: { description: "Gauges and counters", content: { "text/plain": {} } } },
    },
  },
};
