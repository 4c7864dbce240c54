import { z } from "zod";
import { ApiError, messageJson, unknown } from "./api.ts";
import type { Request, Router } from "./http.ts";
import { checked, filled, type Shared } from "./messages.ts";
import { autocompleteRules, messageRules, modalRules } from "./rules.ts";
import { type Channel, type Message, snowflake } from "./state.ts";

/** Milliseconds in which the first answer has to come. */
const FIRST_ANSWER = 3000;
/** Milliseconds for which an interaction can be followed up. */
const TOKEN_LIFE = 15 * 60_000;

const EPHEMERAL = 64;
/** Of a bot that a person added for themselves, where it is not in the server. */
const MOST_FOLLOW_UPS = 5;

export interface Interaction {
  id: string;
  token: string;
  /** 2 command, 3 button, 4 completion, 5 form. */
  type: number;
  channel: Channel;
  userId: string;
  at: number;
  /** Milliseconds from the event to the first answer; null while there is none. */
  answeredAfter: number | null;
  original: Message | null;
  /** The message whose button was pressed. */
  pressed: Message | null;
  originalDeleted: boolean;
  choices: { name: string; value: string }[] | null;
  modal: z.output<typeof modalRules> | null;
  /** It came by somebody who added the bot for themselves, and not by the server. */
  brought: boolean;
  followUps: number;
  event: unknown;
}

