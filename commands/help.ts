import { defineCommand, type Registry, route } from "../src/command/define.ts";
import { oneOf } from "../src/command/options.ts";
import type { Button, HelpPage } from "../src/engine/words/press.ts";
import type { HelpReply } from "../src/engine/words/reply.ts";
import { type Say, say, type WordId } from "../src/engine/words/say.ts";
import { ADVICE } from "./advice.ts";

/** What each page is called. */
const TITLES = {
  start: "help.title",
  ask: "button.help-ask",
  study: "button.help-study",
  daily: "button.help-daily",
  managers: "button.help-managers",
  settings: "button.help-settings",
  commands: "choice.commands",
  candidates: "advice.candidates",
  interviewers: "advice.interviewers",
} as const satisfies Record<HelpPage, WordId>;

/** The commands of each page, by their words. */
const INTENTS: Readonly<Partial<Record<HelpPage, readonly string[]>>> = {
  ask: ["", "topics", "report"],
  study: ["review", "mistakes", "plan", "mock", "duel", "explain"],
  interviewers: ["sheet", "pair"],
  daily: ["answer", "live", "me", "leaderboard"],
  managers: ["daily", "pack"],
  settings: ["remind", "language", "link", "privacy", "help"],
};

function commandList({ commands }: Registry, words?: readonly string[]): HelpReply["commands"] {
  return commands
    .filter(({ word }) => words === undefined || words.includes(word))
    .flatMap((command) =>
      command.routes.map(({ subcommand, description, examples }) => ({
        line: [command.word, subcommand].filter(Boolean).join(" "),
        description: say(description),
        examples,
      })),
    );
}

/** Sentences of a page, above its commands. */
const LINES: Readonly<Partial<Record<HelpPage, readonly Say[]>>> = {
  start: [
    say("help.asks", { command: { command: "" } }),
    say("help.studies", { command: { command: "review" } }),
    say("help.daily-sealed"),
    say("help.sets-up", { command: { command: "daily set" } }),
  ],
  ask: [
    say("help.by-name", {
      command: { command: "topic:rope" },
      command2: { command: "topic:batchnorm" },
      command3: { command: "topic:attention" },
    }),
    say("help.practice"),
  ],
  daily: [say("help.daily-sealed")],
  study: [say("help.mock", { command: { command: "mock" } })],
  interviewers: [say("help.interviews", { command: { command: "sheet" } })],
};

const PAGES = ["ask", "study", "daily", "managers", "settings", "candidates", "interviewers"] as const;

/** The way to the other pages: by intent in the first row, advice in the second. */
const waysTo = (shown: HelpPage): Button[] =>
  PAGES.filter((page) => page !== shown).map((page) => ({
    label: say(TITLES[page]),
    action: { verb: "help", page },
    ...(page === "candidates" ? { row: true } : {}),
  }));

export const help = defineCommand({
  name: "dlq-help",
  typed: "typed.help",
  aliases: ["?"],
  description: "command.help",
  alone: true,
  route: route({
    description: "command.help",
    options: {
      page: oneOf(
        "option.page",
        ([...PAGES, "commands"] as const).map((value) => ({ value, label: TITLES[value] })),
      ),
    },
    visibility: "private",
    examples: ["help", "help study", "help candidates"],
    run: async (_bot, _caller, values, registry) => {
      const page: HelpPage = values.page ?? "start";
      const words = INTENTS[page];
      return {
        kind: "help",
        visibility: "private",
        page,
        commands:
          words === undefined
            ? page === "commands"
              ? commandList(registry)
              : []
            : commandList(registry, words),
        lines: LINES[page] ?? [],
        pages: page === "candidates" || page === "interviewers" ? ADVICE[page] : [],
        buttons: waysTo(page),
      };
    },
  }),
});
