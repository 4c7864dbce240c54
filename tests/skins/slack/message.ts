import type { types } from "@slack/bolt";
import type { Block } from "../../../src/platforms/slack/draw/blocks.ts";
import { type Html, h, NOTHING, t } from "../html.ts";
import { dated } from "../reader.ts";
import { block, type Context } from "./blocks.ts";

/** A message as Slack is sent it. */
export interface Message {
  blocks: readonly Block[];
  /** Only its reader sees it. */
  isPrivate: boolean;
  /** Emoji, each with how often. */
  reactions: readonly (readonly [emoji: string, count: number])[];
}

/** A message as it stands in a channel. */
export function message({ blocks, isPrivate, reactions }: Message, context: Context): Html {
  const { reader } = context;
  return h(
    "article",
    { class: "message" },
    h("div", { class: "avatar" }, t("DL")),
    h(
      "div",
      { class: "body" },
      isPrivate ? h("div", { class: "only" }, t("Only visible to you")) : NOTHING,
      h(
        "div",
        { class: "head" },
        h("span", { class: "who" }, t("Study bot")),
        h("span", { class: "app" }, t("APP")),
        h("span", { class: "when" }, t(dated(reader.now, reader, { timeStyle: "short" }))),
      ),
      h("div", { class: "blocks" }, ...blocks.map((one) => block(one, context))),
      reactions.length === 0
        ? NOTHING
        : h(
            "div",
            { class: "reactions" },
            ...reactions.map(([emoji, count]) => h("span", { class: "reaction" }, t(emoji), t(` ${count}`))),
          ),
    ),
  );
}

/** The App Home. */
export const home = (blocks: readonly Block[], context: Context): Html =>
  h("article", { class: "home" }, ...blocks.map((one) => block(one, context)));

/** A form over the page. */
export const modal = ({ title, submit, close, blocks }: types.ModalView, context: Context): Html =>
  h(
    "article",
    { class: "modal" },
    h("div", { class: "title" }, h("strong", { dir: "auto" }, t(title.text))),
    h("div", { class: "blocks" }, ...blocks.map((one) => block(one as Block, context))),
    h(
      "div",
      { class: "foot" },
      close === undefined
        ? NOTHING
        : h("button", { class: "button" }, h("span", { class: "label" }, t(close.text))),
      submit === undefined
        ? NOTHING
        : h("button", { class: "button primary" }, h("span", { class: "label" }, t(submit.text))),
    ),
  );
