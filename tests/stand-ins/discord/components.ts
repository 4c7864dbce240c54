import { z } from "zod";

/** Components of messages, as Discord accepts them. https://discord.com/developers/docs/components/reference */

/** The flag of a message that is all components. */
export const NATIVE = 1 << 15;

const button = z
  .object({
    type: z.literal(2),
    style: z.number().int().min(1).max(4),
    label: z.string().min(1).max(80),
    custom_id: z.string().min(1).max(100),
    disabled: z.boolean().optional(),
  })
  .refine((b) => b.label.trim() !== "", "a label is needed");
export const choice = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().min(1).max(100).optional(),
});
export const distinct = (options: readonly { value: string }[]) =>
  new Set(options.map(({ value }) => value)).size === options.length;
/** A menu of texts. It fills its row. */
const menu = z.object({
  type: z.literal(3),
  custom_id: z.string().min(1).max(100),
  placeholder: z.string().max(150).optional(),
  options: z
    .array(choice.extend({ default: z.boolean().optional() }))
    .min(1)
    .max(25)
    .refine(distinct, "values have to be unique")
    .refine((all) => all.filter((one) => one.default).length <= 1, "one default at most"),
});
/** Discord's own menu of channels. It fills its row. */
const channels = z.object({
  type: z.literal(8),
  custom_id: z.string().min(1).max(100),
  placeholder: z.string().max(150).optional(),
  channel_types: z.array(z.number().int()).optional(),
  default_values: z
    .array(z.object({ id: z.string().regex(/^\d+$/), type: z.literal("channel") }))
    .max(1)
    .optional(),
});
const row = z.object({
  type: z.literal(1),
  components: z.union([z.array(button).min(1).max(5), z.array(z.union([menu, channels])).length(1)]),
});

const shown = z.object({
  type: z.literal(10),
  content: z
    .string()
    .min(1)
    .refine((text) => text.trim() !== "", "a text is needed"),
});
const section = z.object({
  type: z.literal(9),
  components: z.array(shown).min(1).max(3),
  accessory: button,
});
const gallery = z.object({
  type: z.literal(12),
  items: z
    .array(
      z.object({
        media: z.object({ url: z.string().regex(/^(https?|attachment):\/\//) }),
        description: z.string().min(1).max(1024).nullish(),
      }),
    )
    .min(1)
    .max(10),
});
const file = z.object({
  type: z.literal(13),
  file: z.object({ url: z.string().regex(/^attachment:\/\/[\w.-]+$/) }),
});
const separator = z.object({
  type: z.literal(14),
  divider: z.boolean().optional(),
  spacing: z.number().int().min(1).max(2).optional(),
});
const inside = z.union([row, shown, section, gallery, file, separator]);
const container = z.object({
  type: z.literal(17),
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
  components: z.array(inside).min(1),
});

export const components = z.array(z.union([inside, container]));
type Component = z.output<typeof components>[number];
type Leaf = Exclude<Component, { type: 17 }> | z.output<typeof button | typeof menu | typeof channels>;

/** Every component that holds no others of interest, and those that do, in the order of reading. */
function* each(all: readonly Component[]): Iterable<Leaf> {
  for (const one of all) {
    if (one.type === 17) {
      yield* each(one.components);
      continue;
    }
    yield one;
    if (one.type === 1) yield* one.components;
    if (one.type === 9) {
      yield* one.components;
      yield one.accessory;
    }
  }
}

const of = <T extends Leaf["type"]>(all: readonly Component[], type: T) =>
  [...each(all)].filter((one): one is Extract<Leaf, { type: T }> => one.type === type);

export const textsIn = (all: readonly Component[]) => of(all, 10).map(({ content }) => content);
export const buttonsIn = (all: readonly Component[]) => of(all, 2);
export const menusIn = (all: readonly Component[]) => of(all, 3);
export const channelMenusIn = (all: readonly Component[]) => of(all, 8);
/** Names of files that a message shows, which come with it. */
export const filesIn = (all: readonly Component[]): string[] =>
  [
    ...of(all, 13).map((one) => one.file.url),
    ...of(all, 12).flatMap((one) => one.items.map((i) => i.media.url)),
  ]
    .filter((url) => url.startsWith("attachment://"))
    .map((url) => url.slice("attachment://".length));
/** Texts for those who do not see pictures. */
export const picturesIn = (all: readonly Component[]) =>
  of(all, 12).flatMap(({ items }) => items.map(({ description }) => description ?? ""));

function* doubled(all: readonly Component[]): Iterable<string> {
  const ids = [...buttonsIn(all), ...menusIn(all), ...channelMenusIn(all)].map((one) => one.custom_id);
  if (new Set(ids).size < ids.length) yield "Component custom id cannot be duplicated";
}

/** What Discord refuses of the components under a message with words of its own. */
export function* componentProblems(all: readonly Component[]): Iterable<string> {
  if (all.length > 5) yield "at most five rows";
  if (all.some(({ type }) => type !== 1)) yield "only rows stand under a message without the flag";
  yield* doubled(all);
}

/** What Discord refuses of a message that is all components. */
export function* nativeProblems(body: {
  content?: string | null | undefined;
  embeds?: readonly unknown[] | null | undefined;
  components?: readonly Component[] | null | undefined;
}): Iterable<string> {
  const all = body.components ?? [];
  // discord.js writes null as an empty text.
  if ((body.content ?? "") !== "" || (body.embeds ?? []).length > 0)
    yield "content and embeds cannot be used with components of the second kind";
  if (all.length === 0) yield "no components";
  const count = [...each(all)].length + all.filter(({ type }) => type === 17).length;
  if (count > 40) yield `${count} components`;
  const length = textsIn(all).reduce((sum, text) => sum + text.length, 0);
  if (length > 4000) yield `${length} characters of text`;
  yield* doubled(all);
}
