import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../../commands/index.ts";
import { createRegistry } from "../../../src/command/define.ts";
import { type HomeReply, notice } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { createManifest } from "../../../src/platforms/slack/manifest.ts";
import { BOT_SCOPES, EVENTS, METHODS } from "../../../src/platforms/slack/scopes.ts";
import { buttonsOf } from "../../stand-ins/slack/member.ts";
import { EVENT_SCOPES } from "../../stand-ins/slack/scopes.ts";
import { sampleDaily, sampleNotice, sampleQuestion, sampleResult } from "../samples.ts";
import { languages, saying } from "../speaking.ts";
import { found, sight } from "../suite/looking.ts";
import { makeHarness } from "./harness.ts";

const registry = createRegistry(COMMANDS);
const words = languages.of("en");

describe("the app's manifest", () => {
  it("describes Socket Mode without addresses", () => {
    const manifest = createManifest(registry, { by: "socket" }, words);
    expect(JSON.stringify(manifest)).not.toContain("http");
    expect(manifest).toMatchObject({ settings: { socket_mode_enabled: true } });
  });

  it("lets members type to the bot in a direct message", () => {
    const { features } = createManifest(registry, { by: "socket" }, words) as {
      features: { app_home: object };
    };
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("describes HTTP with the addresses that the bot serves", () => {
    const manifest = createManifest(registry, { by: "http", origin: "https://bot.example" }, words);
    const events = "https://bot.example/slack/events";
    expect(manifest).toMatchObject({
      features: { slash_commands: [{ command: "/dlq", url: events, should_escape: true }] },
      oauth_config: { redirect_urls: ["https://bot.example/slack/oauth_redirect"] },
      settings: {
        event_subscriptions: { request_url: events, bot_events: Object.keys(EVENTS).sort() },
        interactivity: { is_enabled: true, request_url: events, message_menu_options_url: events },
        socket_mode_enabled: false,
      },
    });
  });

  it("names every command in its hint, within what Slack takes", () => {
    const { features } = createManifest(registry, { by: "socket" }, words) as {
      features: { slash_commands: { usage_hint: string; description: string }[] };
    };
    const [command] = features.slash_commands;
    for (const { word } of COMMANDS) expect(command?.usage_hint).toContain(word);
    expect(command?.usage_hint.length).toBeLessThanOrEqual(1000);
  });

  it("asks for exactly the scopes that are used, and for the events that come", async () => {
    const at = await makeHarness("socket");
    const { slack, team, platform, inbound, member } = at;
    team.state.scopes = new Set([...team.state.scopes].filter((scope) => BOT_SCOPES.includes(scope)));
    const hidden = team.addChannel("hidden", { isPrivate: true });
    try {
      inbound.answer(sampleQuestion());
      await at.ada.run("dlq", null, {});
      const message = await sight(at.ada, "receptive field");
      await at.ada.press(message.ref, "Report");
      await found(() => at.ada.form(), "the form");
      for (const channel of [at.channel, hidden]) {
        const place = { ...at.place, group: channel.id };
        const key = channel.id;
        const outcome = await platform.post(place, sampleDaily(), { key, repeat: true });
        if (outcome.kind !== "posted") throw new Error(outcome.kind);
        await platform.linkTo(place.team, outcome.message);
        await platform.seedReactions(place.team, outcome.message, 4);
        await platform.missingPermissions(place, { reactions: true, thread: true, ping: null });
        await platform.edit(place.team, outcome.message, sampleResult());
        const summary = { kind: "summary", visibility: "channel", lines: [saying("Six.")], top: [] } as const;
        await platform.postInThread(place.team, outcome.message, summary, { key: `${key}-s`, repeat: true });
      }
      const two = [at.ada.person.id, at.ben.person.id];
      const asked = { repeat: false, age: 0 };
      expect((await platform.openRoom(at.place, two, saying("A room"), asked)).kind).toBe("open");
      expect(await platform.rooms(at.place.team)).toEqual([at.channel.id, hidden.id]);
      inbound.answer(sampleNotice("Taken."));
      const daily = at.channel.messages.at(-2);
      if (daily) await member.react(daily, "one");
      await found(() => at.ada.sees().findLast((m) => m.text.includes("Taken.")), "the ephemeral");
      const action = { verb: "pack", item: "-" } as const;
      inbound.answer({ ...sampleNotice("Send it."), buttons: [{ label: say("button.pack"), action }] });
      await at.ada.run("dlq-pack", "import", {});
      await at.ada.press((await sight(at.ada, "Send it.")).ref, "Choose a file, or paste");
      await found(() => at.ada.form() === "Questions of your own" || null, "the form for a file");
      const bytes = Buffer.from("question,A,B,answer");
      await member.submit("", [], { name: "quiz.csv", bytes });
      const { file } = await found(
        () => inbound.calls.flatMap((call) => (call.kind === "form" ? [call.press] : [])).at(-1),
        "what was handed in",
      );
      expect(file).toMatchObject({ name: "quiz.csv", size: bytes.length });
      expect(await file?.bytes(1_000)).toEqual(bytes);
      expect(await file?.bytes(10)).toBeNull();
      let page: HomeReply = {
        kind: "home",
        question: null,
        buttons: [],
        visibility: "private",
        profile: null,
        board: null,
        lines: [saying("Hello.")],
        own: { language: null, languages: ["en", "de"], reminders: false, hidden: false, manages: null },
      };
      inbound.answer(page);
      await member.openHome();
      await found(() => member.home()[0], "the home");
      await member.shortcut("dlq_ask");
      const has = (label: string) => () => member.fields()?.labels().includes(label) || null;
      await found(has("Where"), "the form that asks");
      member.closeForm();
      page = { ...page, buttons: [{ label: say("button.manage"), action: { verb: "manage", group: null } }] };
      inbound.answer(page);
      await member.openHome();
      const setUp = "Set up the question of the day";
      await found(
        () => buttonsOf({ blocks: member.home() }).find(({ label }) => label === setUp),
        "the button of the settings",
      );
      await member.pressHome(setUp);
      await found(has("Channel"), "the form of the settings");
      await member.fill("Channel", "study");
      await found(() => slack.world.calls.find((c) => c.method === "views.update"), "the settings");
      if (daily)
        inbound.questions = [
          { place: at.place, message: { channel: daily.channel, message: daily.ts }, reactions: true },
        ];
      for (const socket of slack.deliveries.sockets) socket.terminate();
      await found(
        () => slack.world.calls.find((c) => c.method === "reactions.get"),
        "a look at the reactions",
      );
      await found(() => (platform.ready() ? true : null), "a connection");
      inbound.answer({ kind: "export", visibility: "private", filename: "d.json", json: "{}" });
      await at.ada.run("dlq-privacy", "export", {});
      await found(() => at.ada.directMessages().find((m) => m.files.length > 0), "the file");
      inbound.answer(notice("done", saying("Gone.")));
      for (const channel of [team.addChannel("a"), team.addChannel("b", { isPrivate: true })]) {
        await team.removeBot(channel);
        await team.join(channel, team.state.botUser);
        await team.archive(channel);
        await team.unarchive(channel);
        await team.deleteChannel(channel);
      }
      await team.uninstall();

      expect(slack.world.calls.filter((call) => call.outcome === "missing_scope")).toEqual([]);
      expect([...slack.world.usedScopes].sort()).toEqual(BOT_SCOPES);
      const uploads = ["files.getUploadURLExternal", "files.completeUploadExternal"];
      const called = new Set(
        slack.world.calls.map(({ method }) => (uploads.includes(method) ? "files.uploadV2" : method)),
      );
      called.delete("apps.connections.open");
      expect([...called].sort()).toEqual(Object.keys(METHODS).sort());
      expect([...slack.world.events].sort()).toEqual(Object.keys(EVENTS).sort());
      for (const event of Object.keys(EVENTS)) expect(EVENT_SCOPES).toHaveProperty(event);
      expect(slack.violations).toEqual([]);
    } finally {
      await at.close();
    }
  });
});
