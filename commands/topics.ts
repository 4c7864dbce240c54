import { defineCommand, route } from "../src/command/define.ts";

export const topics = defineCommand({
  name: "dlq-topics",
  typed: "typed.topics",
  description: "command.topics",
  alone: true,
  route: route({
    description: "command.topics",
    options: {},
    visibility: "private",
    examples: ["topics"],
    run: (bot, caller) => bot.topics(caller),
  }),
});
