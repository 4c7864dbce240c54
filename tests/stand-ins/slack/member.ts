import { escapingProblems, optionProblems } from "./blocks.ts";
import { Fields, type InputBlock, type Option } from "./fields.ts";
import { sentFile } from "./files.ts";
import { checkView, react, reactionEvent } from "./methods.ts";
import {
  type Channel,
  directChannel,
  isVisible,
  type Json,
  type Message,
  newTs,
  secret,
  type User,
  type WorkspaceState,
} from "./state.ts";
import type { World } from "./world.ts";

interface Button {
  type: string;
  action_id?: string;
  text?: { text: string };
  value?: string;
  positive_button?: Mark;
  negative_button?: Mark;
}

type Mark = Pick<Button, "text" | "value">;

/** With what stands in containers, which a reader unfolds. */
const unfolded = (blocks: readonly Json[]): Json[] =>
  blocks.flatMap((block) => [block, ...unfolded((block.child_blocks ?? []) as Json[])]);

/** With the two marks of feedback, each on its own: they have one id. */
const pressable = (elements: readonly Button[]): Button[] =>
  elements.flatMap((one) => {
    if (one.type !== "feedback_buttons") return one.type === "button" ? [one] : [];
    const { type, action_id = "", positive_button: good, negative_button: bad } = one;
    return [good, bad].flatMap((mark) => (mark === undefined ? [] : [{ ...mark, type, action_id }]));
  });

/** The buttons of a message, in order. */
export function buttonsOf(message: {
  blocks: readonly Json[];
}): { type: string; label: string; actionId: string; blockId: string; value: string | undefined }[] {
  return unfolded(message.blocks).flatMap((block, i) =>
    block.type === "actions" || block.type === "context_actions"
      ? pressable(block.elements as Button[]).map((b) => ({
          type: b.type,
          label: b.text?.text ?? "",
          actionId: b.action_id ?? `generated-${i}`,
          blockId: String(block.block_id ?? `b${i}`),
          value: b.value,
        }))
      : [],
  );
}

/** The choices of a message's menus, in order. */
export function choicesOf(message: {
  blocks: readonly Json[];
}): { option: Option; actionId: string; blockId: string }[] {
  return unfolded(message.blocks).flatMap((block, i) =>
    block.type === "actions"
      ? (block.elements as (Button & { options?: Option[] })[])
          .filter((one) => one.type === "static_select")
          .flatMap((one) =>
            (one.options ?? []).map((option) => ({
              option,
              actionId: one.action_id ?? `generated-${i}`,
              blockId: String(block.block_id ?? `b${i}`),
            })),
          )
      : [],
  );
}

/** What Slack's client makes of a field that is filled in; it does not send what the field does not take. */
function filled(input: InputBlock | undefined, text: string, ticks: readonly string[]): Json {
  const {
    type = "plain_text_input",
    min_length: min = 0,
    max_length: max = 3000,
    options = [],
  } = input?.element ?? {};
  if (type === "plain_text_input") {
    if (text.length < min || text.length > max) throw new Error("Slack's client does not send this");
    return { type, value: text };
  }
  if (ticks.length === 0 && input?.optional !== true) throw new Error("Slack's client does not send this");
  const selected = ticks.map((tick) => {
    const option = options.find((one) => one.text.text === tick);
    if (option === undefined) throw new Error(`there is no box ${tick}`);
    return option;
  });
  return { type, selected_options: selected };
}

/** A member of a workspace, and what they do in the client. */
export class Member {
  readonly user: User;
  readonly #world: World;
  readonly #workspace: WorkspaceState;
  /** What the app said at the fields of the form that is open. */
  formErrors: Json = {};

  constructor(world: World, workspace: WorkspaceState, user: User) {
    this.#world = world;
    this.#workspace = workspace;
    this.user = user;
  }

  get id(): string {
    return this.user.id;
  }

