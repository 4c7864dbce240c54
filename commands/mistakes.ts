import { defineCommand, route } from "../src/command/define.ts";

export const mistakes = defineCommand({
  name: "dlq-mistakes",
  typed: "typed.mistakes",
  description: "command.mistakes",
  alone: true,
  route: route({
    description: "command.mistakes",
    options: {},
    visibility: "private",
    examples: ["mistakes"],
    run: (bot, caller) => bot.mistakes(caller),
  }),
});
