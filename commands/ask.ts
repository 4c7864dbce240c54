import { defineCommand, route } from "../src/command/define.ts";
import { flag, known, oneOf } from "../src/command/options.ts";
import { AUDIENCES, DIFFICULTIES, ROLES } from "../src/engine/words/item.ts";

export const ask = defineCommand({
  name: "dlq",
  description: "Ask a deep-learning interview question here",
  route: route({
    description: "Ask a deep-learning interview question here",
    options: {
      topic: known("What the question is about", "topic"),
      difficulty: oneOf("How hard it is", DIFFICULTIES),
      kind: oneOf("How it is answered", [
        { value: "choice", label: "multiple choice" },
        { value: "numeric", label: "computed numbers" },
        { value: "open", label: "in own words" },
      ]),
      company: known("A company that asks such questions", "company"),
      role: oneOf("The job it is asked for", ROLES),
      audience: oneOf("Who is asked", AUDIENCES),
      private: flag("Only you see it"),
    },
    visibility: "asked",
    counts: "round",
    examples: ["cnn", "cnn hard", "topic:transformers kind:open", "private"],
    run: (bot, caller, { private: isPrivate, ...filter }) => bot.ask(caller, filter, isPrivate ?? false),
  }),
});
