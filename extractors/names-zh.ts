import type { Lexicon } from "./lexicon.ts";

/**
 * Words that cannot be part of a person's name and so end one. Function words and the verbs of the genre: the list
 * is closed by nature, not a list of seen cases.
 */
const ENDS_NAME =
  /^(?:同|与|和|及|在|于|对|向|为|由|将|把|被|也|还|并|又|就|从|到|赴|抵|率|访|会见|会谈|会晤|会面|接见|接受|拜|共同|共|分别|出席|出任|参加|参观|主持|致|发表|发言|代表|签|宣布|介绍|表示|表|强调|指出|说|称|谈|提|的|了|等|一行|一起|先生|女士|阁下|夫妇|上将|中将|少将|大将|准将|警监|上校|大使|部长|总统|总理|主席|局长|司令|书记|委员|作|举行|进行|是|已|曾|应|邀|陪|双方|两|各|当|近|今|昨|日前|本周|本月|上周|周[一二三四五六日]|星期|日|年|月|号|以|随|后|前|则|便|通过|通电|通话|希望|感谢|高度|完全|愿|认为|重申|回|转|听取|见|晤|交|揭|授|颁|视|检|考察|走访|来|去|亲|专|特(?:别|派|意|地|使|邀|此|警|工|区|种|战|首|向|就|来|约|命)|期间|此|该|其|这|那|个|名|位|之|而|或|但|没|未|不|可|能|要|请|使|让|给|与会|都|均|先后|互|相|联|正|开|启|闭|结|迎|送|受|获|任|兼|暨|担|履|带|携|约见|约谈|商|主导|出)/;
const HAN = /^[\u3400-\u9fff]$/;

/** The end of a Chinese-style name (surname and one or two characters) that begins at `at`, or `at` if there is none. */
export function chineseNameEnd(text: string, at: number, lexicon: Lexicon): number {
  const compound = lexicon.surnames.has(text.slice(at, at + 2)) && HAN.test(text[at + 2] ?? "");
  const surname = compound ? 2 : lexicon.surnames.has(text[at] ?? "") ? 1 : 0;
  if (surname === 0) return at;
  const first = at + surname;
  if (!HAN.test(text[first] ?? "")) return at;
  if (LINKS.test(text[first]!)) {
    // 王同庆会见: 同 (with) is part of a name where a name of three characters ends there.
    const named = GIVEN_TOO.test(text[first]!) && HAN.test(text[first + 1] ?? "");
    return named && endsAt(text, first + 2, lexicon) && !lexicon.verbs.at(text, first + 1) ? first + 2 : at;
  }
  const short = first + 1;
  if (!HAN.test(text[short] ?? "")) return short;
  const long = short + 1;
  // 苏林在京: 在 ends the name; 任发强一行: what follows three characters shows that they are the name.
  // 梅蒙会谈 is 梅蒙 + 会谈 (talks), not 梅蒙会 + 谈.
  if (lexicon.verbs.at(text, short) || DAY_WRITTEN.test(text.slice(short, short + 4))) return short;
  if (endsAt(text, long, lexicon)) {
    const cut = ALWAYS_ENDS.test(text[short]!) && /[\u3400-\u9fff\d]/.test(text[long] ?? "");
    return cut ? short : long;
  }
  return ENDS_NAME.test(text.slice(short, short + 4)) ? short : long;
}

/** 通过 (through), 高度 (highly), 于, 向 …: words that open with a character that is a surname too. */
export function opensWord(text: string, at: number): boolean {
  return /^(?:班[将于在学结开正今昨]|代表|成立|管理|计划|通过|高度|特别|成功|于[\d在]|向|从|和|全[国面]|方面|连续|时任|元首|安全|应|来自|连[线日夜续同]|通[话电了]|陆续|明确|关于|马上|司法|单位|双|宣[布告称]|齐[聚心抓赴]|时隔|包[括机]|常[驻年态]|高[举兴级]|荣[获膺]|查[获处]|相[聚继互]|左右|安[排抵])/.test(
    text.slice(at, at + 3),
  );
}

