import { expect, it } from "vitest";
import { contentSha256, documentId, snapshotId, toDocument } from "../../sources/identity.ts";
import { detectLanguage } from "../../sources/language.ts";

it.each([
  ["李明大使会见警察总监", "双方就深化执法合作交换意见。", "zh", "cmn", "hans"],
  ["李明大使會見警察總監", "雙方就深化執法合作交換意見，並簽署諒解備忘錄。", "zh", "cmn", "hant"],
  ["著名乾坤", "著名导演与乾隆皇帝的故事，在马来西亚乾坤剧院上演，著作权归作者所有。", "zh", "cmn", "hans"],
  [
    "Ambassador Meets Police Chief",
    "On 10 August the ambassador met the commissioner of police in Suva. They discussed training of officers.",
    "en",
    "eng",
    "latn",
  ],
  ["Police chief holds talks in Suva", "", "en", "eng", "latn"],
  [
    "Ambassador Li Ming (李明) Meets Police Chief",
    "The two sides discussed 警务合作 (police cooperation) and the training of officers in both countries.",
    "en",
    "eng",
    "latn",
  ],
  [
    "L'ambassadeur rencontre le chef de la police",
    "Les deux parties ont échangé leurs vues sur la coopération policière et la formation des agents.",
    "other",
    "fra",
    "latn",
  ],
  [
    "El embajador se reúne con el jefe de la policía",
    "Las dos partes intercambiaron opiniones sobre la cooperación policial y la formación de agentes.",
    "other",
    "spa",
    "latn",
  ],
  [
    "Посол встретился с министром",
    "Стороны обсудили сотрудничество полиции двух стран и обучение сотрудников правоохранительных органов.",
    "other",
    "rus",
    "other",
  ],
  [
    "大使が警察庁長官と会談",
    "双方は警察協力について意見を交換しました。大使はこれからも交流を深めたいと述べました。",
    "other",
    "jpn",
    "other",
  ],
  ["대사가 경찰청장을 만나다", "양측은 경찰 협력에 대해 의견을 교환했다.", "other", "kor", "other"],
  ["", "2024 — 12:30", "other", "und", "other"],
])("tells the language of %s", async (title, text, language, languageCode, script) => {
  expect(await detectLanguage(title, text)).toEqual({ language, languageCode, script });
});

it("believes what the input says only where the text is too short to tell", async () => {
  expect((await detectLanguage("Jingwu", "", "en")).language).toBe("en");
  expect((await detectLanguage("12.3", "", "zh-CN")).language).toBe("zh");
  expect((await detectLanguage("会见警察总监", "双方交换意见。", "en")).language).toBe("zh");
});

it("gives the same ids for the same raw values and other ids for others", () => {
  const id = snapshotId("https://a.example/1", "2026-01-02T03:04:05Z", "ab");
  expect(id).toMatch(/^s[0-9a-f]{16}$/);
  expect(id).toBe(snapshotId("https://a.example/1", "2026-01-02T03:04:05Z", "ab"));
  expect(id).not.toBe(snapshotId("https://a.example/1", "2026-01-02T03:04:06Z", "ab"));
  expect(documentId("https://a.example/1", 1)).toMatch(/^d[0-9a-f]{16}$/);
  expect(documentId("https://a.example/1", 1)).not.toBe(documentId("https://a.example/1", 2));
  expect(documentId("https://a.example/", 11)).not.toBe(documentId("https://a.example/1", 1));
});

it("makes a new version when title, text or date changed, and only then", () => {
  const article = { title: "a", text: "b", published: null };
  const digest = contentSha256(article);
  expect(contentSha256({ ...article })).toBe(digest);
  for (const change of [{ title: "ab", text: "" }, { text: "c" }, { published: "2024-01-01" }]) {
    expect(contentSha256({ ...article, ...change })).not.toBe(digest);
  }
});

it("makes a document of an article", async () => {
  const article = {
    title: "会见",
    text: "李明大使会见警察总监。",
    published: "2024-08-11",
    documentNumber: "7",
    canonicalUrl: null,
  };
  const at = { snapshotId: "s1", sourceId: "fj", canonicalUrl: "https://a.example/1", version: 2 };
  expect(await toDocument(article, at)).toEqual({
    id: documentId("https://a.example/1", 2),
    snapshotId: "s1",
    sourceId: "fj",
    canonicalUrl: "https://a.example/1",
    version: 2,
    language: "zh",
    languageCode: "cmn",
    script: "hans",
    title: "会见",
    text: "李明大使会见警察总监。",
    published: "2024-08-11",
    documentNumber: "7",
    contentSha256: contentSha256(article),
  });
});
