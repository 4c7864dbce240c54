import { defineCommand, route } from "../src/command/define.ts";
import { required, text } from "../src/command/options.ts";
import { FORMS } from "../src/engine/words/press.ts";

export const report = defineCommand({
  name: "dlq-report",
  typed: "typed.report",
  description: "command.report",
  route: route({
    description: "command.report",
    options: { reason: required(text("option.reason", FORMS.report.maxLength)) },
    visibility: "private",
    counts: "report",
    examples: ["report two options are right"],
    run: (bot, caller, { reason }) => bot.report(caller, reason),
  }),
});
