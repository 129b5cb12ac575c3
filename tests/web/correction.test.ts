import { expect, it } from "vitest";
import type { Coding } from "../../extractors/event.ts";
import { checkChanges, codeOfCountry, countryChoices, readCorrection } from "../../web/correction.ts";
import { countryName } from "../../web/labels.ts";

const SHOWN: Coding = {
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
  expect(readCorrection(form, SHOWN)).toEqual({ changes: { prc_people: ["郭声琨", "孟宏伟"] }, errors: [] });
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
  expect(checkChanges({ colour: "red" }).errors[0]?.field).toBe("colour");
  expect(checkChanges({ background: true }).errors[0]?.field).toBe("background");
  expect(checkChanges({ date: null }).errors).toEqual([{ field: "date", message: "must have a value" }]);
});