  #trigger(): string {
    const id = `${newTs()}.${secret("t")}`;
    this.#world.triggers.set(id, { user: this.id, workspace: this.#workspace, at: Date.now(), used: false });
    return id;
  }

  #responseUrl(channel: string, pressed: Message | null = null): string {
    const id = secret("r");
    this.#world.responses.set(id, {
      user: this.id,
      channel,
      workspace: this.#workspace,
      at: Date.now(),
      uses: 0,
      pressed,
    });
    return `${this.#world.origin}/commands/${id}`;
  }

  /** Types `/dlq <text>`. Slack escapes the text. Resolves when the app has acknowledged, or Slack has given up. */
  async type(channel: Channel, text: string): Promise<void> {
    if (!this.#world.uses(this.#workspace, "commands")) throw new Error("the app may have no commands");
    const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    await this.typeRaw(channel, escaped);
  }

  /** Types a line that Slack's client has already encoded: mentions as `<@U1|name>`. */
  async typeRaw(channel: Channel, text: string): Promise<void> {
    await this.#world.deliveries.deliver("slash_commands", {
      token: "verification",
      team_id: this.#workspace.id,
      team_domain: this.#workspace.name,
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: this.id,
      user_name: this.user.name,
      command: "/dlq",
      text,
      api_app_id: "A0STANDIN",
      is_enterprise_install: "false",
      response_url: this.#responseUrl(channel.id),
      trigger_id: this.#trigger(),
    });
  }

  /** Presses the button with this label, or this action id. */
  async press(message: Message, label: string): Promise<void> {
    const button = buttonsOf(message).find((b) => b.label === label || b.actionId === label);
    if (!button) throw new Error(`no button "${label}" on this message`);
    await this.#act(message, {
      type: button.type,
      action_id: button.actionId,
      block_id: button.blockId,
      text: { type: "plain_text", text: button.label },
      ...(button.value === undefined ? {} : { value: button.value }),
    });
  }

  /** Chooses the entry of a menu that reads so. */
  async choose(message: Message, label: string): Promise<void> {
    const chosen = choicesOf(message).find(({ option }) => option.text.text === label);
    if (!chosen) throw new Error(`no menu with "${label}" on this message`);
    await this.#act(message, {
      type: "static_select",
      action_id: chosen.actionId,
      block_id: chosen.blockId,
      selected_option: chosen.option,
    });
  }

  /** Chooses a channel from Slack's own menu of channels. */
  async pick(message: Message, channel: Channel): Promise<void> {
    const menus = message.blocks.flatMap((block) =>
      block.type === "actions" ? (block.elements as Button[]) : [],
    );
    const menu = menus.find(({ type }) => type === "conversations_select");
    if (!menu) throw new Error("no menu of channels on this message");
    await this.#act(message, {
      type: "conversations_select",
      action_id: menu.action_id,
      block_id: "b0",
      selected_conversation: channel.id,
    });
  }

  /** Something done on a message. */
  async #act(message: Message, action: Json): Promise<void> {
    const channel = this.#channel(message.channel);
    const isHead = channel.messages.some((m) => m.threadTs === message.ts);
    const threadTs = message.threadTs ?? (isHead ? message.ts : null);
    const thread = threadTs === null ? {} : { thread_ts: threadTs };
    await this.#world.deliveries.deliver("interactive", {
      type: "block_actions",
      user: this.#actor(),
      api_app_id: "A0STANDIN",
      token: "verification",
      container: {
        type: "message",
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: message.onlyFor !== null,
        ...thread,
      },
      trigger_id: this.#trigger(),
      team: { id: this.#workspace.id, domain: this.#workspace.name },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: channel.id, name: channel.name },
      ...(message.onlyFor === null ? { message: { ts: message.ts, text: message.text, ...thread } } : {}),
      response_url: this.#responseUrl(channel.id, message),
      actions: [{ ...action, action_ts: newTs() }],
    });
  }

  /** Chooses a shortcut in the menu of a message. */
  async pointAt(message: Message, callback: string): Promise<void> {
    if (!this.#world.uses(this.#workspace, "commands")) throw new Error("the app may have no shortcuts");
    const channel = this.#channel(message.channel);
    await this.#world.deliveries.deliver("interactive", {
      type: "message_action",
      callback_id: callback,
      token: "verification",
      trigger_id: this.#trigger(),
      action_ts: newTs(),
      message_ts: message.ts,
      response_url: this.#responseUrl(channel.id),
      team: { id: this.#workspace.id, domain: this.#workspace.name },
      user: this.#actor(),
      channel: { id: channel.id, name: channel.name },
      is_enterprise_install: false,
      message: {
        type: "message",
        user: message.user,
        ts: message.ts,
        text: message.text,
        ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
        ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
      },
    });
  }

  #actor(): Json {
    return {
      id: this.id,
      username: this.user.name,
      name: this.user.name,
      team_id: this.#workspace.id,
    };
  }

  #channel(id: string): Channel {
    const channel = this.#workspace.channels.get(id);
    if (!channel) throw new Error(`no channel ${id}`);
    return channel;
  }

  /** The title of the form that is open, or null. */
  form(): string | null {
    const title = this.user.modal?.view.title as { text: string } | undefined;
    return title?.text ?? null;
  }

  /**
   * Fills in the form's field and sends it: writes a text, or ticks boxes by their labels. The form stays open where
   * the app says so.
   */
  async submit(
    text: string,
    ticks: readonly string[] = [],
    file?: { name: string; bytes: Uint8Array },
  ): Promise<void> {
    const { modal } = this.user;
    if (!modal) throw new Error("no form is open");
    const inputs = (modal.view.blocks as InputBlock[]).filter((b) => b.type === "input");
    const input = inputs.find(({ element }) => element?.type !== "file_input");
    const chooser = inputs.find(({ element }) => element?.type === "file_input");
    if (file !== undefined && chooser === undefined) throw new Error("the form takes no file");
    const actionId = input?.element?.action_id ?? "a";
    const value = filled(input, text, ticks);
    const acknowledgment = await this.#world.deliveries.deliver("interactive", {
      type: "view_submission",
      team: { id: this.#workspace.id, domain: this.#workspace.name },
      user: this.#actor(),
      api_app_id: "A0STANDIN",
      token: "verification",
      trigger_id: this.#trigger(),
      view: {
        ...modal.view,
        id: modal.id,
        team_id: this.#workspace.id,
        hash: newTs(),
        state: {
          values: {
            [input?.block_id ?? "b"]: { [actionId]: value },
            ...(chooser === undefined
              ? {}
              : {
                  [chooser.block_id ?? "f"]: {
                    [chooser.element?.action_id ?? "f"]: {
                      type: "file_input",
                      files: file === undefined ? [] : [sentFile(this.#world, this.#workspace, file)],
                    },
                  },
                }),
          },
        },
      },
      response_urls: [],
      is_enterprise_install: false,
    });
    const errors =
      acknowledgment.body?.response_action === "errors" ? (acknowledgment.body.errors as Json) : null;
    this.formErrors = errors ?? {};
    if (!errors && acknowledgment.ok) this.user.modal = null;
  }

  /** Chooses a shortcut that is there wherever one is in Slack. */
  async shortcut(callback: string): Promise<void> {
    if (!this.#world.uses(this.#workspace, "commands")) throw new Error("the app may have no shortcuts");
    await this.#world.deliveries.deliver("interactive", {
      type: "shortcut",
      callback_id: callback,
      token: "verification",
      trigger_id: this.#trigger(),
      action_ts: newTs(),
      team: { id: this.#workspace.id, domain: this.#workspace.name },
      user: this.#actor(),
      is_enterprise_install: false,
      enterprise: null,
    });
  }

  /** The form with several fields that is open, as they have it in front of them; null: none is. */
  fields(): Fields | null {
    const { modal } = this.user;
    if (!modal) return null;
    this.#fields ??= new Fields();
    this.#fields.show(modal.id, modal.view);
    return this.#fields;
  }

  #fields: Fields | null = null;

  /** What there is to choose of a field for what is typed into it. */
  async suggestions(label: string, typed: string): Promise<readonly Option[]> {
    const { block, modal } = this.#field(label);
    const acknowledgment = await this.#world.deliveries.deliver("interactive", {
      type: "block_suggestion",
      user: this.#actor(),
      team: { id: this.#workspace.id, domain: this.#workspace.name },
      container: { type: "view", view_id: modal.id },
      api_app_id: "A0STANDIN",
      token: "verification",
      action_id: block.element?.action_id,
      block_id: block.block_id,
      value: typed,
      view: { ...modal.view, id: modal.id, hash: modal.hash },
    });
    const options = acknowledgment.body?.options;
    this.#world.violations.push(...optionProblems(options).map((one) => `options: ${one}`));
    return (options ?? []) as Option[];
  }

  #field(label: string): { block: InputBlock; modal: NonNullable<User["modal"]>; fields: Fields } {
    const fields = this.fields();
    const { modal } = this.user;
    if (!fields || !modal) throw new Error("no form is open");
    return { block: fields.block(label), modal, fields };
  }

  /**
   * Fills in a field of the open form by its label: a time, the name of a channel, the labels of what is chosen;
   * null: it is emptied. A field that is found by typing gets the first of what comes for it.
   */
  async fill(label: string, value: string | readonly string[] | null): Promise<void> {
    const { block, modal, fields } = this.#field(label);
    const type = block.element?.type;
    const options = block.element?.options ?? [];
    const named = (text: string): Option => {
      const found = options.find((one) => one.text.text === text);
      if (!found)
        throw new Error(`"${label}" has no "${text}", but ${options.map((o) => o.text.text).join(", ")}`);
      return found;
    };
    if (type === "conversations_select") {
      const channel = [...this.#workspace.channels.values()].find(
        (one) => one.name === value && one.members.has(this.id),
      );
      if (value !== null && !channel) throw new Error(`they are in no channel ${String(value)}`);
      fields.set(label, { type, selected_conversation: channel?.id ?? null });
      if (block.dispatch_action !== true) return;
      await this.#world.deliveries.deliver("interactive", {
        type: "block_actions",
        user: this.#actor(),
        team: { id: this.#workspace.id, domain: this.#workspace.name },
        api_app_id: "A0STANDIN",
        token: "verification",
        container: { type: "view", view_id: modal.id },
        trigger_id: this.#trigger(),
        view: { ...modal.view, id: modal.id, hash: modal.hash, state: { values: fields.values() } },
        actions: [
          {
            type,
            action_id: block.element?.action_id,
            block_id: block.block_id,
            selected_conversation: channel?.id ?? null,
            action_ts: newTs(),
          },
        ],
      });
      return;
    }
    if (type === "timepicker") return fields.set(label, { type, selected_time: value });
    if (type === "external_select") {
      const [first] = typeof value === "string" ? await this.suggestions(label, value) : [];
      if (value !== null && !first) throw new Error(`nothing comes for "${String(value)}"`);
      return fields.set(label, { type, selected_option: first ?? null });
    }
    if (type === "static_select")
      return fields.set(label, { type, selected_option: typeof value === "string" ? named(value) : null });
    fields.set(label, {
      type,
      selected_options: typeof value === "string" || !value ? [] : value.map(named),
    });
  }

  /** Sends the form with several fields as it stands; Slack's client keeps it open where a field that is needed is empty. */
  async send(): Promise<void> {
    const { modal } = this.user;
    const fields = this.fields();
    if (!modal || !fields) throw new Error("no form is open");
    if (fields.missing().length > 0) throw new Error("Slack's client does not send this");
    const acknowledgment = await this.#world.deliveries.deliver("interactive", {
      type: "view_submission",
      team: { id: this.#workspace.id, domain: this.#workspace.name },
      user: this.#actor(),
      api_app_id: "A0STANDIN",
      token: "verification",
      trigger_id: this.#trigger(),
      view: {
        ...modal.view,
        id: modal.id,
        team_id: this.#workspace.id,
        hash: modal.hash,
        state: { values: fields.values() },
      },
      response_urls: fields.conversations().map(({ blockId, actionId, channel }) => ({
        block_id: blockId,
        action_id: actionId,
        channel_id: channel,
        response_url: this.#responseUrl(channel),
      })),
      is_enterprise_install: false,
    });
    const { response_action: action, errors, view } = acknowledgment.body ?? {};
    this.formErrors = action === "errors" ? fields.byLabel(errors as Json) : {};
    if (action === "errors") return;
    if (action === "update") {
      const shown = view as Json;
      checkView(this.#world, shown, "modal");
      this.user.modal = { id: modal.id, view: shown, hash: newTs() };
    } else if (acknowledgment.ok) this.user.modal = null;
  }

  /** Closes what is open in front of them. */
  closeForm(): void {
    this.user.modal = null;
  }

  /** Adds a reaction by its name: `one`. */
  async react(message: Message, name: string): Promise<void> {
    react(message, name, this.id);
    await this.reactionCame(message, name, newTs());
  }

  /** Delivers the event of a reaction that was given at this time, be it late or once more. */
  async reactionCame(message: Message, name: string, ts: string): Promise<void> {
    const event = { ...reactionEvent(message, name, this.id), event_ts: ts };
    await this.#world.event(this.#workspace, "reactions:read", event);
  }

  /** What they see in the thread of a message, oldest first. */
  seesInThread(channel: Channel, head: Message): readonly Message[] {
    return channel.messages.filter((m) => m.threadTs === head.ts && isVisible(m, this.id));
  }

  /** Their conversation with the app, where it takes messages. */
  direct(): Channel {
    return directChannel(this.#workspace, this.id);
  }

  async openHome(): Promise<void> {
    const direct = directChannel(this.#workspace, this.id);
    const { home, homeHash } = this.user;
    await this.#world.event(this.#workspace, null, {
      type: "app_home_opened",
      user: this.id,
      channel: direct.id,
      tab: "home",
      ...(home === null ? {} : { view: { ...home, id: "V0HOME", hash: homeHash } }),
    });
  }

  /** The blocks of their App Home. */
  home(): readonly Json[] {
    return (this.user.home?.blocks as Json[] | undefined) ?? [];
  }

  /** Presses a button on their App Home: such a press has no channel and no address for answers. */
  async pressHome(label: string): Promise<void> {
    const button = buttonsOf({ blocks: this.home() }).find((b) => b.label === label);
    if (!button) throw new Error(`no button "${label}" on the home`);
    await this.#actAtHome({ type: "button", action_id: button.actionId, block_id: button.blockId });
  }

  /** Chooses the entry of a menu on their App Home that reads so. */
  async chooseHome(label: string): Promise<void> {
    const chosen = choicesOf({ blocks: this.home() }).find(({ option }) => option.text.text === label);
    if (!chosen) throw new Error(`no menu with "${label}" on the home`);
    const { actionId, blockId, option } = chosen;
    await this.#actAtHome({
      type: "static_select",
      action_id: actionId,
      block_id: blockId,
      selected_option: option,
    });
  }

  async #actAtHome(action: Json): Promise<void> {
    await this.#world.deliveries.deliver("interactive", {
      type: "block_actions",
      user: this.#actor(),
      api_app_id: "A0STANDIN",
      token: "verification",
      container: { type: "view", view_id: "V0HOME" },
      trigger_id: this.#trigger(),
      team: { id: this.#workspace.id, domain: this.#workspace.name },
      enterprise: null,
      is_enterprise_install: false,
      view: { id: "V0HOME", team_id: this.#workspace.id, hash: this.user.homeHash, ...this.user.home },
      actions: [{ ...action, action_ts: newTs() }],
    });
  }

  /** What they see in a channel, oldest first; of threads what is shown in the channel, too. */
  sees(channel: Channel): readonly Message[] {
    return channel.messages.filter((m) => (m.threadTs === null || m.isBroadcast) && isVisible(m, this.id));
  }

  /** What they see of a conversation by its id, of which they may be no part. */
  conversation(id: string): readonly Message[] {
    const channel = this.#workspace.channels.get(id);
    return channel?.members.has(this.id) ? this.sees(channel) : [];
  }

  directMessages(): readonly Message[] {
    return directChannel(this.#workspace, this.id).messages;
  }

  /** Writes a message of their own into a channel. */
  say(channel: Channel, text: string): Message {
    if (escapingProblems(text).length > 0) throw new Error("Slack stores messages escaped");
    return this.#world.say(this.#workspace, channel, { text, user: this.id, isBot: false, ts: newTs() });
  }
}
