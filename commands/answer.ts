import { defineCommand, route } from "../src/command/define.ts";
import { oneOf, required } from "../src/command/options.ts";
import { LETTERS } from "../src/engine/words/round.ts";

export const answer = defineCommand({
  name: "dlq-answer",
  description: "Answer the question of the day, or the newest one here",
  route: route({
    description: "Answer the question of the day, or the newest one here",
    options: { choice: required(oneOf("The letter of your answer", LETTERS)) },
    visibility: "private",
    examples: ["answer B"],
    run: (bot, caller, { choice }) => bot.answer(caller, LETTERS.indexOf(choice) as 0 | 1 | 2 | 3),
  }),
});
