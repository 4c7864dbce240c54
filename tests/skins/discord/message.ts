import {
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIMediaGalleryItem,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import { ATTACHED } from "../../../src/platforms/discord/draw/blocks.ts";
import type { NativePage, Page, Row, SpokenPage, Upload } from "../../../src/platforms/discord/draw/pages.ts";
import { dataUrl, type Html, h, NOTHING, t } from "../html.ts";
import { dated, type Reader } from "../reader.ts";
import { markdown } from "./markdown.ts";

/** A message as Discord is sent it. */
export interface Message {
  page: Page;
  files: readonly Upload[];
  /** Only its reader sees it. */
  isPrivate: boolean;
  /** Emoji, each with how often. */
  reactions: readonly (readonly [emoji: string, count: number])[];
}

interface Context {
  reader: Reader;
  files: readonly Upload[];
}

const hex = (color: number | null | undefined) => `#${(color ?? 0).toString(16).padStart(6, "0")}`;

const STYLES: Partial<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: "primary",
  [ButtonStyle.Secondary]: "secondary",
  [ButtonStyle.Success]: "success",
  [ButtonStyle.Danger]: "danger",
};

function inRow(one: APIComponentInMessageActionRow, { reader }: Context): Html {
  switch (one.type) {
    case ComponentType.Button:
      return h(
        "button",
        { class: `button ${STYLES[one.style] ?? "secondary"}`, type: "button" },
        h("span", { class: "label", dir: "auto" }, t("label" in one ? (one.label ?? "") : "")),
      );
    case ComponentType.StringSelect: {
      const chosen = one.options.find((option) => option.default === true);
      return select(chosen?.label ?? one.placeholder ?? "", chosen !== undefined);
    }
    case ComponentType.ChannelSelect: {
      const id = one.default_values?.[0]?.id;
      return select(
        id === undefined ? (one.placeholder ?? "") : `# ${reader.names[id] ?? id}`,
        id !== undefined,
      );
    }
    default:
      throw new Error(`the skin knows no component of the type ${one.type}`);
  }
}

const select = (shown: string, isChosen: boolean): Html =>
  h(
    "div",
    { class: `select${isChosen ? " chosen" : ""}` },
    h("span", { class: "label", dir: "auto" }, t(shown)),
    h("span", { class: "down" }),
  );

const row = (
  { components }: { components: readonly APIComponentInMessageActionRow[] },
  context: Context,
): Html => h("div", { class: "row" }, ...components.map((one) => inRow(one, context)));

function picture(url: string, alt: string, { files }: Context): Html {
  const file = files.find(({ name }) => url === `${ATTACHED}${name}`);
  return h("img", { src: file === undefined ? url : dataUrl(file.data), alt });
}

const gallery = (items: readonly APIMediaGalleryItem[], context: Context): Html =>
  h(
    "div",
    { class: "gallery" },
    ...items.map(({ media, description }) => picture(media.url, description ?? "", context)),
  );

const attached = (name: string): Html => h("div", { class: "file" }, h("span", { class: "page" }), t(name));

function inContainer(one: APIComponentInContainer, context: Context): Html {
  switch (one.type) {
    case ComponentType.TextDisplay:
      return markdown(one.content, context.reader);
    case ComponentType.Separator:
      return h("hr", {});
    case ComponentType.MediaGallery:
      return gallery(one.items, context);
    case ComponentType.File:
      return attached(one.file.url.slice(ATTACHED.length));
    case ComponentType.ActionRow:
      return row(one, context);
    case ComponentType.Section:
      return h(
        "div",
        { class: "section" },
        h(
          "div",
          { class: "beside" },
          ...one.components.map(({ content }) => markdown(content, context.reader)),
        ),
        one.accessory.type === ComponentType.Button ? inRow(one.accessory, context) : NOTHING,
      );
    default:
      throw new Error(`the skin knows no component of the type ${one satisfies never}`);
  }
}

const native = ({ components: [container] }: NativePage, context: Context): Html =>
  h(
    "div",
    { class: "container", style: `--stripe: ${hex(container.accent_color)}` },
    ...container.components.map((one) => inContainer(one, context)),
  );

const embed = ({ description, color, image }: APIEmbed, context: Context): Html =>
  h(
    "div",
    { class: "embed", style: `--stripe: ${hex(color)}` },
    description === undefined ? NOTHING : markdown(description, context.reader),
    image === undefined ? NOTHING : h("div", { class: "gallery" }, picture(image.url, "", context)),
  );

function spoken({ content, embeds, components }: SpokenPage, context: Context): Html[] {
  const shown = new Set(embeds.map(({ image }) => image?.url));
  return [
    content === "" ? NOTHING : markdown(content, context.reader),
    ...context.files.filter(({ name }) => !shown.has(`${ATTACHED}${name}`)).map(({ name }) => attached(name)),
    ...embeds.map((one) => embed(one, context)),
    ...components.map((one: Row) => row(one, context)),
  ];
}

/** A message as it stands in a channel. */
export function message({ page, files, isPrivate, reactions }: Message, reader: Reader): Html {
  const context = { reader, files };
  const inside = "flags" in page ? [native(page, context)] : spoken(page, context);
  return h(
    "article",
    { class: "message" },
    h("div", { class: "avatar" }, t("DL")),
    h(
      "div",
      { class: "body" },
      h(
        "div",
        { class: "head" },
        h("span", { class: "who" }, t("Study bot")),
        h("span", { class: "app" }, t("APP")),
        h("span", { class: "when" }, t(dated(reader.now, reader, { timeStyle: "short" }))),
      ),
      ...inside,
      reactions.length === 0
        ? NOTHING
        : h(
            "div",
            { class: "reactions" },
            ...reactions.map(([emoji, count]) => h("span", { class: "reaction" }, t(emoji), t(` ${count}`))),
          ),
      isPrivate
        ? h(
            "div",
            { class: "only" },
            t("Only you can see this · "),
            h("a", { href: "#" }, t("Dismiss message")),
          )
        : NOTHING,
    ),
  );
}
