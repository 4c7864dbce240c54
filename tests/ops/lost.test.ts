import { expect, it } from "vitest";
import { createLossWatch } from "../../src/ops/lost.ts";
import { LogBook } from "../platforms/harness.ts";

function watch(why: Record<string, string | null>) {
  const log = new LogBook();
  let ends = 0;
  const platforms = Object.keys(why).map((name) => ({ name, lost: () => why[name] ?? null }));
  const look = createLossWatch(platforms, log, () => {
    ends += 1;
  });
  return { look, log, ends: () => ends };
}

it("ends the bot, once and in words, when the tokens of all its platforms were revoked", () => {
  const why: Record<string, string | null> = { discord: null, slack: "Slack refuses the token." };
  const { look, log, ends } = watch(why);
  for (let i = 0; i < 3; i++) look();
  expect(ends()).toBe(0);
  why.discord = "Discord refused the token.";
  for (let i = 0; i < 4; i++) look();
  expect(ends()).toBe(1);
  expect(log.errors()).toEqual([
    {
      level: "error",
      fields: { lost: { discord: "Discord refused the token.", slack: "Slack refuses the token." } },
      message: "no platform is left that serves anybody, so the bot ends",
    },
  ]);
});

it("does not end for what is over at the next look", () => {
  const why: Record<string, string | null> = { slack: "Slack refuses the token." };
  const { look, ends } = watch(why);
  look();
  why.slack = null;
  look();
  why.slack = "Slack refuses the token.";
  look();
  expect(ends()).toBe(0);
});
