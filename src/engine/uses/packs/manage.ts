import type { Caller } from "../../ports/bot.ts";
import type { PackHeader } from "../../rules/packs.ts";
import { packTopic } from "../../words/pack.ts";
import type { TeamId } from "../../words/place.ts";
import type { Action, Actor } from "../../words/press.ts";
import { notice, type Reply } from "../../words/reply.ts";
import { type Say, say } from "../../words/say.ts";
import type { Deps } from "../deps.ts";
import { refuseUnlessManager } from "../managers.ts";
import { resumeWith } from "../resume.ts";
import { actButton } from "./import.ts";
import { changePack, noteKnower, removePack } from "./keep.ts";
import { tellReporters } from "./reporters.ts";
import { NO_PACKS, packNamed, type Which } from "./resolve.ts";
import { loadPack, mayBeShown, packsOf } from "./shelf.ts";

/** What managers do with a pack once it is there. */

type Headed = PackHeader & { id: string };

/** `pack list`: which there are, for everybody. */
export async function listPacks(deps: Deps, { place }: Caller): Promise<Reply> {
  const packs = await packsOf(deps, place.team);
  if (packs.length === 0) return NO_PACKS;
  const lines = packs.map(({ name, count, retired, state, version, at }) =>
    say("pack.line-of", {
      ...{ name: { strong: name }, count: count - retired.length, version },
      state: say(`pack.state.${state}`),
      at: { time: at, style: "moment" },
    }),
  );
  return notice("info", ...lines, say("pack.how", { command: { command: "" }, code: { code: "pack:" } }));
}

/** Channels whose question of the day is drawn from a pack, each in a sentence. */
async function usersOf(deps: Deps, team: TeamId, id: string): Promise<Say[]> {
  const groups = await deps.store.groupsOf(team);
  return groups
    .filter(({ schedule }) => schedule?.topics.includes(packTopic(id)))
    .map(({ place }) => say("pack.used-by", { group: { group: place.group } }));
}

async function manage(
  deps: Deps,
  actor: Actor,
  which: Which,
  run: (pack: Headed) => Promise<Reply>,
): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, actor, "packs");
  if (refused !== null) return refused;
  const named = await packNamed(deps, actor.place.team, which);
  return named.ok ? run(named.pack) : named.reply;
}

/** `pack check`: every question with its key, but what is open in the team. */
export const checkPack = (deps: Deps, actor: Actor, which: Which): Promise<Reply> =>
  manage(deps, actor, which, async ({ id }) => {
    const { team } = actor.place;
    const pack = await loadPack(deps, team, id);
    if (pack === null) return notice("trouble", say("pack.broken"));
    const { name, retired, state } = pack;
    const { shown, open } = await mayBeShown(deps, team, pack);
    const left = open === 0 ? [] : [say("pack.left-open", { count: open })];
    if (shown.length === 0) return notice("info", ...left);
    await noteKnower(deps, team, id, actor.person.id);
    return {
      kind: "pack-check",
      visibility: "private",
      name,
      lines: [say("pack.checked", { count: shown.length }), ...left, say("pack.knows")],
      questions: shown.map(({ number, question: { id: question, stem, options, key } }) => ({
        ...{ number, stem, retired: retired.includes(question) },
        options: options.map((option, place) => ({ ...option, isKey: place === key })),
      })),
      buttons: state === "released" ? [] : [{ ...actButton(id, "release"), primary: true }],
    };
  });

/** The question with this number, as `pack check` counts them. */
async function questionAt(deps: Deps, team: TeamId, id: string, number: number): Promise<string | null> {
  const pack = await loadPack(deps, team, id);
  return pack?.questions[number - 1]?.id ?? null;
}

/** `pack release|retire`: the whole pack, or one question of it. */
export const movePack = (
  deps: Deps,
  actor: Actor,
  which: Which,
  state: "released" | "retired",
  number: number | undefined,
): Promise<Reply> =>
  manage(deps, actor, which, async ({ id, name }) => {
    const { team } = actor.place;
    const shown = { name: { strong: name } };
    if (number !== undefined) {
      const question = await questionAt(deps, team, id, number);
      if (question === null) return notice("refusal", say("pack.no-question", { number }));
      await changePack(deps, team, id, (header) => {
        const others = header.retired.filter((one) => one !== question);
        return { ...header, retired: state === "retired" ? [...others, question] : others };
      });
      await tellReporters(deps, team, id, [question], state);
      const again = state === "released" ? await resumeWith(deps, team, packTopic(id)) : [];
      return notice("done", say(`pack.one.${state}`, { ...shown, number }), ...again);
    }
    await changePack(deps, team, id, (header) => ({ ...header, state }));
    if (state === "retired") await tellReporters(deps, team, id, null, state);
    const lines =
      state === "released"
        ? [
            say("pack.how", { command: { command: "" }, code: { code: "pack:" } }),
            ...(await resumeWith(deps, team, packTopic(id))),
          ]
        : await usersOf(deps, team, id);
    return notice("done", say(`pack.now.${state}`, shown), ...lines);
  });

/** `pack remove`: says what would go, and asks once. */
export const offerRemoval = (deps: Deps, actor: Actor, typed: string): Promise<Reply> =>
  manage(deps, actor, { typed }, async ({ id, name, count }) => ({
    ...notice(
      "info",
      say("pack.would-remove", { name: { strong: name }, count }),
      ...(await usersOf(deps, actor.place.team, id)),
    ),
    buttons: [actButton(id, "remove")],
  }));

export async function pressPack(
  deps: Deps,
  actor: Actor,
  { pack, act }: Extract<Action, { verb: "pack-act" }>,
): Promise<Reply> {
  switch (act) {
    case "check":
      return checkPack(deps, actor, { id: pack });
    case "release":
      return movePack(deps, actor, { id: pack }, "released", undefined);
    case "retire":
      return movePack(deps, actor, { id: pack }, "retired", undefined);
    case "remove":
      return manage(deps, actor, { id: pack }, async ({ id, name }) => {
        await tellReporters(deps, actor.place.team, id, null, "retired");
        await removePack(deps, actor.place.team, id);
        return notice("done", say("pack.removed", { name: { strong: name } }));
      });
    default:
      return act satisfies never;
  }
}
