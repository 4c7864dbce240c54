import { answersOf, suitableLevels } from "../../learning/level.ts";
import type { BankEntry, BankFilter, FilterName } from "../ports/bank.ts";
import type { Caller } from "../ports/bot.ts";
import type { LearnerReviews } from "../ports/store.ts";
import { localDate } from "../rules/calendar.ts";
import { commitmentOf, proofOf } from "../rules/commitment.ts";
import { deal, pose } from "../rules/deal.ts";
import { randomFrom } from "../rules/random.ts";
import { PRACTICE_OPEN } from "../rules/retention.ts";
import { secretOf } from "../rules/secrets.ts";
import { wayOfAsking } from "../rules/ways-of-asking.ts";
import { type Asked, refOf } from "../words/asked.ts";
import type { ChoiceItem, Item, OpenItem } from "../words/item.ts";
import { isOfOne, type Person, type Place } from "../words/place.ts";
import type { Button } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { type Piece, type Say, say } from "../words/say.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { reviewsOf } from "./linked.ts";
import { openQuestionReply } from "./open-views.ts";
import { knowing } from "./packs/shelf.ts";
import { guardOf } from "./reveal.ts";
import { questionReply } from "./views.ts";

/** Draws that are tried to find an item which was not practised lately. */
const TRIES = 8;
/** Practised items that are avoided where the pool allows. */
const AVOIDED = 50;

/** `/dlq`: a question for the group, or for one learner alone. */
export async function ask(given: Deps, caller: Caller, asked: Asked, wantsPrivate: boolean): Promise<Reply> {
  const deps = await knowing(given, caller.place.team, [asked.topic]);
  const isPrivate = wantsPrivate || isOfOne(caller.place.team);
  const wanted = filterOf(deps, asked);
  const pools = poolsOf(asked.kind, wanted).filter((pool) => deps.bank.pool(pool).length > 0);
  if (pools.length === 0)
    return { ...emptied(deps, wanted, asked.topic), buttons: withoutOne(deps, asked, wanted, isPrivate) };

  const [group, drawn] = await Promise.all([
    deps.store.readGroup(caller.place),
    pickItem(deps, caller, [...pools, ...wholeTopics(deps, asked.kind, wanted)]),
  ]);
  if (drawn === null) {
    return notice("refusal", say("ask.only-daily"));
  }
  const note = noteOn(drawn, pools);
  const asker = isPrivate ? null : caller.person.name;
  const { item, seed } = drawn;
  deps.meter.count("rounds", { mode: "practice", kind: item.kind });
  if (item.kind === "open") {
    await deps.store.notePractised(caller.place, item.id);
    const question = { ...item, prompt: wayOfAsking(item, seed), ref: refOf(item.id, asked) };
    return { ...openQuestionReply(question, isPrivate ? "private" : "channel", asker), ...note };
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
    asked,
    ...(isPrivate ? {} : { asker: caller.person.id }),
  };
  await deps.store.addPractice(round);
  deps.rounds.put(round);
  return { ...questionReply(round, 0, asker), ...note };
}

export function filterOf(
  deps: Pick<Deps, "bank">,
  { topic, difficulty, kind, company, role, audience }: Asked,
): BankFilter {
  return {
    ...(topic === undefined ? {} : (deps.bank.subject(topic)?.filter ?? { topics: [topic] })),
    difficulties: difficulty === undefined ? [] : [difficulty],
    kinds: kind === undefined ? [] : [kind],
    company,
    role,
    audience,
  };
}

/** Where a kind is left open, there shall be something to press: an open question comes where there is nothing else. */
function poolsOf(kind: Asked["kind"], wanted: BankFilter): BankFilter[] {
  if (kind !== undefined) return [wanted];
  return [
    { ...wanted, kinds: ["choice", "numeric"] },
    { ...wanted, kinds: ["open"] },
  ];
}

/** Where some concepts were asked for: their whole topics, for when all of them is an open question of the day. */
function wholeTopics(deps: Deps, kind: Asked["kind"], wanted: BankFilter): BankFilter[] {
  if (wanted.concepts === undefined) return [];
  const topics = deps.bank.pool({ concepts: wanted.concepts }).map(({ topic }) => topic.id);
  return poolsOf(kind, { ...wanted, concepts: [], topics: [...new Set(topics)] });
}

/** What is to be said of a question that is not quite what was asked for. */
function noteOn({ item, pool, again }: Drawn, pools: readonly BankFilter[]): { note?: Say } {
  if (!pools.includes(pool)) return { note: say("ask.of-topic", { topic: item.topic.name }) };
  return again > 0 ? { note: say("ask.again", { count: again }) } : {};
}

export interface Drawn {
  item: Item;
  seed: string;
  pool: BankFilter;
  /** How many the pool has, where all of them were practised lately; else 0. */
  again: number;
}

const isOpen = ({ kinds = [] }: BankFilter) => kinds.length === 1 && kinds[0] === "open";

/** Open questions that a learner has answered, longest ago first. */
function openAnswered(deps: Deps, { seen }: LearnerReviews): string[] {
  return [...seen]
    .filter(([id]) => deps.bank.find(id)?.kind === "open")
    .sort(([, a], [, b]) => a - b)
    .map(([id]) => id);
}

/**
 * What is asked next, out of the first pool that has something: never what would give an open question of the day
 * away, and not what was practised lately where there is another; else what was practised longest ago. null: nothing
 * may be asked now. `person` null: for a group, whoever is in it.
 */
