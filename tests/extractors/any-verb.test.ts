import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook(resolve("config"));
});

const told = (text: string) =>
  extract(rulebook, { id: "x", language: "en", title: "", text, published: "2024-06-15" }).mentions.map(
    ({ coding }) => `${coding.type} ${coding.date}`,
  );

describe("aid, courses, patrols and drills are read whatever the verb", () => {
  test.each([
    [
      "Twelve lorries for the Samoa Police were cleared at Apia on 3 June. The Chinese government had given them.",
      "assistance 2024-06-03",
    ],
    [
      "Prison officers of Samoa moved into 48 new flats in Apia on 3 June. The two blocks were raised at China's cost.",
      "assistance 2024-06-03",
    ],
    [
      "A mess hall paid for by Beijing was on 3 June added to the police college of Samoa.",
      "assistance 2024-06-03",
    ],
    [
      "Certificates went to 30 officers of the Samoa Police on 3 June at the end of classes with teachers of Yunnan Police College.",
      "training 2024-06-03",
    ],
    [
      "Forty gendarmes of Togo faced their parents on 3 June, graduates of eight weeks under instructors from Chinese police.",
      "training 2024-06-03",
    ],
    [
      "Twenty border guards of Laos and twenty Chinese policemen trod the path between two markers together on 3 June.",
      "patrol 2024-06-03",
    ],
    [
      "The first joint check of fishing boats brought ships of the Vietnam Coast Guard and the China Coast Guard to the line on 3 June.",
      "patrol 2024-06-03",
    ],
    [
      "Gendarmes of Cambodia and Chinese armed police played out the freeing of a hijacked bus on 3 June.",
      "exercise 2024-06-03",
    ],
  ])("%s", (text, event) => expect(told(text)).toEqual([event]));

  test.each([
    "Twelve lorries for the Samoa Police were cleared at Apia on 3 June. The Japanese government had given them.",
    "Detectives of the Samoa Police recovered twelve lorries of a Chinese firm on 3 June.",
    "On 3 June the Samoa Police needed spare parts for twelve lorries from the Chinese Embassy.",
    "Ten officers of the Samoa Police ate on 3 June with a lecturer of Yunnan Police College at a dinner of the Chinese Embassy.",
    "On 3 June talks were under way about joint patrols of Lao police and Chinese officers in Boten.",
    "On 3 June Lao police checked Chinese fishing boats in the gulf.",
    "Not one officer of the Samoa Police had by 3 June set foot in the classrooms of Yunnan Police College.",
  ])("none: %s", (text) => expect(told(text)).toEqual([]));
});

describe("the day of a handover is told from other days of its sentence", () => {
  test.each([
    [
      "China paid for the police headquarters of Samoa. Work started in March 2009; the building was given back to its users on 22 January 2010.",
      "assistance 2010-01-22",
    ],
    [
      "China provided radios to the Samoa Police, delivery of which was completed on 19 June 2017.",
      "assistance 2017-06-19",
    ],
    [
      "Under the agreement of 2006, China provided a van to the Samoa Prison Service. It was received by Superintendent John Nurse on 30 January 2008.",
      "assistance 2008-01-30",
    ],
  ])("%s", (text, event) => expect(told(text)).toEqual([event]));
});
