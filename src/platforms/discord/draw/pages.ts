import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIChannelSelectComponent,
  type APIContainerComponent,
  type APIEmbed,
  type APIStringSelectComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  type MessageFlags,
  SelectMenuDefaultValueType,
} from "discord.js";
import type { CardButton, ChannelsBlock, SelectBlock } from "../../../cards/model.ts";
import { encodeAction } from "../../../engine/words/action-id.ts";
import type { Text } from "../../../words/flow.ts";
import { label } from "../../../words/line.ts";
import { LIMITS, MENU } from "../limits.ts";
import type { Passage } from "./blocks.ts";
import { isId } from "./inline.ts";
import { cut, split, write } from "./markup.ts";

/** What is chosen from a menu. */
type Menu = SelectBlock | ChannelsBlock;

/** A card laid out, not yet measured against what one message holds. */
export interface Doc {
  /**
   * What a notification and a screen reader say first: it stands as the message's own text, before the
   * embed. Where it is too long for that, its beginning does, and the whole stands in the embed.
   */
  lead: Text;
  color: number;
  /** Paragraphs and pictures, in reading order. */
  parts: readonly Passage[];
  buttons: readonly CardButton[];
  menus: readonly Menu[];
  file: { name: string; text: string } | null;
  /** The role that is notified. */
  ping: string | null;
  /** Members who are notified. */
  calls: readonly string[];
}

export type Row = APIActionRowComponent<
  APIButtonComponentWithCustomId | APIStringSelectComponent | APIChannelSelectComponent
>;

/** Channels in which a question of the day can be asked. */
const ASKABLE = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum];

/** One message in the API's own shape, whose words a notification and a screen reader say. */
export interface SpokenPage {
  content: string;
  embeds: APIEmbed[];
  components: Row[];
  allowed_mentions: { parse: []; roles?: string[] };
}

/** One message that is all components. What is such a message once stays one, whatever it is edited into. */
export interface NativePage {
  flags: MessageFlags.IsComponentsV2;
  components: [APIContainerComponent];
  allowed_mentions: { parse: [] };
}

export type Page = SpokenPage | NativePage;

/** A file of a message; `alt`: what a screen reader says of it. */
export interface Upload {
  name: string;
  data: Uint8Array | string;
  alt?: string;
}

/** A card as messages. */
export interface Laid<P extends Page = Page> {
  /** Carries the buttons, the mention and the files. */
  first: P;
  /** What did not fit, for further messages. */
  rest: readonly P[];
  files: readonly Upload[];
  /** The same first message as another try may have sent it: with other luck with its pictures. */
  twins?: readonly P[];
}

/** A card's own file as one of its message's. */
export const fileOf = (file: { name: string; text: string } | null): Upload[] =>
  file === null ? [] : [{ name: file.name, data: file.text }];

export const GAP = "\n\n";
/** Two embeds of this are what one message holds. */
const SHARED_DESCRIPTION = Math.floor(LIMITS.embedsTotal / 2);

/** Texts joined into as few as can be, each at most so long. */
export function joinedUp(texts: readonly string[], limit: number): string[] {
  const pieces: string[] = [];
  for (const text of texts) {
    const before = pieces.at(-1);
    if (before !== undefined && before.length + GAP.length + text.length <= limit)
      pieces[pieces.length - 1] = before + GAP + text;
    else pieces.push(text);
  }
  return pieces.filter((piece) => piece.trim() !== "");
}

/** Paragraphs packed into as few pieces of at most `limit` as keep them whole where they can be. */
const packed = (parts: readonly Text[], limit: number): string[] =>
  joinedUp(
    parts.flatMap((part) => split(part, limit)),
    limit,
  );

function descriptions(parts: readonly Text[]): string[][] {
  const whole = packed(parts, LIMITS.embedDescription);
  if (whole.length <= 1) return [whole];
  const pieces = packed(parts, SHARED_DESCRIPTION);
  const messages: string[][] = [];
  for (let at = 0; at < pieces.length; at += 2) messages.push(pieces.slice(at, at + 2));
  return messages;
}

/**
 * Buttons in rows. Two buttons that do the same would share an id, for which Discord refuses the whole
 * message, as for an id that is too long: the first stands, and a message without a button is better than none.
 */
export function rows(
  buttons: readonly CardButton[],
): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  const byId = new Map<string, CardButton>();
  for (const button of buttons) {
    const id = encodeAction(button.action);
    if (!byId.has(id) && id.length <= LIMITS.customId) byId.set(id, button);
  }
  const out: APIButtonComponentWithCustomId[][] = [];
  for (const [id, button] of byId) {
    const last = out.at(-1);
    const row = last === undefined || button.row === true || last.length >= LIMITS.buttonsInRow ? [] : last;
    if (row !== last) out.push(row);
    row.push({
      type: ComponentType.Button,
      style: button.primary ? ButtonStyle.Primary : ButtonStyle.Secondary,
      label: label(button.label, LIMITS.buttonLabel) || button.action.verb,
      custom_id: id,
    });
  }
  return out.slice(0, LIMITS.rows).map((components) => ({ type: ComponentType.ActionRow, components }));
}

