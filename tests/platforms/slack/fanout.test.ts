import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { MessageRef, Place } from "../../../src/engine/words/place.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import { sampleDaily, sampleResult } from "../samples.ts";
import { found } from "../suite/looking.ts";
import { startReplicas } from "./replicas.ts";

/** The limits' time, on both sides, goes by so many times as fast as Slack's. */
const SPEED = 10;
describe("two replicas that share one Redis", () => {
  let slack: SlackStandIn;
  let both: Awaited<ReturnType<typeof startReplicas>>;

  beforeEach(async () => {
    slack = await startSlack();
    both = await startReplicas(slack, inject("redisUrl"), SPEED);
  });
  afterEach(async () => {
    await both.close();
    await slack.close();
    expect(slack.violations).toEqual([]);
  });

  const limited = () => slack.world.calls.filter(({ outcome }) => outcome === "ratelimited").length;
  const perChannel = (team: Workspace) =>
    [...team.state.channels.values()].map(({ messages }) => messages.length);

  it("post to 300 channels of one workspace, each once, within its limit", async () => {
    const { team, places } = both.workspace("Acme", 300);
    await both.fanOut(places);
    expect(new Set(perChannel(team))).toEqual(new Set([1]));
    expect(limited()).toBeLessThan(20);
  }, 60_000);

  it("post to 300 channels of six workspaces, each once, within the limits of each", async () => {
    const all = Array.from({ length: 6 }, (_, i) => both.workspace(`W${i}`, 50));
    await both.fanOut(all.flatMap(({ places }) => places));
    for (const { team } of all) expect(new Set(perChannel(team))).toEqual(new Set([1]));
    expect(limited()).toBeLessThan(20);
  }, 60_000);

  it("find the address of every message that a question links to, however many open at once", async () => {
    const { team, places } = both.workspace("Acme", 60);
    await both.fanOut(places);
    const messages = [...team.state.channels.values()].flatMap((one) => one.messages);
    const links = messages.map(({ channel, ts }, i) =>
      both.replicas[i % 2]?.linkTo(`slack:${team.state.id}`, { channel, message: ts }),
    );
    expect((await Promise.all(links)).filter((link) => link !== null)).toHaveLength(60);
    expect(limited()).toBeLessThan(20);
  }, 60_000);

  it("keep to one message a second in a channel", async () => {
    const { team, places } = both.workspace("Acme", 1);
    await both.fanOut(Array.from({ length: 40 }, () => places[0] as Place));
    expect(perChannel(team)).toEqual([40]);
    expect(limited()).toBeLessThan(5);
  }, 60_000);

  it("wait together where Slack refused one of them", async () => {
    const { team, places } = both.workspace("Acme", 1);
    const [place] = places as [Place];
    slack.limit(team, "chat.postMessage", 30);
    const outcomes: unknown[] = [];
    for (const replica of both.replicas)
      outcomes.push(await replica.post(place, sampleDaily(), { key: "k", repeat: false }));
    expect(outcomes).toMatchObject([{ kind: "failed" }, { kind: "failed" }]);
    expect([limited(), slack.world.calls.length]).toEqual([1, 1]);
  });

  it("take the whole workspace for full once a second channel is refused", async () => {
    const { team, places } = both.workspace("Acme", 4);
    slack.limit(team, "chat.postMessage", 30, 2);
    for (const [i, place] of places.entries())
      await both.replicas[i % 2]?.post(place, sampleDaily(), { key: "k", repeat: false });
    expect([limited(), slack.world.calls.length]).toEqual([2, 2]);
  });

  it("let counts have only what results leave", async () => {
    const { team, places } = both.workspace("Acme", 40);
    await both.fanOut(places);
    const messages = [...team.state.channels.values()].map(
      ({ id, messages: [first] }): MessageRef => ({ channel: id, message: first?.ts ?? "" }),
    );
    const edits = () => slack.world.calls.filter(({ method }) => method === "chat.update");
    const edit = async (
      replica: number,
      message: MessageRef,
      card: Parameters<(typeof both.replicas)[0]["edit"]>[2],
    ) => {
      for (;;) {
        const outcome = await both.replicas[replica]?.edit(`slack:${team.state.id}`, message, card);
        if (outcome?.kind !== "failed") return outcome?.kind;
        if (card.kind !== "result") return "dropped";
        await new Promise((resolve) => setTimeout(resolve, outcome.retryAfter));
      }
    };
    let isOver = false;
    const counting = messages.map(async (message, i) => {
      while (!isOver) await edit(i % 2, message, sampleDaily());
    });
    await found(() => (edits().length > 30 ? true : null), "counts that use up the limit", 20_000);
    const before = edits().length;
    const shown = await Promise.all(messages.map((message, i) => edit(i % 2, message, sampleResult())));
    const during = edits().slice(before).length;
    isOver = true;
    await Promise.all(counting);
    expect(new Set(shown)).toEqual(new Set(["edited"]));
    expect(during).toBeLessThan(messages.length * 1.3);
    expect(limited()).toBeLessThan(20);
  }, 60_000);
});
