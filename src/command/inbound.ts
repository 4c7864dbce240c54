import type { Bot, Caller } from "../engine/ports/bot.ts";
import { type Limited, type Limiter, PER_MINUTE } from "../engine/ports/limiter.ts";
import type { Log, Meter } from "../engine/ports/log.ts";
import type {
  ButtonPress,
  Inbound,
  Invocation,
  MessagePointed,
  TypedLine,
} from "../engine/ports/platform.ts";
import { type Store, StoreUnavailable } from "../engine/ports/store.ts";
import type { Place, TeamId } from "../engine/words/place.ts";
import type { Actor } from "../engine/words/press.ts";
import { BROKEN, type NoticeReply, notice, type Reply } from "../engine/words/reply.ts";
import { type Say, say } from "../engine/words/say.ts";
import { askAbout, namedIn, namesNothing } from "./about.ts";
import { alike } from "./alike.ts";
import { beginLine } from "./begin.ts";
import { calledRoughly } from "./called.ts";
import { completeLine, nameTyped, suggest } from "./complete.ts";
import { optionOf, type Registry, type Route } from "./define.ts";
import { createForms } from "./forms.ts";
import { createHeard } from "./heard.ts";
import { finishLine } from "./line.ts";
import type { Domains } from "./options.ts";
import { readOptions, refusal } from "./read.ts";
import { readZone } from "./zone-read.ts";

/** What presses, forms and events need besides the commands. */
export interface Handlers {
  button: Inbound["button"];
  form: Inbound["form"];
  keyPoints: Inbound["keyPoints"];
  reaction: Inbound["reaction"];
  openQuestions: Inbound["openQuestions"];
  sent: Inbound["sent"];
  completePack: Inbound["completePack"];
  home: Inbound["home"];
  named: Inbound["named"];
  /** `isLate`: whether it is still so has to be asked. */
  left(team: TeamId, isLate?: boolean): Promise<void>;
  joined: Inbound["joined"];
  arrived: Inbound["arrived"];
  messageGone: Inbound["messageGone"];
  channelGone: Inbound["channelGone"];
  /** `isLate` as above. */
  shutOut(place: Place, how: Say, isLate?: boolean): Promise<void>;
  letIn: Inbound["letIn"];
}

export interface InboundDeps {
  registry: Registry;
  domains: Domains;
  bot: Bot;
  handlers: Handlers;
  store: Pick<Store, "claimOnce">;
  limiter: Limiter;
  log: Log;
  meter: Meter;
}

/** How long a delivery is remembered: past every platform's last retry. */
const DELIVERY_TTL = 15 * 60_000;

const AWAY = notice("trouble", say("away.answer"));
/** For commands: not all of them may be repeated (`daily skip` would skip two questions). */
const AWAY_COMMAND = notice("trouble", say("away.command"));
const UNTOUCHED = notice("trouble", say("away.untouched"));

/** More than a member may do in a minute. */
function tooMany(what: Limited, wait: number): NoticeReply {
  const [most, seconds] = [PER_MINUTE[what], Math.max(1, Math.ceil(wait / 1000))];
  return notice(
    "refusal",
    what === "link" ? say("limit.codes", { most, seconds }) : say("limit.much", { most, what, seconds }),
  );
}

/** Work whose failure for want of the store says whether anything can have been done. */
async function unavailable<T>(work: Promise<T>, { untouched }: { untouched: boolean }): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new StoreUnavailable(error.message, { cause: error, untouched });
  }
}

/**
 * The boundary between the platforms and the use cases: parses, runs, and turns every failure into a true
 * notice, logged once.
 */
