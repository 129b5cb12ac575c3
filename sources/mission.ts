import type { Adapter } from "./adapter.ts";
import { readMissionArticle } from "./mission-article.ts";
import { readMissionHome } from "./mission-home.ts";
import { readMissionList } from "./mission-list.ts";

/** Sites of embassies, consulates-general and permanent missions: one publishing system, four article templates. */
export const mission: Adapter = {
  name: "mission",
  readHome: readMissionHome,
  readList: readMissionList,
  readArticle: readMissionArticle,
};
