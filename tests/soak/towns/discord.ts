import { setTimeout as sleep } from "node:timers/promises";
import type { Choice } from "../../../src/engine/words/round.ts";
import { letterOf } from "../../../src/engine/words/round.ts";
import { textsIn } from "../../stand-ins/discord/components.ts";
import { DiscordStandIn } from "../../stand-ins/discord/index.ts";
import type { StandInMember } from "../../stand-ins/discord/member.ts";
import { read } from "../../stand-ins/discord/reading.ts";
import type { Channel, Guild, Message } from "../../stand-ins/discord/state.ts";
import type { QuestionSeen } from "../record.ts";
import { confirmedIn, isSummary, PATIENCE, roundOf, showing, type Town } from "./town.ts";

const idsOf = (message: Message) => message.buttons.map(({ customId }) => customId);

function textOf(message: Message): string {
  const embeds = message.embeds.flatMap((e) => [
    e.title ?? "",
    e.description ?? "",
    ...(e.fields ?? []).flatMap((f) => [f.name, f.value]),
  ]);
  return [message.content, ...embeds, ...textsIn(message.components)]
    .map((source) => read(source).text)
    .join("\n");
}

/** A Discord server whose members answer by buttons. */
export class DiscordTown implements Town {
  readonly platform = "discord";
  readonly discord: DiscordStandIn;
  readonly guild: Guild;
  readonly groups: readonly string[];
  readonly #members = new Map<string, StandInMember>();
  readonly #admin: StandInMember;
  /** Every message with answer buttons that ever came up, with its round. */
  readonly #questions = new Map<string, { message: Message; round: string }[]>();

  private constructor(discord: DiscordStandIn, guild: Guild, groups: number, learners: number) {
    this.discord = discord;
    this.guild = guild;
    this.groups = Array.from(
      { length: groups },
      (_, i) => discord.addChannel({ name: `study-${i}`, guildId: guild.id }).id,
    );
    this.#admin = discord.addMember("Grace", { guild });
    for (let i = 0; i < learners; i++) {
      const member = discord.addMember(`Learner ${i}`, { guild });
      this.#members.set(member.user.id, member);
    }
    const { world } = discord;
    const { addMessage } = world;
    const noted = (channel: Channel, message: Message) => {
      const round = message.onlyFor === null ? roundOf(idsOf(message)) : null;
      if (round !== null && channel.guildId === guild.id)
        this.#questions.set(channel.id, [...(this.#questions.get(channel.id) ?? []), { message, round }]);
      return message;
    };
    world.addMessage = (channel, change) => noted(channel, addMessage.call(world, channel, change));
  }

  static async start({ groups, learners }: { groups: number; learners: number }): Promise<DiscordTown> {
    const discord = await DiscordStandIn.start({ identifyEvery: 0 });
    return new DiscordTown(discord, discord.guild, groups, learners);
  }

  /** Another server on the same stand-in, which the first one stops. */
  beside({ groups, learners }: { groups: number; learners: number }): DiscordTown {
    const guild = this.discord.addGuild(`Beside ${this.guild.name}`);
    const town = new DiscordTown(this.discord, guild, groups, learners);
    town.stop = async () => {};
    return town;
  }

  get team() {
    return `discord:${this.guild.id}` as const;
  }

  get env() {
    return { DISCORD_TOKEN: this.discord.token, DISCORD_API_URL: this.discord.url };
  }

  get learners() {
    return [...this.#members.keys()];
  }

  get manager() {
    return this.#admin.user.id;
  }

  violations = () => this.discord.violations;

  press(group: string, round: string, learner: string, choice: Choice): Promise<Choice | null> | null {
    const asked = this.#questions
      .get(group)
      ?.findLast((q) => q.round === round && roundOf(idsOf(q.message)) === round);
    if (asked === undefined || !this.discord.world.channels.get(group)?.messages.has(asked.message.id))
      return null;
    const pressed = this.#members.get(learner)?.press(group, asked.message.id, letterOf(choice));
    return (async () => {
      const end = Date.now() + PATIENCE;
      while (pressed !== undefined && Date.now() < end) {
        const { original } = pressed;
        if (original !== null && !original.loading) return confirmedIn(textOf(original));
        await sleep(5);
      }
      return null;
    })();
  }

  /** Groups in which a question came up. */
  get asked(): number {
    return this.#questions.size;
  }

  questions(group: string): readonly QuestionSeen[] {
    const messages = this.discord.world.channels.get(group)?.messages;
    return (this.#questions.get(group) ?? []).map(({ message, round }) => ({
      message: message.id,
      round,
      shows: messages?.has(message.id) ? showing(idsOf(message), textOf(message)) : "gone",
    }));
  }

  summaries(_group: string, message: string): number {
    const thread = this.discord.world.channels.get(message);
    return [...(thread?.messages.values() ?? [])].filter((m) => isSummary(textOf(m))).length;
  }

  others(group: string): readonly string[] {
    const questions = new Set((this.#questions.get(group) ?? []).map(({ message }) => message.id));
    return [...(this.discord.world.channels.get(group)?.messages.values() ?? [])]
      .filter((m) => m.onlyFor === null && m.authorId === this.discord.bot.id && !questions.has(m.id))
      .map(textOf);
  }

  told(): readonly string[] {
    return this.#admin.directMessages().map(({ text }) => text);
  }

  tidy(): void {
    const { gateway, world, interactions } = this.discord;
    for (const [id, session] of gateway.sessions) if (session.socket === null) gateway.sessions.delete(id);
    for (const channel of world.channels.values())
      for (const message of channel.messages.values())
        if (message.onlyFor !== null) channel.messages.delete(message.id);
    for (const [id, { at }] of interactions.all)
      if (performance.now() - at > 20_000) interactions.all.delete(id);
    this.discord.router.seen.length = 0;
  }

  stop: () => Promise<void> = () => this.discord.stop();
}
