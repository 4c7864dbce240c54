import { defineCommand, type Registry, route } from "../src/command/define.ts";
import { oneOf } from "../src/command/options.ts";
import type { HelpReply } from "../src/engine/words/reply.ts";
import { say } from "../src/engine/words/say.ts";
import { ADVICE } from "./advice.ts";

function commandList(registry: Registry): HelpReply["commands"] {
  return registry.commands.flatMap((command) =>
    command.routes.map(({ subcommand, description, examples }) => ({
      line: [command.word, subcommand].filter(Boolean).join(" "),
      description: say(description),
      examples,
    })),
  );
}

export const help = defineCommand({
  name: "dlq-help",
  typed: "typed.help",
  aliases: ["?"],
  description: "command.help",
  route: route({
    description: "command.help",
    options: {
      page: oneOf("option.page", [
        { value: "commands", label: "choice.commands" },
        { value: "candidates", label: "choice.candidates" },
        { value: "interviewers", label: "choice.interviewers" },
      ]),
    },
    visibility: "private",
    examples: ["help", "help candidates", "help interviewers"],
    run: async (_bot, _caller, { page = "commands" }, registry) => {
      const head = { kind: "help", visibility: "private" } as const;
      if (page !== "commands") return { ...head, commands: [], lines: [], pages: [ADVICE[page]] };
      return {
        ...head,
        commands: commandList(registry),
        lines: [
          say("help.daily-sealed"),
          say("help.practice"),
          say("help.by-name", {
            command: { command: "topic:rope" },
            command2: { command: "topic:batchnorm" },
            command3: { command: "topic:attention" },
          }),
          say("help.see-advice", {
            command: { command: "help page:candidates" },
            command2: { command: "help page:interviewers" },
          }),
        ],
        pages: [],
      };
    },
  }),
});
