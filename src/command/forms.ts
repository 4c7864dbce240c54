import type { Bot, Caller, Submitted } from "../engine/ports/bot.ts";
import type { Inbound } from "../engine/ports/platform.ts";
import type { Reply } from "../engine/words/reply.ts";
import { say } from "../engine/words/say.ts";
import type { Registry } from "./define.ts";
import { askForm, channelForm, dailyForm, readFilled } from "./option-forms.ts";
import type { Domains } from "./options.ts";

export interface FormsDeps {
  registry: Registry;
  domains: Domains;
  bot: Pick<Bot, "daily">;
  /** Turns a failure into a true notice. */
  guarded<T>(what: string, place: object, run: () => Promise<T>): Promise<T | Reply>;
  /** What somebody is told who does too much; null: go on. */
  limited(caller: Caller): Promise<Reply | null>;
  /** null: an earlier delivery of the same is worked on, or was. */
  once<T>(caller: Caller, run: () => Promise<T>): Promise<T | null>;
}

/** The sentences of a notice, for a field that it is about. */
const linesOf = (reply: Reply) => (reply.kind === "notice" ? reply.lines : []);

const isReply = (value: object): value is Reply => "kind" in value;

/** Forms that fill in the options of commands, and what is handed in with them. */
export function createForms({
  registry,
  domains,
  bot,
  guarded,
  limited,
  once,
}: FormsDeps): Pick<Inbound, "askForm" | "dailyForm" | "submitDaily"> {
  const wrongChannel = (reply: Reply): Submitted<Reply | null> => ({
    ok: false,
    mistakes: [{ field: "channel", lines: linesOf(reply) }],
  });

  async function submit(
    caller: Caller,
    options: Readonly<Record<string, string>>,
    mark: string,
  ): Promise<Submitted<Reply | null>> {
    const tooOften = await limited(caller);
    if (tooOften !== null) return wrongChannel(tooOften);
    const read = readFilled(registry, domains, options);
    const done = await once(caller, async (): Promise<Submitted> => {
      if (read.ok) return bot.daily.submit(caller, read.change, mark);
      const refused = await bot.daily.refuse(caller);
      const own = refused === null ? [] : [{ field: "channel", lines: refused.lines }];
      return { ok: false, mistakes: [...own, ...read.mistakes] };
    });
    return done ?? { ok: true, reply: null };
  }

  return {
    askForm: () => askForm(registry, domains),

    async dailyForm(caller, group) {
      if (group === null) return channelForm(null, [say("form.daily.choose")]);
      const there = { ...caller, place: { ...caller.place, group } };
      const found = await guarded("form", there.place, () => bot.daily.settings(there));
      return isReply(found) ? channelForm(group, linesOf(found)) : dailyForm(registry, domains, group, found);
    },

    async submitDaily({ options, mark, ...caller }) {
      const done = await guarded("submit", caller.place, () => submit(caller, options, mark));
      return isReply(done) ? wrongChannel(done) : done;
    },
  };
}
