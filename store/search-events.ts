import { type RawBuilder, sql } from "kysely";
import { matchExpression, queryTerms } from "./search-text.ts";

/** SQL of the ids, as `id`, of the events in which all terms of the words stand, as the search index knows them; of none where there is no term. */
export function eventsHolding(words: string): RawBuilder<unknown> {
  const expression = matchExpression(queryTerms(words));
  if (expression === undefined) return sql`select id from event where 1 = 0`;
  return sql`select search_item.item_id as id from search_index
    join search_item on search_item.id = search_index.rowid
    where search_index match ${expression} and search_item.kind = 'event'`;
}
