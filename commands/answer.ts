import { defineCommand, route } from "../src/command/define.ts";
import { oneOf, required } from "../src/command/options.ts";
import { LETTERS } from "../src/engine/words/round.ts";

export const answer = defineCommand({
  name: "dlq-answer",
  typed: "typed.answer",
  description: "command.answer",
  route: route({
    description: "command.answer",
    options: { choice: required(oneOf("option.choice", LETTERS)) },
    visibility: "private",
    examples: ["answer B"],
    run: (bot, caller, { choice }) => bot.answer(caller, LETTERS.indexOf(choice) as 0 | 1 | 2 | 3),
  }),
});
