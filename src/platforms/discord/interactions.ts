import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChannelSelectMenuInteraction,
  ChatInputCommandInteraction,
  CommandInteractionOption,
  Interaction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from "discord.js";
import type { Card } from "../../cards/model.ts";
import type { ChatInbound } from "../../cards/ports.ts";
import type { Registry } from "../../command/define.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { SentFile } from "../../engine/ports/sent-file.ts";
import { decodeAction } from "../../engine/words/action-id.ts";
import { isOfOne, type Place } from "../../engine/words/place.ts";
import type { Actor } from "../../engine/words/press.ts";
import { type Action, opensForm, questionOf, withGroup } from "../../engine/words/press.ts";
import { BROKEN, type NoticeReply, notice } from "../../engine/words/reply.ts";
import { say } from "../../engine/words/say.ts";
import { isOwnReply } from "../own-reply.ts";
import type { UnderWay } from "../under-way.ts";
import { actorOf, outsiderOf, type Repliable, teamOf } from "./actor.ts";
import { choices, isFree } from "./commands.ts";
import { unplaced } from "./direct.ts";
import { CODES, codeOf, describe, isNoLongerOpen } from "./errors.ts";
import { modal, sentFile, submitted } from "./forms.ts";
import type { Illustrate } from "./illustrated.ts";
import { LIMITS } from "./limits.ts";
import type { OwnReplies } from "./own-replies.ts";
import { type Answered, excuse, respond, type Terms } from "./respond.ts";
import { stepOf, stepOfForm } from "./steps.ts";

export interface InteractionDeps {
  registry: Registry;
  log: Log;
  meter: Meter;
  underWay: UnderWay;
  ownReplies: OwnReplies;
  illustrate: Illustrate;
}

const SECOND = 1000;

const OUTDATED = notice("refusal", say("discord.outdated"));
const UNSHOWN = notice("trouble", say("discord.unshown"));

type Called = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;
type Pressed = Exclude<Repliable, Called>;

/** What was pressed or sent; where Discord names no server, in a direct message, with the place that it carries. */
function pressed(interaction: Pressed): { id: string; place: Place | null } {
  // What is chosen in a menu is the id of a button.
  const id = interaction.isStringSelectMenu() ? (interaction.values[0] ?? "") : interaction.customId;
  return interaction.guildId === null ? unplaced(id) : { id, place: null };
}

/** What a press does; of a menu of channels, with the chosen one. */
function actionOf(interaction: Pressed): Action | null {
  const action = decodeAction(pressed(interaction).id);
  if (action === null || !interaction.isChannelSelectMenu()) return action;
  const [channel] = interaction.values;
  return channel === undefined ? null : withGroup(action, channel);
}

const carried = (interaction: Repliable): Place | null =>
  interaction.isCommand() ? null : pressed(interaction).place;

function whoOf(interaction: Repliable): Actor {
  const place = carried(interaction);
  return place === null ? actorOf(interaction) : outsiderOf(interaction, place);
}

/** Options as raw text, as if they had been typed. */
function typed(options: readonly CommandInteractionOption[]): Record<string, string> {
  const entries = options.flatMap(({ name, value }) => {
    if (value === undefined) return [];
    return [[name, value === true ? "yes" : value === false ? "no" : String(value)] as const];
  });
  return Object.fromEntries(entries);
}

/** The file that was sent along. */
function fileIn(options: readonly CommandInteractionOption[]): { file?: SentFile } {
  const attached = options.find(({ attachment }) => attachment != null)?.attachment;
  return attached == null ? {} : { file: sentFile(attached) };
}

