import { defineCommand, route } from "../src/command/define.ts";
import { flag, known, LEVELS, oneOf } from "../src/command/options.ts";
import { AUDIENCES, ROLES } from "../src/engine/words/item.ts";

export const ask = defineCommand({
  name: "dlq",
  description: "command.ask",
  route: route({
    description: "command.ask",
    options: {
      topic: known("option.topic", "topic"),
      difficulty: oneOf("option.difficulty", LEVELS),
      kind: oneOf("option.kind", [
        { value: "choice", label: "choice.quiz" },
        { value: "numeric", label: "choice.numeric" },
        { value: "open", label: "choice.open" },
      ]),
      company: known("option.company", "company"),
      role: oneOf("option.role", ROLES),
      audience: oneOf("option.audience", AUDIENCES),
      private: flag("option.private"),
    },
    visibility: "asked",
    counts: "round",
    examples: ["cnn", "cnn hard", "topic:transformers kind:open", "private"],
    run: (bot, caller, { private: isPrivate, ...filter }) => bot.ask(caller, filter, isPrivate ?? false),
  }),
});
