import type { Readiness } from "../../../learning/readiness.ts";
import type { Role } from "../item.ts";
import type { Button } from "../press.ts";
import type { Say } from "../say.ts";

/** How much of a plan would be recalled now, in all and by topic: those that count most first. */
export interface PlanReadiness extends Readiness {
  topics: readonly ({ name: string } & Readiness)[];
}

/** What a plan is about: a role, or what a job description names. */
type About = { role: Role } | { subjects: readonly string[] };

/** A learner's plan, as it stands today. Dates are local: 2027-02-01. */
export interface PlanReply {
  kind: "plan";
  visibility: "private";
  date: string;
  /** Days until then; 0 on the day itself. */
  days: number;
  minutes: number;
  /** Questions that these have room for, a day. */
  questions: number;
  about: About;
  weeks: readonly {
    from: string;
    to: string;
    /** Concepts to learn, by name. */
    concepts: readonly string[];
    /** Questions that reviews take. */
    reviews: number;
  }[];
  /** Concepts that are known well enough to be reviewed alone. */
  known: number;
  /** What will not fit, by name; what counts most first. */
  leftOut: readonly string[];
  readiness: PlanReadiness;
  lines: readonly Say[];
  buttons: readonly Button[];
}

/** What a job description names, to be corrected. */
export interface PlanDraftReply {
  kind: "plan-draft";
  visibility: "private";
  date: string;
  minutes: number;
  /** Subjects with the number of their concepts, each with what takes it off. */
  found: readonly { name: string; concepts: number; drop: Button }[];
  /** Concepts in all, each once. */
  concepts: number;
  /** It takes the place of the list from which something was taken off. */
  inPlace: boolean;
  lines: readonly Say[];
  buttons: readonly Button[];
}

/** What is said of a plan beside other things. */
export interface PlanGlance {
  date: string;
  days: number;
  about: About;
  readiness: PlanReadiness;
}
