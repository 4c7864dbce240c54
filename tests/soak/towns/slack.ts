import { setTimeout as sleep } from "node:timers/promises";
import type { Choice } from "../../../src/engine/words/round.ts";
import { letterOf } from "../../../src/engine/words/round.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../../stand-ins/slack/member.ts";
import type { Channel, Message } from "../../stand-ins/slack/state.ts";
import type { QuestionSeen } from "../record.ts";
import { confirmedIn, isSummary, mayConcern, PATIENCE, roundOf, showing, type Town } from "./town.ts";

const idsOf = (message: Message) => buttonsOf(message).map(({ actionId }) => actionId);
const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;

/** A Slack workspace over Socket Mode whose members answer by buttons. */
export class SlackTown implements Town {
  readonly platform = "slack";
  readonly slack: SlackStandIn;
  readonly workspace: Workspace;
  readonly #channels: ReadonlyMap<string, Channel>;
  readonly #members = new Map<string, Member>();
  readonly #admin: Member;
  readonly #questions = new Map<string, { message: Message; round: string }[]>();

  private constructor(slack: SlackStandIn, groups: number, learners: number) {
    this.slack = slack;
    this.workspace = slack.addWorkspace("Acme");
    const channels = Array.from({ length: groups }, (_, i) => this.workspace.addChannel(`study-${i}`));
    this.#channels = new Map(channels.map((channel) => [channel.id, channel]));
    this.#admin = this.workspace.addMember("Grace");
    for (let i = 0; i < learners; i++) {
      const member = this.workspace.addMember(`Learner ${i}`);
      this.#members.set(member.id, member);
    }
    const { world } = slack;
    const { say } = world;
    world.say = (...args) => {
      const message = say.apply(world, args);
      const round = message.onlyFor === null ? roundOf(idsOf(message)) : null;
      if (round !== null)
        this.#questions.set(message.channel, [
          ...(this.#questions.get(message.channel) ?? []),
          { message, round },
        ]);
      return message;
    };
  }

  static async start({ groups, learners }: { groups: number; learners: number }): Promise<SlackTown> {
    return new SlackTown(await startSlack(), groups, learners);
  }

  get team() {
    return `slack:${this.workspace.state.id}` as const;
  }

  get env() {
    return {
      SLACK_BOT_TOKEN: this.workspace.state.token,
      SLACK_APP_TOKEN: this.slack.appToken,
      SLACK_API_URL: this.slack.apiUrl,
    };
  }

  get groups() {
    return [...this.#channels.keys()];
  }

  get learners() {
    return [...this.#members.keys()];
  }

  get manager() {
    return this.#admin.id;
  }

  violations = () => this.slack.violations;

  press(group: string, round: string, learner: string, choice: Choice): Promise<Choice | null> | null {
    const channel = this.#channels.get(group);
    const asked = this.#questions
      .get(group)
      ?.findLast((q) => q.round === round && roundOf(idsOf(q.message)) === round);
    const member = this.#members.get(learner);
    if (!channel || !member || asked === undefined || !channel.messages.includes(asked.message)) return null;
    const seen = channel.messages.length;
    void member.press(asked.message, letterOf(choice));
    return (async () => {
      const end = Date.now() + PATIENCE;
      while (Date.now() < end) {
        // A word on an earlier press may come late, on one of yesterday's question, too.
        const news = channel.messages
          .slice(seen)
          .filter((message) => message.onlyFor === learner && mayConcern(idsOf(message), round));
        if (news.some((message) => confirmedIn(textOf(message)) === choice)) return choice;
        await sleep(5);
      }
      return null;
    })();
  }

  questions(group: string): readonly QuestionSeen[] {
    const messages = this.#channels.get(group)?.messages ?? [];
    return (this.#questions.get(group) ?? []).map(({ message, round }) => ({
      message: message.ts,
      round,
      shows: messages.includes(message) ? showing(idsOf(message), textOf(message)) : "gone",
    }));
  }

  summaries(group: string, message: string): number {
    const messages = this.#channels.get(group)?.messages ?? [];
    return messages.filter((m) => m.threadTs === message && m.isBot && isSummary(textOf(m))).length;
  }

  others(group: string): readonly string[] {
    const questions = new Set((this.#questions.get(group) ?? []).map(({ message }) => message));
    return (this.#channels.get(group)?.messages ?? [])
      .filter((m) => m.onlyFor === null && m.isBot && m.threadTs === null && !questions.has(m))
      .map(textOf);
  }

  told(): readonly string[] {
    return this.#admin.directMessages().map(textOf);
  }

  tidy(): void {
    this.slack.world.calls.length = 0;
    this.slack.world.triggers.clear();
    this.slack.world.responses.clear();
  }

  stop = () => this.slack.close();
}
