import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { notice } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { PATIENCE } from "../../../src/platforms/discord/limits.ts";
import { sampleNotice, sampleQuestion, sampleStep } from "../samples.ts";
import { sayingAll } from "../speaking.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

describe("interactions on Discord", () => {
  let at: DiscordHarness;
  beforeEach(async () => {
    at = await discordHarness();
  });
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });

  it("hands options in as text, whatever their type", async () => {
    const role = at.discord.addRole("learners");
    at.members.ada.command(at.place.group, "dlq-daily", "set", {
      time: "09:00",
      ping: role.id,
      channel: at.lockedPlace.group,
    });
    await found(() => at.inbound.calls[0], "the command");
    expect(at.inbound.last("command")).toMatchObject({
      command: "dlq-daily",
      subcommand: "set",
      options: { time: "09:00", ping: role.id, channel: at.lockedPlace.group },
      locale: "en-US",
    });
    await at.ada.run("dlq", null, { private: "no", topic: "cnn" });
    await found(() => at.inbound.calls[1], "the second command");
    expect(at.inbound.last("command").options).toEqual({ private: "no", topic: "cnn" });
  });

  it("completes options, and lets free text stand", async () => {
    at.inbound.suggestions = Array.from({ length: 40 }, (_, i) => ({ name: `Topic ${i}`, value: `t${i}` }));
    const topics = at.members.ada.complete(at.place.group, "dlq", null, "topic", "t");
    expect(await found(() => topics.choices, "choices")).toHaveLength(25);
    expect(at.inbound.completions).toEqual([
      { command: "dlq", subcommand: null, option: "topic", typed: "t" },
    ]);
    at.inbound.suggestions = [];
    const time = at.members.ada.complete(at.place.group, "dlq-daily", "set", "time", "7:45");
    expect(await found(() => time.choices, "choices")).toEqual([{ name: "7:45", value: "7:45" }]);
    const topic = at.members.ada.complete(at.place.group, "dlq", null, "topic", "zzz");
    expect(await found(() => topic.choices, "choices")).toEqual([]);
  });

  it("completes the name of a pack by those of the team, and lets a new one stand", async () => {
    at.inbound.packs = ["Geography", "Geology"];
    const typing = (subcommand: string | null, option: string, typed: string) =>
      at.members.ada.complete(
        at.place.group,
        subcommand === null ? "dlq-duel" : "dlq-pack",
        subcommand,
        option,
        typed,
      );
    const named = typing(null, "pack", "Geo");
    expect(await found(() => named.choices, "choices")).toEqual([
      { name: "Geography", value: "Geography" },
      { name: "Geology", value: "Geology" },
    ]);
    const fresh = typing("import", "name", "History");
    expect(await found(() => fresh.choices, "choices")).toEqual([{ name: "History", value: "History" }]);
  });

  it("counts a thread as its channel's group", async () => {
    const thread = at.discord.addChannel({ type: 11, parentId: at.place.group, name: "a thread" });
    at.inbound.answer(sampleQuestion());
    at.members.ben.command(thread.id, "dlq", null, {});
    const sent = await found(() => at.inbound.sentQuestions[0], "sent()");
    expect(at.inbound.last("command")).toMatchObject({ place: at.place, inThread: true });
    expect(sent).toMatchObject({ place: at.place, message: { channel: thread.id } });
  });

  it("shows everybody who asks to manage, and only the admin what came of it", async () => {
    const ask = {
      label: say("button.ask-leave"),
      action: { verb: "ask-leave", group: at.place.group },
    } as const;
    const allow = {
      label: say("button.allow"),
      action: { verb: "allow", group: at.place.group, learner: at.ben.person.id },
    } as const;
    at.inbound.answer((call) => {
      if (call.kind !== "button") return { ...sampleNotice("Not allowed."), buttons: [ask] };
      return call.press.action.verb === "ask-leave"
        ? { ...sampleNotice("Ben would like to manage it.", "channel"), buttons: [allow] }
        : sampleNotice("Ben may manage it now.");
    });
    await at.ben.run("dlq-daily", "set", {});
    await at.ben.press((await sight(at.ben, "Not allowed")).ref, "Ask to manage it");
    const request = await sight(at.ada, "would like to manage");
    await at.ada.press(request.ref, "Allow");
    await sight(at.ada, "may manage it now");
    expect(at.inbound.last("button")).toMatchObject({ isAdmin: true, action: allow.action });
    expect(at.ben.sees().map((m) => m.text)).not.toContain("Ben may manage it now.");
  });

  it("takes an app for nobody, whom no invitation waits for", async () => {
    const robot = at.discord.addMember("Robot");
    robot.user.bot = true;
    const all = [robot.user.id, at.members.ben.user.id];
    expect(await at.platform.whoLeft(at.place.team, all)).toEqual([robot.user.id]);
  });

  it("tells who left the server, and asks about a member once a day", async () => {
    const { team } = at.place;
    const { ada, ben } = at.members;
    const look = () => at.platform.whoLeft(team, [ada.user.id, ben.user.id]);
    at.discord.guild.members.delete(ben.user.id);
    expect(await look()).toEqual([ben.user.id]);
    const asked = () => at.discord.router.seen.filter(({ path }) => path.includes(ada.user.id)).length;
    const before = asked();
    expect(await look()).toEqual([ben.user.id]);
    expect(asked()).toBe(before);
    at.discord.router.broken = 503;
    expect(await at.platform.whoLeft(team, ["123"])).toEqual([]);
    at.discord.router.broken = null;
  });

  describe("a session", () => {
    const begin = async () => {
      at.inbound.answer(sampleStep(1));
      await at.ada.run("dlq-review", null, {});
      return sight(at.ada, "1 of 10 · 2 due left");
    };

    it("is one message that only its learner sees, and that each press changes", async () => {
      const first = await begin();
      at.inbound.answer(sampleStep(2));
      await at.ada.press(first.ref, "B");
      const second = await sight(at.ada, "2 of 10");
      expect(second.ref).toEqual(first.ref);
      expect(at.ada.sees()).toHaveLength(1);
      expect(at.ben.sees()).toEqual([]);
    });

    it("is changed all the same where the store takes its time, and nothing is lost where it is away", async () => {
      const first = await begin();
      at.inbound.answer(async () => {
        await pause(PATIENCE + 200);
        return sampleStep(2);
      });
      await at.ada.press(first.ref, "B");
      const second = await sight(at.ada, "2 of 10");
      expect(second.ref).toEqual(first.ref);
      at.inbound.answer(sampleNotice("The store is away."));
      await at.ada.press(first.ref, "C");
      await sight(at.ada, "The store is away.");
      expect(at.ada.sees()[0]?.text).toContain("2 of 10");
      expect(at.ada.sees()).toHaveLength(2);
    });
  });

  it("leaves a private question where it is, and keeps one reply to it below", async () => {
    at.inbound.answer(sampleQuestion({ visibility: "private", stem: "Which one?" }));
    await at.ada.run("dlq", null, { private: "yes" });
    const question = await sight(at.ada, "Which one?");
    for (const said of ["Said once.", "Said again."]) {
      at.inbound.answer({ ...sampleNotice(said), tone: "done" });
      await at.ada.press(question.ref, "B");
      await sight(at.ada, said);
    }
    await found(() => (at.ada.sees().length === 2 ? true : null), "one reply");
    expect(at.ada.sees()[0]).toMatchObject({ ref: question.ref, buttons: question.buttons });
    expect(at.ada.sees()[1]?.text).toContain("Said again.");
  });

  it("answers an interaction once, however often it is delivered", async () => {
    at.inbound.answer(sampleNotice("One answer."));
    at.discord.redeliver(at.members.ada.command(at.place.group, "dlq-me", null, {}));
    await found(() => at.inbound.calls[1], "the second delivery");
    await sight(at.ada, "One answer.");
    await pause(100);
    expect(at.ada.sees()).toHaveLength(1);
    const [first, second] = at.inbound.calls;
    expect(first?.press).toEqual(second?.press);
    expect(at.log.errors()).toEqual([]);
  });

  it("lets the delivery whose work counts replace the placeholder of another", async () => {
    // Two processes: the one that was faster to defer gets nothing to show, the other has the reply.
    let deliveries = 0;
    at.inbound.answer(async () => {
      deliveries += 1;
      const isFirst = deliveries === 1;
      await pause(isFirst ? 1500 : 2000);
      return isFirst ? null : sampleNotice("The reply that counts.");
    });
    at.discord.redeliver(at.members.ada.command(at.place.group, "dlq-me", null, {}));
    expect((await sight(at.ada, "The reply that counts.")).private).toBe(true);
    expect(at.ada.sees()).toHaveLength(1);
    expect(at.log.errors()).toEqual([]);
  });

  it("shows a question and says so, even where Discord's first reply was lost", async () => {
    at.inbound.answer(sampleQuestion());
    at.loseNextReply();
    await at.ada.run("dlq", null, {});
    await found(() => at.inbound.sentQuestions[0], "sent()");
    expect(at.ben.sees()).toHaveLength(1);
  });

  it("opens the form of an open question, and hands in what was written", async () => {
    at.inbound.answer({
      kind: "open-question",
      visibility: "channel",
      itemId: "adam-1",
      topic: "Optimizers",
      difficulty: "hard",
      prompt: "Why does `Adam` correct its bias?",
      asked: { style: "compare", frequency: "common", audiences: ["general"], roles: [], companies: [] },
      asker: "Ada",
      buttons: [{ label: say("button.write"), action: { verb: "write", item: "adam-1" } }],
    });
    await at.ada.run("dlq", null, {});
    const question = await sight(at.ben, "correct its bias");
    await at.ben.press(question.ref, "Write my answer");
    await found(() => at.ben.form(), "the form");
    at.inbound.answer(sampleNotice("Compare."));
    await at.ben.submit("Because *m* starts at zero\n\n@everyone");
    await sight(at.ben, "Compare.");
    expect(at.inbound.last("form")).toMatchObject({
      form: "write",
      item: "adam-1",
      text: "Because *m* starts at zero\n\n@everyone",
    });
  });

  it("says so where a button is not known, or where there is no server", async () => {
    const message = at.discord.world.addMessage(at.discord.general, {
      authorId: at.discord.bot.id,
      content: "An old message",
      buttons: [{ label: "Old", customId: "something-else" }],
    });
    at.members.ben.press(at.place.group, message.id, "Old");
    expect((await sight(at.ben, "no longer knows it")).private).toBe(true);
    expect(at.inbound.calls).toEqual([]);
  });

  it("excuses itself truly where Discord refuses what it wants to show", async () => {
    at.inbound.answer(sampleNotice("Never seen."));
    at.discord.router.refuse("POST", /callback$/, 400);
    at.members.ada.command(at.place.group, "dlq-me", null, {});
    await sight(at.ada, "could not be shown");
    expect(at.log.errors()).toHaveLength(1);
    expect(JSON.stringify(at.log.lines)).not.toContain("token-");
  });

  it("says nothing twice where the placeholder's reply was refused", async () => {
    at.inbound.answer(async () => {
      await pause(1500);
      return sampleQuestion();
    });
    at.discord.router.refuse("PATCH", /original$/, 400);
    at.members.ada.command(at.place.group, "dlq", null, {});
    expect((await sight(at.ada, "could not be shown")).private).toBe(true);
    expect(at.ben.sees()).toEqual([]);
  });

  it("understands a server that sends less than Discord does", async () => {
    const { id: user } = at.members.ben.user;
    at.discord.gateway.dispatch("77", "GUILD_CREATE", { id: "77" });
    const press = (type: number, data: object, more: object = {}) => {
      const { id, token } = at.discord.interactions.open(type, at.discord.general, user);
      const head = { id, token, type, version: 1, application_id: at.discord.bot.id };
      const where = { guild_id: "77", channel_id: at.place.group };
      at.discord.gateway.dispatch("77", "INTERACTION_CREATE", {
        ...head,
        ...where,
        member: { user: { id: user } },
        data,
        ...more,
      });
    };
    const actor = {
      place: { team: "discord:77", group: at.place.group },
      person: { id: user, name: "" },
      isAdmin: false,
      locale: null,
    };
    press(2, { id: "1", name: "dlq-me", type: 1 });
    press(3, { custom_id: "dlq:answer:r1:2", component_type: 2 }, { message: { id: "5" } });
    press(5, {
      custom_id: "dlq:report:item-1",
      components: [{ type: 1, components: [{ type: 4, custom_id: "text", value: "Wrong key." }] }],
    });
    at.discord.gateway.dispatch("77", "MESSAGE_REACTION_ADD", {
      user_id: user,
      channel_id: "8",
      message_id: "9",
      guild_id: "77",
      emoji: { name: "🇩" },
    });
    await found(() => at.inbound.calls[3], "four presses");
    expect(at.inbound.last("command")).toMatchObject({ ...actor, options: {} });
    expect(at.inbound.last("button")).toMatchObject({ ...actor, action: { round: "r1", choice: 2 } });
    expect(at.inbound.last("form")).toMatchObject({ ...actor, item: "item-1", text: "Wrong key." });
    expect(at.inbound.last("reaction")).toMatchObject({
      choice: 3,
      place: { team: "discord:77", group: "8" },
    });
    await found(() => at.ben.sees()[2], "three replies");
    expect(at.log.errors()).toEqual([]);
  });

  it("takes the name that the server knows", async () => {
    const dora = at.discord.addMember("Dora", { nick: "Dr. Dora" });
    dora.command(at.place.group, "dlq-me", null, {});
    await found(() => at.inbound.calls[0], "the command");
    expect(at.inbound.last("command").person.name).toBe("Dr. Dora");
  });

  it("shows what is allowed and what was probably meant", async () => {
    at.inbound.answer({
      ...notice("refusal", sayingAll([{ strong: "topic" }, " is not known."])),
      allowed: ["cnn", "rnn"],
      nearest: "cnn",
    });
    await at.ada.run("dlq", null, { topic: "cn" });
    const message = await sight(at.ada, "topic is not known.");
    expect(message.text).toContain("Did you mean cnn?");
    expect(message.text).toContain("Allowed: cnn, rnn");
    expect(message.styled).toEqual(["### ", "topic"]);
  });
});
