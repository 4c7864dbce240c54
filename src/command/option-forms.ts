import type { DailyChange, DailySettings } from "../engine/ports/bot.ts";
import type { FieldChoice, FieldMistake, OptionField, OptionForm } from "../engine/words/option-form.ts";
import { say, type WordId } from "../engine/words/say.ts";
import type { DailyKind } from "../engine/words/schedule.ts";
import { writtenDays } from "./days.ts";
import type { Registry } from "./define.ts";
import type { Domains, Option } from "./options.ts";

/** The commands that forms fill in. */
export const ASK = { command: "dlq", subcommand: null } as const;
export const SET = { command: "dlq-daily", subcommand: "set" } as const;

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

type Target = typeof ASK | typeof SET;

/** The option of a command that a form fills in. */
function optionOf(registry: Registry, { command, subcommand }: Target, name: string): Option {
  const option = registry.route(command, subcommand)?.options[name];
  if (option === undefined) throw new Error(`a form fills in ${command} ${name}, which there is not`);
  return option;
}

/** What there is to choose of an option, as people read it. */
function choicesOf({ type }: Option, domains: Domains): readonly FieldChoice[] {
  if (type.kind === "enum")
    return type.values.map(({ value, label }) => ({ value, label: label === null ? value : say(label) }));
  if (type.kind === "domain") return domains[type.domain].map(({ value, label }) => ({ value, label }));
  return [];
}

/** The channel is no option of the command that asks: where it is asked. */
export function askForm(registry: Registry, domains: Domains): OptionForm {
  const one = (name: string, label: WordId): OptionField => {
    const choices = choicesOf(optionOf(registry, ASK, name), domains);
    return { name, label, optional: true, type: "one", choices, value: null };
  };
  return {
    form: "ask",
    mark: "",
    lines: [],
    fields: [
      { name: "topic", label: "field.topic", optional: true, type: "find", ...ASK, value: null },
      one("difficulty", "schedule.difficulty"),
      one("kind", "field.kind"),
      { name: "channel", label: "field.where", optional: true, type: "channel", value: null },
    ],
  };
}

const CHANNEL = { name: "channel", label: "field.channel", optional: false, type: "channel" } as const;

/** The form of a channel's settings while there is nothing to show but the choice of the channel. */
export const channelForm = (value: string | null, lines: OptionForm["lines"]): OptionForm => ({
  form: "daily",
  mark: "",
  lines,
  fields: [{ ...CHANNEL, value }],
});

/** The form of a channel's settings, filled in with what they are. */
export function dailyForm(
  registry: Registry,
  domains: Domains,
  channel: string,
  { schedule, isSet, mark }: DailySettings,
): OptionForm {
  const choices = (name: string) => choicesOf(optionOf(registry, SET, name), domains);
  const one = (name: string, label: WordId, value: string): OptionField => {
    return { name, label, optional: false, type: "one", choices: choices(name), value };
  };
  const days = WEEKDAYS.map((day) => ({
    value: writtenDays([day]),
    label: say("schedule.day-names", { days: { days: [day] } }),
  }));
  const { time, timezone, topics, difficulties, kinds, focus, language } = schedule;
  const [difficulty] = difficulties;
  return {
    form: "daily",
    mark,
    lines: [say(isSet ? "form.daily.is-set" : "form.daily.not-set")],
    fields: [
      { ...CHANNEL, value: channel },
      { name: "time", label: "field.time", optional: false, type: "time", value: time },
      { name: "timezone", label: "field.timezone", optional: false, type: "find", ...SET, value: timezone },
      {
        name: "days",
        label: "schedule.days",
        optional: false,
        type: "several",
        choices: days,
        values: schedule.days.map((day) => writtenDays([day])),
      },
      {
        name: "topics",
        label: "field.topics",
        optional: true,
        type: "several",
        choices: choices("topics"),
        values: topics,
      },
      one("difficulty", "schedule.difficulty", difficulty ?? "mixed"),
      one("kinds", "schedule.kinds", kinds.join(",")),
      one("focus", "schedule.focus", focus),
      one("language", "schedule.language", language ?? "auto"),
    ],
  };
}

/** What was filled in, read as the command reads it: the change, or what is wrong with each field. */
export function readFilled(
  registry: Registry,
  domains: Domains,
  options: Readonly<Record<string, string>>,
): { ok: true; change: DailyChange } | { ok: false; mistakes: readonly FieldMistake[] } {
  const values: Record<string, unknown> = {};
  const mistakes: FieldMistake[] = [];
  for (const [name, typed] of Object.entries(options)) {
    const parsed = optionOf(registry, SET, name).parse(typed, domains);
    if (parsed.ok) values[name] = parsed.value;
    else mistakes.push({ field: name, lines: [parsed.why] });
  }
  if (mistakes.length > 0) return { ok: false, mistakes };
  const { kinds, ...rest } = values;
  // The values are those of the command's own options, which read them.
  const chosen = typeof kinds === "string" ? (kinds.split(",") as DailyKind[]) : undefined;
  return { ok: true, change: { ...(rest as DailyChange), kinds: chosen } };
}
