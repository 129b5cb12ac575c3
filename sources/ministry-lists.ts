const BASE = "https://www.mfa.gov.cn/web/zwjg_674741";
/** The ministry's regions in its lists of embassies and consulates, each with the number of its section. */
const EMBASSIES = ["yz_674745", "fz_674747", "xo_674749", "xybf_674751", "dozy_674753", "bmdyz_674755"];
const CONSULATES = ["yz_674759", "fz_674761", "xo_674763", "xybf_674765", "dozy_674767", "bmdyz_674769"];

/** The ministry's own lists of its missions: embassies and consulates by region, missions to organisations. */
export const MINISTRY_LISTS: string[] = [
  ...EMBASSIES.map((region) => `${BASE}/zwsg_674743/${region}/`),
  ...CONSULATES.map((region) => `${BASE}/zwzlg_674757/${region}/`),
  `${BASE}/zwtc_674771/`,
];
