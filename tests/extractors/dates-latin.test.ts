import { describe, expect, test } from "vitest";
import { datelineOf, findDatesLatin } from "../../extractors/dates-latin.ts";

const FRIDAY = { day: "2024-06-14" };
const dates = (text: string, anchor = FRIDAY) => findDatesLatin(text, anchor).map((d) => d.date);

describe("dates of texts in Latin script", () => {
  test.each([
    ["They met on 3 June 2019.", "2019-06-03"],
    ["They met on June 3rd, 2019.", "2019-06-03"],
    ["They met on the 3rd of June 2019.", "2019-06-03"],
    ["They met on 03-Jun-2019.", "2019-06-03"],
    ["They met on 23/06/2019.", "2019-06-23"],
    ["They met on 2019-06-03.", "2019-06-03"],
    ["Ils se sont vus le 3 juin 2019.", "2019-06-03"],
    ["Se reunieron el 3 de junio de 2019.", "2019-06-03"],
    ["The course ran from 3 to 7 June 2019.", "2019-06-03"],
    ["It was built in early 2019.", "2019"],
    ["It was signed in March 2019.", "2019-03"],
    ["It opened in mid-2015.", "2015"],
    ["It ran from 27 February to 2 March 2019.", "2019-02-27"],
    ["Le 1er mars 2019, ils ont signé.", "2019-03-01"],
    ["Signé le 3 août 2018.", "2018-08-03"],
    ["Signé le 14 decembre 2018.", "2018-12-14"],
    ["En février 2018, ils ont signé.", "2018-02"],
    ["Firmaron en septiembre de 2016.", "2016-09"],
    ["Firmaron el 5 de febrero de 2019.", "2019-02-05"],
  ])("a date with a year is read as written: %s", (text, date) => {
    expect(dates(text)).toEqual([date]);
  });

  test.each([
    ["They met on June 3.", "2024-06-03"],
    ["They met on December 3.", "2023-12-03"],
    ["They met on Wednesday.", "2024-06-12"],
    ["They met on Friday.", "2024-06-14"],
    ["They met last Friday.", "2024-06-07"],
    ["They met yesterday.", "2024-06-13"],
    ["They met the day before yesterday.", "2024-06-12"],
    ["They met on the 11th, in Suva.", "2024-06-11"],
    ["They met on the 3rd of May.", "2024-05-03"],
    ["They met on Sept. 3.", "2023-09-03"],
    ["They met three days ago.", "2024-06-11"],
    ["They met two weeks ago.", "2024-05"],
    ["They met two months ago.", "2024-04"],
    ["They met in early March.", "2024-03"],
    ["They met at the end of February.", "2024-02"],
    ["They will meet next Monday.", "2024-06-17"],
    ["Ils se sont vus mardi.", "2024-06-11"],
    ["Ils se sont vus avant-hier.", "2024-06-12"],
    ["Ils se sont vus le mois dernier.", "2024-05"],
    ["Se reunieron el mes pasado.", "2024-05"],
    ["Se reunieron el año pasado.", "2023"],
    ["They have walked together since June 4.", "2024-06-04"],
  ])("a date without a year is read against the day of the page: %s", (text, date) => {
    expect(dates(text)).toEqual([date]);
  });

  test("the following and the same day count from the day before them", () => {
    const text = "On June 3 they met, the following day they signed; the same day they left.";
    expect(dates(text)).toEqual(["2024-06-03", "2024-06-04", "2024-06-04"]);
    expect(dates("The following day they signed.")).toEqual([]);
  });

  test.each(["On the 14th anniversary they met.", "FY2014/15", "several days ago", "on the 14th floor"])(
    "%s gives no day",
    (text) => {
      expect(dates(text).filter((date) => date?.length === 10)).toEqual([]);
    },
  );

  test("a verb that is spelt like a month is no date", () => {
    expect(dates("The police may march on.")).toEqual([]);
  });

  test("without an anchor a weekday cannot be placed", () => {
    expect(dates("They met on Wednesday.", { day: null as unknown as string })).toEqual([null]);
  });

  test("a bare year gives way to any other date", () => {
    const found = findDatesLatin('The drill "Shield 2023" was held on June 3.', FRIDAY);
    expect(found.map((d) => [d.date, d.kind])).toEqual([
      ["2023", "vague"],
      ["2024-06-03", "exact"],
    ]);
  });
});

describe("date-lines", () => {
  test.each([
    ["BEIJING, June 12 (Xinhua) -- Police said on Monday", "2024-06-12"],
    ["PORT VILA, June 12 -- Ten officers left", "2024-06-12"],
    ["CONAKRY, 12 juin (Xinhua) -- L'ambassadeur a remis", "2024-06-12"],
    ["KYIV. June 12 -- A protocol was signed", "2024-06-12"],
  ])("the day of %s is the day the text speaks from", (text, day) => {
    expect(datelineOf(text, "2024-06-14")?.day).toBe(day);
  });

  test("a day in running text is no date-line", () => {
    expect(datelineOf("The two ministers met on June 12 and agreed to meet again.", "2024-06-14")).toBeNull();
  });

  test("a day months before publication is no date-line", () => {
    expect(datelineOf("BEIJING, March 2 (Xinhua) -- Police said", "2024-06-14")).toBeNull();
  });
});
