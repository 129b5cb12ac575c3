import { expect, it } from "vitest";
import {
  codeOfCountry,
  countryChoices,
  countryName,
  readCountryNames,
} from "../../extractors/country-names.ts";
import type { Coding, Participant } from "../../extractors/event.ts";
import { checkChanges } from "../../store/correction.ts";
import { readCorrection } from "../../web/correction.ts";

const CODING: Coding = {
  type: "agreement",
  date: "2016-09-27",
  countries: ["MM"],
  prc_actors: ["MPS"],
  prc_people: ["郭声琨"],
  foreign_people: [],
  topics: ["counterterrorism"],
  agreement_type: "treaty",
  round: 3,
};
const GUO: Participant = {
  name: "郭声琨",
  side: "prc",
  country: "CN",
  office: "国务委员",
  agency: "MPS",
  name_en: "Guo Shengkun",
  office_en: "State Councilor",
  agency_en: null,
};
const SHOWN = { coding: CODING, people: [GUO] };
const NAMES = readCountryNames("config");

it("takes from a correction form only what differs from what was shown", () => {
  const form = {
    type: "agreement",
    date: "2016-09-27",
    countries: "Myanmar",
    prc_actors: "MPS",
    prc_actors_sent: "yes",
    prc_people: "郭声琨\r\n孟宏伟\r\n",
    foreign_people: "",
    topics: ["counterterrorism"],
    agreement_type: "treaty",
    round: "3",
  };
  expect(readCorrection(form, SHOWN)).toMatchObject({
    changes: { prc_people: ["郭声琨", "孟宏伟"] },
    errors: [],
  });
});

it("clears an optional field with null and a list with none", () => {
  const form = { agreement_type: "", round: "", topics_sent: "yes" };
  expect(readCorrection(form, SHOWN).changes).toEqual({ agreement_type: null, round: null, topics: [] });
});

it("reads countries by English name or code, in any case and order of writing", () => {
  expect(readCorrection({ countries: "fiji; LA, Viet Nam" }, SHOWN).errors[0]?.message).toContain("Viet Nam");
  expect(readCorrection({ countries: "fiji; LA、vietnam" }, SHOWN).changes).toEqual({
    countries: ["FJ", "LA", "VN"],
  });
});

it.each(["CN", "China", "hk", "Taiwan", "EU", "ZZ", "XX", ""])("takes %j for no foreign country", (name) => {
  expect(codeOfCountry(name)).toBeUndefined();
});

it("offers every foreign country once, by the name it is shown with", () => {
  const choices = countryChoices();
  expect(choices.length).toBeGreaterThan(240);
  expect(new Set(choices.map(([, name]) => name)).size).toBe(choices.length);
  for (const [code, name] of choices) expect([codeOfCountry(name), countryName(code)]).toEqual([code, name]);
});

it.each([
  ["date", { date: "27 Sep 2016" }],
  ["date", { date: "2016-02-30" }],
  ["type", { type: "coup" }],
  ["countries", { countries: "Atlantis" }],
  ["round", { round: "third" }],
  ["participants", { participants: "0" }],
  ["prc_actors", { prc_actors: ["MPS", "FBI"] }],
  ["topics", { topics: "gardening" }],
  ["agreement_type", { agreement_type: "handshake" }],
])("names the field %s when its value is wrong", (field, form) => {
  const { changes, errors } = readCorrection(form, SHOWN);
  expect(changes).toBeNull();
  expect(errors.map((error) => error.field)).toEqual([field]);
  expect(errors[0]!.message.length).toBeGreaterThan(5);
});

it("refuses fields that are not in the codebook and required fields without a value", () => {
  expect(checkChanges(CODING, { colour: "red" }).errors[0]?.field).toBe("colour");
  expect(checkChanges(CODING, { background: true }).errors[0]?.field).toBe("background");
  expect(checkChanges(CODING, { date: null }).errors).toEqual([
    { field: "date", message: "must have a value" },
  ]);
});

it("tells everything that is wrong with a correction at once, one message a field", () => {
  const { errors } = checkChanges(CODING, {
    date: "2016-13",
    countries: ["CN", "XX"],
    round: 0,
    topics: ["x", "y"],
  });
  expect(errors.map(({ field }) => field).sort()).toEqual(
    ["date", "round", "topics"].concat("countries").sort(),
  );
});

it.each([
  ["缅甸; Laotian、越南", ["MM", "LA", "VN"]],
  ["緬甸", ["MM"]],
  ["Kazakh", ["KZ"]],
  ["MM, MM; Myanmar", ["MM"]],
])("reads %j as countries by the dictionary", (countries, codes) => {
  const form = { countries, agreement_type: "treaty" };
  const coding = { ...CODING, countries: [] };
  expect(readCorrection(form, { coding, people: [] }, NAMES).changes).toEqual({ countries: codes });
});

it("takes no word that several countries share, and China in no language, for a country", () => {
  for (const word of ["中国", "China", "Chinese", "台湾"]) expect(codeOfCountry(word, NAMES)).toBeUndefined();
  const shared = readCountryNames("config");
  for (const code of shared.values()) expect(code).toMatch(/^(?!CN|HK|MO|TW)[A-Z]{2}$/);
});

it("takes an agreement type only with type agreement, as the type stands after the correction", () => {
  const form = { type: "meeting", agreement_type: "memorandum_of_understanding" };
  expect(readCorrection(form, SHOWN).errors).toMatchObject([{ field: "agreement_type" }]);
  expect(readCorrection({ type: "meeting", agreement_type: "" }, SHOWN).changes).toEqual({
    type: "meeting",
    agreement_type: null,
  });
});

it("reads offices and agencies beside the names, and keeps only what differs from what is known", () => {
  const form = {
    prc_people: ["郭声琨", "孟宏伟", ""],
    prc_people_office: ["国务委员", "公安部副部长", ""],
    prc_people_agency: ["MPS", "", ""],
  };
  expect(readCorrection(form, SHOWN).changes).toEqual({
    prc_people: ["郭声琨", "孟宏伟"],
    people: [{ name: "孟宏伟", side: "prc", office: "公安部副部长", agency: null }],
  });
  const other = { ...form, prc_people: ["郭声琨", "", ""], prc_people_office: ["公安部部长", "", ""] };
  expect(readCorrection(other, SHOWN).changes).toEqual({
    people: [{ name: "郭声琨", side: "prc", office: "公安部部长", agency: "MPS" }],
  });
});

it("reads the words marked for a field, and tells of a place that is none", () => {
  const form = { date: "2016-09", date_span: "d1 text 4 9", round_span: "" };
  expect(readCorrection(form, SHOWN)).toMatchObject({
    changes: { date: "2016-09" },
    spans: { date: { documentId: "d1", in: "text", start: 4, end: 9 } },
  });
  for (const date_span of ["d1 text 4", "d1 body 4 9", "d1 text -4 9", "d1 text 4 9 1"]) {
    expect(readCorrection({ date: "2016-09", date_span }, SHOWN).errors).toMatchObject([{ field: "date" }]);
  }
});