export async function pickItem(
  deps: Deps,
  { place, person }: { place: Place; person: Pick<Person, "id"> | null },
  pools: readonly BankFilter[],
): Promise<Drawn | null> {
  const [before, guard, reviews] = await Promise.all([
    deps.store.askedItems(place),
    guardOf(deps, place.team),
    person === null ? null : reviewsOf(deps, place.team, person.id),
  ]);
  const lately = [...before.practised.slice(-AVOIDED), ...before.daily.slice(-1)];
  // There are few open questions, and nobody forgets having answered one.
  const answered = reviews === null ? [] : openAnswered(deps, reviews);
  const levels = reviews === null ? [] : suitableLevels(answersOf(reviews.concepts));
  /** Of what nobody said how hard it shall be, what suits the learner. */
  const suiting = (pool: BankFilter): BankFilter =>
    isOpen(pool) || (pool.difficulties ?? []).length > 0 ? pool : { ...pool, difficulties: levels };
  const avoidedIn = (pool: BankFilter) => (isOpen(pool) ? [...answered, ...before.practised] : lately);
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
  /** Something that was not practised lately. */
  function fresh(filter: BankFilter, avoided: readonly string[]) {
    for (let tries = 0; tries < TRIES; tries++) {
      const entry = deps.bank.pick(filter, random);
      const drawn = entry === null || avoided.includes(entry.id) ? null : itemOf(entry);
      if (drawn !== null) return drawn;
    }
    for (const entry of random.shuffle(deps.bank.pool(filter).filter(({ id }) => !avoided.includes(id)))) {
      const drawn = itemOf(entry);
      if (drawn !== null) return drawn;
    }
    return null;
  }
  for (const pool of pools) {
    const avoided = avoidedIn(pool);
    const drawn = fresh(suiting(pool), avoided) ?? fresh(pool, avoided);
    if (drawn !== null) return { ...drawn, pool, again: 0 };
    const spent = deps.bank
      .pool(pool)
      .filter(({ id }) => avoided.includes(id))
      .sort((a, b) => avoided.lastIndexOf(a.id) - avoided.lastIndexOf(b.id));
    for (const entry of spent) {
      const again = itemOf(entry);
      if (again !== null) return { ...again, pool, again: spent.length };
    }
  }
  return null;
}

/** What a new round of either mode begins with. */
export function startRound(deps: Deps, item: ChoiceItem, seed: string) {
  const question = deal(item, seed);
  const salt = deps.token(24);
  return { ...beginning(deps, seed), question, salt, commitment: commitmentOf(proofOf(question, salt)) };
}

/** The same of an open question: there is no key to bind the bot to. */
export function startSpoken(deps: Deps, item: OpenItem, seed: string) {
  return { ...beginning(deps, seed), question: pose(item, seed), salt: "", commitment: "" };
}

function beginning(deps: Deps, seed: string) {
  return {
    seed,
    opensAt: deps.clock(),
    status: "open",
    windowNo: null,
    message: null,
    closedAt: null,
    lost: 0,
  } as const;
}

/** What people read for a kind. */
const KINDS = { choice: "choice.quiz", numeric: "choice.numeric", open: "choice.open" } as const;

/** What somebody asked with that a filter stands for. */
const ASKED_WITH = {
  topics: "topic",
  concepts: "topic",
  difficulties: "difficulty",
  kinds: "kind",
  company: "company",
  role: "role",
  audience: "audience",
} as const satisfies Record<FilterName, keyof Asked>;

/** To ask without one of the filters that leave nothing, where that leaves something. */
function withoutOne(deps: Deps, asked: Asked, wanted: BankFilter, isPrivate: boolean): Button[] {
  return deps.bank.emptiedBy(wanted).flatMap((name): Button[] => {
    const rest = { ...asked, [ASKED_WITH[name]]: undefined };
    const isLeft = poolsOf(rest.kind, filterOf(deps, rest)).some((pool) => deps.bank.pool(pool).length > 0);
    const part = partOf(deps, name, wanted, asked.topic);
    return isLeft
      ? [
          {
            label: say("button.without", { part }),
            action: { verb: "another", asked: rest, private: isPrivate },
          },
        ]
      : [];
  });
}

/** Says which of the filters left nothing. `topic`: what the concepts were called that were asked for. */
export function emptied(deps: Pick<Deps, "bank">, filter: BankFilter, topic?: string): NoticeReply {
  const parts = deps.bank.emptiedBy(filter).map((name) => partOf(deps, name, filter, topic));
  const [only] = parts;
  const line =
    only !== undefined && parts.length === 1
      ? say("ask.none-with", { part: only })
      : say("ask.none-with-all", { parts: { list: parts } });
  return notice("refusal", line);
}
/** A filter with its value, in the reader's words. `topic`: what the concepts were called that were asked for. */
export function partOf(deps: Pick<Deps, "bank">, name: FilterName, filter: BankFilter, topic?: string): Say {
  const said = (): Piece => {
    switch (name) {
      case "difficulties":
        return { list: (filter.difficulties ?? []).map((one) => say(`level.${one}`)) };
      case "kinds":
        return { list: (filter.kinds ?? []).map((one) => say(KINDS[one])) };
      case "audience":
        return filter.audience === undefined ? "" : say(`audience.${filter.audience}`);
      case "role":
        return filter.role === undefined ? "" : say(`role.${filter.role}`);
      case "company":
        return filter.company ?? "";
      case "topics": {
        const named = new Map(deps.bank.topics().map(({ id, name }) => [id, name]));
        return { list: (filter.topics ?? []).map((id) => named.get(id) ?? id) };
      }
      case "concepts":
        return topic === undefined
          ? (filter.concepts ?? []).join(", ")
          : (deps.bank.subject(topic)?.name ?? topic);
      default:
        return name satisfies never;
    }
  };
  return say(`filter.${name}`, { value: said() });
}
