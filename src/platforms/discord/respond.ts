import {
  type ButtonInteraction,
  type InteractionReplyOptions,
  InteractionResponseType,
  type InteractionUpdateOptions,
  MessageFlags,
  Routes,
} from "discord.js";
import type { Card } from "../../cards/model.ts";
import type { MessageRef, Place } from "../../engine/words/place.ts";
import type { Visibility } from "../../engine/words/reply.ts";
import { within } from "../within.ts";
import type { Repliable, Steppable } from "./actor.ts";
import { placed } from "./direct.ts";
import { draw } from "./draw/index.ts";
import type { Laid, Page } from "./draw/pages.ts";
import { CODES, codeOf } from "./errors.ts";
import type { Illustrate } from "./illustrated.ts";
import { PATIENCE } from "./limits.ts";
import { bytesOf, described, filesOf } from "./messages.ts";

type Message = Pick<
  InteractionReplyOptions,
  "content" | "embeds" | "components" | "allowedMentions" | "files"
>;

function message(page: Page, uploads: Laid["files"]): Message {
  const { allowed_mentions: allowedMentions } = page;
  const files = uploads.map(({ name, data, alt }) => ({
    name,
    attachment: bytesOf(data),
    ...(alt === undefined ? {} : { description: alt }),
  }));
  const { components } = page;
  if ("flags" in page) return { components, allowedMentions, files };
  return { content: page.content, embeds: page.embeds, components, allowedMentions, files };
}

const flagsOf = (page: Page): MessageFlags.IsComponentsV2 | 0 => ("flags" in page ? page.flags : 0);
const only = (visibility: Visibility): MessageFlags.Ephemeral | 0 =>
  visibility === "private" ? MessageFlags.Ephemeral : 0;

/** A page as a message of its own. */
const anew = (page: Page, files: Laid["files"], visibility: Visibility): InteractionReplyOptions => ({
  ...message(page, files),
  flags: flagsOf(page) | only(visibility),
});

/** What is known of a message that is edited. */
type Wording = Pick<ButtonInteraction["message"], "flags">;

/** What a message is edited into. One that had words of its own, as in a direct message, loses them to components. */
const instead = (page: Page, files: Laid["files"], before: Wording | null): InteractionUpdateOptions => ({
  ...message(page, files),
  ...("flags" in page && before !== null && !before.flags.has(MessageFlags.IsComponentsV2)
    ? { content: null, embeds: [] }
    : {}),
  ...("flags" in page ? { flags: page.flags } : {}),
});

function refOf(interaction: Repliable, sent: { id: string; channelId: string | undefined }): MessageRef {
  return { channel: sent.channelId ?? interaction.channelId ?? "", message: sent.id };
}

async function followUp(
  interaction: Repliable,
  pages: readonly Page[],
  visibility: Visibility,
): Promise<void> {
  for (const page of pages) await interaction.followUp(anew(page, [], visibility));
}

/** What was put up, and where; asking for the place may cost a request. */
export interface Answered {
  card: Card;
  message(): Promise<MessageRef>;
}

/** What was pressed on a message whose place the reply takes, and which replies do. */
export interface Step {
  interaction: Steppable;
  takes(card: Card): boolean;
}

/** Who sees a placeholder, and whether this is the only delivery whose work gives a reply. */
export interface Terms {
  announced: Visibility;
  claimed: boolean;
  step?: Step;
}

/** `place`: the one that buttons have to say, since they stand in a direct message; null: they stand in a server. */
type Here = Terms & { place: Place | null; illustrate: Illustrate; onAcknowledged: () => void };

/** A card as messages of the place where it is shown. */
interface Ready {
  card: Card;
  laid: Laid;
}

async function readied(
  work: Promise<Card | null>,
  { place, illustrate }: Pick<Here, "place" | "illustrate">,
): Promise<Ready | null> {
  const card = await work;
  if (card === null) return null;
  const laid = await illustrate(card, "answer");
  return { card, laid: place === null ? laid : placed(laid, place) };
}

/** Puts up a placeholder; false where the interaction was answered before. */
async function taken(interaction: Repliable, first: () => Promise<unknown>): Promise<boolean> {
  try {
    await first();
    return true;
  } catch (error) {
    if (codeOf(error) !== CODES.alreadyAnswered) throw error;
    // The message of the first answer is changed through the same token, whoever gave it.
    interaction.deferred = true;
    return false;
  }
}

