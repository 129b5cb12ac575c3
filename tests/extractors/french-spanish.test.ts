import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { formsOfFrench, formsOfSpanish } from "../../extractors/demonyms.ts";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { readDocument } from "../../extractors/read-document.ts";
import { moreFieldsAt } from "../../extractors/services-romance.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook(resolve("config"));
});

// 15 June 2024 is a Saturday.
const page = (languageCode: string, text: string, title = "") => ({
  id: "x",
  language: "other" as const,
  languageCode,
  title,
  text,
  published: "2024-06-15",
});
const read = (languageCode: string, text: string, title = "") =>
  extract(rulebook, page(languageCode, text, title));
const codings = (languageCode: string, text: string) =>
  read(languageCode, text).mentions.map((m) => m.coding);

/** Persons and organs of a text, each with its side and what it serves. */
function parties(languageCode: string, text: string): string[] {
  return readDocument(rulebook, page(languageCode, text)).sentences.flatMap((sentence) =>
    sentence.chunks
      .filter((c) => /_(?:person|organ)$/.test(c.kind))
      .map((c) =>
        [
          c.kind.startsWith("prc") ? "PRC" : c.countries.join("+"),
          c.name ? text.slice(c.name.start, c.name.end) : text.slice(c.start, c.end),
          c.actors.join("+") || (c.organ ?? ""),
        ].join(" | "),
      ),
  );
}

