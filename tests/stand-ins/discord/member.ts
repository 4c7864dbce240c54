import { channelJson, memberJson, messageJson, userJson } from "./api.ts";
import { channelMenusIn, menusIn, textsIn } from "./components.ts";
import type { Interaction, Interactions } from "./interactions.ts";
import type { Shared } from "./messages.ts";
import { read } from "./reading.ts";
import { type Channel, type Guild, type Message, PERMISSIONS, type User } from "./state.ts";

/** A message as a member reads it in the client. */
export interface Sight {
  id: string;
  channelId: string;
  authorId: string;
  text: string;
  mentions: readonly string[];
  pings: readonly string[];
  links: readonly string[];
  styled: readonly string[];
  buttons: readonly string[];
  /** What there is to choose in its menus. */
  choices: readonly string[];
  files: readonly { name: string; text: string }[];
  pictures: readonly { name: string; alt: string | null; size: number }[];
  private: boolean;
  /** Drawn as components alone. */
  native: boolean;
  reactions: readonly { emoji: string; by: readonly string[] }[];
  threadId: string | null;
  answering: string | null;
  edits: number;
}

function sight(message: Message): Sight {
  const sources = [
    message.content,
    ...message.embeds.flatMap((e) => [e.title ?? "", e.description ?? ""]),
    ...textsIn(message.components),
  ];
  const readings = sources.map(read);
  const plain = message.embeds.flatMap((e) => [
    ...(e.fields ?? []).flatMap((f) => [f.name, f.value]),
    e.footer?.text ?? "",
  ]);
  return {
    id: message.id,
    channelId: message.channelId,
    authorId: message.authorId,
    text: [...readings.map((r) => r.text), ...plain].filter(Boolean).join("\n"),
    mentions: readings.flatMap((r) => r.mentions),
    pings: message.pings,
    links: readings.flatMap((r) => r.links),
    styled: readings.flatMap((r) => r.styled),
    buttons: message.buttons.map((b) => b.label),
    choices: menusIn(message.components).flatMap(({ options }) => options.map(({ label }) => label)),
    files: message.attachments.flatMap(({ filename, text, isPng }) =>
      isPng ? [] : [{ name: filename, text }],
    ),
    pictures: message.attachments.flatMap(({ filename, isPng, alt, size }) =>
      isPng ? [{ name: filename, alt, size }] : [],
    ),
    private: message.onlyFor !== null,
    native: message.native,
    reactions: [...message.reactions].map(([emoji, by]) => ({ emoji, by: [...by] })),
    threadId: message.threadId,
    answering: message.answering,
    edits: message.edits,
  };
}

/** A file that somebody sends along. */
interface SentFile {
  name: string;
  bytes: Uint8Array;
}

/** The id of a file that is sent along; there is one at a time. */
const FILE = "1180000000000000001";

function attached({ name, bytes }: SentFile): object {
  const url = `data:application/octet-stream;base64,${Buffer.from(bytes).toString("base64")}`;
  return { attachments: { [FILE]: { id: FILE, filename: name, size: bytes.length, url, proxy_url: url } } };
}

/** A member of a server, who does what people do in the client. */
export class StandInMember {
  readonly user: User;
  readonly guild: Guild;
  /** The language of their client. */
  locale = "en-US";
  readonly #shared: Shared;
  readonly #interactions: Interactions;
  #modal: { interaction: Interaction; channel: Channel } | null = null;

  constructor(shared: Shared, interactions: Interactions, guild: Guild, user: User) {
    this.#shared = shared;
    this.#interactions = interactions;
    this.guild = guild;
    this.user = user;
  }

  #shown(channelId: string): Message[] {
    const channel = this.#shared.world.channels.get(channelId);
    if (!channel || !(this.#shared.world.permissions(channel, this.user.id) & PERMISSIONS.viewChannel))
      return [];
    return [...channel.messages.values()].filter((m) => m.onlyFor === null || m.onlyFor === this.user.id);
  }

  /** All messages of a channel or thread that this member reads, oldest first. */
  sees(channelId: string): Sight[] {
    return this.#shown(channelId)
      .filter(({ loading }) => !loading)
      .map(sight);
  }

  /** Whether this member sees in a channel that an answer of the bot is on its way. */
  waits(channelId: string): boolean {
    return this.#shown(channelId).some(({ loading }) => loading);
  }

  /** The bot's direct messages to this member. */
  directMessages(): Sight[] {
    const { channels } = this.#shared.world;
    const direct = [...channels.values()].filter((c) => c.type === 1 && c.recipientId === this.user.id);
    return direct.flatMap((c) => [...c.messages.values()].map(sight));
  }

  #channel(id: string): Channel {
    const channel = this.#shared.world.channels.get(id);
    if (!channel) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  #interact(type: number, channel: Channel, data: unknown, message: Message | null = null): Interaction {
    const { world, gateway, botId } = this.#shared;
    const interaction = this.#interactions.open(type, channel, this.user.id, message);
    const permissions = String(world.permissions(channel, this.user.id));
    const { context, owners } = this.#origin(channel);
    const guild = world.guilds.get(channel.guildId ?? "");
    interaction.brought = owners["0"] === undefined;
    // Outside of servers Discord names a person instead of a member.
    const where = {
      ...{ context, authorizing_integration_owners: owners },
      ...(guild === undefined
        ? { user: userJson(this.user) }
        : {
            guild_id: guild.id,
            guild_locale: guild.locale,
            guild: { id: guild.id, locale: guild.locale, features: [] },
            member: { ...memberJson(world, guild, this.user.id), permissions },
          }),
    };
    interaction.event = {
      id: interaction.id,
      application_id: botId,
      type,
      token: interaction.token,
      version: 1,
      data,
      channel: channelJson(channel),
      channel_id: channel.id,
      locale: this.locale,
      app_permissions: String(world.permissions(channel, botId)),
      entitlements: [],
      ...where,
      attachment_size_limit: 10_000_000,
      ...(message ? { message: messageJson(world, message) } : {}),
    };
    gateway.dispatch(channel.guildId, "INTERACTION_CREATE", interaction.event);
    return interaction;
  }

