import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** A connection or a transaction on it. Inside a transaction use only the transaction: the connection is one. */
export type Db = Kysely<Tables> | Transaction<Tables>;
