import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ConfigError } from "../sources/errors.ts";
import { loadSources } from "../sources/register.ts";
import type { Source } from "../sources/source.ts";
import { readYamlFile } from "../sources/yaml-file.ts";
import { buildLexicon } from "./build-lexicon.ts";
import { type Calibration, readCalibration } from "./confidence.ts";
import { type Dictionaries, readDictionaries } from "./dictionaries.ts";
import type { AgreementType, Topic } from "./event.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Modality } from "./modality.ts";
import { MOOD_LISTS, type Mood, type MoodList } from "./mood-zh.ts";
import { compileRule, compileSource, PieceFile, type Rule, RuleEntry } from "./rule.ts";
import { type SourceState, statesOfSources } from "./source-state.ts";
import { buildTermIndex, type TermIndex } from "./term-index.ts";
import { readWords, type Words } from "./words.ts";

/** Rules, pieces and dictionaries of a configuration folder, compiled, and what its register says of sources. */
export interface Rulebook {
  /** Hash of every file of rules and dictionaries and of the states of the sources: what a mention was coded with. */
  readonly sha256: string;
  readonly rules: readonly Rule[];
  /** Fragments of patterns by name, as written in `pieces.yaml`. */
  readonly pieces: Readonly<Record<string, string>>;
  /** The patterns of `modality.yaml` as written. */
  readonly modalityPatterns: readonly string[];
  readonly lexicon: Lexicon;
  readonly dictionaries: Dictionaries;
  /** Words the readers ask for, by the name of the list. */
  readonly words: { readonly zh: Words; readonly latin: Words; readonly romance: Words };
  readonly modality: { readonly zh: Mood; readonly latin: Modality; readonly romance: Modality };
  /** Words of which a document must hold one to be read at all. */
  readonly gate: { readonly zh: RegExp; readonly latin: RegExp };
  /** Forms that name a topic. Latin forms are looked up in lower-case text. */
  readonly topics: { readonly zh: TermIndex<Topic>; readonly latin: TermIndex<Topic> };
  /** Common words that name a topic only beside the event itself. */
  readonly weakTopics: { readonly zh: TermIndex<Topic>; readonly latin: TermIndex<Topic> };
  readonly papers: { readonly zh: TermIndex<AgreementType>; readonly latin: TermIndex<AgreementType> };
  /** The register, in which the source of an address is found. */
  readonly sources: readonly Source[];
  /** The states that sources write about, by the id of the source. */
  readonly sourceStates: ReadonlyMap<string, SourceState>;
  /** From the score of an event to its confidence; null: the score is the confidence. */
  readonly calibration: Calibration | null;
  /** Keyword → rules of Chinese, and of languages in Latin script. */
  readonly keywords: { readonly zh: TermIndex<Rule>; readonly latin: TermIndex<Rule> };
}

const RuleFile = z.array(RuleEntry);
const ModalityEntry = z.strictObject({
  planned: z.string(),
  planned_after: z.string(),
  wished: z.string(),
  negated: z.string(),
  undated: z.string(),
  summed_up: z.string(),
});
type ModalityEntry = z.infer<typeof ModalityEntry>;
const ModalityFile = z.strictObject({
  zh: z.record(z.enum(MOOD_LISTS), z.array(z.string().min(1)).min(1)),
  latin: ModalityEntry,
  romance: ModalityEntry,
});
const GateFile = z.strictObject({ zh: z.string(), latin: z.string() });
const NOT_RULES = new Set(["pieces.yaml", "modality.yaml", "gate.yaml", "words.yaml"]);

/**
 * Reads and compiles `config/rules/`, `config/dictionaries/` and `config/confidence.yaml`, and reads the register, unless it was
 * read already; a folder without `sources/` has an empty one. Throws ConfigError naming file, key and remedy.
 */
