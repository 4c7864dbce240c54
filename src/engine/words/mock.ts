import { STRENGTHS } from "./interview.ts";

/**
 * What somebody does in a mock interview: how an open question was answered, how strong that was, an option of a
 * computed one, or where to go. file: the scorecard as a file; study: a session of what it says to study.
 */
export const MOCK_ACTS = [
  "aloud",
  "skip",
  ...STRENGTHS,
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "next",
  "stop",
  "show",
  "file",
  "study",
] as const;
export type MockAct = (typeof MOCK_ACTS)[number];

/** What is pressed on a scorecard, which stays. */
export const ON_SCORECARD: readonly MockAct[] = ["file", "study"];

/** Neither ids of items nor those of rounds hold it. */
const SEPARATOR = "~";
const PREFIX = "mock";

/** What a form of a mock interview is about: in which one, and to which question. */
export interface MockRef {
  mock: string;
  item: string;
}

export const mockRef = ({ mock, item }: MockRef): string => [PREFIX, mock, item].join(SEPARATOR);

/** null: it is about something else. */
export function readMockRef(ref: string): MockRef | null {
  const [prefix, mock, item, ...rest] = ref.split(SEPARATOR);
  return prefix === PREFIX && mock && item && rest.length === 0 ? { mock, item } : null;
}