/** Hands in what comes as an interaction: commands, completions, buttons and forms. */
export function interactionHandler(
  inbound: ChatInbound,
  { registry, log, meter, underWay, ownReplies, illustrate }: InteractionDeps,
): (interaction: Interaction) => void {
  /** What came back, or a true notice where it failed. */
  async function safely(actor: Actor, what: string, work: () => Promise<Card | null>): Promise<Card | null> {
    try {
      return await work();
    } catch (error) {
      underWay.failed(what, error);
      return inbound.card(actor, BROKEN);
    }
  }

  /** Says something privately to somebody whose press could not be answered as it should. */
  async function apologise(interaction: Repliable, reply: NoticeReply): Promise<void> {
    await excuse(interaction, await inbound.card(whoOf(interaction), reply));
  }

  async function answer(
    interaction: Repliable,
    what: string,
    terms: Terms,
    work: (actor: Actor) => Promise<Card | null>,
  ): Promise<Card | null> {
    const arrived = performance.now();
    const onAcknowledged = () =>
      meter.took("acknowledged", { platform: "discord", what }, (performance.now() - arrived) / SECOND);
    const actor = whoOf(interaction);
    const isAlone = isOfOne(actor.place.team);
    let answered: Answered | null;
    try {
      answered = await respond(
        interaction,
        safely(actor, what, async () => {
          const card = await work(actor);
          // In a chat that the bot is not in, nobody else asked for it.
          return card === null || !isAlone ? card : { ...card, visibility: "private" };
        }),
        {
          ...terms,
          ...(isAlone ? { announced: "private" } : {}),
          place: carried(interaction),
          illustrate,
          onAcknowledged,
        },
      );
    } catch (error) {
      if (isNoLongerOpen(error)) throw error;
      underWay.failed(what, error);
      await apologise(interaction, UNSHOWN).catch((again: unknown) =>
        log.debug({ what, ...describe(again) }, "an excuse could not be shown"),
      );
      return null;
    }
    const card = answered?.card ?? null;
    if (answered && card?.kind === "question" && card.visibility === "channel" && card.round !== null)
      await inbound.sent(actor.place, card.round, await answered.message());
    return card;
  }

  async function command(interaction: ChatInputCommandInteraction): Promise<void> {
    const subcommand = interaction.options.getSubcommand(false);
    const { data } = interaction.options;
    const given = subcommand === null ? data : (data[0]?.options ?? []);
    const options = typed(given);
    const shown = registry.route(interaction.commandName, subcommand)?.visibility ?? "private";
    const announced = shown === "asked" ? (options.private === "yes" ? "private" : "channel") : shown;
    await answer(interaction, "command", { announced, claimed: true }, (actor) =>
      inbound.command({
        ...actor,
        command: interaction.commandName,
        subcommand,
        options,
        ...fileIn(given),
        delivery: interaction.id,
      }),
    );
  }

  /** A question for whoever points at a message, on what it names. Discord sends its text along. */
  async function about(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    const { content, embeds } = interaction.targetMessage;
    const texts = [content, ...embeds.flatMap(({ title, description }) => [title, description])];
    const text = texts.filter((one) => one != null && one !== "").join("\n");
    await answer(interaction, "about", { announced: "private", claimed: true }, (actor) =>
      inbound.askAbout({ ...actor, text, delivery: interaction.id }),
    );
  }

  async function button(
    interaction: ButtonInteraction | StringSelectMenuInteraction | ChannelSelectMenuInteraction,
  ): Promise<void> {
    const action = actionOf(interaction);
    if (action === null) return await apologise(interaction, OUTDATED);
    if (opensForm(action)) {
      const form = inbound.formFor(whoOf(interaction), action);
      await interaction.showModal(modal(form, action.item, carried(interaction)));
      return;
    }
    const asksAll = action.verb === "ask-leave" || (action.verb === "another" && !action.private);
    const isNew = action.verb === "ask-leave" || action.verb === "another" || action.verb === "review";
    const announced = asksAll ? "channel" : "private";
    const step = stepOf(interaction, action);
    const terms = { announced, claimed: isNew, ...(step === null ? {} : { step }) } as const;
    const card = await answer(interaction, "button", terms, (actor) =>
      inbound.button({
        ...actor,
        action,
        delivery: interaction.id,
        at: interaction.createdTimestamp,
        ...(carried(interaction) === null ? {} : { atHome: true }),
      }),
    );
    const question = questionOf(action);
    if (question === null || card === null || !isOwnReply(card)) return;
    const { applicationId: application, token, createdTimestamp: at, user } = interaction;
    const reply = { question, member: user.id, application, token, at };
    await (step === null ? ownReplies.stands(reply) : ownReplies.moved(reply));
  }

  async function form(interaction: ModalSubmitInteraction): Promise<void> {
    const submission = submitted(interaction, pressed(interaction).id);
    if (submission === null) return await apologise(interaction, OUTDATED);
    const step = stepOfForm(interaction, decodeAction(pressed(interaction).id));
    const terms = { announced: "private", claimed: false, ...(step === null ? {} : { step }) } as const;
    await answer(interaction, "form", terms, (actor) =>
      inbound.form({ ...actor, ...submission, delivery: interaction.id }),
    );
  }

  const packsLike = async (guild: string | null, typed: string) =>
    guild === null ? [] : inbound.completePack(teamOf(guild), typed, LIMITS.choices);

  async function complete(interaction: AutocompleteInteraction): Promise<void> {
    const { name, value } = interaction.options.getFocused(true);
    const subcommand = interaction.options.getSubcommand(false);
    const request = { command: interaction.commandName, subcommand, option: name, typed: value };
    const option = registry.route(interaction.commandName, subcommand)?.options[name];
    const found =
      option?.type.kind === "name"
        ? await packsLike(interaction.guildId, value)
        : inbound.complete(request, LIMITS.choices);
    // Discord would say that nothing matches, as if only suggestions were allowed.
    const own = found.length === 0 && value !== "" && option !== undefined && isFree(option);
    await interaction.respond(choices(own ? [{ name: value, value }] : found));
  }

  function run(what: string, task: () => Promise<void>): void {
    underWay.run(what, async () => {
      try {
        await task();
      } catch (error) {
        if (!isNoLongerOpen(error)) throw error;
        if (codeOf(error) === CODES.alreadyAnswered)
          log.debug({ what }, "another delivery of an interaction was answered");
        else log.warn({ what }, "an interaction was answered too late for Discord");
      }
    });
  }

  return (interaction) => {
    if (interaction.isChatInputCommand()) run("command", () => command(interaction));
    else if (interaction.isMessageContextMenuCommand()) run("about", () => about(interaction));
    else if (interaction.isButton() || interaction.isStringSelectMenu() || interaction.isChannelSelectMenu())
      run("button", () => button(interaction));
    else if (interaction.isAutocomplete()) run("completion", () => complete(interaction));
    else if (interaction.isModalSubmit()) run("form", () => form(interaction));
  };
}
