/** The templates of mission sites: news body, redesigned, tables, big title. */
export const TEMPLATES = ["N", "R", "T", "B"] as const;
export type Template = (typeof TEMPLATES)[number];

/** The part of a page that holds the article, in a template; `text` is markup of paragraphs, `date` as shown, 2010/06/11. */
export function inTemplate(
  template: Template,
  { title, date, text }: { readonly title: string; readonly date: string; readonly text: string },
): string {
  switch (template) {
    case "N":
      return `<div class="News_Body_Text"><div id="News_Body_Title">${title}</div><div id="News_Body_Time">${date}</div>
      <div id="News_Body_Txt_A"><div class="TRS_UEDITOR">${text}</div></div><div>分享到：</div></div>`;
    case "R":
      return `<div class="title">${title}</div><div class="date">${date} 10:20</div><div class="trs_editor_view TRS_UEDITOR">${text}</div>`;
    case "T":
      return `<table id="article"><tbody><tr><td>${title}</td></tr><tr><td class="t2">${date}</td></tr>
      <tr><td><div class="content"><div class="TRS_Editor">${text}</div></div></td></tr></tbody></table>`;
    case "B":
      return `<table><tr><td class="bigtitle">${title}</td></tr><tr><td class="time">${date}</td></tr></table>
      <table><tr><td class="content" id="content">${text}</td></tr></table>`;
  }
}
