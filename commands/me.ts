import { defineCommand, route } from "../src/command/define.ts";

export const me = defineCommand({
  name: "dlq-me",
  aliases: ["profile", "streak"],
  description: "Your streak, points, ranks and accuracy by topic",
  route: route({
    description: "Your streak, points, ranks and accuracy by topic",
    options: {},
    visibility: "private",
    examples: ["me"],
    run: (bot, caller) => bot.profile(caller),
  }),
});
