import type { DocumentContext, MetPerson } from "./context.ts";
import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import { actorsOn } from "./lexicon.ts";
import type { Office } from "./offices-zh.ts";
import { openState } from "./source-state.ts";
import { organTypeOf } from "./tokens-zh.ts";

const STATE_LEADER = /国家主席|总书记|总理|国家副主席|委员长|政协主席/;

/** Whose side an office is on, and what it stands for. */
export interface Side {
  side: "prc" | "foreign" | "unknown";
  countries: string[];
  actors: PrcActor[];
  organ: OrganType | null;
  rank: string;
  open: boolean;
  /** Only the source says whose. */
  ofSource?: true;
}

/** Whose office it is, from its words alone. */
export function sideOf(text: string, office: Office, context: DocumentContext): Side {
  const terms = office.tokens.map((t) => t.term);
  const written = text.slice(office.start, office.end);
  const titles = terms.flatMap((t) => (t.kind === "title" ? [t.rank] : []));
  const rank =
    ["leader", "diplomat", "minister", "head"].find((r) => titles.includes(r)) ?? titles[0] ?? "head";
  const organ = organTypeOf(terms) ?? organOfTitle(written);
  const foreign = terms.flatMap((t) =>
    t.kind === "country"
      ? [t.code]
      : t.kind === "place"
        ? [t.country]
        : t.kind === "pair"
          ? [...t.countries]
          : [],
  );
  const china = terms.some((t) => t.kind === "china" || t.kind === "cn_place") || /^我/.test(written);
  const prc = terms.flatMap((t) => (t.kind === "prc_organ" ? t.actors : []));
  const base = { organ, rank, open: false };
  const diplomat = rank === "diplomat" || /大使|领事|参赞|警务联络官|临时代办/.test(written);
  if (diplomat && /驻(?:华|中国|京|沪|穗)/.test(written))
    return { ...base, side: "foreign", countries: foreign, actors: [] };
  // 越南驻英国大使: the first country sends, the second receives.
  const sender = office.tokens[0]!.term;
  if (
    diplomat &&
    office.posted &&
    sender.kind === "country" &&
    office.tokens.some((t) => t !== office.tokens[0] && t.term.kind === "country") &&
    text[office.tokens[0]!.end] === "驻"
  ) {
    return { ...base, side: "foreign", countries: [sender.code], actors: [] };
  }
  if (diplomat && (office.posted || china))
    return { ...base, rank: "diplomat", side: "prc", countries: [], actors: ["EMBASSY"] };
  if (diplomat && foreign.length === 0) {
    return { ...base, rank: "diplomat", side: "unknown", countries: [], actors: ["EMBASSY"] };
  }
  const own = terms.flatMap((t) =>
    t.kind === "organ" && t.country && context.countries.includes(t.country) ? [t.country] : [],
  );
  // 国际移民组织总干事: who heads a body stands for no state.
  if (terms[0]?.kind === "body" && foreign.length === 0 && prc.length === 0)
    return { ...base, side: "foreign", countries: [], actors: [] };
  if (foreign.length > 0) return { ...base, side: "foreign", countries: [...new Set(foreign)], actors: [] };
  if (prc.length > 0) return { ...base, side: "prc", countries: [], actors: [...new Set(prc)] };
  if (china) {
    const local = terms.some((t) => t.kind === "cn_place");
    const police: PrcActor = local ? "LOCAL_PSB" : "MPS";
    const actors = organ === "police" || organ === "interior" ? [police] : [];
    return { ...base, side: "prc", countries: [], actors };
  }
  if (/^(?:国务委员|中共中央|中央|全国|国务院|外交部(?:副部长|部长助理)|国家主席|习近平)/.test(written)) {
    return { ...base, side: "prc", countries: [], actors: STATE_LEADER.test(written) ? ["LEADER"] : [] };
  }
  const state = openState(context, text.slice(0, office.start));
  if (own.length > 0 && (state.ofSource || context.host === null)) {
    return { ...base, side: "foreign", actors: [], ...state, countries: [own[0]!] };
  }
  const openForeign =
    organ !== null && /内政|内务|总检察|国土安全|警察总|国家警察|皇家|宪兵|国防军|民族/.test(written);
  const crowned = /总统|首相|国王|苏丹|酋长|埃米尔|大统领/.test(written);
  const ofHost = context.ofMission && organ !== null && NO_CHINESE_OFFICE.test(written);
  if (openForeign || crowned || ofHost) return { ...base, side: "foreign", actors: [], ...state, open: true };
  return { ...base, side: "unknown", countries: [], actors: [], open: true };
}

/** Offices that China's own services do not have: on a page of a mission they are the host's. */
const NO_CHINESE_OFFICE =
  /警察(?:总?局|署|厅|部队)|警署|警局|警总监|警监(?!管)|移民局|惩教|狱警|刑侦局|缉毒局|检察总长/;

/** 警察总监 (police commissioner) and the like name their organ in the title. */
function organOfTitle(written: string): OrganType | null {
  if (/海警|海岸警卫/.test(written)) return "coast_guard";
  if (/警|刑侦|治安|公安委员/.test(written)) return "police";
  if (/司法部/.test(written)) return "justice";
  if (/缉毒|禁毒/.test(written)) return "drugs";
  if (/移民/.test(written)) return "immigration";
  if (/边防|边境/.test(written)) return "border";
  if (/检察/.test(written)) return "prosecution";
  return /国家安全|国土安全|安全顾问|安全会议/.test(written) ? "security" : null;
}

/** Whose somebody is. */
interface Settled {
  readonly side: MetPerson["side"];
  readonly countries: readonly string[];
  readonly actors: readonly PrcActor[];
  readonly ofSource?: boolean;
}

/**
 * The office, what is known of the name, and the document together; `before` is what stands before the office. Null: no
 * person that matters.
 */
export function settle(
  side: Side,
  met: MetPerson | undefined,
  known: { side: "prc" | "foreign"; country: string | null } | undefined,
  written: string | null,
  context: DocumentContext,
  before: string,
): Settled | null {
  if (known?.side === "prc" && side.side !== "foreign") {
    const person = context.lexicon.people.get((known as { id?: string }).id ?? "");
    const dated = person ? actorsOn(person, context.anchor.day) : [];
    const actors = side.actors.length > 0 ? side.actors : dated;
    return { side: "prc", countries: [], actors };
  }
  if (side.side !== "unknown") return side;
  if (met && met.side !== "unknown") return met;
  if (known) return { side: known.side, countries: known.country ? [known.country] : [], actors: [] };
  if (!written) return null;
  const embassy = side.actors.includes("EMBASSY");
  const dotted = written.includes("·");
  const han = !dotted && written.length <= 3 && context.lexicon.surnames.has(written[0]!);
  if (embassy && han) return { side: "prc", countries: [], actors: ["EMBASSY"] };
  const transcribed = !han && Array.from(written).every((c) => context.lexicon.transliteration.has(c));
  if (dotted || transcribed || (!han && written.length > 3)) {
    return { side: "foreign", actors: [], ...openState(context, before) };
  }
  return { side: "unknown", countries: [], actors: embassy ? ["EMBASSY"] : [] };
}
