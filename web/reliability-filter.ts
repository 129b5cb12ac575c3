import { z } from "zod";

const Day = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "a date as YYYY, YYYY-MM or YYYY-MM-DD");

/** Which second opinions are looked at, as parameters of the address. */
export const ReliabilityFilter = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  reviewer: z.string().max(200).optional(),
});
