import { z } from "zod";
import type { FrozenRound } from "../../engine/ports/store.ts";
import { decodeAsked, encodeAsked } from "../../engine/words/asked.ts";
import type { Diagram } from "../../engine/words/diagram.ts";
import { AUDIENCES, DIFFICULTIES, FREQUENCIES, ROLES } from "../../engine/words/item.ts";
import { type MessageRef, PLATFORMS, type TeamId } from "../../engine/words/place.ts";
import {
  ANSWER_MODES,
  LETTERS,
  type LivePart,
  ROUND_STATUSES,
  type Round,
  THREAD_MODES,
  waysOf,
} from "../../engine/words/round.ts";
import type { Context } from "./context.ts";
import { ASKED_ROOM, DEALT_FIELDS, decodeDealt } from "./dealt.ts";

/** Stored values pass a schema when they are read: another version, or a hand, may have written them. */

const team = z.custom<TeamId>(
  (v) => typeof v === "string" && PLATFORMS.some((name) => v.startsWith(`${name}:`)),
);
const place = z.object({ team, group: z.string() });
const named = z.object({ id: z.string(), name: z.string() });
const option = z.object({ text: z.string(), because: z.string() });
const choice = z.literal([0, 1, 2, 3, 4, 5]);

/** As the bank gave it, which has checked it. */
const diagram = z
  .custom<Diagram>((v) => typeof v === "object" && v !== null && "alt" in v && "kind" in v)
  .optional();

const formulas = z.array(z.object({ tex: z.string(), text: z.string() })).optional();

/** In the order in which a question is dealt: a mark of the whole is made of it, see `dealt.ts`. */
const dealt = z.object({
  itemId: z.string(),
  version: z.number(),
  kind: z.enum(["choice", "numeric"]),
  concept: named,
  topic: named,
  difficulty: z.enum(DIFFICULTIES),
  stem: z.string(),
  diagram,
  formulas,
  options: z.array(option).min(2).max(LETTERS.length),
  key: choice,
  trap: z.string().optional(),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
});

/** Of a question that is answered in words, which has neither options nor a key. */
const spoken = z.object({
  itemId: z.string(),
  kind: z.literal("open"),
  concept: named,
  topic: named,
  difficulty: z.enum(DIFFICULTIES),
  stem: z.string(),
  diagram,
  formulas,
  asked: z
    .object({
      style: z.string(),
      frequency: z.enum(FREQUENCIES),
      audiences: z.array(z.enum(AUDIENCES)),
      roles: z.array(z.enum(ROLES)),
      companies: z.array(z.string()),
    })
    .optional(),
});

const question = z.discriminatedUnion("kind", [dealt, spoken]);

/** What never changes of a round. */
const body = z.object({
  id: z.string(),
  place,
  mode: z.enum(["daily", "practice"]),
  onlyFor: z.string().nullable(),
  question,
  seed: z.string(),
  salt: z.string(),
  commitment: z.string(),
  opensAt: z.number(),
  closesAt: z.number(),
  date: z.string(),
  timezone: z.string().default("UTC"),
  answers: z.enum(ANSWER_MODES),
  thread: z.enum(THREAD_MODES).default("close"),
  ping: z.string().nullable(),
  previous: z
    .object({ date: z.string(), key: z.enum(LETTERS), option: z.string(), url: z.string().nullable() })
    .nullish(),
  before: z.string().nullish(),
  asked: z.string().transform(decodeAsked).optional(),
  isDue: z.boolean().optional(),
});

const message = z.union([
  z.object({ channel: z.string(), message: z.string() }),
  // Of a round that is closed.
  z.tuple([z.string(), z.string()]).transform(([channel, text]) => ({ channel, message: text })),
]);

export const encodeShortMessage = ({ channel, message: text }: MessageRef) => JSON.stringify([channel, text]);

export function decodeMessage(json: string | null): MessageRef | null {
  return json === null ? null : message.parse(JSON.parse(json));
}

/** The fields of a round's hash that are read back, in this order. */
export const ROUND_FIELDS = [
  ...["body", "status", "windowNo", "message", "closedAt", "lost", "asker", "live"],
  ...DEALT_FIELDS,
] as const;

/** Of one that takes no more answers. */
export const FROZEN_FIELDS = [
  ...ROUND_FIELDS,
  ...["booked", "n0", "n1", "n2", "n3", "n4", "n5"],
  ...["seeded", "edited", "summarised"],
] as const;

export function encodeRound(round: Round): string {
  const {
    status: _s,
    windowNo: _w,
    message: _m,
    closedAt: _c,
    lost: _l,
    asker: _a,
    live: _p,
    asked,
    ...rest
  } = round;
  return JSON.stringify(asked === undefined ? rest : { ...rest, asked: encodeAsked(asked, ASKED_ROOM) });
}

/** What a question of a live round is part of, as scripts read it, too: `game span awaited number of speed`. */
export const encodeLive = ({ game, span, awaited, number, of, speed }: LivePart) =>
  [game, span, awaited, number, of, speed ? 1 : 0].join(" ");

/** Its time begins when its message is up, so what the body says of it is not to be gone by. */
function decodeLive(text: string, closesAt: string | null | undefined) {
  const [game = "", ...numbers] = text.split(" ");
  const [span = 0, awaited = 0, number = 0, of = 0, speed] = numbers.map(Number);
  return {
    live: { game, span, awaited, number, of, speed: speed === 1 },
    closesAt: Number(closesAt),
  };
}

const numberOrNull = (text: string | null | undefined) => (text ? Number(text) : null);

const status = z.enum(ROUND_STATUSES);
const effect = z
  .enum(["begun", "done"])
  .nullish()
  .transform((stored) => stored ?? "no");

/** Which round is read. */
interface RoundKey {
  team: TeamId;
  id: string;
}

/** null: absent, or not readable; the latter is logged, and the round is treated as gone. */
export function decodeRound(
  of: RoundKey,
  fields: readonly (string | null)[],
  { log, questions }: Pick<Context, "log" | "questions">,
): Round | null {
  const [json, state, windowNo, posted, closedAt, lost, asker, live, ...dealt] = fields;
  const isDealt = dealt[0] != null;
  if (json == null && !isDealt) return null;
  try {
    return {
      ...(isDealt ? decodeDealt(of, dealt, questions) : body.parse(JSON.parse(json ?? ""))),
      status: status.parse(state),
      windowNo: numberOrNull(windowNo),
      message: posted ? message.parse(JSON.parse(posted)) : null,
      closedAt: numberOrNull(closedAt),
      lost: Number(lost ?? 0),
      ...(asker == null ? {} : { asker }),
      ...(live == null ? {} : decodeLive(live, dealt[DEALT_FIELDS.indexOf("closesAt")])),
    };
  } catch (error) {
    log.error({ err: error }, "a stored round cannot be read");
    return null;
  }
}

/** Of `FROZEN_FIELDS`; null as `decodeRound`. */
export function decodeFrozen(
  of: RoundKey,
  fields: readonly (string | null)[],
  context: Pick<Context, "log" | "questions">,
): FrozenRound | null {
  const round = decodeRound(of, fields, context);
  if (round === null) return null;
  const [booked, ...more] = fields.slice(ROUND_FIELDS.length);
  const [seeded, edited, summarised] = more.slice(LETTERS.length);
  return {
    round,
    booked: Number(booked ?? 0),
    tally: more.slice(0, waysOf(round.question)).map((count) => Number(count ?? 0)),
    effects: {
      seeded: effect.parse(seeded),
      edited: effect.parse(edited),
      summarised: effect.parse(summarised),
    },
  };
}