export async function loadRulebook(configDir: string, register?: readonly Source[]): Promise<Rulebook> {
  const rulesDir = join(configDir, "rules");
  const dictionariesDir = join(configDir, "dictionaries");
  const confidenceFile = join(configDir, "confidence.yaml");
  const ruleFiles = yamlFiles(rulesDir).filter((name) => !NOT_RULES.has(name));
  const pieces = readYamlFile(join(rulesDir, "pieces.yaml"), PieceFile);
  const modality = readYamlFile(join(rulesDir, "modality.yaml"), ModalityFile);
  const dictionaries = readDictionaries(dictionariesDir);
  const files = new Map<string, string>();
  const rules = ruleFiles.flatMap((name) => {
    const file = join(rulesDir, name);
    return readYamlFile(file, RuleFile).map((entry) => {
      refuseTwin(entry.id, file, files);
      return compileRule(entry, pieces, file);
    });
  });
  const modalityFile = join(rulesDir, "modality.yaml");
  const sources = register ?? (existsSync(join(configDir, "sources")) ? loadSources(configDir) : []);
  const sourceStates = statesOfSources(sources);
  return {
    sha256: digest([rulesDir, dictionariesDir], confidenceFile, sourceStates),
    sources,
    sourceStates,
    rules,
    pieces,
    modalityPatterns: [...Object.values(modality.zh).flat(), ...Object.values(modality.latin)],
    gate: compileGate(join(rulesDir, "gate.yaml")),
    words: readWords(join(rulesDir, "words.yaml")),
    lexicon: buildLexicon(dictionaries),
    dictionaries,
    modality: {
      zh: compileMood(modality.zh, pieces, modalityFile),
      latin: compileModality("latin", modality.latin, pieces, modalityFile),
      romance: compileModality("romance", modality.romance, pieces, modalityFile),
    },
    topics: {
      zh: buildTermIndex(dictionaries.topics.flatMap((t) => t.zh.map((form) => [form, t.topic] as const))),
      latin: buildTermIndex(
        dictionaries.topics.flatMap((t) =>
          [...t.en, ...t.fr, ...t.es].map(
            (form) => [form.replace(/\*$/, "").toLowerCase(), t.topic] as const,
          ),
        ),
      ),
    },
    weakTopics: {
      zh: buildTermIndex(
        dictionaries.topics.flatMap((t) => t.weak_zh.map((form) => [form, t.topic] as const)),
      ),
      latin: buildTermIndex(
        dictionaries.topics.flatMap((t) =>
          t.weak_en.map((form) => [form.replace(/\*$/, "").toLowerCase(), t.topic] as const),
        ),
      ),
    },
    papers: {
      zh: buildTermIndex(
        dictionaries.agreements.flatMap((a) => a.zh.map((form) => [form, a.agreement_type] as const)),
      ),
      latin: buildTermIndex(
        dictionaries.agreements.flatMap((a) =>
          [...a.en, ...a.fr, ...a.es].map(
            (form) => [form.replace(/\*$/, "").toLowerCase(), a.agreement_type] as const,
          ),
        ),
      ),
    },
    calibration: readCalibration(confidenceFile),
    keywords: keywordsOf(rules),
  };
}

/** The same book with other rules, for trying them. */
export function withRules(rulebook: Rulebook, rules: readonly Rule[]): Rulebook {
  return { ...rulebook, rules, keywords: keywordsOf(rules) };
}

function keywordsOf(rules: readonly Rule[]): Rulebook["keywords"] {
  return {
    zh: keywordIndex(rules.filter((rule) => rule.language === "zh")),
    latin: keywordIndex(rules.filter((rule) => rule.language !== "zh")),
  };
}

function keywordIndex(rules: readonly Rule[]): TermIndex<Rule> {
  return buildTermIndex(
    rules.flatMap((rule) => rule.keywords.map((word) => [word.toLowerCase(), rule] as const)),
  );
}

function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .sort();
  } catch (cause) {
    throw new ConfigError(
      `${folder}: cannot be read; is --config the folder with rules/ and dictionaries/?`,
      { cause },
    );
  }
}

function refuseTwin(id: string, file: string, files: Map<string, string>): void {
  const other = files.get(id);
  if (other !== undefined) {
    const where = other === file ? "in the same file" : `in ${other} too`;
    throw new ConfigError(`${file}: ${id}: the id is used twice (${where}); give one rule another`);
  }
  files.set(id, file);
}

function compileGate(file: string): Rulebook["gate"] {
  const { zh, latin } = readYamlFile(file, GateFile);
  return {
    zh: compileSource(zh, {}, "zh", `${file}: zh`),
    latin: compileSource(latin, {}, "latin", `${file}: latin`),
  };
}

/** Each list as one pattern that finds all of its words. */
function compileMood(
  lists: Readonly<Record<MoodList, readonly string[]>>,
  pieces: Readonly<Record<string, string>>,
  file: string,
): Mood {
  const compile = (name: MoodList) =>
    new RegExp(compileSource(lists[name].join("|"), pieces, "zh", `${file}: zh.${name}`), "g");
  return Object.fromEntries(MOOD_LISTS.map((name) => [name, compile(name)])) as Mood;
}

function compileModality(
  script: "latin" | "romance",
  entry: ModalityEntry,
  pieces: Readonly<Record<string, string>>,
  file: string,
): Modality {
  // Patterns are read in any case.
  const once = (key: keyof typeof entry) =>
    compileSource(entry[key], pieces, "latin", `${file}: ${script}.${key}`);
  return {
    planned: once("planned"),
    planned_after: once("planned_after"),
    wished: once("wished"),
    negated: once("negated"),
    undated: once("undated"),
    summed_up: once("summed_up"),
  };
}

function digest(
  folders: readonly string[],
  confidenceFile: string,
  states: ReadonlyMap<string, SourceState>,
): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    for (const name of yamlFiles(folder)) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  }
  if (existsSync(confidenceFile)) hash.update("confidence.yaml\n").update(readFileSync(confidenceFile));
  for (const [id, { state, mission }] of states) hash.update(`source ${id} ${state} ${mission}\n`);
  return hash.digest("hex");
}
