import { z } from "zod";

/** Where a record stands in the files of Common Crawl. */
export const CrawlPlace = z.object({ file: z.string(), offset: z.int(), length: z.int() });
export type CrawlPlace = z.infer<typeof CrawlPlace>;