export function createInbound(deps: InboundDeps): Inbound {
  const { registry, domains, handlers, log } = deps;
  // What names are looked up in takes a while to make: nobody's first line shall wait for it.
  calledRoughly(domains.subject, "a name");
  alike(domains.subject, "a name", 1);
  readZone("UTC+1", domains.timezone, domains.clock?.() ?? Date.now());
  readZone("a name", domains.timezone, 0);

  const guarded = <T>(what: string, place: object, run: () => Promise<T>): Promise<T | typeof AWAY> =>
    caught(what, place, () => deps.meter.timed("uses", { what }, run));

  async function caught<T>(what: string, place: object, run: () => Promise<T>): Promise<T | typeof AWAY> {
    try {
      return await run();
    } catch (error) {
      deps.meter.count("failures", { what });
      if (error instanceof StoreUnavailable) {
        log.warn({ what, place, reason: error.message }, "the store did not answer");
        if (error.untouched) return UNTOUCHED;
        return what === "command" || what === "line" ? AWAY_COMMAND : AWAY;
      }
      log.error({ what, place, err: error }, "a use case failed");
      return BROKEN;
    }
  }

  /** What is told once, in a team: each of its kind in its order. */
  function told() {
    const heard = createHeard(log);
    return async (
      what: string,
      place: { team: TeamId },
      run: (isLate: boolean) => Promise<void>,
    ): Promise<void> => {
      const timed = (isLate: boolean) => deps.meter.timed("uses", { what }, () => run(isLate));
      await caught(what, place, () => heard(what, place.team, timed));
    };
  }
  /** To the bot itself. */
  const happened = told();
  /** To messages; a question that is posted again holds up nothing else. */
  const messages = told();
  const sent = told();

  /** The first delivery of an event runs; later ones, here or on other replicas, give null. */
  async function once<T>(
    caller: { place: { team: string }; delivery: string },
    run: () => Promise<T>,
  ): Promise<T | null> {
    const name = `delivery|${caller.place.team}|${caller.delivery}`;
    const isFirst = await unavailable(deps.store.claimOnce(name, DELIVERY_TTL), { untouched: true });
    // What runs may write several times: its last call says nothing of those before.
    return isFirst ? unavailable(run(), { untouched: false }) : null;
  }

  /** null: go on; otherwise what the member is told who does too much. */
  async function limited(actor: Actor, ...kinds: readonly (Limited | undefined)[]): Promise<Reply | null> {
    for (const what of kinds) {
      if (what === undefined) continue;
      const wait = await deps.limiter.take(what, actor.place.team, actor.person.id);
      if (wait !== null) return tooMany(what, wait);
    }
    return null;
  }

  const callerOf = ({
    place,
    person,
    isAdmin,
    locale,
    timezone,
    delivery,
    atHome,
    file,
  }: Caller): Caller => ({
    place,
    person,
    isAdmin,
    locale,
    delivery,
    ...(timezone == null ? {} : { timezone }),
    ...(atHome === true ? { atHome } : {}),
    ...(file === undefined ? {} : { file }),
  });

  /** What a member is told who may not do this; asked before the options are read. */
  async function notAllowed(call: Caller, route: Route, channel: string | undefined): Promise<Reply | null> {
    if (route.manages === undefined) return null;
    const isId = channel !== undefined && route.options.channel?.parse(channel, domains).ok === true;
    const place = isId ? { ...call.place, group: channel } : call.place;
    return deps.bot[route.manages].refuse({ ...callerOf(call), place });
  }

  async function runCommand(call: Invocation, route: Route): Promise<Reply> {
    const read = readOptions(route, call.options, domains);
    if (!read.ok) return read.reply;
    // What was not understood is nothing that was asked for.
    const tooOften = await limited(call, route.counts);
    if (tooOften !== null) return tooOften;
    deps.meter.count("commands", { command: [call.command, call.subcommand].filter(Boolean).join(" ") });
    return route.run(deps.bot, callerOf(call), read.values, registry);
  }

  async function typedCommand(call: Invocation): Promise<Reply | null> {
    const route = registry.route(call.command, call.subcommand);
    if (route === undefined) {
      const names = registry.commands.map((c) => c.name);
      return refusal(say("line.no-command"), names, null);
    }
    const tooOften = await limited(call, "command");
    if (tooOften !== null) return tooOften;
    return once(
      call,
      async () => (await notAllowed(call, route, call.options.channel)) ?? runCommand(call, route),
    );
  }

  async function typedLine({ line, ...caller }: TypedLine): Promise<Reply | null> {
    const tooOften = await limited(caller, "command");
    if (tooOften !== null) return tooOften;
    const begun = beginLine(registry, line, domains);
    if (!begun.ok) return begun.reply;
    return once(caller, async () => {
      const refused = await notAllowed(caller, begun.route, begun.channel);
      if (refused !== null) return refused;
      const parsed = finishLine(registry, begun, domains);
      if (!parsed.ok) return parsed.reply;
      const { command, subcommand, options } = parsed;
      return runCommand({ ...caller, command, subcommand, options }, begun.route);
    });
  }

  async function pointed({ text, ...caller }: MessagePointed): Promise<Reply | null> {
    const tooOften = await limited(caller, "command");
    if (tooOften !== null) return tooOften;
    const [first, ...others] = namedIn(domains, text);
    if (first === undefined) return namesNothing();
    return once(
      caller,
      async () =>
        (await limited(caller, "round")) ?? askAbout(deps.bot, callerOf(caller), [first, ...others]),
    );
  }

  async function button(press: ButtonPress): Promise<Reply | null> {
    const { action } = press;
    if (action.verb === "help") {
      const refused = await limited(press, "press");
      const route = registry.route("dlq-help", null);
      return refused ?? route?.run(deps.bot, callerOf(press), { page: action.page }, registry) ?? null;
    }
    const isRound = action.verb === "another" || action.verb === "review" || action.verb === "mock-begin";
    const isOpinion = action.verb === "opinion" || action.verb === "consent";
    const isNext = (action.verb === "session" || action.verb === "mock") && action.act === "next";
    const asks = isRound || isOpinion || isNext || action.verb === "sheet";
    const refused = await limited(press, "press", asks ? "round" : undefined);
    if (refused !== null) return refused;
    // Answers and steps are made idempotent by the store itself; only what would happen twice is claimed.
    const isOnce = isRound || isOpinion || action.verb === "ask-leave";
    return isOnce ? once(press, () => handlers.button(press)) : handlers.button(press);
  }

  async function completePack(team: TeamId, typed: string, limit: number) {
    const found = await guarded("completePack", { team }, () => handlers.completePack(team, typed, limit));
    return "kind" in found ? [] : found;
  }

  return {
    ...createForms({
      ...{ registry, domains, bot: deps.bot, guarded },
      limited: (caller) => limited(caller, "command"),
      once: (caller, run) => once(caller, run),
    }),
    command: (call) => guarded("command", call.place, () => typedCommand(call)),
    line: (typed) => guarded("line", typed.place, () => typedLine(typed)),

    complete: ({ command, subcommand, option, typed }, limit) => {
      const route = registry.route(command, subcommand);
      const definition = route && optionOf(route, option);
      return definition === undefined ? [] : suggest(definition, typed, domains, limit);
    },

    completePack,

    completeLine: async (team, line, limit) => {
      const name = nameTyped(registry, line);
      const found = name === null ? [] : await completePack(team, name.typed, limit);
      return found.length > 0
        ? found.map(({ value }) => `${name?.before}${value}`)
        : completeLine(registry, line, domains, limit);
    },

    askAbout: (message) => guarded("about", message.place, () => pointed(message)),
    button: (press) => guarded("button", press.place, () => button(press)),
    keyPoints: (item) => handlers.keyPoints(item),
    form: (submission) =>
      guarded("form", submission.place, async () => {
        const kind = submission.form === "report" ? "report" : "press";
        return (await limited(submission, kind)) ?? handlers.form(submission);
      }),
    reaction: (press) =>
      guarded(
        "reaction",
        press.place,
        async () => (press.found ? null : await limited(press, "press")) ?? handlers.reaction(press),
      ),
    openQuestions: async (team) => {
      let found: Awaited<ReturnType<typeof handlers.openQuestions>> = [];
      await messages("openQuestions", { team }, async () => {
        found = await handlers.openQuestions(team);
      });
      return found;
    },
    home: (actor) => guarded("home", actor.place, () => handlers.home(actor)),

    sent: (place, round, message) => sent("sent", place, () => handlers.sent(place, round, message)),
    named: async (team, person) => {
      await guarded("named", { team }, () => handlers.named(team, person));
    },
    left: (team) => happened("left", { team }, (isLate) => handlers.left(team, isLate)),
    joined: (team) => happened("joined", { team }, () => handlers.joined(team)),
    arrived: (arrival) => happened("arrived", { team: arrival.team }, () => handlers.arrived(arrival)),
    messageGone: (team, message) =>
      messages("messageGone", { team }, () => handlers.messageGone(team, message)),
    channelGone: (place) => happened("channelGone", place, () => handlers.channelGone(place)),
    shutOut: (place, how) => happened("shutOut", place, (isLate) => handlers.shutOut(place, how, isLate)),
    letIn: (place) => happened("letIn", place, () => handlers.letIn(place)),
  };
}