/**
 * As the interaction's own `reply`, which takes apart a page that is in Discord's form already, and puts it together
 * again: a twentieth of a press.
 */
async function reply(interaction: Repliable, { first, files }: Laid, visibility: Visibility): Promise<void> {
  await interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
    body: {
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { ...first, ...described(files), flags: flagsOf(first) | only(visibility) },
    },
    files: filesOf(files),
    auth: false,
  });
  interaction.replied = true;
}

async function replace(
  interaction: Repliable,
  { first, rest, files }: Laid,
  visibility: Visibility,
  announced: Visibility,
): Promise<MessageRef> {
  if (visibility === announced) {
    const sent = await interaction.editReply(instead(first, files, null));
    await followUp(interaction, rest, visibility);
    return refOf(interaction, sent);
  }
  // What was announced for some cannot be changed for others to see, or not to see.
  await interaction.deleteReply();
  const sent = await interaction.followUp(anew(first, files, visibility));
  await followUp(interaction, rest, visibility);
  return refOf(interaction, sent);
}

/** A reply in place of the message on which a button was pressed, or beside it where it takes nobody's place. */
async function stepped(
  { interaction, takes }: Step,
  work: Promise<Ready | null>,
  onAcknowledged: () => void,
): Promise<Answered | null> {
  const early = await within(PATIENCE, work, "slow" as const);
  const isInPlace = early !== "slow" && early !== null && takes(early.card);
  // Nothing is seen of an acknowledgment; the message stays as it is until the reply is there.
  const mine = isInPlace || (await taken(interaction, () => interaction.deferUpdate()));
  if (!isInPlace) {
    // There is no placeholder that an excuse could take away: the question stays where it is.
    interaction.replied = true;
    onAcknowledged();
  }
  const ready = early === "slow" ? await work : early;
  if (ready === null || !mine) return null;
  const { card, laid } = ready;
  const { first, rest, files } = laid;
  if (isInPlace) {
    const isFirst = await taken(interaction, () =>
      interaction.update(instead(first, files, interaction.message)),
    );
    onAcknowledged();
    if (!isFirst) return null;
  } else if (takes(card)) await interaction.editReply(instead(first, files, interaction.message));
  else await interaction.followUp(anew(first, files, card.visibility));
  await followUp(interaction, rest, card.visibility);
  return { card, message: async () => refOf(interaction, await interaction.fetchReply()) };
}

/**
 * Answers within three seconds whatever `work` and the pictures of its card take: with the reply itself if it is
 * there soon, else with a placeholder of the announced visibility that the reply replaces. `work` must not reject;
 * its null means that another delivery of the same press is answered. `claimed`: this is the only delivery whose
 * work gave a reply, so the reply stands even where another delivery put up a placeholder first.
 */
export async function respond(
  interaction: Repliable,
  work: Promise<Card | null>,
  { announced, claimed, step, onAcknowledged, ...where }: Here,
): Promise<Answered | null> {
  const readying = readied(work, where);
  if (step !== undefined) return stepped(step, readying, onAcknowledged);
  const early = await within(PATIENCE, readying, "slow" as const);
  if (early === "slow") {
    const mine = await taken(interaction, () =>
      interaction.deferReply(announced === "private" ? { flags: MessageFlags.Ephemeral } : {}),
    );
    onAcknowledged();
    const late = await readying;
    if (late === null || (!mine && !claimed)) return null;
    const sent = await replace(interaction, late.laid, late.card.visibility, announced);
    return { card: late.card, message: async () => sent };
  }
  if (early === null) return null;
  const { card, laid } = early;
  const { visibility } = card;
  const mine = await taken(interaction, () => reply(interaction, laid, visibility));
  onAcknowledged();
  if (mine) {
    await followUp(interaction, laid.rest, visibility);
    return { card, message: async () => refOf(interaction, await interaction.fetchReply()) };
  }
  if (!claimed) return null;
  const sent = await replace(interaction, laid, visibility, announced);
  return { card, message: async () => sent };
}

/** Says something privately to somebody whose press could not be answered as it should. */
export async function excuse(interaction: Repliable, card: Card): Promise<void> {
  const privately = anew(draw(card).first, [], "private");
  if (!interaction.replied && !interaction.deferred) return void (await interaction.reply(privately));
  // What follows a placeholder takes its place and is seen by whom it was for, so it goes away first.
  if (!interaction.replied) await interaction.deleteReply().catch(() => undefined);
  await interaction.followUp(privately);
}