  /** Which kind of chat it is, and who has the bot there: the server, this person, or both. */
  #origin(channel: Channel): { context: 0 | 1 | 2; owners: { "0"?: string; "1"?: string } } {
    const { world, botId } = this.#shared;
    const guild = world.guilds.get(channel.guildId ?? "");
    const own = this.#hasBot ? { "1": this.user.id } : {};
    if (guild === undefined)
      return channel.type === 1 ? { context: 1, owners: { "0": "0", ...own } } : { context: 2, owners: own };
    return { context: 0, owners: { ...(guild.members.has(botId) ? { "0": guild.id } : {}), ...own } };
  }

  #hasBot = false;

  /** Adds the bot for themselves, to use it in any chat. */
  bringBot(): void {
    this.#hasBot = true;
  }

  /** What the client offers in a channel. */
  #offered(channel: Channel, type: number, name: string): Definition | undefined {
    const { context, owners } = this.#origin(channel);
    return (this.#shared.world.commands as Definition[]).find(
      (one) =>
        one.name === name &&
        (one.type ?? 1) === type &&
        (one.contexts ?? [0, 1, 2]).includes(context) &&
        (one.integration_types ?? [0]).some((by) => owners[by === 0 ? "0" : "1"] !== undefined),
    );
  }

  /** Writes something. */
  say(channelId: string, content: string): Message {
    return this.#shared.world.addMessage(this.#channel(channelId), { authorId: this.user.id, content });
  }

  /** Chooses an entry in the menu of a message. */
  pointAt({ id, channelId }: Pick<Message, "id" | "channelId">, name: string): Interaction {
    const channel = this.#channel(channelId);
    const message = channel.messages.get(id);
    if (message === undefined || this.#offered(channel, 3, name) === undefined)
      throw new Error(`there is no "${name}" in the menu`);
    const messages = { [id]: messageJson(this.#shared.world, message) };
    return this.#interact(2, channel, { id: "1", type: 3, name, target_id: id, resolved: { messages } });
  }

  #options(
    channel: Channel,
    command: string,
    subcommand: string | null,
    options: Readonly<Record<string, string>>,
    focused?: string,
  ) {
    const definition = this.#offered(channel, 1, command);
    if (definition === undefined) throw new Error(`/${command} is not offered here`);
    const own =
      subcommand === null
        ? definition.options
        : definition.options?.find((o) => o.name === subcommand)?.options;
    const given = Object.entries(options).map(([name, typed]) => {
      const option = own?.find((o) => o.name === name);
      if (!option) throw new Error(`/${command} ${subcommand ?? ""} has no option ${name}`);
      if (focused === undefined && option.choices && !option.choices.some((c) => c.value === typed))
        throw new Error(`"${typed}" cannot be chosen for ${name}`);
      const value = option.type === 5 ? typed === "yes" : typed;
      return { name, type: option.type, value, ...(focused === name ? { focused: true } : {}) };
    });
    return {
      id: "1",
      name: command,
      type: 1,
      options: subcommand === null ? given : [{ name: subcommand, type: 1, options: given }],
    };
  }

  /** Types a published command; flags are `yes` or `no`, channels, roles and members their ids. */
  command(
    channelId: string,
    command: string,
    subcommand: string | null,
    options: Readonly<Record<string, string>> = {},
  ): Interaction {
    const channel = this.#channel(channelId);
    return this.#interact(2, channel, this.#options(channel, command, subcommand, options));
  }

  /** The same with a file for one of its options. */
  commandWith(
    channelId: string,
    command: string,
    subcommand: string | null,
    options: Readonly<Record<string, string>>,
    { option, name, bytes }: { option: string; name: string; bytes: Uint8Array },
  ): Interaction {
    const channel = this.#channel(channelId);
    const data = this.#options(channel, command, subcommand, { ...options, [option]: FILE });
    return this.#interact(2, channel, { ...data, resolved: attached({ name, bytes }) });
  }

  /** Types into an option that completes; the suggestions are in the interaction's `choices`. */
  complete(
    channelId: string,
    command: string,
    subcommand: string | null,
    option: string,
    typed: string,
  ): Interaction {
    const channel = this.#channel(channelId);
    const data = this.#options(channel, command, subcommand, { [option]: typed }, option);
    return this.#interact(4, channel, data);
  }

  /** Presses the button with this label. */
  press(channelId: string, messageId: string, label: string): Interaction {
    const channel = this.#channel(channelId);
    const message = channel.messages.get(messageId);
    const button = message?.buttons.find((b) => b.label === label);
    if (!message || !button) throw new Error(`there is no button ${label}`);
    const interaction = this.#interact(
      3,
      channel,
      { custom_id: button.customId, component_type: 2 },
      message,
    );
    this.#modal = { interaction, channel };
    return interaction;
  }

  /** Chooses the entry of a menu that reads so. */
  choose(channelId: string, messageId: string, label: string): Interaction {
    const channel = this.#channel(channelId);
    const message = channel.messages.get(messageId);
    const menu = menusIn(message?.components ?? []).find(({ options }) =>
      options.some((one) => one.label === label),
    );
    const chosen = menu?.options.find((one) => one.label === label);
    if (!message || !menu || !chosen) throw new Error(`there is no menu with ${label}`);
    const data = { custom_id: menu.custom_id, component_type: 3, values: [chosen.value] };
    return this.#interact(3, channel, data, message);
  }

  /** Chooses a channel from Discord's own menu of channels. */
  pick(channelId: string, messageId: string, picked: string): Interaction {
    const channel = this.#channel(channelId);
    const message = channel.messages.get(messageId);
    const [menu] = channelMenusIn(message?.components ?? []);
    if (!message || !menu) throw new Error("there is no menu of channels");
    const data = {
      custom_id: menu.custom_id,
      component_type: 8,
      values: [picked],
      resolved: { channels: { [picked]: channelJson(this.#channel(picked)) } },
    };
    return this.#interact(3, channel, data, message);
  }

  /** What menus of a message begin with: ids of channels, labels of choices. */
  chosen(channelId: string, messageId: string): string[] {
    const all = this.#channel(channelId).messages.get(messageId)?.components ?? [];
    return [
      ...channelMenusIn(all).flatMap(({ default_values: ids = [] }) => ids.map(({ id }) => id)),
      ...menusIn(all).flatMap(({ options }) =>
        options.filter((one) => one.default).map(({ label }) => label),
      ),
    ];
  }

  /** The title of the form that is open in front of this member. */
  form(): string | null {
    return this.#modal?.interaction.modal?.title ?? null;
  }

  /** The labels of the boxes of that form; null while none is open. */
  boxes(): string[] | null {
    const modal = this.#modal?.interaction.modal ?? null;
    if (modal === null) return null;
    return modal.components.flatMap(({ component }) =>
      component.type === 22 ? component.options.map(({ label }) => label) : [],
    );
  }

  /** Fills in and sends the open form: writes a text into its fields, ticks boxes by their labels, chooses a file. */
  submit(text: string, ticks: readonly string[] = [], file: SentFile | null = null): Interaction {
    const modal = this.#modal?.interaction.modal;
    if (!this.#modal || !modal) throw new Error("no form is open");
    const { channel, interaction } = this.#modal;
    this.#modal = null;
    const data = {
      custom_id: modal.custom_id,
      components: modal.components.map(({ component }) => {
        const { custom_id } = component;
        if (component.type === 4) return { type: 18, component: { type: 4, custom_id, value: text } };
        if (component.type === 19)
          return { type: 18, component: { type: 19, custom_id, values: file === null ? [] : [FILE] } };
        const values = ticks.map((tick) => {
          const box = component.options.find(({ label }) => label === tick);
          if (box === undefined) throw new Error(`there is no box ${tick}`);
          return box.value;
        });
        const { min_values: least = 1, max_values: most = component.options.length } = component;
        if (values.length < least || values.length > most)
          throw new Error("Discord's client sends no such form");
        return { type: 18, component: { type: 22, custom_id, values } };
      }),
      ...(file === null ? {} : { resolved: attached(file) }),
    };
    // A form that was opened from a message brings that message along.
    return this.#interact(5, channel, data, interaction.pressed);
  }

  /** Reacts, or takes the own reaction back. */
  react(channelId: string, messageId: string, emoji: string, on = true): void {
    const { world, gateway } = this.#shared;
    const channel = this.#channel(channelId);
    const message = channel.messages.get(messageId);
    if (!message || message.onlyFor !== null) throw new Error("nobody can react to that");
    const by = message.reactions.get(emoji) ?? new Set<string>();
    message.reactions.set(emoji, by);
    if (on) by.add(this.user.id);
    else by.delete(this.user.id);
    gateway.dispatch(channel.guildId, on ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE", {
      user_id: this.user.id,
      channel_id: channel.id,
      message_id: message.id,
      guild_id: channel.guildId,
      ...(on
        ? { member: { ...memberJson(world, this.guild, this.user.id), user: userJson(this.user) } }
        : {}),
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
    });
  }
}

interface Definition {
  name: string;
  type?: number;
  contexts?: number[];
  integration_types?: number[];
  choices?: { value: string }[];
  options?: Definition[];
}
