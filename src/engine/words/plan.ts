import type { Role } from "./item.ts";

/** What a plan is about: what a role is asked, or subjects of the bank that a job description names. */
export type PlanAbout = { role: Role } | { subjects: readonly string[] };

/** What a learner sets for the time until an interview; all else of a plan follows from it and from what was learned. */
export interface StudyPlan {
  /** The local date of the interview: 2027-02-01. */
  date: string;
  /** Minutes a day. */
  minutes: number;
  about: PlanAbout;
}

/** A group's plan: its daily questions follow what a role is asked, until the day. */
export interface GroupPlan {
  role: Role;
  /** The local date of the day: 2027-02-01. */
  date: string;
}
