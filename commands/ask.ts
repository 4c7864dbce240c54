import { defineCommand, route } from "../src/command/define.ts";
import { JOBS } from "../src/command/jobs.ts";
import { called, flag, known, LEVELS, oneOf } from "../src/command/options.ts";
import { subject } from "../src/command/subject.ts";
import { AUDIENCES } from "../src/engine/words/item.ts";
import { PACK_LIMITS } from "../src/engine/words/pack.ts";

export const ask = defineCommand({
  name: "dlq",
  typed: "typed.ask",
  aliases: ["another", "again", "ask", "more", "next", "question", "quiz", "random"],
  spoken: {
    hint: route({
      description: "hint.title",
      options: {},
      visibility: "private",
      examples: [],
      run: (bot, caller) => bot.hint(caller),
    }),
  },
  description: "command.ask",
  alone: true,
  route: route({
    description: "command.ask",
    options: {
      topic: subject("option.topic"),
      difficulty: oneOf("option.difficulty", LEVELS),
      kind: oneOf("option.kind", [
        { value: "choice", label: "choice.quiz" },
        { value: "numeric", label: "choice.numeric" },
        { value: "open", label: "choice.open" },
      ]),
      company: known("option.company", "company"),
      role: oneOf("option.role", JOBS),
      audience: oneOf(
        "option.audience",
        AUDIENCES.map((value) => ({ value, label: `audience.${value}` as const })),
      ),
      pack: called("option.pack", PACK_LIMITS.name, false),
      private: flag("option.private"),
    },
    visibility: "asked",
    counts: "round",
    examples: ["rope", "cnn hard", "topic:transformers kind:open", "private"],
    pressed: ({ private: isPrivate = false, pack: _, ...asked }) => ({
      verb: "another",
      asked,
      private: isPrivate,
    }),
    run: (bot, caller, { private: isPrivate = false, pack, ...asked }) =>
      pack === undefined ? bot.ask(caller, asked, isPrivate) : bot.packs.ask(caller, pack, asked, isPrivate),
  }),
});
