import { defineCommand, route } from "../src/command/define.ts";
import { LEVELS, oneOf } from "../src/command/options.ts";
import { subject } from "../src/command/subject.ts";

export const review = defineCommand({
  name: "dlq-review",
  typed: "typed.review",
  aliases: ["revise", "repeat"],
  description: "command.review",
  alone: true,
  route: route({
    description: "command.review",
    options: {
      source: oneOf("option.source", [
        { value: "due", label: "choice.due" },
        { value: "mistakes", label: "choice.mistakes" },
        { value: "exam", label: "choice.exam" },
        { value: "new", label: "choice.new" },
        { value: "kept", label: "choice.kept" },
      ]),
      count: oneOf("option.count", ["3", "5", "10", "15", "20", "30"]),
      topic: subject("option.topic"),
      difficulty: oneOf("option.difficulty", LEVELS),
    },
    visibility: "private",
    counts: "round",
    examples: ["review", "review lstm 5", "review hard", "review source:exam"],
    pressed: ({ source = "due", topic = null, difficulty }) => ({
      verb: "review",
      source,
      topic,
      group: null,
      difficulty,
    }),
    run: (bot, caller, { count, ...wanted }) =>
      bot.review(caller, { ...wanted, count: count === undefined ? undefined : Number(count) }),
  }),
});
