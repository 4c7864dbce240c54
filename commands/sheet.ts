import { defineCommand, route } from "../src/command/define.ts";
import { JOBS } from "../src/command/jobs.ts";
import { known, minutes, oneOf } from "../src/command/options.ts";
import { subject } from "../src/command/subject.ts";
import type { Role } from "../src/engine/words/item.ts";
import {
  MOST_QUESTIONS,
  SENIORITIES,
  type Seniority,
  SHEET_DEFAULTS,
  type SheetWanted,
} from "../src/engine/words/sheet.ts";

const COUNTS = Array.from({ length: MOST_QUESTIONS }, (_, i) => String(i + 1));

/** What is left out takes its default. */
const wishOf = ({
  topic,
  role,
  company,
  level = SHEET_DEFAULTS.level,
  questions,
  minutes: length = SHEET_DEFAULTS.minutes,
}: {
  topic?: string | undefined;
  role?: Role | undefined;
  company?: string | undefined;
  level?: Seniority | undefined;
  questions?: string | undefined;
  minutes?: number | undefined;
}): SheetWanted => ({
  topic,
  role,
  company,
  level,
  questions: questions === undefined ? SHEET_DEFAULTS.questions : Number(questions),
  minutes: length,
});

export const sheet = defineCommand({
  name: "dlq-sheet",
  typed: "typed.sheet",
  description: "command.sheet",
  alone: true,
  route: route({
    description: "command.sheet",
    options: {
      topic: subject("option.topic"),
      role: oneOf("option.role", JOBS),
      level: oneOf(
        "option.seniority",
        SENIORITIES.map((value) => ({ value, label: `seniority.${value}` as const })),
      ),
      company: known("option.company", "company"),
      questions: oneOf("option.sheet-questions", COUNTS),
      minutes: minutes("option.sheet-minutes"),
    },
    visibility: "private",
    counts: "round",
    examples: ["sheet", "sheet cnn senior", "sheet level:junior questions:3 minutes:30"],
    pressed: (given) => ({ verb: "sheet", wanted: wishOf(given), seed: "", form: "list" }),
    run: (bot, caller, given) => bot.sheet(caller, wishOf(given)),
  }),
});