/** Interactions under way, their answers, and what is wrong with those. */
export class Interactions {
  readonly all = new Map<string, Interaction>();
  readonly #byToken = new Map<string, Interaction>();
  readonly #shared: Shared;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  open(type: number, channel: Channel, userId: string, pressed: Message | null = null): Interaction {
    const interaction: Interaction = {
      id: snowflake(),
      token: `token-${snowflake()}`,
      type,
      channel,
      userId,
      at: performance.now(),
      answeredAfter: null,
      original: null,
      pressed,
      originalDeleted: false,
      choices: null,
      modal: null,
      brought: false,
      followUps: 0,
      event: null,
    };
    this.all.set(interaction.id, interaction);
    this.#byToken.set(interaction.token, interaction);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (interaction.answeredAfter === null) this.#shared.violate("lateAck: no answer within 3 s");
    }, FIRST_ANSWER);
    this.#timers.add(timer);
    return interaction;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  routes(router: Router): void {
    router.on("POST", "/interactions/:id/:token/callback", (request) => this.#callback(request), true);
    const webhook = "/webhooks/:application/:token";
    router.on("POST", webhook, (request) => this.#followUp(request), true);
    router.on(
      "GET",
      `${webhook}/messages/:message`,
      (request) => messageJson(this.#shared.world, this.#message(request)),
      true,
    );
    router.on("PATCH", `${webhook}/messages/:message`, (request) => this.#edit(request), true);
    router.on("DELETE", `${webhook}/messages/:message`, (request) => this.#delete(request), true);
  }

  #of(request: Request): Interaction {
    const interaction = this.#byToken.get(request.params.token ?? "");
    if (!interaction || interaction.answeredAfter === null) throw unknown.webhook();
    if (performance.now() - interaction.at > TOKEN_LIFE)
      throw new ApiError(401, 50027, "Invalid Webhook Token");
    return interaction;
  }

  #message(request: Request): Message {
    const interaction = this.#of(request);
    const id = request.params.message === "@original" ? interaction.original?.id : request.params.message;
    const message = interaction.channel.messages.get(id ?? "");
    if (!message) throw unknown.message();
    return message;
  }

  #callback(request: Request): unknown {
    const { world, violate } = this.#shared;
    const interaction = this.all.get(request.params.id ?? "");
    if (!interaction || interaction.token !== request.params.token) throw unknown.interaction();
    if (interaction.answeredAfter !== null)
      throw new ApiError(400, 40060, "Interaction has already been acknowledged.");
    const after = performance.now() - interaction.at;
    if (after > FIRST_ANSWER) throw unknown.interaction();
    const { type, data } = checked(
      z.object({ type: z.number(), data: z.unknown().optional() }),
      request.body,
      violate,
    );
    this.#take(interaction, type, data ?? {}, request);
    interaction.answeredAfter = after;
    if (request.query.get("with_response") !== "true") return undefined;
    const original = interaction.original;
    return {
      interaction: { id: interaction.id, type: interaction.type },
      resource: { type, ...(original ? { message: messageJson(world, original) } : {}) },
    };
  }

  #take(interaction: Interaction, type: number, data: unknown, request: Request): void {
    const { world, botId, violate } = this.#shared;
    const { channel, userId } = interaction;
    const isCompletion = interaction.type === 4;
    if (isCompletion !== (type === 8)) {
      violate(`callback ${type} cannot answer an interaction of type ${interaction.type}`);
      throw new ApiError(400, 50035, "Invalid Form Body");
    }
    if (type === 8) {
      interaction.choices = checked(autocompleteRules, data, violate).choices;
      return;
    }
    if (type === 9) {
      if (interaction.type === 5) {
        violate("a form cannot answer a form");
        throw new ApiError(400, 50035, "Invalid Form Body");
      }
      interaction.modal = checked(modalRules, data, violate);
      return;
    }
    if (type === 6 || type === 7) {
      if (interaction.pressed === null) {
        violate(`callback ${type} cannot answer what was not pressed on a message`);
        throw new ApiError(400, 50035, "Invalid Form Body");
      }
      interaction.original = interaction.pressed;
      if (type === 7)
        Object.assign(
          interaction.pressed,
          filled(this.#shared, channel, request, checked(messageRules, data, violate), interaction.pressed),
        );
      return;
    }
    const body = checked(messageRules, data, violate);
    const onlyFor = (body.flags ?? 0) & EPHEMERAL ? userId : null;
    if (interaction.brought && onlyFor === null)
      violate("everybody in a chat that did not ask for the bot would see this");
    if (type === 5)
      interaction.original = world.addMessage(channel, { authorId: botId, onlyFor, loading: true });
    else if (type === 4)
      interaction.original = world.addMessage(channel, {
        authorId: botId,
        onlyFor,
        ...filled(this.#shared, channel, request, body, null),
      });
    else violate(`callback of type ${type}`);
  }

  #followUp(request: Request): unknown {
    const { world, botId, violate } = this.#shared;
    const interaction = this.#of(request);
    const { channel, original, userId } = interaction;
    const body = checked(messageRules, request.body, violate);
    const onlyFor = (body.flags ?? 0) & EPHEMERAL ? userId : null;
    if (original?.loading && !interaction.originalDeleted) {
      // The first follow-up after a deferral takes the placeholder's place, and keeps who sees it.
      if (original.onlyFor !== onlyFor)
        violate("the first follow-up cannot be seen by others than the deferral");
      Object.assign(original, filled(this.#shared, channel, request, body, null), { loading: false });
      return messageJson(world, original);
    }
    interaction.followUps += 1;
    if (interaction.brought && interaction.followUps > MOST_FOLLOW_UPS) {
      violate("more follow-ups than a person's own bot may send");
      throw new ApiError(400, 40094, "Maximum number of follow up messages reached");
    }
    const message = world.addMessage(channel, {
      authorId: botId,
      onlyFor,
      ...filled(this.#shared, channel, request, body, null),
    });
    return messageJson(world, message);
  }

  #edit(request: Request): unknown {
    const message = this.#message(request);
    const body = checked(messageRules, request.body, this.#shared.violate);
    const { channel } = this.#of(request);
    Object.assign(message, filled(this.#shared, channel, request, body, message.loading ? null : message), {
      loading: false,
    });
    return messageJson(this.#shared.world, message);
  }

  #delete(request: Request): undefined {
    const interaction = this.#of(request);
    const message = this.#message(request);
    interaction.channel.messages.delete(message.id);
    if (message === interaction.original) interaction.originalDeleted = true;
    return undefined;
  }
}