/** 大使魏强三日在…: a day in Chinese figures is no part of the name before it. */
const DAY_WRITTEN = /^(?:[一二三廿]?十[一二三四五六七八九]?|[一二三四五六七八九])日/;
const LINKS = /[同与和及在于向的了等说称]/;
const GIVEN_TOO = /[同与和及]/;
const ALWAYS_ENDS = /[同与和及在于对向由将的了等率、说称]/;

/** A name ends before a mark, a figure, the end of the text, or a word that cannot be part of a name. */
function endsAt(text: string, at: number, lexicon: Lexicon): boolean {
  const next = text[at];
  if (next === undefined || !HAN.test(next)) return true;
  return lexicon.verbs.at(text, at) !== null || ENDS_NAME.test(text.slice(at, at + 4));
}

/** The end of a transcribed foreign name (`肯内特·阿莫克西`, `帕特鲁舍夫`) that begins at `at`, or `at`. */
export function foreignNameEnd(text: string, at: number, lexicon: Lexicon): number {
  let end = at;
  let segment = 0;
  for (let i = at; i < text.length && i - at < 40; i++) {
    const character = text[i]!;
    if (character === "·" || (character === "." && segment > 0) || (character === "-" && segment > 0)) {
      if (segment === 0 && i !== at) break;
      segment = 0;
      continue;
    }
    if (/[A-Z]/.test(character) && (text[i + 1] === "·" || text[i + 1] === ".")) {
      segment++;
      continue;
    }
    if (!lexicon.transliteration.has(character) && !(text[i - 1] === "·" && /[小老]/.test(character))) break;
    if (segment >= 1 && lexicon.verbs.at(text, i)) break;
    if (segment >= 1 && ENDS_NAME.test(text.slice(i, i + 4)) && !continuesName(text, i, lexicon)) break;
    segment++;
    if (segment > 9) return at;
    end = i + 1;
  }
  const dotted = text.slice(at, end).includes("·");
  // 丹隆萨·吉滴巴帕: one rare character does not end a name.
  const whole = dotted && !endsAt(text, end, lexicon) ? dottedNameEnd(text, at, lexicon) : end;
  if (whole > end && whole - end <= 4) return whole;
  if (!dotted && end - at >= 2) end = overRareCharacter(text, end, lexicon);
  return end - at >= 2 || dotted ? end : at;
}

/** The end of a name with a dot in it (塞缪尔·马蒂雷斯) that is written with other characters than most names, or `at`. */
export function dottedNameEnd(text: string, at: number, lexicon: Lexicon): number {
  let end = at;
  while (end - at < 20 && (text[end] === "·" || (HAN.test(text[end] ?? "") && !endsAt(text, end, lexicon))))
    end++;
  return text.slice(at + 1, end - 1).includes("·") ? end : at;
}

/** 卡尔片科夫: one rare character between transcribing ones, where the name ends soon after. */
function overRareCharacter(text: string, at: number, lexicon: Lexicon): number {
  if (!HAN.test(text[at] ?? "") || endsAt(text, at, lexicon)) return at;
  let end = at + 1;
  while (end < at + 4 && lexicon.transliteration.has(text[end] ?? "") && !endsAt(text, end, lexicon)) end++;
  return end > at + 1 && endsAt(text, end, lexicon) ? end : at;
}

/** 以, 等, 特, 可 … occur inside transcriptions; they continue one when a transcription character and · follow. */
function continuesName(text: string, at: number, lexicon: Lexicon): boolean {
  if (text[at + 1] === "·") return true;
  const ahead = text.slice(at + 1, at + 7);
  const dot = ahead.indexOf("·");
  if (dot > 0 && Array.from(ahead.slice(0, dot)).every((c) => lexicon.transliteration.has(c))) return true;
  if (!/^[特可那以该兼开发]/.test(text[at]!)) return false;
  const next = text[at + 1] ?? "";
  return lexicon.transliteration.has(next) && !ENDS_NAME.test(text.slice(at + 1, at + 5));
}
