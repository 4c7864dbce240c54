import type { BankEntry, BankFilter, FilterName } from "../ports/bank.ts";
import type { AskFilter, Caller } from "../ports/bot.ts";
import { localDate } from "../rules/calendar.ts";
import { commitmentOf, proofOf } from "../rules/commitment.ts";
import { deal } from "../rules/deal.ts";
import { randomFrom } from "../rules/random.ts";
import { PRACTICE_OPEN } from "../rules/retention.ts";
import { secretOf } from "../rules/secrets.ts";
import { wayOfAsking } from "../rules/ways-of-asking.ts";
import type { ChoiceItem, Item } from "../words/item.ts";
import type { Place } from "../words/place.ts";
import type { Action } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { guardOf } from "./reveal.ts";
import { openQuestionReply, questionReply } from "./views.ts";

/** Draws that are tried to find an item which was not practised lately. */
const TRIES = 8;
/** Practised items that are avoided where the pool allows. */
const AVOIDED = 50;

/** `/dlq`: a question for the group, or for one learner alone. */
export async function ask(deps: Deps, caller: Caller, filter: AskFilter, isPrivate: boolean): Promise<Reply> {
  const wanted: BankFilter = {
    topics: filter.topic === undefined ? [] : [filter.topic],
    difficulties: filter.difficulty === undefined ? [] : [filter.difficulty],
    kinds: filter.kind === undefined ? ["choice", "numeric"] : [filter.kind],
    company: filter.company,
    role: filter.role,
    audience: filter.audience,
  };
  const pools = filter.kind === undefined ? [wanted, { ...wanted, kinds: ["open"] as const }] : [wanted];
  const pool = pools.find((one) => deps.bank.pool(one).length > 0);
  if (pool === undefined) return emptied(deps, filter.kind === undefined ? { ...wanted, kinds: [] } : wanted);

  const [group, drawn] = await Promise.all([
    deps.store.readGroup(caller.place),
    pickItem(deps, caller.place, pool),
  ]);
  if (drawn === null) {
    return notice("refusal", say("ask.only-daily"));
  }
  const asker = isPrivate ? null : caller.person.name;
  const { item, seed } = drawn;
  deps.meter.count("rounds", { mode: "practice", kind: item.kind });
  if (item.kind === "open") {
    const asked = { ...item, prompt: wayOfAsking(item, seed) };
    return openQuestionReply(asked, isPrivate ? "private" : "channel", asker);
  }

  const round: Round = {
    ...startRound(deps, item, seed),
    id: `p${deps.token(15)}`,
    place: caller.place,
    mode: "practice",
    onlyFor: isPrivate ? caller.person.id : null,
    closesAt: deps.clock() + PRACTICE_OPEN,
    date: localDate(deps.clock(), group.schedule?.timezone ?? DEFAULT_ZONE),
    timezone: group.schedule?.timezone ?? DEFAULT_ZONE,
    thread: "off",
    answers: "buttons",
    ping: null,
  };
  await deps.store.addPractice(round);
  deps.rounds.put(round);
  return questionReply(round, 0, asker);
}

/**
 * What is asked next: never what would give an open question of the day away, and not what was practised
 * lately where there is another. null: nothing may be asked now.
 */
async function pickItem(
  deps: Deps,
  place: Place,
  pool: BankFilter,
): Promise<{ item: Item; seed: string } | null> {
  const [asked, guard] = await Promise.all([deps.store.askedItems(place), guardOf(deps, place.team)]);
  const avoided = new Set([...asked.practised.slice(-AVOIDED), asked.daily.at(-1)]);
  const random = randomFrom(deps.token(16));
  /** With numbers of its own, where it is computed; null where it must not be asked. */
  function itemOf(entry: BankEntry): { item: Item; seed: string } | null {
    for (let tries = 0; tries < TRIES; tries++) {
      const seed = deps.token(16);
      const item = deps.bank.item(entry.id, seed);
      if (item === null) throw new Error(`the bank lost the item ${entry.id}`);
      const secret =
        item.kind === "open" ? item.id : secretOf({ itemId: item.id, kind: item.kind, stem: item.stem });
      if (guard.until(secret) === null) return { item, seed };
    }
    return null;
  }
  let spare: { item: Item; seed: string } | null = null;
  for (let tries = 0; tries < TRIES; tries++) {
    const entry = deps.bank.pick(pool, random);
    const drawn = entry === null ? null : itemOf(entry);
    if (drawn === null) continue;
    if (!avoided.has(drawn.item.id)) return drawn;
    spare ??= drawn;
  }
  if (spare !== null) return spare;
  for (const entry of random.shuffle(deps.bank.pool(pool))) {
    const drawn = itemOf(entry);
    if (drawn !== null) return drawn;
  }
  return null;
}

/** What a new round of either mode begins with. */
export function startRound(deps: Deps, item: ChoiceItem, seed: string) {
  const question = deal(item, seed);
  const salt = deps.token(24);
  return {
    question,
    seed,
    salt,
    commitment: commitmentOf(proofOf(question, salt)),
    opensAt: deps.clock(),
    status: "open",
    windowNo: null,
    message: null,
    closedAt: null,
    lost: 0,
  } as const;
}

/** Says which of the filters left nothing. */
export function emptied(deps: Deps, filter: BankFilter): NoticeReply {
  const said = (name: FilterName) => {
    const value = filter[name];
    return Array.isArray(value) ? value.join(", ") : String(value ?? "");
  };
  const parts = deps.bank.emptiedBy(filter).map((name) => say(`filter.${name}`, { value: said(name) }));
  const [only] = parts;
  const line =
    only !== undefined && parts.length === 1
      ? say("ask.none-with", { part: only })
      : say("ask.none-with-all", { parts: { list: parts } });
  return notice("refusal", line);
}

/** "Another one": the same topic and difficulty again. */
export function another(deps: Deps, caller: Caller, action: Action & { verb: "another" }): Promise<Reply> {
  const { topic, difficulty } = action;
  const level = ["easy", "medium", "hard"].includes(difficulty)
    ? (difficulty as AskFilter["difficulty"])
    : undefined;
  const filter: AskFilter = {
    topic: topic === "" ? undefined : topic,
    difficulty: level,
    kind: difficulty === "open" ? "open" : undefined,
  };
  return ask(deps, caller, filter, action.private);
}
