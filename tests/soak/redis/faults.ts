import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Random } from "../../../src/engine/rules/random.ts";
import { type RedisServer, startRedis } from "../../setup/redis-server.ts";
import { type Address, startProxy } from "./proxy.ts";

/** How long two servers may take to be in step, in milliseconds. */
const IN_STEP = 20_000;

/** A server that has a replica, behind an address that leads to whichever is the primary, and bad days for both. */
export class Pair {
  readonly proxy: Address;
  readonly #servers: readonly [RedisServer, RedisServer];
  readonly #random: Random;
  #primary: 0 | 1 = 0;
  readonly done = new Map<string, number>();

  private constructor(proxy: Address, servers: readonly [RedisServer, RedisServer], random: Random) {
    this.proxy = proxy;
    this.#servers = servers;
    this.#random = random;
  }

  /** @param fsync `always` or `everysec` */
  static async start(random: Random, fsync: string): Promise<Pair> {
    const args = ["--appendfsync", fsync, "--repl-diskless-sync-delay", "0"];
    const first = await startRedis(args);
    const second = await startRedis(args);
    // Said and not given as an argument: one that is primary by then must not follow when it starts again.
    const client = new Redis(second.url);
    await client.call("REPLICAOF", "127.0.0.1", first.port);
    client.disconnect();
    return new Pair(await startProxy(first.port), [first, second], random);
  }

  get primary(): RedisServer {
    return this.#servers[this.#primary];
  }

  async #with<T>(run: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.primary.url, { maxRetriesPerRequest: 200, retryStrategy: () => 50 });
    client.on("error", () => {});
    try {
      return await run(client);
    } finally {
      client.disconnect();
    }
  }

  /** The replica has all that the primary has. */
  async #inStep(): Promise<void> {
    const end = Date.now() + IN_STEP;
    const isInStep = async () =>
      /state=online/.test(await this.#with((client) => client.info("replication")));
    while (!(await isInStep())) {
      if (Date.now() > end) throw new Error("the two Redis servers did not come together");
      await sleep(50);
    }
  }

  readonly kinds: Readonly<Record<string, () => Promise<void>>> = {
    killed: async () => {
      const { primary } = this;
      await primary.kill();
      await sleep(this.#random.int(50, 700));
      await primary.restart();
    },
    paused: async () => {
      const info = await this.#with((client) => client.info("server"));
      const pid = Number(/process_id:(\d+)/.exec(info)?.[1]);
      process.kill(pid, "SIGSTOP");
      await sleep(this.#random.int(200, 3_200));
      process.kill(pid, "SIGCONT");
    },
    "read-only": async () => {
      await this.#with((client) => client.config("SET", "min-replicas-to-write", "9"));
      await sleep(this.#random.int(200, 1_200));
      await this.#with((client) => client.config("SET", "min-replicas-to-write", "0"));
    },
    full: async () => {
      await this.#with((client) => client.config("SET", "maxmemory", "1"));
      await sleep(this.#random.int(200, 1_200));
      await this.#with((client) => client.config("SET", "maxmemory", "0"));
    },
    "connections cut": async () => this.proxy.cut(),
    "failed over": async () => {
      await this.#inStep();
      const next = this.#primary === 0 ? 1 : 0;
      // The old one hands over all it took, then refuses writes; connections to it stay.
      await this.#with((client) =>
        client.call("FAILOVER", "TO", "127.0.0.1", `${this.#servers[next].port}`, "TIMEOUT", "10000"),
      );
      const end = Date.now() + IN_STEP;
      while (Date.now() < end && !/role:slave/.test(await this.#with((client) => client.info("replication"))))
        await sleep(20);
      this.#primary = next;
      this.proxy.lead(this.primary.port);
    },
  };

  async fault(): Promise<void> {
    const name = this.#random.pick(Object.keys(this.kinds));
    await this.kinds[name]?.();
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await Promise.all(this.#servers.map((server) => server.stop()));
  }
}
