import { defineCommand, route } from "../src/command/define.ts";

export const me = defineCommand({
  name: "dlq-me",
  typed: "typed.me",
  aliases: ["profile", "progress", "score", "stats", "streak"],
  description: "command.me",
  alone: true,
  route: route({
    description: "command.me",
    options: {},
    visibility: "private",
    examples: ["me"],
    run: (bot, caller) => bot.profile(caller),
  }),
});
