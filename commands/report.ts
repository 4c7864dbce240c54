import { defineCommand, route } from "../src/command/define.ts";
import { required, text } from "../src/command/options.ts";
import { FORMS } from "../src/engine/words/press.ts";

export const report = defineCommand({
  name: "dlq-report",
  description: "Report a mistake in the question of the day, or the newest one",
  route: route({
    description: "Report a mistake in the question of the day, or the newest one",
    options: { reason: required(text("What is wrong with it", FORMS.report.maxLength)) },
    visibility: "private",
    counts: "report",
    examples: ["report two options are right"],
    run: (bot, caller, { reason }) => bot.report(caller, reason),
  }),
});
