import { z } from "zod";
import { ConfigError } from "../sources/errors.ts";
import { readYamlFile } from "../sources/yaml-file.ts";

/** The lists of `config/rules/words.yaml`. A list that is added here must stand there, and the other way round. */
export const WORD_LISTS = [
  "in_court",
  "review",
  "china_named",
  "our_mission",
  "vendor_business",
  "anti_corruption_talks",
  "police_session",
  "chinese_delegation",
  "security_talks",
  "sits_in",
  "many_states",
  "interpol",
  "security_content",
  "in_turn",
  "aim_of_paper",
  "ratified_at_home",
  "law_of_one_side",
  "signing_recalled",
  "signing_long_past",
  "witnessed",
  "other_business_paper",
  "policing_paper",
  "police_trainees",
  "our_school",
  "drill_not_course",
  "schooling_at_home",
  "trainees_from_home",
  "title_of_course",
  "china_trains",
  "other_trainees",
  "beside_a_course",
  "speaks_of_course",
  "foreign_group",
  "not_trainees",
  "security_service",
  "goods",
  "people_handed_over",
  "gift",
  "keepsake",
  "relief",
  "relief_for_police",
  "first_of_its_kind",
  "given_by",
  "chinese_aid",
  "speaks_of_aid",
  "no_gift",
  "comes_from",
  "no_goods",
  "goods_taken_up",
  "military",
  "police_force",
  "peacekeeping",
  "police_beside_military",
  "partners_unnamed",
  "drill_watched_before",
  "drill_watched_after",
  "counted_in_a_year",
  "first_time",
  "first_of_series",
  "began",
  "drill_held",
  "field_named_after",
  "paper_on_drill",
  "field_named_before",
  "ended",
  "not_taking_part",
  "customs_case",
  "police_in_customs_case",
  "abroad",
  "recalled_in_court",
  "chinese_case",
  "police_case",
  "wanted",
  "counted_suspects",
  "one_suspect",
  "caught_by_one_side",
  "added_up_already",
  "sum_of_a_year",
  "statistics",
  "several_people",
  "patrol_or_drill",
  "drill",
  "crime",
  "chinese_police_act",
  "states_act",
  "graft_campaign",
  "police_campaign",
  "local_police_act",
  "local_police_beside",
  "security_forum",
  "multilateral",
  "attended_by",
  "opens_forum",
  "domestic_meeting",
  "police_forum",
  "police_named",
  "suspects_given",
  "other_recipient",
  "course_paid_for",
  "for_building",
  "aside",
  "takes_part",
  "of_the_paper",
  "of_the_drill",
  "of_the_talks",
  "other_day_after",
  "other_day_before",
  "report_day",
  "cut_off_day",
  "another_clause",
  "both_sides",
  "one_side",
  "argument",
  "bystander_before",
  "bystander_after",
  "opens_clause",
  "points_back",
  "points_back_to_one",
  "information_control",
  "points_to_prc",
  "pursued_abroad",
  "prc_named",
  "security_technology",
  "chinese_campaign",
  "same_year",
  "same_occasion",
  "year_after",
  "recent",
  "announced",
  "sum_of_years",
  "according_to",
  "says",
] as const;
export type WordList = (typeof WORD_LISTS)[number];

/** One compiled pattern a list, for one script. A list without words for it matches nothing. */
export type Words = Readonly<Record<WordList, RegExp>>;

const WordFile = z.record(
  z.enum(WORD_LISTS),
  z.strictObject({
    /** One line that says what the list is for. */
    reads: z.string().min(8),
    zh: z.string().min(1).optional(),
    latin: z.string().min(1).optional(),
  }),
);

/** Reads and compiles the word lists. Throws ConfigError naming the file, the list and what is wrong with it. */
export function readWords(file: string): { zh: Words; latin: Words } {
  const lists = readYamlFile(file, WordFile);
  const compile = (script: "zh" | "latin", flags: string): Words =>
    Object.fromEntries(
      WORD_LISTS.map((name) => [name, compileList(lists[name][script], flags, `${file}: ${name}.${script}`)]),
    ) as Record<WordList, RegExp>;
  return { zh: compile("zh", ""), latin: compile("latin", "i") };
}

const NOTHING = "(?!)";

function compileList(source: string | undefined, flags: string, place: string): RegExp {
  try {
    return new RegExp(source ?? NOTHING, flags);
  } catch (cause) {
    throw new ConfigError(`${place}: not a valid pattern: ${(cause as Error).message}`, { cause });
  }
}
