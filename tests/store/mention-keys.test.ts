import { expect, it } from "vitest";
import { findByKeys, listMentionKeys, replaceMentionKeys } from "../../store/mention-keys.ts";
import { storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const key = (name: string, firstDay: number, lastDay: number) => ({ key: name, firstDay, lastDay });

it("finds linked mentions that share a key and may have been on one of its days", async () => {
  const db = await tempDatabase();
  const [early, late, gone, apart] = [
    await storeEvent(db, "early"),
    await storeEvent(db, "late"),
    await storeEvent(db, "gone"),
    await storeEvent(db, "apart"),
  ];
  await replaceMentionKeys(
    db,
    new Map([
      [early, [key("meeting FJ", 10, 12)]],
      [late, [key("meeting FJ", 13, 15), key("text", 0, 99)]],
      [gone, [key("meeting FJ", 10, 15)]],
      [apart, [key("meeting FJ", 10, 15)]],
    ]),
  );
  await db.updateTable("mention").set({ current: 0 }).where("id", "=", gone).execute();
  await db.updateTable("link").set({ withdrawnAt: "x" }).where("mentionId", "=", apart).execute();
  const lists = await findByKeys(db, [
    key("meeting FJ", 12, 12),
    key("meeting FJ", 12, 13),
    key("text", 3, 3),
    key("meeting WS", 10, 15),
  ]);
  expect(lists).toEqual([[early], [early, late].sort(), [late], []]);
});

it("puts new keys in the place of old ones", async () => {
  const db = await tempDatabase();
  const id = await storeEvent(db, "e1");
  await replaceMentionKeys(db, new Map([[id, [key("a", 1, 2), key("b", 1, 2)]]]));
  await replaceMentionKeys(db, new Map([[id, [key("b", 5, 6)]]]));
  expect(await listMentionKeys(db, [id])).toEqual([key("b", 5, 6)]);
});
