import { Locale } from "discord.js";
import { z } from "zod";
import { choice, componentProblems, components, distinct, NATIVE, nativeProblems } from "./components.ts";

/** What Discord accepts, as schemas. Lengths are counted in UTF-16 units, which is never more generous. */

const embed = z
  .object({
    title: z.string().max(256).optional(),
    description: z.string().max(4096).optional(),
    color: z.number().int().min(0).max(0xffffff).optional(),
    url: z.url().optional(),
    image: z.object({ url: z.string().regex(/^(https?|attachment):\/\//) }).optional(),
    footer: z.object({ text: z.string().min(1).max(2048) }).optional(),
    fields: z
      .array(z.object({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024) }))
      .max(25)
      .optional(),
  })
  .refine(
    (e) => [e.title, e.description, e.footer?.text].some((t) => t?.trim()) || e.fields?.length || e.image,
    { message: "An embed needs content" },
  );

const sizeOf = (e: z.output<typeof embed>) =>
  (e.title ?? "").length +
  (e.description ?? "").length +
  (e.footer?.text ?? "").length +
  (e.fields ?? []).reduce((n, f) => n + f.name.length + f.value.length, 0);

const allowedMentions = z
  .object({
    parse: z.array(z.enum(["everyone", "roles", "users"])).optional(),
    roles: z.array(z.string().regex(/^\d+$/)).max(100).optional(),
    users: z.array(z.string().regex(/^\d+$/)).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .refine(
    (m) => !(m.roles?.length && m.parse?.includes("roles")),
    "roles and parse: roles exclude each other",
  );

const messageFields = z.object({
  content: z.string().max(2000).nullish(),
  embeds: z
    .array(embed)
    .max(10)
    .refine(
      (all) => all.reduce((n, e) => n + sizeOf(e), 0) <= 6000,
      "Embed size exceeds maximum size of 6000",
    )
    .nullish(),
  components: components.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.number().int().nullish(),
  nonce: z.union([z.string().min(1).max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({ message_id: z.string(), fail_if_not_exists: z.boolean().optional() })
    .nullish(),
  attachments: z
    .array(
      z.object({
        id: z.union([z.string(), z.number()]),
        filename: z.string().max(1024).optional(),
        description: z.string().max(1024).nullish(),
      }),
    )
    .nullish(),
});
export const messageRules = messageFields.superRefine((body, context) => {
  const isNative = ((body.flags ?? 0) & NATIVE) !== 0;
  const problems = isNative ? nativeProblems(body) : componentProblems(body.components ?? []);
  for (const message of problems) context.addIssue({ code: "custom", message });
});
export type MessageBody = z.output<typeof messageRules>;

const textInput = z.object({
  type: z.literal(4),
  custom_id: z.string().min(1).max(100),
  style: z.number().int().min(1).max(2),
  label: z.string().min(1).max(45).optional(),
  placeholder: z.string().max(100).optional(),
  min_length: z.number().int().min(0).max(4000).optional(),
  max_length: z.number().int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
});
const checkboxes = z
  .object({
    type: z.literal(22),
    custom_id: z.string().min(1).max(100),
    required: z.boolean().optional(),
    min_values: z.number().int().min(0).max(10).optional(),
    max_values: z.number().int().min(1).max(10).optional(),
    options: z.array(choice).min(1).max(10).refine(distinct, "values have to be unique"),
  })
  .refine(
    ({ required = true, min_values = 1 }) => required === min_values > 0,
    "min_values is 0 where nothing is required, and there alone",
  );
const fileUpload = z
  .object({
    type: z.literal(19),
    custom_id: z.string().min(1).max(100),
    required: z.boolean().optional(),
    min_values: z.number().int().min(0).max(10).optional(),
    max_values: z.number().int().min(1).max(10).optional(),
  })
  .refine(
    ({ required = true, min_values = 1 }) => required === min_values > 0,
    "min_values is 0 where nothing is required, and there alone",
  );
export const modalRules = z.object({
  title: z.string().min(1).max(45),
  custom_id: z.string().min(1).max(100),
  components: z
    .array(
      z.object({
        type: z.literal(18),
        label: z.string().min(1).max(45),
        component: z.union([textInput, checkboxes, fileUpload]),
      }),
    )
    .min(1)
    .max(5),
});

export const autocompleteRules = z.object({
  choices: z.array(z.object({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) })).max(25),
});

const commandName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((n) => n === n.toLowerCase(), "in lower case");
const description = z.string().min(1).max(100);
/** Texts by Discord's own names of languages. */
const localized = z.partialRecord(z.enum(Locale), z.string().min(1).max(100)).optional();
const basicOption = z.object({
  type: z.number().int().min(3).max(11),
  name: commandName,
  description,
  description_localizations: localized,
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  choices: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        name_localizations: localized,
        value: z.string().min(1).max(100),
      }),
    )
    .max(25)
    .optional(),
  channel_types: z.array(z.number()).optional(),
  max_length: z.number().int().min(1).max(6000).optional(),
});
const requiredFirst = (options: readonly { required?: boolean | undefined }[]) => {
  const optional = options.findIndex((o) => !o.required);
  return optional < 0 || options.slice(optional).every((o) => !o.required);
};
const basicOptions = z.array(basicOption).max(25).refine(requiredFirst, "required options come first");
const subcommand = z.object({
  type: z.literal(1),
  name: commandName,
  description,
  description_localizations: localized,
  options: basicOptions.optional(),
});
/** Where it is offered: 0 servers, 1 direct messages with the bot, 2 other chats; by whom it was added: 0 servers, 1 people. */
const offered = {
  contexts: z.array(z.number().int().min(0).max(2)).min(1).optional(),
  integration_types: z.array(z.number().int().min(0).max(1)).min(1).optional(),
};
const typedCommand = z.object({
  type: z.literal(1).optional(),
  name: commandName,
  name_localizations: z.partialRecord(z.enum(Locale), commandName).optional(),
  description,
  description_localizations: localized,
  // Discord takes a mix and then hides the bare command; a union refuses it.
  options: z.union([basicOptions, z.array(subcommand).max(25)]).optional(),
  ...offered,
});
/** An entry in the menu of a message: any text for a name, and nothing else. */
const menuName = z.string().min(1).max(32);
const menuCommand = z.strictObject({
  type: z.literal(3),
  name: menuName,
  name_localizations: z.partialRecord(z.enum(Locale), menuName).optional(),
  ...offered,
});
export const commandsRules = z
  .array(z.union([typedCommand, menuCommand]))
  .max(105)
  .refine(
    (all) => new Set(all.map((c) => `${c.type ?? 1} ${c.name}`)).size === all.length,
    "names have to be unique",
  )
  .refine((all) => all.filter(({ type }) => type === 3).length <= 5, "at most five entries of a menu");
