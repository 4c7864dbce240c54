import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../src/engine/rules/random.ts";
import type { DiscordTown } from "./towns/discord.ts";
import type { SlackTown } from "./towns/slack.ts";
import type { Town } from "./towns/town.ts";

/** Most copies of one event, and the longest that one is late, in milliseconds. */
const COPIES = 12;
const LATE = 250;

type Dispatch = DiscordTown["discord"]["gateway"]["dispatch"];
type Deliver = SlackTown["slack"]["deliveries"]["deliver"];

/** What platforms do to events and requests when they have a bad day. */
export class Weather {
  readonly #random: Random;
  /** Events that were handed to the bot, copies counted. */
  events = 0;
  readonly storms = new Map<string, number>();
  #isOn = true;
  readonly #work: Promise<unknown>;

  constructor(towns: readonly Town[], random: Random, storms = true) {
    this.#random = random;
    for (const town of towns) {
      if (town.platform === "discord") this.#scatterGateway(town as DiscordTown);
      else this.#scatterDeliveries(town as SlackTown);
    }
    this.#work = storms ? Promise.all(towns.map((town) => this.#storm(town))) : Promise.resolve();
  }

  /** Each interaction comes several times, late, and in another order. */
  #scatterGateway({ discord: { gateway } }: DiscordTown): void {
    const dispatch: Dispatch = gateway.dispatch.bind(gateway);
    gateway.dispatch = (guild, type, event) => {
      if (type !== "INTERACTION_CREATE") return dispatch(guild, type, event);
      for (let copy = this.#random.int(1, COPIES); copy > 0; copy--) {
        this.events++;
        setTimeout(() => dispatch(guild, type, event), this.#random.int(0, LATE));
      }
    };
  }

  #scatterDeliveries({ slack: { deliveries } }: SlackTown): void {
    const deliver: Deliver = deliveries.deliver.bind(deliveries);
    deliveries.deliver = async (kind, payload) => {
      const once = async () => {
        this.events++;
        await sleep(this.#random.int(0, LATE));
        return deliver(kind, payload);
      };
      const copies = Array.from({ length: this.#random.int(1, COPIES) }, once);
      return Promise.any(copies);
    };
  }

  async #storm(town: Town): Promise<void> {
    const kinds =
      town.platform === "discord" ? this.#onDiscord(town as DiscordTown) : this.#onSlack(town as SlackTown);
    while (this.#isOn) {
      await sleep(this.#random.int(200, 1_200));
      if (!this.#isOn) return;
      const name = this.#random.pick(Object.keys(kinds));
      this.storms.set(name, (this.storms.get(name) ?? 0) + 1);
      await kinds[name]?.();
    }
  }

  #onDiscord({ discord }: DiscordTown): Record<string, () => Promise<void>> {
    const { router, gateway } = discord;
    const some = (most: number) => this.#random.int(1, most);
    return {
      "503 to everything": async () => {
        router.broken = 503;
        await sleep(some(800));
        router.broken = null;
      },
      // What nobody asks for meanwhile is not saved up: whoever waits longer each time would meet all of it.
      "429 to the next requests": async () => {
        router.limitNext.push(...Array.from({ length: some(8) }, () => 0.1));
        await sleep(some(800));
        router.limitNext.length = 0;
      },
      "done, and answered with 502": async () => {
        router.loseReplies = some(3);
        await sleep(some(800));
        router.loseReplies = 0;
      },
      "slow answers": async () => {
        router.delay = some(400);
        await sleep(some(800));
        router.delay = 0;
      },
      "sockets cut": async () => gateway.cut(),
      "asked to reconnect": async () => gateway.askToReconnect(),
      "sessions ended": async () => gateway.invalidate(),
    };
  }

  #onSlack({ slack, workspace }: SlackTown): Record<string, () => Promise<void>> {
    const some = (most: number) => this.#random.int(1, most);
    return {
      "503 to everything": async () => {
        slack.faults.status = 503;
        await sleep(some(800));
        slack.faults.status = 0;
      },
      "429 to the next requests": async () =>
        slack.limit(workspace, this.#random.pick(["chat.postMessage", "chat.update"]), 1, some(2)),
      "done, and the answer lost": async () => {
        slack.faults.loseReplyOf = this.#random.pick(["chat.postMessage", "chat.update"]);
        await sleep(some(800));
        slack.faults.loseReplyOf = null;
      },
      "slow answers": async () => {
        slack.faults.delay = some(400);
        await sleep(some(800));
        slack.faults.delay = 0;
      },
      "sockets cut": async () => slack.dropSockets(),
      "asked to reconnect": async () => slack.refreshSockets(),
    };
  }

  /** The sky clears. */
  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#work;
  }

  notes(): string[] {
    return [[...this.storms].map(([name, count]) => `${name}: ${count}`).join(", ")];
  }
}
