import { describe, expect, it } from "vitest";
import type { Answer, CallOptions } from "../../../src/platforms/slack/api.ts";
import { createPeople } from "../../../src/platforms/slack/people.ts";
import type { Workspace } from "../../../src/platforms/slack/workspaces.ts";
import { createMemoryStore } from "../../../src/stores/memory/index.ts";

const ADA: Answer = {
  kind: "ok",
  data: { user: { name: "ada", is_admin: true, profile: { display_name: "Ada" }, locale: "en-GB" } },
  scopes: null,
};
const never = new AbortController().signal;

/** A workspace whose Slack answers as `say` does, and the priorities with which it was asked. */
function workspace(say: (options: CallOptions) => Promise<Answer> = async () => ADA) {
  const asked: (string | undefined)[] = [];
  const team: Workspace = {
    team: "slack:T1",
    botUser: null,
    scopes: async () => null,
    api: {
      download: async () => null,
      call: (_method, _args, options = {}) => {
        asked.push(options.priority);
        return say(options);
      },
    },
  };
  return { team, asked };
}

describe("what Slack says of a member", () => {
  it("is asked once for all replicas", async () => {
    const store = createMemoryStore(() => Date.now());
    const { team, asked } = workspace();
    const replicas = [1, 2, 3].map(() => createPeople(store, never));
    for (const people of replicas)
      expect(await people.ask(team, "U1", null)).toMatchObject({
        name: "Ada",
        isAdmin: true,
        locale: "en-GB",
      });
    for (const people of replicas) expect(await people.later(team, "U1")).toBeNull();
    expect(asked).toEqual(["high"]);
  });

  it("is asked again where the store does not answer, or has something else", async () => {
    const { team, asked } = workspace();
    const broken = [
      () => Promise.reject(new Error("redis is away")),
      () => new Promise<string>(() => undefined),
      async () => "no JSON",
      async () => '{"at":1}',
    ];
    for (const recallMember of broken) {
      const people = createPeople({ recallMember, keepMember: broken[0] as () => Promise<never> }, never);
      expect((await people.ask(team, "U1", null)).name).toBe("Ada");
    }
    expect(asked).toHaveLength(broken.length);
  });

  it("does not make whoever waits for their rights stand behind names that can wait", async () => {
    const store = createMemoryStore(() => Date.now());
    const { team, asked } = workspace(({ priority }) =>
      priority === "low" ? new Promise(() => undefined) : Promise.resolve(ADA),
    );
    const people = createPeople(store, never);
    void people.later(team, "U1");
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect((await people.ask(team, "U1", null)).isAdmin).toBe(true);
    expect(asked).toEqual(["low", "high"]);
  });
});
