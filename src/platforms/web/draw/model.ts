import type * as cards from "../../../cards/model.ts";
import type { Choice } from "../../../engine/words/round.ts";
import type * as words from "../../../words/inline.ts";

/** What the page is sent: a card as plain data, its mentions resolved. The page writes every text as text. */
export type Inline =
  | Exclude<words.Inline, { type: "mention" }>
  /** A channel, member or role, with its sign. */
  | { type: "mention"; text: string };

/** The same data with the page's inlines in place of the card's. */
type Shown<T> = T extends words.Inline
  ? Inline
  : T extends readonly (infer U)[]
    ? readonly Shown<U>[]
    : T extends cards.CardButton
      ? ButtonView
      : T extends cards.PictureBlock
        ? Image
        : // The page knows its channels, so a menu of them is one like others.
          T extends cards.ChannelsBlock
          ? Menu
          : T extends object
            ? { [K in keyof T]: Shown<T[K]> }
            : T;

export type Block = Shown<cards.Block>;

interface Menu {
  type: "channels";
  label: string;
  choices: readonly ButtonView[];
  /** null: none of them. */
  chosen: number | null;
}

/** A picture by its address. */
interface Image {
  type: "picture";
  url: string;
  alt: string;
}

export interface ButtonView {
  /** The encoded action. */
  id: string;
  label: string;
  primary: boolean;
  /** The option that it answers with, where it does. */
  choice: Choice | null;
  /** The form that it opens, where it does. */
  form: { name: cards.Form["name"]; item: string } | null;
}

export interface View extends Pick<cards.Card, "kind" | "tone" | "level" | "title" | "chips" | "round"> {
  spoken: readonly Inline[];
  blocks: readonly Block[];
  buttons: readonly ButtonView[];
}
