import type { Db, Row } from "./database.ts";

export type Session = Row<"session">;

/** Keeps a session; those that have run out by then are taken away. */
export async function addSession(db: Db, session: Session): Promise<void> {
  await db.deleteFrom("session").where("expires", "<=", session.created).execute();
  await db.insertInto("session").values(session).execute();
}

/** The session of a token, by its digest; undefined when there is none or it has run out. */
export function findSession(db: Db, tokenSha256: string, at: string): Promise<Session | undefined> {
  return db
    .selectFrom("session")
    .selectAll()
    .where("tokenSha256", "=", tokenSha256)
    .where("expires", ">", at)
    .executeTakeFirst();
}

/** Lets a session last until then. */
export async function extendSession(db: Db, tokenSha256: string, expires: string): Promise<void> {
  await db.updateTable("session").set({ expires }).where("tokenSha256", "=", tokenSha256).execute();
}

/** Ends a session. */
export async function endSession(db: Db, tokenSha256: string): Promise<void> {
  await db.deleteFrom("session").where("tokenSha256", "=", tokenSha256).execute();
}
