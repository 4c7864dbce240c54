import type { Explained, ExplainedAct, Explanation } from "../words/explained.ts";
import type { TeamId } from "../words/place.ts";
import type { Button } from "../words/press.ts";
import { type ExplanationReply, type NoticeReply, notice } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";

/** Opens the form; below a result of the day. */
export const explainButton = ({ id }: Pick<Round, "id">): Button => ({
  label: say("button.explain"),
  action: { verb: "explain", item: id },
});

const press = (all: Explained, { number }: Explanation, act: ExplainedAct, primary = false): Button => ({
  label: say(`button.explained-${act}`),
  action: { verb: "explained", round: all.round, act, number },
  ...(primary ? { primary } : {}),
});

/** Who wrote it; null: they hide from boards. */
export async function shownName(
  store: Deps["store"],
  team: TeamId,
  { by, name }: Pick<Explanation, "by" | "name">,
): Promise<string | null> {
  const { names } = await store.shownNames(team, [by], 1);
  return names.length === 0 ? null : names[0] || name || null;
}

/** An explanation as all read it: nobody is named before the vote is over, nor counted. */
export async function explanationReply(
  { store }: Pick<Deps, "store">,
  team: TeamId,
  all: Explained,
  one: Explanation,
): Promise<ExplanationReply> {
  const isUp = one.state === "up";
  return {
    kind: "explanation",
    visibility: "channel",
    about: all.about,
    text: isUp ? one.text : "",
    state: isUp ? (all.over ? "over" : "voting") : one.state === "reported" ? "reported" : "removed",
    ends: all.ends,
    name: isUp && all.over ? await shownName(store, team, one) : null,
    votes: one.votes.length,
    best: all.best === one.number,
    buttons: isUp
      ? [
          ...(all.over ? [] : [press(all, one, "vote", true)]),
          ...(one.cleared ? [] : [press(all, one, "report")]),
        ]
      : [],
  };
}

/** What a manager decides about. */
export const reportedReply = (all: Explained, one: Explanation): NoticeReply => ({
  ...notice(
    "info",
    say("explain.reported", { about: all.about, group: { group: all.group } }),
    say("explain.text", { text: one.text }),
    say("explain.decide"),
  ),
  buttons: [press(all, one, "again"), press(all, one, "remove")],
});

/** Before everybody, where no manager takes a direct message: without the text. */
export const reportedAloud = (all: Explained, one: Explanation): NoticeReply => ({
  ...notice("info", say("explain.reported-aloud", { about: all.about })),
  visibility: "channel",
  buttons: [press(all, one, "look")],
});

/** What was written, given back to whoever wrote it in vain. */
export const withYours = (reply: NoticeReply, text: string): NoticeReply => ({
  ...reply,
  lines: [...reply.lines, say("explain.yours", { text })],
});

export const givenBack = (line: Say, text: string): NoticeReply => withYours(notice("refusal", line), text);
