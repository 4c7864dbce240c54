import { defineCommand, route } from "../src/command/define.ts";

export const explain = defineCommand({
  name: "dlq-explain",
  typed: "typed.explain",
  description: "command.explain",
  route: route({
    description: "command.explain",
    options: {},
    visibility: "private",
    examples: ["explain"],
    run: (bot, caller) => bot.explain(caller),
  }),
});
