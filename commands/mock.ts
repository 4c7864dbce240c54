import { defineCommand, route } from "../src/command/define.ts";
import { JOBS } from "../src/command/jobs.ts";
import { known, minutes, oneOf } from "../src/command/options.ts";
import { subject } from "../src/command/subject.ts";
import { LEAST_INTERVIEW } from "../src/engine/words/interview.ts";
import { SENIORITIES, SHEET_DEFAULTS } from "../src/engine/words/sheet.ts";

export const mock = defineCommand({
  name: "dlq-mock",
  typed: "typed.mock",
  description: "command.mock",
  alone: true,
  route: route({
    description: "command.mock",
    options: {
      topic: subject("option.topic"),
      role: oneOf("option.role", JOBS),
      level: oneOf(
        "option.mock-level",
        SENIORITIES.map((value) => ({ value, label: `seniority.${value}` as const })),
      ),
      minutes: minutes("option.mock-minutes", LEAST_INTERVIEW),
      company: known("option.company", "company"),
    },
    visibility: "private",
    counts: "round",
    examples: ["mock", "mock senior", "mock level:junior minutes:30"],
    pressed: ({ level = SHEET_DEFAULTS.level, minutes: length = SHEET_DEFAULTS.minutes, ...about }) => ({
      verb: "mock-begin",
      wanted: { ...about, level, minutes: length },
      anew: false,
    }),
    run: (bot, caller, wanted) => bot.mock(caller, wanted),
  }),
});
