import type { Caller } from "../ports/bot.ts";
import type { Opinion, Opinions, Unavailable } from "../ports/opinion.ts";
import type { Written } from "../ports/store.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Say, say, type WordId } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { shown } from "./open-items.ts";
import { type OpenQuestion, opinionReply } from "./open-views.ts";

const OFF = notice("info", say("opinion.off"));
const COMMAND = { command: "privacy model" };

const WHY: Readonly<Record<Unavailable, WordId>> = {
  slow: "opinion.slow",
  busy: "opinion.busy",
  refused: "opinion.refused",
  broken: "opinion.broken",
  away: "opinion.away",
  nonsense: "opinion.nonsense",
};

/** What they said about the server that is set up now; null: they are to be asked. A no holds whatever server it is. */
async function consentOf(
  { store }: Deps,
  { host }: Opinions,
  { place, person }: Actor,
): Promise<boolean | null> {
  const said = await store.readConsent(place.team, person.id);
  return said === null || (said.sends && said.to !== host) ? null : said.sends;
}

/** Keeps what somebody wrote for a while, so that they can have it read; false where they cannot. */
export async function keepForOpinion(deps: Deps, actor: Actor, written: Written): Promise<boolean> {
  const { opinions, store } = deps;
  if (opinions === null || (await consentOf(deps, opinions, actor)) === false) return false;
  await store.putWritten(actor.place.team, actor.person.id, written);
  return true;
}

/** Has a language model read what a learner wrote, where they said that it may. */
export function opinion(deps: Deps, actor: Actor, ref: string): Promise<Reply> {
  const { opinions } = deps;
  if (opinions === null) return Promise.resolve(OFF);
  return shown(deps, actor, ref, async (item) => {
    const sends = await consentOf(deps, opinions, actor);
    if (sends === null) return askConsent(opinions, ref);
    if (!sends) return notice("info", say("opinion.not-sent", { command: COMMAND }));
    const text = await deps.store.takeWritten(actor.place.team, actor.person.id, item.id);
    if (text === null) return notice("info", say("opinion.gone"));
    const reply = await read(deps, opinions, actor, item, text);
    // It may have become a question of the day meanwhile.
    return shown(deps, actor, ref, () => reply);
  });
}

function askConsent({ model, host }: Opinions, ref: string): Reply {
  return {
    ...notice(
      "info",
      say("opinion.may", { model: { strong: model }, host: { strong: host } }),
      say("opinion.what"),
      say("opinion.change", { command: COMMAND }),
    ),
    buttons: [
      { label: say("button.send"), primary: true, action: { verb: "consent", item: ref, sends: true } },
      { label: say("button.do-not-send"), action: { verb: "consent", item: ref, sends: false } },
    ],
  };
}

/** The learner's own word, given once; after a yes the model reads at once. */
export async function consent(
  deps: Deps,
  actor: Actor,
  { item, sends }: Action & { verb: "consent" },
): Promise<Reply> {
  if (deps.opinions === null) return OFF;
  await setConsent(deps, deps.opinions, actor, sends);
  return sends ? opinion(deps, actor, item) : notice("done", say("opinion.no", { command: COMMAND }));
}

function setConsent(
  { store }: Deps,
  { host }: Opinions,
  { place, person }: Actor,
  sends: boolean,
): Promise<void> {
  return store.setConsent(place.team, person.id, { sends, to: host });
}

/** Within what the team may use; what cannot be said in truth afterwards stays counted as the most it can have been. */
async function read(
  deps: Deps,
  opinions: Opinions,
  { place, person }: Actor,
  item: OpenQuestion,
  text: string,
): Promise<Reply> {
  const { store, meter } = deps;
  const id = deps.token(12);
  const most = opinions.most(item, text);
  if (!(await store.reserveTokens(place.team, id, most, opinions.perDay))) {
    meter.count("opinions", { outcome: "over-limit" });
    return without(deps, opinions, { place, person }, item, text, say("opinion.limit"));
  }
  const began = await meter.timed("opinions", {}, () => opinions.of(item, text));
  await settle(deps, place.team, id, most, began);
  const outcome = began.kind === "held" ? "held" : began.why;
  meter.count("opinions", { outcome });
  if (began.kind === "held") {
    const { held } = began;
    return opinionReply(item, { model: opinions.model, instead: null, found: held, missing: held.missing });
  }
  deps.log.warn({ item: item.id, why: began.why }, "the language model gave no opinion");
  return without(deps, opinions, { place, person }, item, text, say(WHY[began.why]));
}

async function settle(
  { store, meter, log }: Deps,
  team: Actor["place"]["team"],
  id: string,
  most: number,
  { tokens }: Opinion,
): Promise<void> {
  meter.count("opinion_tokens", { said: tokens === null ? "no" : "yes" }, tokens ?? most);
  if (tokens === null) return;
  // An opinion that was paid for is shown; what was set aside then stays so for the day.
  await store
    .settleTokens(team, id, tokens)
    .catch((error: unknown) => log.warn({ team, err: error }, "what an opinion cost could not be settled"));
}

/** What is found without a model, and why it is that. The text is kept on, so that it can be tried again. */
async function without(
  deps: Deps,
  { model }: Opinions,
  { place, person }: Pick<Actor, "place" | "person">,
  item: OpenQuestion,
  text: string,
  instead: Say,
): Promise<Reply> {
  await deps.store.putWritten(place.team, person.id, { item: item.id, text });
  return opinionReply(item, { model, instead, found: deps.bank.feedback(item.id, text), missing: [] });
}

/** `/dlq-privacy model`: says or changes whether a language model may read what one writes. */
export async function chooseModel(deps: Deps, caller: Caller, sends: boolean | undefined): Promise<Reply> {
  const { opinions, store } = deps;
  const { place, person } = caller;
  if (opinions === null) {
    // What was said of a model that was here before can still be taken back.
    if (sends === false) await store.setConsent(place.team, person.id, null);
    return OFF;
  }
  if (sends !== undefined) await setConsent(deps, opinions, caller, sends);
  const now = sends ?? (await consentOf(deps, opinions, caller));
  const values = { model: { strong: opinions.model }, host: { strong: opinions.host }, command: COMMAND };
  if (now === null) return notice("info", say("opinion.not-asked", values));
  return notice(
    sends === undefined ? "info" : "done",
    now ? say("opinion.yes", values) : say("opinion.no", { command: COMMAND }),
  );
}
