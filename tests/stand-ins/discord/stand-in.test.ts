import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiscordStandIn } from "./index.ts";
import type { Interaction } from "./interactions.ts";
import type { StandInMember } from "./member.ts";
import { PERMISSIONS } from "./state.ts";

/** A stand-in that lets everything pass would prove nothing: here it is given what a faulty bot does. */
describe("the stand-in for Discord", () => {
  let discord: DiscordStandIn;
  let ada: StandInMember;
  beforeEach(async () => {
    discord = await DiscordStandIn.start();
    ada = discord.addMember("Ada");
  });
  afterEach(() => discord.stop());

  async function call(method: string, path: string, body?: unknown, token = discord.token) {
    const response = await fetch(`${discord.url}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === "" ? null : JSON.parse(text);
    return { status: response.status, json, headers: response.headers };
  }
  const post = (body: unknown, channel = discord.general.id) =>
    call("POST", `/channels/${channel}/messages`, body);
  const answer = (interaction: Interaction, type: number, data: unknown) =>
    call("POST", `/interactions/${interaction.id}/${interaction.token}/callback`, { type, data });

  it("asks for the token", async () => {
    expect(await call("GET", "/users/@me", undefined, "wrong")).toMatchObject({
      status: 401,
      json: { code: 0 },
    });
    expect((await call("GET", "/users/@me")).status).toBe(200);
  });

  const shown = (content: string) => ({ type: 10, content });
  const native = (...components: object[]) => ({ flags: 1 << 15, components: [{ type: 17, components }] });
  const button = (custom_id: string, label = "A") => ({ type: 2, style: 2, label, custom_id });
  it.each<[string, unknown]>([
    ["an empty message", {}],
    ["content that is too long", { content: "x".repeat(2001) }],
    ["an embed that is too long", { embeds: [{ description: "x".repeat(4097) }] }],
    ["embeds that are too long together", { embeds: [1, 2].map(() => ({ description: "x".repeat(3001) })) }],
    ["an embed without content", { embeds: [{ description: " " }] }],
    [
      "two buttons with one id",
      { content: "x", components: [{ type: 1, components: [button("1"), button("1")] }] },
    ],
    ["a button without a label", { content: "x", components: [{ type: 1, components: [button("1", "")] }] }],
    [
      "an id that is too long",
      { content: "x", components: [{ type: 1, components: [button("x".repeat(101))] }] },
    ],
    [
      "six buttons in a row",
      { content: "x", components: [{ type: 1, components: [..."123456"].map((id) => button(id)) }] },
    ],
    ["a nonce that is too long", { content: "x", nonce: "n".repeat(26) }],
    ["a message all of components with words of its own", { ...native(shown("x")), content: "x" }],
    ["a message all of components with an embed", { ...native(shown("x")), embeds: [{ title: "x" }] }],
    ["components that no message shows without the flag", { content: "x", components: [shown("x")] }],
    ["41 components", native(...Array.from({ length: 40 }, () => shown("x")))],
    ["4001 characters over all texts", native(shown("x".repeat(4000)), shown("y"))],
    [
      "an id that a row shares with a button beside a text",
      native(
        { type: 9, components: [shown("x")], accessory: button("1") },
        { type: 1, components: [button("1")] },
      ),
    ],
    ["a file that did not come", native({ type: 13, file: { url: "attachment://a.txt" } })],
  ])("refuses and remembers %s", async (_, body) => {
    expect((await post(body)).status).toBe(400);
    expect(discord.violations).toHaveLength(1);
  });

  it("keeps a message all of components, and turns none into one that still says something", async () => {
    const sent = async (body: unknown) => ((await post(body)).json as { id: string }).id;
    const edit = (id: string, body: unknown) =>
      call("PATCH", `/channels/${discord.general.id}/messages/${id}`, body);
    const spoken = await sent({ content: "x", embeds: [{ title: "y" }] });
    expect((await edit(spoken, native(shown("z")))).status).toBe(400);
    expect((await edit(spoken, { ...native(shown("z")), content: null, embeds: [] })).status).toBe(200);
    expect((await edit(spoken, { content: "x", components: [] })).status).toBe(400);
    expect(ada.sees(discord.general.id)[0]).toMatchObject({ text: "z", native: true });
    expect(discord.violations).toHaveLength(2);
  });

  it("gives the message of before for a nonce that it knows", async () => {
    const body = { content: "once", nonce: "n1", enforce_nonce: true };
    const [first, second] = [await post(body), await post(body)];
    expect(first.json).toMatchObject({ id: (second.json as { id: string }).id });
    expect(ada.sees(discord.general.id)).toHaveLength(1);
    await post({ content: "once", nonce: "n1" });
    expect(ada.sees(discord.general.id)).toHaveLength(2);
  });

  it("refuses what the bot may not do there", async () => {
    const channel = discord.addChannel();
    discord.deny(channel, PERMISSIONS.sendMessages);
    expect((await post({ content: "x" }, channel.id)).json).toMatchObject({ code: 50013 });
    discord.deny(channel, PERMISSIONS.viewChannel);
    expect((await post({ content: "x" }, channel.id)).json).toMatchObject({ code: 50001 });
    expect((await post({ content: "x" }, "1")).json).toMatchObject({ code: 10003 });
  });

  it("limits posts to a channel", async () => {
    for (let i = 0; i < 5; i++) expect((await post({ content: `${i}` })).status).toBe(200);
    const limited = await post({ content: "too much" });
    expect(limited).toMatchObject({ status: 429, json: { retry_after: expect.any(Number) } });
    expect(limited.headers.get("retry-after")).not.toBeNull();
  });

  it("takes one first answer, within three seconds", async () => {
    discord.world.commands = [{ name: "dlq" }];
    const early = ada.command(discord.general.id, "dlq", null);
    expect((await answer(early, 4, { content: "x", flags: 64 })).status).toBe(204);
    expect((await answer(early, 4, { content: "x" })).json).toMatchObject({ code: 40060 });
    const late = ada.command(discord.general.id, "dlq", null);
    await new Promise((resolve) => setTimeout(resolve, 3050));
    expect((await answer(late, 4, { content: "x" })).json).toMatchObject({ code: 10062 });
    expect(discord.violations).toEqual(["lateAck: no answer within 3 s"]);
    const [message] = ada.sees(discord.general.id);
    expect(message?.private).toBe(true);
    expect(discord.addMember("Ben").sees(discord.general.id)).toEqual([]);
  });

  it("keeps who sees a placeholder", async () => {
    discord.world.commands = [{ name: "dlq" }];
    const { token, ...interaction } = ada.command(discord.general.id, "dlq", null);
    await answer({ ...interaction, token }, 5, {});
    expect([ada.sees(discord.general.id), ada.waits(discord.general.id)]).toEqual([[], true]);
    await call("POST", `/webhooks/${discord.bot.id}/${token}`, { content: "secret", flags: 64 });
    expect(ada.sees(discord.general.id)[0]?.private).toBe(false);
    expect(ada.waits(discord.general.id)).toBe(false);
    expect(discord.violations).toHaveLength(1);
  });

  it("knows what it does not have", async () => {
    expect((await call("GET", "/nothing")).status).toBe(404);
    expect(discord.violations).toHaveLength(1);
  });

  it("refuses commands that Discord refuses, and the mix that it does not show", async () => {
    const option = { type: 3, name: "x", description: "y" };
    const sub = { type: 1, name: "sub", description: "y" };
    const put = (command: object) =>
      call("PUT", `/applications/${discord.bot.id}/commands`, [{ name: "c", description: "d", ...command }]);
    expect((await put({ options: [option] })).status).toBe(200);
    expect((await put({ options: [option, sub] })).status).toBe(400);
    expect((await put({ options: [option, { ...option, name: "z", required: true }] })).status).toBe(400);
    expect((await put({ name: "Upper" })).status).toBe(400);
  });
});
