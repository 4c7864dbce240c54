import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SealedReply } from "../../../src/engine/words/reply.ts";
import { SAMPLES } from "../../cards/samples.ts";
import { readBlocks } from "../../stand-ins/slack/reading.ts";
import type { Message } from "../../stand-ins/slack/state.ts";
import { sampleDaily, sampleNotice, sampleQuestion, sampleStep } from "../samples.ts";
import { saying } from "../speaking.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

const SEALED: SealedReply = {
  kind: "sealed",
  visibility: "private",
  roundId: "r-2026-11-20",
  given: null,
  letter: "B",
  option: "5 × 5",
  changedFrom: null,
  question: null,
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

  const lookUps = () => at.slack.world.calls.filter((call) => call.method === "users.info");

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

  it("takes the name of the payload and does not know the rights where Slack does not say who somebody is", async () => {
    at.slack.fail("users.info", "missing_scope");
    await at.ada.run("dlq-me", null, {});
    await found(() => at.inbound.calls[0], "the line");
    expect(at.inbound.last("line")).toMatchObject({
      person: { id: at.ada.person.id, name: "ada.lovelace", provisional: true },
      isAdmin: null,
      locale: null,
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

  it("takes the answers of 300 newcomers without asking Slack, and corrects their names later", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    await sight(at.ben, "receptive field");
    const question = at.channel.messages.find((m) => m.isBot);
    if (!question) throw new Error("not stored");
    at.inbound.answer(sampleNotice("Taken."));
    const before = lookUps().length;
    const newcomers = Array.from({ length: 300 }, (_, n) => at.team.addMember(`Newcomer ${n}`));
    await Promise.all(newcomers.map((one) => one.press(question, "A")));
    await found(
      () => (at.inbound.calls.filter((c) => c.kind === "button").length === 300 ? true : null),
      "300",
    );
    expect(lookUps().length - before).toBeLessThan(10);
    expect(at.inbound.last("button").person).toMatchObject({ provisional: true });
    const { person } = await found(() => at.inbound.names[0], "a corrected name");
    expect(person.name).toMatch(/^Newcomer \d+$/);
    // Whoever manages is still recognised: the look-ups of names leave room.
    const grace = at.team.addMember("Grace", { isAdmin: true });
    await grace.type(at.channel, "daily pause");
    await found(() => at.inbound.calls.find((c) => c.press.person.id === grace.id), "the line");
    expect(at.inbound.last("line")).toMatchObject({ isAdmin: true, person: { name: "Grace" } });
  });

  it("still knows an admin for an hour while Slack does not say who anybody is, and the name for good", async () => {
    const lineAfter = async (minutes: number) => {
      const before = at.inbound.calls.length;
      const clock = vi
        .spyOn(Date, "now")
        .mockImplementation(() => performance.timeOrigin + performance.now() + minutes * 60_000);
      await at.ada.run("dlq-me", null, {});
      await found(() => at.inbound.calls[before], "the line");
      clock.mockRestore();
      return at.inbound.last("line");
    };
    expect(await lineAfter(0)).toMatchObject({ isAdmin: true });
    at.slack.fail("users.info", "internal_error");
    expect(await lineAfter(30)).toMatchObject({ isAdmin: true, person: at.ada.person });
    expect(lookUps().length).toBeGreaterThan(1);
    expect(await lineAfter(70)).toMatchObject({ isAdmin: null, person: at.ada.person });
  });

  it("answers a press inside a thread in that thread, and asks the next question there", async () => {
    const head = await daily();
    const { team } = at.place;
    const put = await at.platform.postInThread(
      team,
      { channel: at.channel.id, message: head.ts },
      sampleQuestion(),
      { key: "t", repeat: false },
    );
    if (put.kind !== "posted") throw new Error(put.kind);
    const inThread = at.channel.messages.find((m) => m.ts === put.message.message);
    if (!inThread) throw new Error("not stored");
    at.inbound.answer(sampleNotice("Only in the thread."));
    await at.member.press(inThread, "A");
    const seen = () => at.member.seesInThread(at.channel, head).filter((m) => m.text.includes("Only in"));
    await found(() => (seen().length === 1 ? true : null), "the answer in the thread");
    expect(at.ada.sees().filter((m) => m.text.includes("Only in"))).toEqual([]);
    // Where the address is used up, by the other way.
    for (const address of at.slack.world.responses.values()) address.uses = 5;
    at.inbound.answer(async () => {
      for (const address of at.slack.world.responses.values()) address.uses = 5;
      return sampleNotice("Only in the thread.");
    });
    await at.member.press(inThread, "B");
    await found(() => (seen().length === 2 ? true : null), "the second answer in the thread");
    at.inbound.answer(sampleQuestion({ stem: "Another one?" }));
    await at.member.press(inThread, "C");
    const next = () => at.member.seesInThread(at.channel, head).find((m) => m.text.includes("Another one"));
    await found(next, "the next question in the thread");
  });

  it("answers a press on the head of a thread in the channel", async () => {
    const head = await daily();
    const message = { channel: at.channel.id, message: head.ts };
    const reply = { kind: "summary", visibility: "channel", lines: [saying("Six.")], top: [] } as const;
    await at.platform.postInThread(at.place.team, message, reply, { key: "s", repeat: false });
    at.inbound.answer(sampleNotice("In the channel."));
    await at.member.press(head, "A");
    expect((await sight(at.ada, "In the channel.")).private).toBe(true);
  });

  it("serves a direct message to the bot: the question, the press, the verdict", async () => {
    at.inbound.answer(sampleQuestion());
    const direct = at.member.direct();
    await at.member.type(direct, "cnn");
    const question = await found(() => direct.messages.find((m) => m.isBot), "the question");
    expect(at.inbound.last("line").place.group).toBe(direct.id);
    const sent = await found(() => at.inbound.sentQuestions[0], "the word on where it stands");
    expect(sent.place.group).toBe(direct.id);
    at.inbound.answer(sampleNotice("Right!"));
    await at.member.press(question, "B");
    await found(() => direct.messages.find((m) => m.text.includes("Right!")), "the verdict");
  });

  it("leaves a question that its member alone sees where it is, with the verdict beside it", async () => {
    const { session: _, ...alone } = SAMPLES.verdict;
    at.inbound.answer(sampleQuestion({ visibility: "private" }));
    await at.member.type(at.channel, "cnn private:true");
    const question = await sight(at.ada, "receptive field");
    at.inbound.answer(alone);
    await at.ada.press(question.ref, "B");
    const verdict = await sight(at.ada, "Correct answer");
    expect(verdict.ref).not.toEqual(question.ref);
    expect((await sight(at.ada, "receptive field")).ref).toEqual(question.ref);
  });

  it("says when a reaction and a press were given", async () => {
    const message = await daily();
    at.inbound.answer(SEALED);
    await at.member.reactionCame(message, "two", "1795165200.000123");
    await found(() => at.inbound.calls[0], "the reaction");
    expect(at.inbound.last("reaction").at).toBe(1_795_165_200_000.123);
    await at.member.press(message, "A");
    await found(() => at.inbound.calls[1], "the press");
    expect(at.inbound.last("button").at).toBeGreaterThan(1_700_000_000_000);
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
    expect((await sight(at.ada, "Your answer is B")).private).toBe(true);
    expect(at.ben.sees()).toHaveLength(1);
    expect(at.inbound.last("reaction").person).toEqual(at.ada.person);
  });

  it("leaves other reactions, other messages and other bots alone", async () => {
    const message = await daily();
    for (const name of ["a", "b", "seven", "thumbsup"]) await at.member.react(message, name);
    await at.member.react(at.member.say(at.channel, "vote!"), "one");
    const robot = at.team.addMember("Robot", { isBot: true });
    await robot.react(message, "one");
    await pause(100);
    expect(at.inbound.calls).toEqual([]);
  });

  it("says what a question with reactions needs people to know", async () => {
    await daily();
    expect(at.ben.sees()[0]?.text).toContain("which everyone sees");
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const practice = await found(() => at.ben.sees()[1], "the practice question");
    expect(practice.text).not.toContain("which everyone sees");
  });

  it("mentions a user group in a daily question, and nobody else", async () => {
    const reply = sampleDaily({ ping: "S012ABC", stem: "<!channel> @here <@U012ABC>" });
    await at.platform.post(at.place, reply, { key: "p", repeat: false });
    expect(at.ben.sees()[0]?.pings).toEqual(["S012ABC"]);
    expect(at.channel.messages[0]?.text).not.toMatch(/<[!@]/);
  });

  it("shows a member's home", async () => {
    at.inbound.answer({
      kind: "home",
      own: { language: null, languages: ["en", "de"], reminders: false, hidden: false, manages: null },
      question: null,
      buttons: [],
      visibility: "private",
      lines: [saying("Welcome.")],
      profile: null,
      board: {
        kind: "board",
        visibility: "private",
        period: "week",
        previous: false,
        scope: "team",
        topic: null,
        rows: [{ rank: 1, learner: "U1", name: "Ada", points: 30, you: true }],
        own: null,
        total: 1,
        page: 1,
        pages: 1,
        buttons: [],
      },
    });
    await at.member.openHome();
    const home = await found(() => (at.member.home().length > 0 ? at.member.home() : null), "the home");
    expect(readBlocks(home).text).toMatch(/Welcome\.[\s\S]*Ada · 30 points/);
    expect(at.inbound.last("home").place.group).toMatch(/^D/);
  });

  it("tells of channels that are closed, that put the bot out, and that let it in", async () => {
    const hidden = at.team.addChannel("hidden", { isPrivate: true });
    const place = { ...at.place, group: hidden.id };
    await at.team.removeBot(hidden);
    await found(() => at.inbound.shutFrom[0], "shutOut()");
    await at.team.join(hidden, at.member.id);
    await at.team.join(hidden, at.team.state.botUser);
    await found(() => at.inbound.letInto[0], "letIn()");
    await at.team.archive(at.channel);
    await found(() => at.inbound.gone[0], "channelGone()");
    expect([at.inbound.shutFrom, at.inbound.letInto, at.inbound.gone]).toEqual([
      [place],
      [place],
      [at.place],
    ]);
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
      action: { verb: "mine", round: "r1" },
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

  describe("a session", () => {
    const begin = async () => {
      at.inbound.answer(sampleStep(1));
      await at.member.type(at.channel, "review");
      await found(() => at.inbound.calls[0], "the line");
    };
    const texts = (messages: readonly Message[]) => messages.map((one) => readBlocks(one.blocks).text);

    it("is one direct message that each press changes, however many there are", async () => {
      await begin();
      const direct = await found(() => at.member.directMessages()[0], "the direct message");
      await sight(at.ada, "in a direct message");
      for (let number = 2; number <= 9; number++) {
        at.inbound.answer(sampleStep(number));
        await at.member.press(direct, "B");
        await found(
          () => texts(at.member.directMessages())[0]?.includes(`${number} of 10`) || null,
          "the next",
        );
      }
      expect(at.member.directMessages()).toHaveLength(1);
    });

    it("stays in the channel where there are no direct messages, and is changed there", async () => {
      at.member.user.takesDirect = false;
      await begin();
      const first = await sight(at.ada, "1 of 10");
      at.inbound.answer(sampleStep(2));
      await at.ada.press(first.ref, "B");
      const second = await sight(at.ada, "2 of 10");
      expect(second.ref).toEqual(first.ref);
    });
  });
});
