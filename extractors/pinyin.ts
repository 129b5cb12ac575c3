import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
type Pinyin = (
  text: string,
  options: { type: "array"; surname?: "head" | "off"; nonZh: "consecutive" },
) => string[];
let pinyin: Pinyin | undefined;

/** How Chinese is spoken, with tones: 公安部 gives "gōng ān bù". A person's surname is read as surnames are. */
export function pinyinOf(text: string, surname: "head" | "off" = "off"): string {
  pinyin ??= (load("pinyin-pro") as { pinyin: Pinyin }).pinyin;
  return pinyin(text, { type: "array", surname, nonZh: "consecutive" }).join(" ");
}
