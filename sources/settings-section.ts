import { z } from "zod";

/** A section of the settings: absent, or present with every key commented out, means the defaults. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.preprocess((value) => value ?? {}, z.strictObject(shape));
}
