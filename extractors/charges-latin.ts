/** What ministers of small states are charged with besides the police: "Police, Prisons and Corrections Services". */
const CHARGE =
  "(?:Police|Policing|Prisons?|Corrections?|Correctional|Corrective|Fire|Emergency|Rescue|Services?|Immigration|Citizenship|Customs|Justice|Legal|Law|Order|Communications?|Foreign|External|Relations|Home|Internal|Interior|National|Public|Security|Safety|Affairs|Defen[cs]e|Tourism|Local|Provincial|Rural|Community|Government|Labou?r|Lands?|Trade|Institutional|Strengthening|Reconstruction|Rehabilitation|Peace|Reconciliation|Civil|Aviation|Protection|Disaster|Management|Border|Control|Crime|Prevention|Development|Religious|Cultural|Culture|Youth|Sports?|Women|Gender|Health|Education|Infrastructure|Transport|Works|Utilities|Human|Rights|Integration|Parliamentary|Constitutional|Administration|Decentrali[sz]ation)";
const CHARGES = new RegExp(
  `^(?:(?:,|,? and|,? &)? (?:the )?${CHARGE}\\b(?! (?:Chief|Commissioner|Minister|Inspector|Superintendent|Force|Department|Officers?|Directors?|Commander|Secretary|Bureau|Agency|Authority|Council|Ministry)\\b))+`,
);

/** How far the charges of a minister reach behind the first that is read, in characters. */
export function morePortfolios(text: string, start: number, end: number): number {
  if (!/\bMinister (?:of|for)\b/.test(text.slice(start, end))) return 0;
  return CHARGES.exec(text.slice(end))?.[0].length ?? 0;
}