/** Discord's own menu of channels. */
const channelMenu = ({ label: shown, chosen, action }: ChannelsBlock): APIChannelSelectComponent => ({
  type: ComponentType.ChannelSelect,
  custom_id: encodeAction(action),
  placeholder: label(shown, LIMITS.choiceText),
  channel_types: ASKABLE,
  ...(chosen === null || !isId(chosen)
    ? {}
    : { default_values: [{ id: chosen, type: SelectMenuDefaultValueType.Channel }] }),
});

/** A menu of channels, or one whose values are the ids of the buttons that they stand for; `i`: which of a message's. */
export function menuRow(
  menu: Menu,
  i: number,
): APIActionRowComponent<APIStringSelectComponent | APIChannelSelectComponent> {
  if (menu.type === "channels") return { type: ComponentType.ActionRow, components: [channelMenu(menu)] };
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `${MENU}${i}`,
        placeholder: label(menu.label, LIMITS.choiceText),
        options: menu.choices
          .map(({ label: shown, action }, at) => ({
            label: label(shown, LIMITS.choiceText),
            value: encodeAction(action),
            ...(at === menu.chosen ? { default: true } : {}),
          }))
          .filter(
            ({ value }, at, all) =>
              value.length <= LIMITS.choiceText && all.findIndex((one) => one.value === value) === at,
          )
          .slice(0, LIMITS.choices),
      },
    ],
  };
}

export const silent = (): { parse: [] } => ({ parse: [] });

/** The message's own text, and whether all of the lead is in it. */
function contentOf({ ping, calls, lead }: Doc): { content: string; isWhole: boolean } {
  const whole = write(lead);
  const isWhole = whole.length <= LIMITS.lead;
  const said = isWhole ? whole : cut(lead, LIMITS.leadBeginning);
  // Nobody is notified of what stands in an embed.
  const called = calls.map((id) => `<@${id}>`).filter((mention) => !said.includes(mention));
  const mentions = [...(ping ? [`<@&${ping}>`] : []), ...called];
  return { content: [...mentions, said].filter((part) => part !== "").join(" "), isWhole };
}

const isPicture = (one: Passage): one is string => typeof one === "string";
const isText = (one: Passage): one is Text => !isPicture(one);

/** Pictures stand in the first message, as many as it takes, each below the paragraphs before it. */
function illustrated(passages: readonly Passage[], color: number): APIEmbed[] {
  const embeds: APIEmbed[] = [];
  let above: Text[] = [];
  let left: number = LIMITS.pictures;
  const close = (rest: Pick<APIEmbed, "image">) => {
    const [description = ""] = packed(above, LIMITS.embedDescription);
    if (description !== "" || rest.image !== undefined)
      embeds.push({ ...(description === "" ? {} : { description }), color, ...rest });
    above = [];
  };
  for (const passage of passages) {
    if (!isPicture(passage)) above.push(passage);
    else if (left-- > 0) close({ image: { url: passage } });
  }
  close({});
  return embeds;
}

/** Who is notified by the first message of a document. */
function notified({ ping, calls }: Doc): SpokenPage["allowed_mentions"] {
  const users = calls.length === 0 ? {} : { users: [...calls] };
  return { parse: [], ...(ping === null ? {} : { roles: [ping] }), ...users };
}

/** Takes a document apart into messages within the limits; nothing of its paragraphs is lost. */
export function lay(doc: Doc): Laid<SpokenPage> {
  const { content, isWhole } = contentOf(doc);
  const passages: readonly Passage[] = isWhole ? doc.parts : [doc.lead, ...doc.parts];
  const [firstPieces = [], ...others] = descriptions(passages.filter(isText));
  const embed = (description: string): APIEmbed => ({ description, color: doc.color });
  const embeds =
    firstPieces.length <= 1
      ? illustrated(passages, doc.color)
      : // So much text has its own parts, and its pictures below them.
        [...firstPieces.map(embed), ...illustrated(passages.filter(isPicture), doc.color)];
  if (embeds.length === 0 && content === "") embeds.push({ description: "…", color: doc.color });
  return {
    first: {
      content,
      embeds,
      components: [...doc.menus.map(menuRow), ...rows(doc.buttons)].slice(0, LIMITS.rows),
      allowed_mentions: notified(doc),
    },
    rest: others.map((pieces) => ({
      content: "",
      embeds: pieces.map(embed),
      components: [],
      allowed_mentions: silent(),
    })),
    files: fileOf(doc.file),
  };
}
