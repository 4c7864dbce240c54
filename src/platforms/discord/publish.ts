import { isDeepStrictEqual } from "node:util";
import { type REST, Routes } from "discord.js";
import { z } from "zod";
import type { Registry } from "../../command/define.ts";
import type { Log } from "../../engine/ports/log.ts";
import type { Languages } from "../../words/languages.ts";
import { commandProblems } from "./command-limits.ts";
import { commandsJson, menusJson } from "./commands.ts";
import { describe } from "./errors.ts";

const localizationsSchema = z
  .record(z.string(), z.string())
  .nullish()
  .transform((all) => all ?? {});

/** What of a command we define; fields that Discord adds or fills in are left out or get its defaults. */
const optionSchema = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  description_localizations: localizationsSchema,
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  choices: z
    .array(
      z.object({
        name: z.string(),
        name_localizations: localizationsSchema,
        value: z.unknown(),
      }),
    )
    .default([]),
  channel_types: z.array(z.number()).default([]),
  max_length: z.number().optional(),
  get options() {
    return z.array(optionSchema).default([]);
  },
});
const commandSchema = z.object({
  type: z.number().default(1),
  name: z.string(),
  name_localizations: localizationsSchema,
  description: z.string().default(""),
  description_localizations: localizationsSchema,
  options: z.array(optionSchema).default([]),
  contexts: z.array(z.number()).nullish(),
  integration_types: z.array(z.number()).nullish(),
});

/** Commands in one form, whatever their order; null where it is no list of commands. */
function normal(commands: unknown): unknown {
  const parsed = z.array(commandSchema).safeParse(commands);
  return parsed.success ? parsed.data.sort((a, b) => (a.name < b.name ? -1 : 1)) : null;
}

/**
 * Publishes the commands in one bulk overwrite where Discord holds others: it allows 200 new ones a day.
 * Throws where a definition breaks a limit. A refusal is logged, and the commands of before go on working.
 */
export async function publish(
  rest: REST,
  application: string,
  registry: Registry,
  languages: Languages,
  log: Log,
): Promise<void> {
  const commands = commandsJson(registry, languages);
  const problems = commandProblems(commands);
  const wanted = [...commands, ...menusJson(languages)];
  if (problems.length > 0) throw new Error(`Discord would refuse the commands: ${problems.join("; ")}`);
  const address = Routes.applicationCommands(application);
  try {
    // Without this Discord leaves the other languages out.
    const query = new URLSearchParams({ with_localizations: "true" });
    const held = await rest.get(address, { query }).catch((error: unknown) => {
      log.warn(describe(error), "Discord did not say which commands it holds; they are published anew");
      return null;
    });
    if (isDeepStrictEqual(normal(held), normal(wanted))) return;
    await rest.put(address, { body: wanted });
    log.info({ commands: wanted.length }, "published the commands");
  } catch (error) {
    log.error(describe(error), "the commands could not be published");
  }
}
