import { defineCommand, route } from "../src/command/define.ts";

export const topics = defineCommand({
  name: "dlq-topics",
  description: "What can be asked, with counts",
  route: route({
    description: "What can be asked, with counts",
    options: {},
    visibility: "private",
    examples: ["topics"],
    run: (bot, caller) => bot.topics(caller),
  }),
});
