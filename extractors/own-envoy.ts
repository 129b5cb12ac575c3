import type { Chunk } from "./chunk.ts";

const acts = (start: number, end: number): Chunk => ({
  kind: "prc_organ",
  start,
  end,
  countries: [],
  actors: ["EMBASSY"],
  organ: null,
});

const MISSION_ZH =
  /(?<=^|[，。；：、\s日我])(?:大?使馆|总?领事?馆)(?=[同与和向为]|会同|联合|举[行办]|召开|捐赠|赠送|移交)/g;

/** On a page of a Chinese mission the mission itself where it acts: 使馆向…, and not one in front of which somebody stands. */
export function ownMissionsZh(text: string): Chunk[] {
  return [...text.matchAll(MISSION_ZH)].map(({ index, 0: { length } }) => acts(index, index + length));
}

const MISSION =
  /(?<=^|[.,;:] |\b[Tt]he |\b[Ll]['’]|\b[Ll]a )(?:Embassy|Consulate[- ]General|Ambassade|Embajada)(?= (?:(?:has|have|had|also|today|yesterday|then) )*(?:hand(?:s|ed)|donate[sd]|g[ai]ve[sn]?|present(?:s|ed)|deliver(?:s|ed)|provide[sd]|h[eo]lds?|host(?:s|ed)|organi[sz]e[sd]|sign(?:s|ed)|(?:a|ha) (?:remis|offert|fait don|organisé|signé|entregado|donado|firmado)|entregó|donó|firmó)\b)/g;

/** The same in Latin script: "the Embassy handed over …", and neither "the Embassy of Japan" nor "at the Embassy". */
export function ownMissionsLatin(text: string): Chunk[] {
  return [...text.matchAll(MISSION)].map(({ index, 0: { length } }) => acts(index, index + length));
}

const ENVOY_ZH =
  /^(?:(?:特命全权)?大使|(?:代理?|副)?总领事|(?:副)?领事|(?:临时)?代办|公使(?:衔参赞)?|(?:警务)?参赞|警务联络官)$/;
const OF_OTHERS_ZH = /[国盟洲团各位名几]$|(?:等|驻.{1,8})$/;
const NO_PERSON_ZH = /^(?:级|们|夫人|馆|官邸|杯|奖|论坛|会议|联席|保护|证件|认证|业务|服务|司|部|处)/;

/**
 * Whether an office without a name is, on a page of a Chinese mission, its own: 大使会见…, and not 各国大使 or 大使级磋商.
 * `from` and `to` are its place in the sentence.
 */
export function isOwnEnvoyZh(text: string, from: number, to: number): boolean {
  return ENVOY_ZH.test(text.slice(from, to)) && !isOfOthersZh(text, from, to);
}

/** 各国大使, 两位部长, 大使级, 部长论坛: an office that is several people's, or names no person. */
export function isOfOthersZh(text: string, from: number, to: number): boolean {
  return OF_OTHERS_ZH.test(text.slice(0, from)) || NO_PERSON_ZH.test(text.slice(to));
}

const ENVOY =
  /^(?:the\s)?(?:ambassador|ambassadeur|ambassadrice|embajador|embajadora|(?:acting |deputy )?consul[- ]general|charg[ée] d['’]affaires(?: a\.?i\.?)?)$/i;
const OWN_BEFORE =
  /(?:^|[,.;:("“]\s?|\b(?:the|l['’]|el|la|and|by|with|to|et|y|h\.\s?e\.|(?:his|her) excellency|mr\.|ms\.)\s?)$/i;
/** "the ambassador of Japan", "ambassadors", "the ambassador's wife" */
const OF_OTHERS_AFTER =
  /^(?:s\b|['’]s?\s(?:wife|husband|spouse)|-at-large|\s(?:of|to|from|de|du|d['’])\b|\sfor\s)/i;

/** The same in Latin script: "the ambassador called on …", and not "the ambassador of Japan" or "tourism ambassador". */
export function isOwnEnvoyLatin(text: string, from: number, to: number): boolean {
  return (
    ENVOY.test(text.slice(from, to)) &&
    OWN_BEFORE.test(text.slice(0, from)) &&
    !OF_OTHERS_AFTER.test(text.slice(to))
  );
}
