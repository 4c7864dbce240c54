import { type Command, defineCommand, type Registry, type Route, route } from "../src/command/define.ts";
import { oneOf } from "../src/command/options.ts";
import { phrase } from "../src/engine/words/phrase.ts";
import type { HelpReply } from "../src/engine/words/reply.ts";
import { ADVICE } from "./advice.ts";

function usageOf(command: Command, r: Route): string {
  const words = [command.word, r.subcommand].filter(Boolean).join(" ");
  const options = Object.entries(r.options).map(([name, o]) => (o.required ? name : `[${name}]`));
  return ["/dlq", words, ...options].filter((part) => part !== "").join(" ");
}

function commandList(registry: Registry): HelpReply["commands"] {
  return registry.commands.flatMap((command) =>
    command.routes.map((r) => ({
      command: command.name,
      subcommand: r.subcommand,
      usage: usageOf(command, r),
      description: r.description,
      examples: r.examples.map((example) => `/dlq ${example}`),
    })),
  );
}

export const help = defineCommand({
  name: "dlq-help",
  description: "What the bot can do, and advice for interviews",
  route: route({
    description: "What the bot can do, and advice for interviews",
    options: {
      page: oneOf("What you want to read", [
        { value: "commands", label: "commands" },
        { value: "candidates", label: "advice for candidates" },
        { value: "interviewers", label: "advice for interviewers" },
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
          phrase`Daily questions are sealed until they close: answer by button, reaction or command, and change your mind until then.`,
          phrase`Practice questions are judged at once, and the first answer stands.`,
          phrase`There is advice for interviews too: ${{ command: "help page:candidates" }} and ${{ command: "help page:interviewers" }}.`,
        ],
        pages: [],
      };
    },
  }),
});
