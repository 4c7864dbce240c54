import { defineCommand, route } from "../src/command/define.ts";
import { JOBS } from "../src/command/jobs.ts";
import {
  called,
  channel,
  date,
  days,
  duration,
  known,
  knownList,
  LEVELS,
  member,
  oneOf,
  role,
  time,
} from "../src/command/options.ts";
import type { Caller } from "../src/engine/ports/bot.ts";
import { PACK_LIMITS } from "../src/engine/words/pack.ts";

const inChannel = channel("option.channel");

const KINDS = { quiz: ["quiz"], open: ["open"], "quiz,open": ["quiz", "open"] } as const;

/** The caller, standing in the channel that the command is about. */
function at(caller: Caller, group: string | undefined): Caller {
  if (group === undefined) return caller;
  // A channel that is named is meant as it is, wherever the caller stands.
  return { ...caller, inThread: false, atHome: false, place: { ...caller.place, group } };
}

export const daily = defineCommand({
  name: "dlq-daily",
  typed: "typed.daily",
  description: "command.daily",
  bare: "status",
  subcommands: {
    set: route({
      description: "command.daily.set",
      options: {
        time: time("option.time"),
        timezone: known("option.timezone", "timezone"),
        days: days("option.days"),
        topics: knownList("option.topics", "topic"),
        pack: called("option.pack", PACK_LIMITS.name, false),
        difficulty: oneOf("option.daily-difficulty", [
          ...LEVELS,
          { value: "mixed", label: "schedule.mixed" },
        ]),
        kinds: oneOf("option.kinds", [
          { value: "quiz", label: "choice.kinds-quiz" },
          { value: "open", label: "choice.open" },
          { value: "quiz,open", label: "choice.kinds-both" },
        ]),
        open_for: duration("option.open-for"),
        answers: oneOf("option.answers", [
          { value: "both", label: "choice.both" },
          { value: "buttons", label: "choice.buttons" },
          { value: "reactions", label: "choice.reactions" },
        ]),
        thread: oneOf("option.thread", [
          { value: "close", label: "choice.thread-close" },
          { value: "open", label: "choice.thread-open" },
          { value: "off", label: "choice.never" },
        ]),
        results: oneOf("option.results", [
          { value: "thread", label: "choice.in-thread" },
          { value: "channel", label: "choice.in-channel" },
        ]),
        language: known("option.group-language", "language"),
        focus: oneOf("option.focus", [
          { value: "balanced", label: "choice.focus-balanced" },
          { value: "weak", label: "choice.focus-weak" },
          { value: "plan", label: "choice.focus-plan" },
        ]),
        plan: oneOf("option.group-plan", [...JOBS, { value: "off", label: "choice.plan-off" }]),
        plan_date: date("option.group-plan-date"),
        ping: role("option.ping"),
        silent: oneOf("option.silent", ["yes"]),
        channel: inChannel,
      },
      visibility: "private",
      manages: "daily",
      examples: ["daily set time:09:00 timezone:Europe/Berlin days:mon-fri", "daily set topics:cnn,rnn"],
      run: (
        bot,
        caller,
        { channel: group, open_for: openFor, plan_date: planDate, silent, ping, kinds, pack, ...rest },
      ) => {
        const change = {
          ...rest,
          ...{ openFor, planDate, kinds: kinds === undefined ? undefined : KINDS[kinds] },
          ping: silent ? "none" : ping,
        };
        const where = at(caller, group);
        return pack === undefined ? bot.daily.propose(where, change) : bot.packs.propose(where, pack, change);
      },
    }),
    setup: route({
      description: "command.daily.setup",
      options: { channel: inChannel },
      visibility: "private",
      examples: ["daily setup"],
      run: (bot, caller, { channel: group }) => bot.daily.setup(at(caller, group)),
    }),
    status: route({
      description: "command.daily.status",
      options: { channel: inChannel },
      visibility: "private",
      examples: ["daily status"],
      run: (bot, caller, { channel: group }) => bot.daily.status(at(caller, group)),
    }),
    list: route({
      description: "command.daily.list",
      options: {},
      visibility: "private",
      examples: ["daily list"],
      run: (bot, caller) => bot.daily.list(caller),
    }),
    pause: route({
      description: "command.daily.pause",
      options: { channel: inChannel },
      visibility: "private",
      manages: "daily",
      examples: ["daily pause"],
      run: (bot, caller, { channel: group }) => bot.daily.pause(at(caller, group)),
    }),
    resume: route({
      description: "command.daily.resume",
      options: { channel: inChannel },
      visibility: "private",
      manages: "daily",
      examples: ["daily resume"],
      run: (bot, caller, { channel: group }) => bot.daily.resume(at(caller, group)),
    }),
    skip: route({
      description: "command.daily.skip",
      options: { channel: inChannel },
      visibility: "private",
      manages: "daily",
      examples: ["daily skip"],
      run: (bot, caller, { channel: group }) => bot.daily.skip(at(caller, group)),
    }),
    now: route({
      description: "command.daily.now",
      options: { channel: inChannel },
      visibility: "private",
      manages: "daily",
      examples: ["daily now"],
      run: (bot, caller, { channel: group }) => bot.daily.now(at(caller, group)),
    }),
    close: route({
      description: "command.daily.close",
      options: { channel: inChannel },
      visibility: "private",
      manages: "daily",
      examples: ["daily close"],
      run: (bot, caller, { channel: group }) => bot.daily.close(at(caller, group)),
    }),
    mock: route({
      description: "command.daily.mock",
      options: {
        day: days("option.mock-day"),
        time: time("option.mock-time"),
        timezone: known("option.timezone", "timezone"),
        weekly: oneOf("option.mock-weekly", [{ value: "off", label: "choice.mock-off" }]),
        channel: inChannel,
      },
      visibility: "private",
      manages: "daily",
      examples: ["daily mock day:fri time:17:00", "daily mock off"],
      run: (bot, caller, { channel: group, day, weekly, ...when }) =>
        bot.daily.mock(at(caller, group), { ...when, days: day, off: weekly === "off" }),
    }),
    off: route({
      description: "command.daily.off",
      options: { channel: inChannel },
      visibility: "private",
      manages: "daily",
      examples: ["daily off"],
      run: (bot, caller, { channel: group }) => bot.daily.off(at(caller, group)),
    }),
    manager: route({
      description: "command.daily.manager",
      options: {
        add: member("option.add"),
        remove: member("option.remove"),
      },
      visibility: "private",
      manages: "daily",
      examples: ["daily manager add:@someone", "daily manager"],
      run: (bot, caller, change) => bot.daily.manager(caller, change),
    }),
  },
});
