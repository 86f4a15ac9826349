// The codes that the filters offer. The lists of #model are the rule; a test holds these to them, so that zod stays out of the browser.
export const instrumentTypes = [
  "alliance",
  "access",
  "logistics",
  "information",
  "industry",
  "procurement",
  "space",
  "cyber",
  "nuclear",
  "cooperation",
] as const;
export const stages = [
  "proposed",
  "negotiating",
  "agreed",
  "signed",
  "ratified",
  "in-force",
  "amended",
  "completed",
  "suspended",
  "ended",
] as const;
export const actions = ["spend", "acquire", "develop", "deploy", "establish", "reform", "defend", "aid", "restrict", "cooperate"] as const;
export const activityTypes = [
  "meeting",
  "visit",
  "exercise",
  "deployment",
  "transfer",
  "test",
  "incursion",
  "attack",
  "sanction",
  "decision",
] as const;
export const stances = ["support", "oppose", "concern", "threat", "request", "neutral"] as const;
export const modalities = ["actual", "planned", "possible", "negated"] as const;
export const commitmentStates = ["open", "due", "overdue", "met", "revised", "dropped"] as const;
export const activityStates = ["planned", "possible", "happened", "overdue", "cancelled"] as const;
export const domains = ["land", "sea", "air", "space", "cyber"] as const;
