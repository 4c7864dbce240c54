import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { boltLogger } from "../../../src/platforms/slack/logger.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import type { Member } from "../../stand-ins/slack/member.ts";
import type { Channel, Json } from "../../stand-ins/slack/state.ts";
import { LogBook } from "../harness.ts";
import { found } from "../suite/looking.ts";

/** What the other tests rely on: the stand-in refuses what Slack refuses, and notes what must not be. */
describe("the server that stands in for Slack", () => {
  let slack: SlackStandIn;
  let team: Workspace;
  let channel: Channel;
  let ada: Member;
  let client: WebClient;

  beforeEach(async () => {
    slack = await startSlack();
    team = slack.addWorkspace("Acme");
    channel = team.addChannel("study");
    ada = team.addMember("Ada");
    client = new WebClient(team.state.token, {
      slackApiUrl: slack.apiUrl,
      logger: boltLogger(new LogBook()),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  });
  afterEach(() => slack.close());

  const call = async (method: string, args: Json) => {
    try {
      await client.apiCall(method, args);
      return "ok";
    } catch (error) {
      return error instanceof Error ? error.message : "?";
    }
  };
  const post = (args: Json) => call("chat.postMessage", { channel: channel.id, text: "x", ...args });
  const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
  const button = (id: string, text = "A") => ({
    type: "button",
    action_id: id,
    text: { type: "plain_text", text },
  });

  const chart = (categories: string[], labels = categories) => ({
    type: "data_visualization",
    title: "x",
    chart: {
      type: "bar",
      series: [{ name: "x", data: labels.map((label) => ({ label, value: 1 })) }],
      axis_config: { categories },
    },
  });
  const textCell = { type: "raw_text", text: "x" };
  const channelCell = {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "channel", channel_id: "C1" }] }],
  };
  const container = (child_blocks: Json[]) => ({ type: "container", title: button("x").text, child_blocks });
  const mark = (text: string) => ({ text: { type: "plain_text", text }, value: text });
  const marks = (good: string, more: Json = {}) => ({
    type: "context_actions",
    elements: [
      { type: "feedback_buttons", positive_button: mark(good), negative_button: mark("bad"), ...more },
    ],
  });
  const table = (rows: Json[][]) => ({ type: "data_table", caption: "x", rows });
  const menu = (value: string) => ({
    type: "static_select",
    options: [{ text: { type: "plain_text", text: "x" }, value }],
  });

  it("takes tables, charts, pictures, menus and small marks", async () => {
    const blocks = [
      marks("good", { action_id: "a" }),
      table([[textCell], [textCell], [channelCell], [{ type: "raw_number", value: 1, text: "one" }]]),
      chart(["Mon", "Tue"]),
      { type: "image", image_url: "https://x.example/a.png", alt_text: "x" },
      { type: "actions", elements: [menu("x")] },
    ];
    expect(await post({ blocks })).toBe("ok");
    team.state.lacks.add("data_table");
    expect(await post({ blocks })).toContain("invalid_blocks");
    expect(slack.violations).toEqual([]);
  });

  it.each([
    ["a long section", [section("x".repeat(3001))]],
    ["an empty section", [section("")]],
    ["a header with markup", [{ type: "header", text: { type: "mrkdwn", text: "x" } }]],
    ["a long button", [{ type: "actions", elements: [button("a", "x".repeat(76))] }]],
    ["an action id twice", [{ type: "actions", elements: [button("a"), button("a")] }]],
    ["26 buttons", [{ type: "actions", elements: Array.from({ length: 26 }, (_, i) => button(`${i}`)) }]],
    ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" }))],
    ["a block id twice", [1, 2].map(() => ({ type: "divider", block_id: "b" }))],
    [
      "an input in a message",
      [{ type: "input", label: button("a").text, element: { type: "plain_text_input" } }],
    ],
    ["too much of everything", Array.from({ length: 5 }, () => section("x".repeat(2900)))],
    ["a table without rows", [table([[textCell]])]],
    ["a table with a head in formatted text", [table([[channelCell], [channelCell]])]],
    ["a table with rows of different lengths", [table([[textCell], [textCell, textCell]])]],
    ["a number in a table without its words", [table([[textCell], [{ type: "raw_number", value: 1 }]])]],
    ["an empty container", [container([])]],
    ["a table in a container", [container([table([[textCell], [textCell]])])]],
    [
      "an action id twice in a container",
      [container([{ type: "actions", elements: [button("a"), button("a")] }])],
    ],
    ["a chart with a category twice", [chart(["Mon", "Mon"])]],
    ["a chart with other labels than its categories", [chart(["Mon"], ["Tue"])]],
    ["three charts", [chart(["Mon"]), chart(["Mon"]), chart(["Mon"])]],
    ["a picture without words", [{ type: "image", image_url: "https://x.example/a.png", alt_text: "" }]],
    ["a menu of nothing", [{ type: "actions", elements: [{ type: "static_select", options: [] }] }]],
    ["a long choice", [{ type: "actions", elements: [menu("x".repeat(151))] }]],
    ["a long mark", [marks("x".repeat(76))]],
    ["a button among small marks", [{ type: "context_actions", elements: [button("a")] }]],
    ["small marks in a container", [container([marks("good")])]],
    ["an unescaped &", [section("a & b")]],
    ["an unescaped <", [section("a < b")]],
    ["an unknown token", [section("<oops>")]],
  ])("refuses %s", async (_, blocks) => {
    expect(await post({ blocks })).toContain("invalid_blocks");
    expect(slack.violations).not.toEqual([]);
    expect(channel.messages).toEqual([]);
  });

  it("knows tokens, scopes, channels and members", async () => {
    expect(await post({})).toBe("ok");
    expect(await post({ channel: "C0NOWHERE" })).toContain("channel_not_found");
    expect(await call("chat.postEphemeral", { channel: channel.id, user: "U0NOBODY", text: "x" })).toContain(
      "user_not_in_channel",
    );
    team.state.scopes.delete("chat:write");
    expect(await post({})).toContain("missing_scope");
    channel.members.delete(team.state.botUser);
    team.state.scopes.add("chat:write");
    expect(await post({})).toContain("not_in_channel");
    channel.isArchived = true;
    expect(await post({})).toContain("is_archived");
    team.state.installed = false;
    expect(await post({})).toContain("account_inactive");
    expect(await call("auth.test", { token: "xoxb-other" })).toContain("invalid_auth");
  });

  it("limits rates, and notes who does not wait", async () => {
    slack.limit(team, "chat.postMessage", 5);
    expect(await post({})).toContain("rate-limit");
    expect(slack.violations).toEqual([]);
    await post({});
    expect(slack.violations).toEqual(["chat.postMessage was called before Retry-After had passed"]);
  });

  it("lets bursts run out", async () => {
    let outcome = "ok";
    let posts = 0;
    for (; outcome === "ok" && posts < 200; posts++) outcome = await post({});
    expect(outcome).toContain("rate-limit");
    expect(posts).toBeGreaterThan(10);
  });

  it("opens one form per trigger, in time, and takes five responses per address", async () => {
    const view = { type: "modal", title: button("a").text, blocks: [section("x")] };
    const [wait, responses] = [[] as string[], slack.world.responses];
    void ada.type(channel, "x");
    await found(() => (slack.world.triggers.size > 0 ? true : null), "a trigger");
    const [id, trigger] = [...slack.world.triggers][0] ?? ["", null];
    for (let i = 0; i < 2; i++) wait.push(await call("views.open", { trigger_id: id, view }));
    expect(wait).toEqual(["ok", expect.stringContaining("exchanged_trigger_id")]);
    if (trigger) Object.assign(trigger, { used: false, at: Date.now() - 3100 });
    expect(await call("views.open", { trigger_id: id, view })).toContain("expired_trigger_id");

    const url = `${slack.world.origin}/commands/${[...responses.keys()][0]}`;
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++)
      statuses.push((await fetch(url, { method: "POST", body: JSON.stringify({ text: `${i}` }) })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(ada.sees(channel)).toHaveLength(5);
    expect(team.addMember("Ben").sees(channel)).toEqual([]);
  });

  it("notes an acknowledgment that comes late or never, and sends events again", async () => {
    const socket = new WebSocket(`${slack.world.origin.replace("http", "ws")}/link`);
    const envelopes: { retry_attempt: number; payload: { event_id: string } }[] = [];
    socket.on("message", (data) => {
      const message = JSON.parse(String(data));
      if (message.type === "events_api") envelopes.push(message);
    });
    await new Promise((resolve) => socket.once("message", resolve));
    slack.deliveries.faults.retries = [0];
    await ada.openHome();
    socket.close();
    expect(envelopes.map((e) => e.retry_attempt)).toEqual([0, 1]);
    expect(new Set(envelopes.map((e) => e.payload.event_id)).size).toBe(1);
    expect(slack.violations).toEqual([expect.stringContaining("events_api was not acknowledged")]);
  });

  it("sends the app no events that it has no scope for", async () => {
    team.state.scopes.delete("reactions:read");
    await post({});
    const message = channel.messages[0];
    if (message) await ada.react(message, "one");
    expect([...slack.world.events]).toEqual([]);
  });
});
