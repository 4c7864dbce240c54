import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { notice, type Reply, type ScheduleReply } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { readLine } from "../../../src/platforms/web/line.ts";
import { SAMPLES } from "../../cards/samples.ts";
import type { Call } from "../harness.ts";
import { sampleNotice, sampleStep } from "../samples.ts";
import { saying } from "../speaking.ts";
import { found, sight } from "../suite/looking.ts";
import { type WebHarness, webHarness } from "./harness.ts";

let web: WebHarness;
beforeEach(async () => {
  web = await webHarness();
});
afterEach(() => web.close());

const SCHEDULE: ScheduleReply = {
  kind: "schedule",
  visibility: "private",
  group: {
    place: { team: "web:local", group: "study-group" },
    version: 1,
    schedule: null,
    paused: null,
    managedBy: null,
    next: null,
    lastDate: null,
    windows: 0,
    current: null,
    recap: null,
  },
  names: {},
  next: null,
  lines: [],
  buttons: [],
};

describe("readLine", () => {
  it.each([
    ["/dlq cnn hard", "cnn hard"],
    ["  /DLQ   cnn ", "cnn"],
    ["/dlq", ""],
    ["/dlqcnn", "/dlqcnn"],
    ["daily manager add:@ben", "daily manager add:ben"],
    ["daily set channel:#study-group time:09:00", "daily set channel:study-group time:09:00"],
    ["report write to @ben, not #study-group", "report write to @ben, not #study-group"],
  ])("%s is %s", (typed, line) => expect(readLine(typed)).toBe(line));
});

describe("a member who is invited", () => {
  it("is one of the three on the page, and nobody by another name", async () => {
    expect(await web.platform.whoLeft(web.place.team, ["ben", "nobody"])).toEqual(["nobody"]);
  });
});

describe("the line of a member", () => {
  it("comes in with the member, the channel, the language and the delivery, and stands above its reply", async () => {
    web.inbound.answer(sampleNotice("Here you are.", "channel"));
    const { ben } = web.visitors;
    await fetch(`${web.server.url}/playground/api/line`, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": "de-AT,de;q=0.8" },
      body: JSON.stringify({
        member: "ben",
        channel: "study-group",
        delivery: "delivery-7",
        line: "/dlq me",
      }),
    });
    await sight(web.ben, "Here you are.");
    expect(web.inbound.last("line")).toEqual({
      place: web.place,
      person: { id: "ben", name: "Ben" },
      isAdmin: false,
      locale: "de-AT",
      line: "me",
      delivery: "delivery-7",
    });
    expect(ben.messages.at(-1)?.cause).toEqual({ name: "Ben", line: "me" });
  });

  it("that somebody else answers shows nothing", async () => {
    web.inbound.answer(() => null);
    await web.visitors.ada.act("line", { line: "me" });
    await found(() => web.visitors.ada.events.find(({ name }) => name === "settled"), "the end");
    expect(web.visitors.ada.messages).toEqual([]);
  });

  it("is completed as it was typed, its last space included", async () => {
    web.inbound.suggestions = [{ name: "set", value: "set" }];
    const answer = await fetch(`${web.server.url}/playground/api/complete?line=daily%20`);
    expect(await answer.json()).toEqual({ lines: ["daily set"] });
  });
});

describe("the next day", () => {
  const body = { member: "ada", channel: "study-group", delivery: "delivery-1", timezone: "UTC" };

  it("is refused where others go by the same clock, and the page has no button for it", async () => {
    const answer = await web.visitors.ada.post("next", body);
    expect([answer.status, await answer.json()]).toEqual([
      409,
      { message: expect.stringContaining("The clock can be moved in the playground alone") },
    ]);
    expect(web.inbound.calls).toEqual([]);
    expect(web.visitors.ada.events[0]?.data).toMatchObject({ moves: false });
  });
});

describe("the admin's buttons", () => {
  const lines = () => web.inbound.calls.map(({ press }) => ("line" in press ? press.line : null));
  const script =
    (status: Reply) =>
    (call: Call): Reply =>
      call.kind === "line" && call.press.line === "daily status" ? status : sampleNotice("Done.");
  const press = (what: "now" | "close") =>
    web.visitors.ada
      .act("daily", { what, timezone: "Europe/Berlin" })
      .then(() => found(() => web.visitors.ada.events.find(({ name }) => name === "settled"), "the end"));

  it("set a schedule up in the browser's zone where there is none, then open the question", async () => {
    web.inbound.answer(script(notice("refusal", saying("This channel has no daily question."))));
    await press("now");
    expect(lines()).toEqual(["daily status", "daily set time:09:00 timezone:Europe/Berlin", "daily now"]);
    expect(new Set(web.inbound.calls.map(({ press: { ...all } }) => JSON.stringify(all))).size).toBe(3);
    expect(web.visitors.ada.messages.map(({ cause }) => cause?.line)).toEqual(lines().slice(1));
  });

  it("say yes to what is shown before it is set up: the press was the yes", async () => {
    const setUp = { label: say("button.set-up"), action: { verb: "set-up", plan: "p1" } } as const;
    web.inbound.answer((call): Reply => {
      if (call.kind === "button") return { ...sampleNotice("It is set."), buttons: [] };
      if (call.kind === "line" && call.press.line.startsWith("daily set"))
        return { ...SCHEDULE, buttons: [setUp] };
      return notice("refusal", saying("This channel has no daily question."));
    });
    await press("now");
    expect(web.inbound.last("button").action).toEqual(setUp.action);
    const [first] = web.visitors.ada.messages;
    expect(JSON.stringify(first?.view)).toContain("It is set.");
    expect(JSON.stringify(web.visitors.ada.messages)).not.toContain("Set it up");
  });

  it("leave a schedule that there is as it is", async () => {
    web.inbound.answer(script(SCHEDULE));
    await press("now");
    expect(lines()).toEqual(["daily status", "daily now"]);
  });

  it("close the question", async () => {
    await press("close");
    expect(lines()).toEqual(["daily close"]);
  });

  it("take no zone that is none", async () => {
    const answer = await web.visitors.ada.act("daily", { what: "now", timezone: "UTC topics:cnn" });
    expect(answer.status).toBe(400);
    expect(lines()).toEqual([]);
  });
});

