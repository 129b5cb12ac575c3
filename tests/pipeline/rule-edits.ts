import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ROOT } from "./program.ts";

/** Numbers from 0 to below 1 that follow from the seed alone. */
function numbersFrom(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what the files hold is known to the edits
type Yaml = any;

/** A copy of the project's rules, dictionaries, register and calibration in which files can be changed. */
export function copyConfig(folder: string): string {
  for (const name of ["rules", "dictionaries", "sources", "confidence.yaml"]) {
    cpSync(join(ROOT, "config", name), join(folder, name), { recursive: true });
  }
  return folder;
}

/** Changes a file of a configuration: `change` may change the value in place. */
export function editFile(config: string, name: string, change: (value: Yaml) => void): void {
  const file = join(config, name);
  const value = parse(readFileSync(file, "utf8"));
  change(value);
  writeFileSync(file, stringify(value, { lineWidth: 0 }));
}

/** Makes one small change as people make them, chosen by the seed, and says what it was. */
export function editAtRandom(config: string, seed: number, words: readonly string[]): string {
  const next = numbersFrom(seed);
  const below = (count: number) => Math.floor(next() * count);
  const one = <T>(all: readonly T[]): T => all[below(all.length)]!;
  let said = "";
  const within = (name: string, change: (value: Yaml) => string) =>
    editFile(config, name, (value) => {
      said = `${name}: ${change(value)}`;
    });
  const takeOut = (all: Yaml[]): Yaml => all.splice(below(all.length), 1)[0];
  const ruleFile = () =>
    `rules/${one(["meeting", "agreement", "training", "assistance", "operation", "patrol"])}.${one(["zh", "zh", "en"])}.yaml`;
  const dictionary = () =>
    one(["countries", "regions-of-china", "organs-prc", "titles", "bodies", "people", "foreign_people"]);
  const formLists = (line: Yaml): Yaml[][] =>
    Object.values(line as object).filter((v) => Array.isArray(v) && v.length > 1 && typeof v[0] === "string");

  const edits: (() => void)[] = [
    () => within(ruleFile(), (rules) => `rule ${takeOut(rules).id} removed`),
    () =>
      within(ruleFile(), (rules) => {
        const rule = one(rules) as Yaml;
        if (rule.keywords.length < 2) return `${rule.id}: nothing`;
        return `${rule.id}: keyword ${takeOut(rule.keywords)} removed`;
      }),
    () =>
      within(ruleFile(), (rules) => {
        const rule = one(rules) as Yaml;
        const word = one(words);
        rule.keywords.push(word);
        return `${rule.id}: keyword ${word} added`;
      }),
    () =>
      within(ruleFile(), (rules) => {
        const rule = one(rules) as Yaml;
        rule.confidence = 0.5;
        return `${rule.id}: confidence`;
      }),
    () =>
      within(ruleFile(), (rules) => {
        const rule = takeOut(rules);
        rules.splice(below(rules.length), 0, rule);
        return `rule ${rule.id} moved`;
      }),
    () =>
      within(`dictionaries/${dictionary()}.yaml`, (all) => `line ${JSON.stringify(takeOut(all))} removed`),
    () =>
      within(`dictionaries/${dictionary()}.yaml`, (all) => {
        const list = one(formLists(one(all)).concat([[]]));
        return `form ${list.length > 1 ? takeOut(list) : "(none)"} removed`;
      }),
    () =>
      within("dictionaries/countries.yaml", (all) => {
        const line = one(all) as Yaml;
        const word = one(words);
        line.zh.push(word);
        return `${line.code}: ${word} added`;
      }),
    () =>
      within("dictionaries/organs-foreign.yaml", (all) => {
        const { country, organs } = one(all.by_country) as Yaml;
        return `${country}: ${JSON.stringify(takeOut(organs))} removed`;
      }),
    () =>
      within("dictionaries/topics.yaml", (all) => {
        const line = one(all) as Yaml;
        const word = one(words);
        line[one(["zh", "weak_zh", "en"])].push(word);
        return `${line.topic}: ${word} added`;
      }),
    () =>
      within("dictionaries/topics.yaml", (all) => {
        const line = one(all) as Yaml;
        return `${line.topic}: ${takeOut(one(formLists(line)))} removed`;
      }),
    () =>
      within(
        "dictionaries/agreements.yaml",
        (all) => `${takeOut(one(formLists(one(all)).concat([["-"]])))} removed`,
      ),
    () =>
      within("rules/words.yaml", (lists) => {
        const name = one(Object.keys(lists));
        const script = lists[name].zh ? "zh" : "latin";
        // Only where the alternatives are plain words may the pattern be cut at its marks.
        const parts = String(lists[name][script]).split("|");
        if (parts.length < 3 || /[()[\]\\]/.test(lists[name][script])) return `${name}: nothing`;
        const gone = takeOut(parts);
        lists[name][script] = parts.join("|");
        return `${name}: ${gone} removed`;
      }),
    () =>
      within("rules/words.yaml", (lists) => {
        const name = one(Object.keys(lists));
        const script = lists[name].zh ? "zh" : "latin";
        const word = one(words);
        lists[name][script] += `|${word}`;
        return `${name}: ${word} added`;
      }),
    () =>
      within("rules/gate.yaml", (gate) => {
        gate.zh = gate.zh.replace(/^[^|()]+\|/, "");
        gate.latin = gate.latin.replace(/^[^|()]+\|/, "");
        return "first words removed";
      }),
    () =>
      within("dictionaries/surnames.yaml", (names) => {
        const at = below(names.single.length);
        const gone = names.single[at];
        names.single = names.single.slice(0, at) + names.single.slice(at + 1);
        return `${gone} removed`;
      }),
    () => within("dictionaries/verbs.yaml", (verbs) => `${takeOut(one(verbs.zh))} removed`),
    () =>
      within("dictionaries/transliteration.yaml", (signs) => {
        const at = below(signs.characters.length);
        const gone = signs.characters[at];
        signs.characters = signs.characters.slice(0, at) + signs.characters.slice(at + 1);
        return `${gone} removed`;
      }),
    () =>
      within("dictionaries/office-glosses.yaml", ({ offices, prefixes, organs }) => {
        const group = one([offices, prefixes, organs]) as Yaml;
        const gone = one(Object.keys(group));
        delete group[gone];
        return `${gone} removed`;
      }),
    () =>
      within("dictionaries/measures.yaml", ({ persons, goods }) => {
        const list = one([...Object.values(persons), ...Object.values(goods)]) as Yaml[];
        return `${takeOut(list)} removed`;
      }),
    () =>
      within("rules/pieces.yaml", (pieces) => {
        const name = one(["talks_zh", "receives_zh", "return_zh", "suspect_zh", "with_zh"]);
        const gone = /\|([^|()[\]]+)(?=\|)/.exec(pieces[name])![1];
        pieces[name] = pieces[name].replace(`|${gone}`, "");
        return `${name}: ${gone} removed`;
      }),
  ];
  one(edits)();
  return said;
}
