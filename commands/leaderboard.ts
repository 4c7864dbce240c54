import { defineCommand, route } from "../src/command/define.ts";
import { flag, known, oneOf } from "../src/command/options.ts";
import { PERIODS } from "../src/engine/words/board.ts";

const PERIOD_LABELS = {
  today: "today",
  week: "this week",
  month: "this month",
  rolling: "the last 30 days",
  all: "all time",
} as const;

export const leaderboard = defineCommand({
  name: "dlq-leaderboard",
  aliases: ["board", "top"],
  description: "Show who leads",
  route: route({
    description: "Show who leads, and your own place",
    options: {
      period: oneOf(
        "Which days count",
        PERIODS.map((value) => ({ value, label: PERIOD_LABELS[value] })),
      ),
      scope: oneOf("Whose points", [
        { value: "group", label: "this channel" },
        { value: "team", label: "the whole team" },
        { value: "groups", label: "channels against each other" },
      ]),
      topic: known("Points of one topic alone", "topic"),
      previous: flag("The period before: who won last week"),
    },
    visibility: "channel",
    examples: ["leaderboard week", "leaderboard team all", "leaderboard week previous"],
    run: (bot, caller, { period = "week", scope = "group", topic = null, previous = false }) =>
      bot.board(caller, { period, scope, topic, previous }),
  }),
});
