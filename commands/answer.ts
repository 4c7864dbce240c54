import { defineCommand, route } from "../src/command/define.ts";
import { oneOf } from "../src/command/options.ts";
import { type Choice, LETTERS } from "../src/engine/words/round.ts";

export const answer = defineCommand({
  name: "dlq-answer",
  typed: "typed.answer",
  description: "command.answer",
  route: route({
    description: "command.answer",
    options: { choice: oneOf("option.choice", LETTERS) },
    visibility: "private",
    examples: ["answer B"],
    run: (bot, caller, { choice }) =>
      bot.answer(caller, choice === undefined ? null : (LETTERS.indexOf(choice) as Choice)),
  }),
});
