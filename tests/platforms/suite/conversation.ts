import { expect } from "vitest";
import { say } from "../../../src/engine/words/say.ts";
import type { Call, Member } from "../harness.ts";
import { sampleDaily, sampleNotice, sampleOpenAnswer, sampleQuestion } from "../samples.ts";
import type { Checks } from "./checks.ts";
import { found, pause, sight } from "./looking.ts";

/** What people do, and what they get to see. */
export function conversation({ at, check }: Checks): void {
  const ask = (options: Record<string, string> = {}) => at().ada.run("dlq", null, options);

  check("hands in a command with who, where and what, and answers privately", async () => {
    at().inbound.answer(sampleNotice("Only you see this."));
    await at().ada.run("dlq-me", null, {});
    const message = await sight(at().ada, "Only you see this.");
    expect(message.private).toBe(true);
    expect(
      at()
        .ben.sees()
        .some((m) => m.text.includes("Only you see this.")),
    ).toBe(false);
    const { kind, press } = at().inbound.calls[0] as Call;
    expect(["command", "line"]).toContain(kind);
    expect(press).toMatchObject({ place: at().place, person: at().ada.person, isAdmin: true });
  });

  check("knows who may not manage the team", async () => {
    await at().ben.run("dlq-me", null, {});
    await found(() => at().inbound.calls[0], "the command");
    expect(at().inbound.calls[0]?.press.isAdmin).toBe(false);
  });

  check("shows a question to the channel and says where it went", async () => {
    at().inbound.answer(sampleQuestion());
    await ask({ topic: "cnn" });
    const message = await sight(at().ben, "receptive field");
    expect(message.private).toBe(false);
    expect(message.buttons).toEqual(["A", "B", "C", "D", "Report"]);
    for (const text of ["3 × 3", "5 × 5", "7 × 7", "9 × 9"]) expect(message.text).toContain(text);
    await found(() => at().inbound.sentQuestions[0], "sent()");
    expect(at().inbound.sentQuestions).toEqual([
      { place: at().place, roundId: "r-2026-11-20", message: message.ref },
    ]);
  });

  check("a private question stays private and is not announced", async () => {
    at().inbound.answer(sampleQuestion({ visibility: "private" }));
    await ask({ private: "yes" });
    expect((await sight(at().ada, "receptive field")).private).toBe(true);
    expect(
      at()
        .ben.sees()
        .filter((m) => m.text.includes("receptive field")),
    ).toEqual([]);
    await pause(50);
    expect(at().inbound.sentQuestions).toEqual([]);
  });

  check("a button is handed in and answered privately", async () => {
    at().inbound.answer(sampleQuestion());
    await ask();
    const message = await sight(at().ben, "receptive field");
    at().inbound.answer(sampleNotice("Right!"));
    await at().ben.press(message.ref, "B");
    expect((await sight(at().ben, "Right!")).private).toBe(true);
    expect(
      at()
        .ada.sees()
        .some((m) => m.text.includes("Right!")),
    ).toBe(false);
    const press = at().inbound.last("button");
    expect(press).toMatchObject({
      place: at().place,
      // The name may come later.
      person: { id: at().ben.person.id },
      action: { verb: "answer", round: "r-2026-11-20", choice: 1 },
    });
    expect(press.delivery).not.toBe("");
  });

  check("what is offered in place of an unknown word is pressed, and asks in the channel", async () => {
    const offer = (topic: string, name: string) => ({
      label: say("button.subject", { name }),
      action: { verb: "another" as const, asked: { topic, difficulty: "hard" as const }, private: false },
    });
    const buttons = [offer("lstm", "LSTM structure"), offer("gru", "GRU"), offer("rnn-basics", "RNN basics")];
    at().inbound.answer({ ...sampleNotice("Perhaps one of these."), buttons });
    await ask();
    const message = await sight(at().ada, "Perhaps one of these.");
    expect([message.private, message.buttons]).toEqual([true, ["LSTM structure", "GRU", "RNN basics"]]);
    at().inbound.answer(sampleQuestion());
    await at().ada.press(message.ref, "GRU");
    expect((await sight(at().ben, "receptive field")).private).toBe(false);
    expect(at().inbound.last("button").action).toEqual(buttons[1]?.action);
  });

  check("a form opens at once, and what was written is handed in", async () => {
    at().inbound.answer(sampleQuestion());
    await ask();
    const message = await sight(at().ben, "receptive field");
    const asked = at().inbound.calls.length;
    await at().ben.press(message.ref, "Report");
    await found(() => at().ben.form(), "the form");
    expect(at().ben.form()).toBe("Report this question");
    expect(at().inbound.calls).toHaveLength(asked);
    at().inbound.answer(sampleNotice("Thanks for the report."));
    await at().ben.submit("Option C is right too.");
    expect((await sight(at().ben, "Thanks for the report.")).private).toBe(true);
    expect(at().inbound.last("form")).toMatchObject({
      form: "report",
      item: "receptive-field-1",
      text: "Option C is right too.",
      person: { id: at().ben.person.id },
      place: at().place,
    });
  });

  check("what is ticked of an open question is handed in, and nothing is an answer, too", async () => {
    at().inbound.points = [
      { point: "Fewer positions to look at", weight: 3 },
      {
        point:
          "`max` keeps the strongest signal of each window, whichever of its places it comes from, and drops the rest",
        weight: 2,
      },
      { point: "Tolerance to small shifts", weight: 1 },
    ];
    const [first, , third] = at().inbound.points;
    at().inbound.answer(sampleOpenAnswer(at().inbound.points));
    for (const ticks of [[first, third], []]) {
      await ask();
      const message = await sight(at().ada, "It shrinks the map.");
      await at().ada.press(message.ref, "Count what I said");
      await found(() => at().ada.form(), "the form");
      expect(at().ada.form()).toBe("What you said");
      await at().ada.submit(
        "",
        ticks.map((one) => one?.point ?? ""),
      );
      const handed = ticks.length === 0 ? [] : ["0", "2"];
      await found(
        () =>
          at().inbound.calls.find(
            ({ kind, press }) =>
              kind === "form" && "ticked" in press && press.ticked.length === handed.length,
          ),
        "the ticks",
      );
      expect(at().inbound.last("form")).toMatchObject({
        form: "tick",
        item: "pooling.o1",
        text: "",
        ticked: handed,
      });
    }
  });

  check("a reaction on a daily question is handed in, and others are left alone", async () => {
    const outcome = await at().platform.post(at().place, sampleDaily(), { key: "d1", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    await at().platform.seedReactions(at().place.team, outcome.message, 4);
    expect((await sight(at().ben, "receptive field")).reactions).toHaveLength(4);
    at().inbound.answer(sampleNotice("Taken."));
    await at().ben.react(outcome.message, 2);
    await found(() => at().inbound.calls[0], "the reaction");
    await pause(50);
    expect(at().inbound.calls).toHaveLength(1);
    const press = at().inbound.last("reaction");
    expect(press).toMatchObject({ message: outcome.message, choice: 2, place: at().place });
    expect(press.person.id).toBe(at().ben.person.id);
  });

  check("a slow engine is acknowledged in time, and its reply arrives", async () => {
    at().inbound.answer(async () => {
      await pause(5000);
      return sampleQuestion();
    });
    await Promise.all([ask(), at().ben.run("dlq", null, { private: "yes" })]);
    await sight(at().ben, "receptive field", 9000);
    await found(() => at().inbound.sentQuestions[0], "sent()");
  });

  check("a slow reply that turns out private leaves nothing in the channel", async () => {
    at().inbound.answer(async () => {
      await pause(3500);
      return sampleNotice("There is no such topic.");
    });
    await ask({ topic: "cnn" });
    expect((await sight(at().ada, "no such topic", 9000)).private).toBe(true);
    await pause(50);
    expect([at().ben.sees(), at().ben.waits()]).toEqual([[], false]);
  });

  check("a failing engine gives a true notice and one line of log", async () => {
    at().inbound.answer(() => Promise.reject(new Error("boom")));
    await at().ada.run("dlq-me", null, {});
    const message = await found(() => at().ada.sees().at(-1), "a notice");
    expect(message.private).toBe(true);
    expect(message.text).not.toContain("boom");
    expect(at().log.errors()).toHaveLength(1);
  });

  check("gives an export as a file that only its owner sees", async () => {
    at().inbound.answer({
      kind: "export",
      visibility: "private",
      filename: "dlq-data.json",
      json: '{"answers":[1]}',
    });
    await at().ada.run("dlq-privacy", "export", {});
    const sees = (member: Member) =>
      [...member.sees(), ...member.directMessages()].find((m) => m.files.length > 0) ?? null;
    const message = await found(() => sees(at().ada), "the file");
    expect(message.files).toEqual([{ name: "dlq-data.json", text: '{"answers":[1]}' }]);
    expect(sees(at().ben)).toBeNull();
  });

  check("stop lets what is under way finish", async () => {
    at().inbound.answer(async () => {
      await pause(800);
      return sampleNotice("Just in time.");
    });
    await at().ada.run("dlq-me", null, {});
    await found(() => at().inbound.calls[0], "the command");
    await at().platform.stop();
    expect(
      at()
        .ada.sees()
        .some((m) => m.text.includes("Just in time.")),
    ).toBe(true);
    expect(at().platform.ready()).toBe(false);
  });
}