describe("events in French", () => {
  test.each([
    [
      "a minister receives an ambassador",
      "Le ministre ivoirien de l'Intérieur, Adama Kouassi, a reçu le 3 juin 2024 à Abidjan l'ambassadeur de Chine, Lin Dehai, pour parler de la coopération policière.",
      {
        type: "meeting",
        date: "2024-06-03",
        countries: ["CI"],
        prc_actors: ["EMBASSY"],
        prc_people: ["Lin Dehai"],
        foreign_people: ["Adama Kouassi"],
      },
    ],
    [
      "a minister receives a vice-minister on a weekday",
      "Le ministre malgache de la Sécurité publique, Hery Rakoto, a reçu lundi le vice-ministre chinois de la Sécurité publique, Lin Dehai, à Antananarivo.",
      {
        type: "meeting",
        date: "2024-06-10",
        countries: ["MG"],
        prc_actors: ["MPS"],
        prc_people: ["Lin Dehai"],
        foreign_people: ["Hery Rakoto"],
      },
    ],
    [
      "an ambassador hands over computers",
      "L'ambassadeur de Chine au Togo, Lin Dehai, a remis mercredi quarante ordinateurs à la police nationale togolaise.",
      {
        type: "assistance",
        date: "2024-06-12",
        countries: ["TG"],
        prc_actors: ["EMBASSY"],
        prc_people: ["Lin Dehai"],
        items: ["quarante ordinateurs"],
      },
    ],
    [
      "two kinds of goods are given",
      "La Chine a fait don lundi de quarante ordinateurs et de vingt et un véhicules à la gendarmerie du Bénin.",
      {
        type: "assistance",
        date: "2024-06-10",
        countries: ["BJ"],
        items: ["quarante ordinateurs", "vingt et un véhicules"],
      },
    ],
    [
      "a treaty is signed",
      "La Chine et le Maroc ont signé le 3 juin 2024 à Pékin un traité d'extradition.",
      { type: "agreement", date: "2024-06-03", countries: ["MA"], agreement_type: "treaty" },
    ],
    [
      "an agreement is signed on a weekday",
      "La Chine et le Sénégal ont signé mardi à Dakar un accord de coopération policière.",
      { type: "agreement", date: "2024-06-11", countries: ["SN"], agreement_type: "cooperation_agreement" },
    ],
    [
      "a course ends",
      "Vingt-cinq policiers gabonais ont achevé le 3 juin 2024 à Pékin une formation sur la police scientifique organisée par le ministère chinois de la Sécurité publique.",
      {
        type: "training",
        date: "2024-06-03",
        countries: ["GA"],
        prc_actors: ["MPS"],
        participants: 25,
      },
    ],
    [
      "a course from one day to another is dated by the first",
      "Trente policiers togolais ont suivi du 3 au 12 juin à Kunming une formation au maintien de l'ordre organisée par la Chine.",
      { type: "training", date: "2024-06-03", countries: ["TG"], participants: 30 },
    ],
    [
      "police patrol together",
      "Des policiers chinois et français ont patrouillé ensemble le 3 juin 2024 à Paris.",
      { type: "patrol", date: "2024-06-03", countries: ["FR"], prc_actors: ["MPS"] },
    ],
    [
      "a patrol named by its noun",
      "La patrouille conjointe des policiers chinois et italiens a débuté lundi à Rome.",
      { type: "patrol", date: "2024-06-10", countries: ["IT"], prc_actors: ["MPS"] },
    ],
    [
      "an extradition",
      "La France a extradé le 3 juin 2024 vers la Chine un ressortissant chinois recherché pour escroquerie.",
      { type: "operation", date: "2024-06-03", countries: ["FR"] },
    ],
    [
      "suspects are deported",
      "Le Cambodge a expulsé mardi vers la Chine quatre-vingt-dix-sept suspects chinois.",
      { type: "operation", date: "2024-06-11", countries: ["KH"], persons: 97 },
    ],
    [
      "police of both take part in a drill",
      "Les policiers chinois et laotiens ont participé le 3 juin 2024 à un exercice conjoint antiterroriste à Vientiane.",
      {
        type: "exercise",
        date: "2024-06-03",
        countries: ["LA"],
        prc_actors: ["MPS"],
        topics: ["counterterrorism"],
      },
    ],
  ])("%s", (_, text, coding) => {
    expect(codings("fra", text)).toEqual([expect.objectContaining(coding)]);
  });

  test.each([
    [
      "will hand over",
      "L'ambassadeur de Chine au Togo, Lin Dehai, remettra vendredi quarante ordinateurs à la police nationale togolaise.",
    ],
    [
      "is to hand over",
      "La Chine devrait remettre lundi quarante ordinateurs à la police nationale togolaise.",
    ],
    ["will sign", "La Chine et le Maroc signeront en juillet un traité d'extradition."],
    ["hopes to sign", "La Chine espère signer un traité d'extradition avec le Maroc."],
    [
      "will receive",
      "Le ministre ivoirien de l'Intérieur, Adama Kouassi, recevra lundi l'ambassadeur de Chine, Lin Dehai.",
    ],
    [
      "will follow a course",
      "Trente policiers togolais suivront en juillet 2024 à Kunming une formation au maintien de l'ordre organisée par la Chine.",
    ],
    [
      "a patrol that will begin",
      "La patrouille conjointe des policiers chinois et italiens débutera lundi à Rome.",
    ],
    [
      "has not handed over",
      "La Chine n'a pas remis mercredi les quarante ordinateurs à la police nationale togolaise.",
    ],
    ["have not signed", "La Chine et le Maroc n'ont pas signé le 3 juin 2024 de traité d'extradition."],
    [
      "has not extradited",
      "La France n'a pas extradé vers la Chine le ressortissant chinois recherché pour escroquerie, a indiqué la police le 3 juin 2024.",
    ],
    [
      "another donor",
      "L'ambassadeur du Japon au Togo, Kenji Mori, a remis mercredi quarante ordinateurs à la police nationale togolaise, comme la Chine l'an dernier.",
    ],
    [
      "another recipient",
      "L'ambassadeur de Chine a remis mercredi quarante lits à un hôpital de Lomé ; la police était présente.",
    ],
    [
      "another teacher",
      "Trente policiers togolais ont suivi du 3 au 12 juin à Lyon une formation au maintien de l'ordre organisée par la France.",
    ],
    [
      "another destination",
      "La France a extradé le 3 juin 2024 vers les États-Unis un ressortissant chinois recherché pour escroquerie.",
    ],
    ["another patrol", "Des policiers japonais et français ont patrouillé ensemble le 3 juin 2024 à Paris."],
  ])("%s: no event", (_, text) => {
    expect(codings("fra", text)).toEqual([]);
  });

  test("the code of the language may have two letters or three", () => {
    const text = "La Chine et le Sénégal ont signé mardi à Dakar un accord de coopération policière.";
    expect(codings("fr", text)).toEqual(codings("fra", text));
  });

  test("a promise of training is a claim", () => {
    const { mentions, claims } = read("fra", "La Chine formera trois mille policiers africains.");
    expect(mentions).toEqual([]);
    expect(claims.map((c) => [c.kind, c.number])).toEqual([["pledge", 3000]]);
  });
});

