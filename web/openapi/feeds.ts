import { atom } from "./parts.ts";

/** The feeds. */
export const FEED_PATHS = {
  "/feeds/new.atom": {
    get: { summary: "The newest events, reviewed or not", responses: { 200: atom() } },
  },
  "/feeds/accepted.atom": {
    get: { summary: "The events last accepted or corrected", responses: { 200: atom() } },
  },
  "/feeds/changes.atom": {
    get: { summary: "The official pages last edited, removed or back again", responses: { 200: atom() } },
  },
};
