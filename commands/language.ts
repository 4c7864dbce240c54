import { defineCommand, route } from "../src/command/define.ts";
import { known } from "../src/command/options.ts";

export const language = defineCommand({
  name: "dlq-language",
  typed: "typed.language",
  aliases: ["lang"],
  description: "command.language",
  alone: true,
  route: route({
    description: "command.language",
    options: { language: known("option.language", "language") },
    visibility: "private",
    examples: ["language de", "language auto"],
    run: (bot, caller, { language: wanted }) => bot.language(caller, wanted),
  }),
});