describe("events in Spanish", () => {
  test.each([
    [
      "a minister receives an ambassador",
      "El ministro del Interior de Perú, Julio Salcedo, recibió el 3 de junio de 2024 en Lima al embajador de China, Lin Dehai, para hablar de cooperación policial.",
      {
        type: "meeting",
        date: "2024-06-03",
        countries: ["PE"],
        prc_actors: ["EMBASSY"],
        prc_people: ["Lin Dehai"],
        foreign_people: ["Julio Salcedo"],
      },
    ],
    [
      "a minister receives a vice-minister on a weekday",
      "El ministro de Seguridad de Costa Rica, Julio Salcedo, recibió el lunes en San José al viceministro chino de Seguridad Pública, Lin Dehai.",
      {
        type: "meeting",
        date: "2024-06-10",
        countries: ["CR"],
        prc_actors: ["MPS"],
        prc_people: ["Lin Dehai"],
        foreign_people: ["Julio Salcedo"],
      },
    ],
    [
      "an ambassador hands over computers",
      "El embajador de China en Ecuador, Lin Dehai, entregó el miércoles cuarenta computadoras a la Policía Nacional del Ecuador.",
      {
        type: "assistance",
        date: "2024-06-12",
        countries: ["EC"],
        prc_actors: ["EMBASSY"],
        prc_people: ["Lin Dehai"],
        items: ["cuarenta computadoras"],
      },
    ],
    [
      "patrol cars are given",
      "China donó el lunes treinta y cinco patrullas a la Policía Nacional de Bolivia.",
      {
        type: "assistance",
        date: "2024-06-10",
        countries: ["BO"],
        items: ["treinta y cinco patrullas"],
      },
    ],
    [
      "a treaty is signed",
      "China y Chile firmaron el 3 de junio de 2024 en Santiago un tratado de extradición.",
      { type: "agreement", date: "2024-06-03", countries: ["CL"], agreement_type: "treaty" },
    ],
    [
      "an agreement is signed on a weekday",
      "China y Uruguay firmaron el martes en Montevideo un acuerdo de cooperación policial.",
      { type: "agreement", date: "2024-06-11", countries: ["UY"], agreement_type: "cooperation_agreement" },
    ],
    [
      "a course ends",
      "Veinticinco policías peruanos concluyeron el 3 de junio de 2024 en Pekín un curso de investigación criminal organizado por el Ministerio de Seguridad Pública de China.",
      {
        type: "training",
        date: "2024-06-03",
        countries: ["PE"],
        prc_actors: ["MPS"],
        participants: 25,
      },
    ],
    [
      "a course from one day to another is dated by the first",
      "Treinta policías cubanos asistieron del 3 al 12 de junio en Kunming a un curso antidrogas impartido por la policía china.",
      {
        type: "training",
        date: "2024-06-03",
        countries: ["CU"],
        topics: ["counternarcotics"],
        participants: 30,
      },
    ],
    [
      "police patrol together",
      "Policías chinos y españoles patrullaron juntos el 3 de junio de 2024 en Madrid.",
      { type: "patrol", date: "2024-06-03", countries: ["ES"], prc_actors: ["MPS"] },
    ],
    [
      "a patrol named by its noun",
      "La patrulla conjunta de policías chinos y españoles comenzó el lunes en Barcelona.",
      { type: "patrol", date: "2024-06-10", countries: ["ES"], prc_actors: ["MPS"] },
    ],
    [
      "an extradition",
      "España extraditó el 3 de junio de 2024 a China a un ciudadano chino buscado por estafa.",
      { type: "operation", date: "2024-06-03", countries: ["ES"] },
    ],
    [
      "police of both drill together",
      "Las policías de China y Cuba celebraron el 3 de junio de 2024 en La Habana un ejercicio antiterrorista conjunto.",
      {
        type: "exercise",
        date: "2024-06-03",
        countries: ["CU"],
        prc_actors: ["MPS"],
        topics: ["counterterrorism"],
      },
    ],
  ])("%s", (_, text, coding) => {
    expect(codings("spa", text)).toEqual([expect.objectContaining(coding)]);
  });

  test.each([
    ["will give", "China donará el lunes cuarenta computadoras a la Policía Nacional del Ecuador."],
    ["may give", "China podría donar el lunes cuarenta computadoras a la Policía Nacional del Ecuador."],
    ["will sign", "China y Chile firmarán en julio un tratado de extradición."],
    ["hopes to sign", "China espera firmar con Chile un tratado de extradición."],
    [
      "will receive",
      "El ministro del Interior de Perú, Julio Salcedo, recibirá el lunes al embajador de China, Lin Dehai.",
    ],
    [
      "will attend a course",
      "Treinta policías cubanos asistirán en julio en Kunming a un curso antidrogas impartido por la policía china.",
    ],
    [
      "a patrol that will begin",
      "La patrulla conjunta de policías chinos y españoles comenzará el lunes en Barcelona.",
    ],
    [
      "did not give",
      "China no donó el miércoles las cuarenta computadoras a la Policía Nacional del Ecuador.",
    ],
    [
      "have not signed yet",
      "China y Chile todavía no han firmado el tratado de extradición, dijo la policía el 3 de junio.",
    ],
    [
      "did not extradite",
      "España no extraditó a China al ciudadano chino buscado por estafa, informó la policía el 3 de junio de 2024.",
    ],
    [
      "another donor",
      "El embajador de Japón en Ecuador, Kenji Mori, entregó el miércoles cuarenta computadoras a la Policía Nacional del Ecuador, como hizo China el año pasado.",
    ],
    [
      "another recipient",
      "El embajador de China entregó el miércoles cuarenta camas a un hospital de Quito; la policía estuvo presente.",
    ],
    [
      "another teacher",
      "Treinta policías cubanos asistieron del 3 al 12 de junio en Madrid a un curso antidrogas impartido por la policía española.",
    ],
    ["another patrol", "Policías japoneses y españoles patrullaron juntos el 3 de junio de 2024 en Madrid."],
  ])("%s: no event", (_, text) => {
    expect(codings("spa", text)).toEqual([]);
  });

  test("promises of goods and of training are claims", () => {
    const pledges = (text: string) => read("spa", text).claims.map((c) => [c.kind, c.number]);
    expect(pledges("China donará el lunes cuarenta computadoras a la Policía Nacional del Ecuador.")).toEqual(
      [["pledge", 40]],
    );
    expect(pledges("China capacitará a tres mil policías de América Latina.")).toEqual([["pledge", 3000]]);
  });
});