describe("how one is doing", () => {
  it("is asked for the member and the channel", async () => {
    web.inbound.answer({
      kind: "home",
      own: { language: null, languages: ["en", "de"], reminders: false, hidden: false, manages: null },
      question: null,
      buttons: [],
      visibility: "private",
      profile: null,
      board: null,
      lines: [saying("Hello.")],
    });
    const answer = await fetch(`${web.server.url}/playground/api/home?member=ben&channel=interview-prep`);
    expect(JSON.stringify(await answer.json())).toContain("Hello.");
    expect(web.inbound.last("home")).toMatchObject({
      place: { team: "web:local", group: "interview-prep" },
      person: { id: "ben" },
    });
  });
});

it("changes the message of a session in its place, and shows what is no step of it beside it", async () => {
  web.inbound.answer(sampleStep(1));
  await web.ada.run("dlq-review", null, {});
  const first = await sight(web.ada, "1 of 10");
  web.inbound.answer(sampleStep(2));
  await web.ada.press(first.ref, "B");
  const second = await sight(web.ada, "2 of 10");
  expect(second.ref).toEqual(first.ref);
  web.inbound.answer(sampleNotice("The store is away."));
  await web.ada.press(first.ref, "C");
  await sight(web.ada, "The store is away.");
  expect(web.ada.sees()).toHaveLength(2);
});

describe("a reminder", () => {
  it("stands in the member's conversation with the bot, once, and its buttons work there", async () => {
    const { reminder } = SAMPLES;
    const tell = () => web.platform.tell(web.place.team, "ben", reminder, web.place.group, "remind-ben-1");
    expect([await tell(), await tell()]).toEqual([{ kind: "told" }, { kind: "told" }]);
    const shown = await found(
      () => web.visitors.ben.messages.filter(({ view }) => view.kind === "reminder"),
      "a reminder",
    );
    expect(shown).toMatchObject([{ channel: "direct-ben", to: "ben" }]);
    expect(web.visitors.ada.messages.filter(({ view }) => view.kind === "reminder")).toEqual([]);
    web.inbound.answer(sampleNotice("No more."));
    const message = shown[0]?.id ?? "";
    const off = { message, button: "dlq:remind:off:2", channel: "direct-ben" };
    expect((await web.visitors.ben.act("button", off)).status).toBe(202);
    await found(() => web.visitors.ben.messages.filter((m) => m.channel === "direct-ben")[1], "the reply");
    expect(web.inbound.last("button")).toMatchObject({
      ...{ atHome: true, action: { verb: "remind", act: "off", group: "2" } },
    });
    // Nobody else's conversation.
    expect((await web.visitors.ada.act("button", off)).status).toBe(409);
  });
});

describe("setting up by menus", () => {
  const zone = { time: "09:00", zone: "UTC", days: [1] } as const;
  const step = (group: string): Reply => ({
    ...SAMPLES.setup,
    preview: null,
    channels: { chosen: group, action: { verb: "setup", step: "pick", setup: { group, ...zone } } },
    buttons: [{ label: say("button.type-time"), action: { verb: "time", item: `${group}|0900|UTC|1` } }],
  });

  it("stays one message of its reader's own, through a press, a channel and a time that is typed", async () => {
    web.inbound.answer(step("study-group"));
    await web.visitors.ada.act("line", { line: "daily setup" });
    const own = () => web.visitors.ada.messages.filter(({ view }) => view.kind === "setup");
    const shown = await found(() => own()[0], "the first step");
    const channel = shown.channel;
    web.inbound.answer(step("interview-prep"));
    const button = "dlq:setup:pick:interview-prep|0900|UTC|1";
    expect((await web.visitors.ada.act("button", { message: shown.id, button, channel })).status).toBe(202);
    await found(
      () => (JSON.stringify(own()[0]?.view).includes("interview-prep|0900") ? true : null),
      "the step",
    );
    const form = { form: "time", item: "interview-prep|0900|UTC|1", text: "18:00", channel };
    expect((await web.visitors.ada.act("form", form)).status).toBe(202);
    await found(() => web.inbound.last("form"), "the form");
    expect(own()).toHaveLength(1);
  });
});
