import { defineCommand, route } from "../src/command/define.ts";
import { known, oneOf } from "../src/command/options.ts";

export const review = defineCommand({
  name: "dlq-review",
  aliases: ["revise", "repeat"],
  description: "command.review",
  route: route({
    description: "command.review",
    options: {
      source: oneOf("option.source", [
        { value: "due", label: "choice.due" },
        { value: "mistakes", label: "choice.mistakes" },
        { value: "exam", label: "choice.exam" },
        { value: "new", label: "choice.new" },
      ]),
      count: oneOf("option.count", ["3", "5", "10", "15", "20", "30"]),
      topic: known("option.topic", "topic"),
    },
    visibility: "private",
    counts: "round",
    examples: ["review", "review cnn 5", "review source:exam"],
    run: (bot, caller, { count, ...wanted }) =>
      bot.review(caller, { ...wanted, count: count === undefined ? undefined : Number(count) }),
  }),
});
