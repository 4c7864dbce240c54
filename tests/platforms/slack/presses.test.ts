import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SealedReply } from "../../../src/engine/words/reply.ts";
import { readBlocks } from "../../stand-ins/slack/reading.ts";
import { sampleDaily, sampleNotice, sampleQuestion } from "../samples.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

const SEALED: SealedReply = {
  kind: "sealed",
  visibility: "private",
  letter: "B",
  option: "5 × 5",
  changedFrom: null,
  closesAt: 1_795_165_200_000,
  answered: 3,
  buttons: [],
};

describe("what people do on Slack", () => {
  let at: SlackHarness;
  beforeEach(async () => {
    at = await makeHarness("socket");
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  async function daily() {
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "d", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const message = at.channel.messages.find((m) => m.ts === outcome.message.message);
    if (!message) throw new Error("not stored");
    return message;
  }

  it("hands in a line as it was meant", async () => {
    await at.member.typeRaw(at.channel, "daily set channel:<#C012|general> time:“9:00” &amp;");
    await found(() => at.inbound.calls[0], "the line");
    expect(at.inbound.last("line")).toMatchObject({
      line: 'daily set channel:C012 time:"9:00" &',
      locale: "en-US",
      place: at.place,
    });
  });

  it("takes the name of the payload and no rights where Slack does not say who somebody is", async () => {
    at.slack.fail("users.info", "missing_scope");
    await at.ada.run("dlq-me", null, {});
    await found(() => at.inbound.calls[0], "the line");
    expect(at.inbound.last("line")).toMatchObject({
      person: { id: at.ada.person.id, name: "ada.lovelace" },
      isAdmin: false,
      locale: "en",
    });
  });

  it("sends somebody's data as text where Slack takes no file", async () => {
    const json = JSON.stringify({ answers: Array.from({ length: 300 }, (_, n) => ({ n })) }, null, 2);
    at.slack.fail("files.getUploadURLExternal", "file_uploads_disabled");
    at.inbound.answer({ kind: "export", visibility: "private", filename: "data.json", json });
    await at.ada.run("dlq-privacy", "export", {});
    await sight(at.ada, "Your data is in a direct message");
    const texts = at.ada.directMessages().map((message) => message.text);
    expect(texts.join("\n").replace(/\s/g, "")).toContain(json.replace(/\s/g, ""));
  });

  it("asks Slack once who somebody is", async () => {
    for (let i = 0; i < 3; i++) await at.ada.run("dlq-me", null, {});
    await found(() => (at.inbound.calls.length === 3 ? true : null), "three lines");
    expect(at.slack.world.calls.filter((call) => call.method === "users.info")).toHaveLength(1);
  });

  it("tells a member privately what became of a reaction", async () => {
    const message = await daily();
    at.inbound.answer(SEALED);
    await at.member.react(message, "two");
    expect((await sight(at.ada, "Your answer: B")).private).toBe(true);
    expect(at.ben.sees()).toHaveLength(1);
    expect(at.inbound.last("reaction").person).toEqual(at.ada.person);
  });

  it("leaves other reactions, other messages and other bots alone", async () => {
    const message = await daily();
    for (const name of ["a", "b", "five", "thumbsup"]) await at.member.react(message, name);
    await at.member.react(at.member.say(at.channel, "vote!"), "one");
    const robot = at.team.addMember("Robot", { isBot: true });
    await robot.react(message, "one");
    await pause(100);
    expect(at.inbound.calls).toEqual([]);
  });

  it("says what a question with reactions needs people to know", async () => {
    await daily();
    expect(at.ben.sees()[0]?.text).toContain("visible to everyone");
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const practice = await found(() => at.ben.sees()[1], "the practice question");
    expect(practice.text).not.toContain("visible to everyone");
  });

  it("mentions a user group in a daily question, and nobody else", async () => {
    const reply = sampleDaily({ ping: "S012ABC", stem: "<!channel> @here <@U012ABC>" });
    await at.platform.post(at.place, reply, { key: "p", repeat: false });
    expect(at.ben.sees()[0]?.pings).toEqual(["S012ABC"]);
    expect(at.channel.messages[0]?.text).not.toMatch(/<[!@]/);
  });

  it("opens a form in time whatever the engine and Slack's profile page do", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ben, "receptive field");
    at.inbound.answer(() => new Promise(() => undefined));
    void at.ada.press(ref, "A");
    await at.ben.press(ref, "Report");
    await found(() => at.ben.form(), "the form", 2500);
  });

  it("keeps a form open that says nothing, and says what is missing at its field", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ada, "receptive field");
    await at.ada.press(ref, "Report");
    await found(() => at.ada.form(), "the form");
    await at.ada.submit("        ");
    expect(at.ada.form()).not.toBeNull();
    expect(at.member.formErrors).toEqual({ text: "Write at least 5 characters." });
    at.inbound.answer(sampleNotice("Thanks."));
    await at.ada.submit("Key is wrong.");
    expect(at.ada.form()).toBeNull();
    await sight(at.ada, "Thanks.");
  });

  it("says so when a form could not be opened", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ada, "receptive field");
    at.slack.fail("views.open", "expired_trigger_id");
    await at.ada.press(ref, "Report");
    expect((await sight(at.ada, "press the button again")).private).toBe(true);
  });

  it("answers a form although the button is long past", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ada, "receptive field");
    await at.ada.press(ref, "Report");
    await found(() => at.ada.form(), "the form");
    for (const address of at.slack.world.responses.values()) address.at -= 31 * 60_000;
    at.inbound.answer(sampleNotice("Thanks."));
    await at.ada.submit("Key is wrong.");
    expect((await sight(at.ada, "Thanks.")).private).toBe(true);
  });

  it("shows a member's home", async () => {
    at.inbound.answer({
      kind: "home",
      visibility: "private",
      lines: [["Welcome."]],
      profile: null,
      board: {
        kind: "board",
        visibility: "private",
        title: "This week",
        period: "week",
        previous: false,
        scope: "team",
        topic: null,
        rows: [{ rank: 1, learner: "U1", name: "Ada", points: 30, you: true }],
        own: null,
        total: 1,
      },
    });
    await at.member.openHome();
    const home = await found(() => (at.member.home().length > 0 ? at.member.home() : null), "the home");
    expect(readBlocks(home).text).toMatch(/Welcome\.[\s\S]*Ada {2}30 points/);
    expect(at.inbound.last("home").place.group).toMatch(/^D/);
  });

  it("tells of channels that the bot loses", async () => {
    const hidden = at.team.addChannel("hidden", { isPrivate: true });
    await at.team.removeBot(hidden);
    await at.team.archive(at.channel);
    await found(() => at.inbound.gone[1], "channelGone()");
    expect(at.inbound.gone).toEqual([{ ...at.place, group: hidden.id }, at.place]);
  });

  it("is not disturbed by events that are repeated because the acknowledgment was late", async () => {
    at.slack.deliveries.faults.repeats = 2;
    await at.team.uninstall();
    await found(() => at.inbound.leftTeams[0], "left()");
    await pause(50);
    expect(at.inbound.leftTeams).toEqual([at.place.team]);
  });

  it("takes payloads that hold no more than the essentials, each as a new one", async () => {
    const { deliveries } = at.slack;
    const command = {
      command: "/dlq",
      text: "me",
      team_id: at.team.state.id,
      channel_id: at.channel.id,
      user_id: at.ada.person.id,
    };
    at.inbound.answer(sampleNotice("Only you see this."));
    await deliveries.deliver("slash_commands", command);
    await deliveries.deliver("slash_commands", { ...command });
    const twice = () => at.ada.sees().filter((m) => m.private && m.text.includes("Only you see this."));
    await found(() => (twice().length === 2 ? true : null), "both replies");
    expect(at.slack.world.calls.filter((call) => call.method === "chat.postEphemeral")).toHaveLength(2);
    const [first, second] = at.inbound.calls.map((call) =>
      "delivery" in call.press ? call.press.delivery : "",
    );
    expect(first).not.toBe(second);

    await deliveries.deliver("interactive", {
      type: "block_actions",
      user: { id: at.ben.person.id },
      container: { channel_id: at.channel.id },
      actions: [{ type: "button", action_id: "dlq:why:r1" }],
    });
    await found(() => at.inbound.calls[2], "the press");
    expect(at.inbound.last("button")).toMatchObject({
      place: at.place,
      action: { verb: "why", round: "r1" },
    });
  });

  it("acknowledges presses of buttons that are none of its own, and leaves them", async () => {
    await at.slack.deliveries.deliver("interactive", {
      type: "block_actions",
      user: { id: at.ben.person.id },
      channel: { id: at.channel.id },
      actions: [{ type: "button", action_id: "other:app" }],
    });
    await pause(50);
    expect(at.inbound.calls).toEqual([]);
  });
});