describe("services and their holders in French and Spanish", () => {
  test.each([
    ["fra", "Le vice-ministre chinois de la Sécurité publique, Lin Dehai, a parlé.", "PRC | Lin Dehai | MPS"],
    ["spa", "El viceministro chino de Seguridad Pública, Lin Dehai, habló.", "PRC | Lin Dehai | MPS"],
    ["fra", "Le ministre togolais de la Sécurité, Koffi Adjo, a parlé.", "TG | Koffi Adjo | interior"],
    [
      "fra",
      "Le ministère chinois de la Sécurité publique a parlé.",
      "PRC | ministère chinois de la Sécurité publique | MPS",
    ],
    [
      "fra",
      "Visite au ministère togolais de la Sécurité et de la Protection civile.",
      "TG | ministère togolais de la Sécurité et de la Protection civile | interior",
    ],
    [
      "spa",
      "La Dirección General de Migración de Panamá habló.",
      "PA | Dirección General de Migración de Panamá | immigration",
    ],
  ])("%s: %s", (language, text, found) => {
    expect(parties(language, text)).toEqual([found]);
  });

  test("further fields of one ministry belong to it, another service does not", () => {
    const fields = (text: string, after: string) => {
      const at = text.indexOf(after) + after.length;
      return text.slice(at, at + moreFieldsAt(text, at));
    };
    expect(fields("le ministre de l'Intérieur et de la Décentralisation, Koffi Adjo", "l'Intérieur")).toBe(
      " et de la Décentralisation",
    );
    expect(fields("el Ministerio de Justicia y Derechos Humanos informó", "Justicia")).toBe(
      " y Derechos Humanos",
    );
    expect(fields("le ministre de l'Intérieur et la police ont reçu", "l'Intérieur")).toBe("");
  });
});

describe("adjectives of nationality", () => {
  test.each([
    ["togolais", ["togolais", "togolaise", "togolaises"]],
    ["ivoirien", ["ivoirien", "ivoiriens", "ivoirienne", "ivoiriennes"]],
    ["guinéen", ["guinéen", "guinéens", "guinéenne", "guinéennes"]],
    ["mexicain", ["mexicain", "mexicains", "mexicaine", "mexicaines"]],
    ["malgache", ["malgache", "malgaches"]],
    ["burkinabè", ["burkinabè", "burkinabès"]],
    ["grec", ["grec", "grecs", "grecque", "grecques"]],
    ["turc", ["turc", "turcs", "turque", "turques"]],
  ])("French: %s", (masculine, forms) => {
    expect(formsOfFrench(masculine)).toEqual(forms);
  });

  test.each([
    ["peruano", ["peruano", "peruanos", "peruana", "peruanas"]],
    ["español", ["español", "españoles", "española", "españolas"]],
    ["francés", ["francés", "franceses", "francesa", "francesas"]],
    ["alemán", ["alemán", "alemanes", "alemana", "alemanas"]],
    ["costarricense", ["costarricense", "costarricenses"]],
    ["marroquí", ["marroquí", "marroquíes"]],
  ])("Spanish: %s", (masculine, forms) => {
    expect(formsOfSpanish(masculine)).toEqual(forms);
  });
});
