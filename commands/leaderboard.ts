import { defineCommand, route } from "../src/command/define.ts";
import { flag, known, oneOf } from "../src/command/options.ts";
import { PERIODS, type Period } from "../src/engine/words/board.ts";

/** What people call a period besides its name and what they read for it. */
const ALSO: Readonly<Record<Period, readonly string[]>> = {
  today: ["day", "daily"],
  week: ["weekly"],
  month: ["monthly"],
  rolling: ["30 days", "last 30 days"],
  all: ["alltime", "ever", "total"],
};

export const leaderboard = defineCommand({
  name: "dlq-leaderboard",
  typed: "typed.leaderboard",
  aliases: ["board", "rank", "ranking", "ranks", "top"],
  description: "command.leaderboard",
  route: route({
    description: "command.leaderboard.long",
    options: {
      period: oneOf(
        "option.period",
        PERIODS.map((value) => ({ value, label: `period.${value}` as const, also: ALSO[value] })),
      ),
      scope: oneOf("option.scope", [
        { value: "group", label: "choice.group" },
        { value: "team", label: "choice.team" },
        { value: "groups", label: "choice.groups" },
      ]),
      topic: known("option.board-topic", "topic"),
      previous: flag("option.previous", ["last"]),
    },
    visibility: "channel",
    examples: ["leaderboard week", "leaderboard team all", "leaderboard week previous"],
    run: (bot, caller, { period = "week", scope = "group", topic = null, previous = false }) =>
      bot.board(caller, { period, scope, topic, previous }),
  }),
});
