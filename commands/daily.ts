import { defineCommand, route } from "../src/command/define.ts";
import {
  channel,
  days,
  duration,
  known,
  knownList,
  member,
  oneOf,
  role,
  time,
} from "../src/command/options.ts";
import type { Caller } from "../src/engine/ports/bot.ts";
import { DIFFICULTIES } from "../src/engine/words/item.ts";

const inChannel = channel("The channel that is meant; this one if left out");

/** The caller, standing in the channel that the command is about. */
function at(caller: Caller, group: string | undefined): Caller {
  if (group === undefined) return caller;
  // A channel that is named is meant as it is, wherever the caller stands.
  return { ...caller, inThread: false, place: { ...caller.place, group } };
}

export const daily = defineCommand({
  name: "dlq-daily",
  description: "The question of the day: when, where, about what",
  bare: "status",
  subcommands: {
    set: route({
      description: "Set up or change the daily question of a channel; shows it and asks first",
      options: {
        time: time("Local time at which it is asked: 09:00"),
        timezone: known("Time zone of the group: Europe/Berlin", "timezone"),
        days: days("Days of the week: mon-fri"),
        topics: knownList("Topics, separated by commas; all if left out", "topic"),
        difficulty: oneOf("How hard the questions are", [...DIFFICULTIES, "mixed"]),
        open_for: duration("How long answers are taken: 8h; auto: until the next one, 24 h at most"),
        answers: oneOf("How members answer", [
          { value: "both", label: "buttons and reactions" },
          { value: "buttons", label: "buttons" },
          { value: "reactions", label: "reactions" },
        ]),
        thread: oneOf("When a question gets its thread", [
          { value: "close", label: "with the result" },
          { value: "open", label: "with the question" },
          { value: "off", label: "never" },
        ]),
        results: oneOf("Where the summary of a closed question is read", [
          { value: "thread", label: "in the thread of the question" },
          { value: "channel", label: "in the channel, too" },
        ]),
        ping: role("A role to mention when the question opens"),
        silent: oneOf("Mention nobody any more", ["yes"]),
        channel: inChannel,
      },
      visibility: "private",
      manages: true,
      examples: ["daily set time:09:00 timezone:Europe/Berlin days:mon-fri", "daily set topics:cnn,rnn"],
      run: (bot, caller, { channel: group, open_for: openFor, silent, ping, ...change }) =>
        bot.daily.propose(at(caller, group), { ...change, openFor, ping: silent ? "none" : ping }),
    }),
    status: route({
      description: "Show the schedule of a channel",
      options: { channel: inChannel },
      visibility: "private",
      examples: ["daily status"],
      run: (bot, caller, { channel: group }) => bot.daily.status(at(caller, group)),
    }),
    list: route({
      description: "Every channel's schedule, its next question and what is wrong; for managers",
      options: {},
      visibility: "private",
      examples: ["daily list"],
      run: (bot, caller) => bot.daily.list(caller),
    }),
    pause: route({
      description: "Stop asking until resume; streaks are kept",
      options: { channel: inChannel },
      visibility: "private",
      manages: true,
      examples: ["daily pause"],
      run: (bot, caller, { channel: group }) => bot.daily.pause(at(caller, group)),
    }),
    resume: route({
      description: "Go on after a pause",
      options: { channel: inChannel },
      visibility: "private",
      manages: true,
      examples: ["daily resume"],
      run: (bot, caller, { channel: group }) => bot.daily.resume(at(caller, group)),
    }),
    skip: route({
      description: "Leave out the next question; streaks are kept",
      options: { channel: inChannel },
      visibility: "private",
      manages: true,
      examples: ["daily skip"],
      run: (bot, caller, { channel: group }) => bot.daily.skip(at(caller, group)),
    }),
    now: route({
      description: "Ask today's question now",
      options: { channel: inChannel },
      visibility: "private",
      manages: true,
      examples: ["daily now"],
      run: (bot, caller, { channel: group }) => bot.daily.now(at(caller, group)),
    }),
    close: route({
      description: "Close the open daily question now and show the result",
      options: { channel: inChannel },
      visibility: "private",
      manages: true,
      examples: ["daily close"],
      run: (bot, caller, { channel: group }) => bot.daily.close(at(caller, group)),
    }),
    off: route({
      description: "End the daily question of a channel; boards and streaks are kept",
      options: { channel: inChannel },
      visibility: "private",
      manages: true,
      examples: ["daily off"],
      run: (bot, caller, { channel: group }) => bot.daily.off(at(caller, group)),
    }),
    manager: route({
      description: "Who may manage daily questions; admins name others",
      options: {
        add: member("May manage from now on"),
        remove: member("May no longer manage"),
      },
      visibility: "private",
      manages: true,
      examples: ["daily manager add:@someone", "daily manager"],
      run: (bot, caller, change) => bot.daily.manager(caller, change),
    }),
  },
});
