import { say, type WordId } from "../engine/words/say.ts";
import { alike } from "./alike.ts";
import { calledRoughly } from "./called.ts";
import type { Domains, Offered, Option } from "./options.ts";

/** How many things are offered in place of a word that names none. */
const OFFERED = 3;

/** What stands nearest to a word that names nothing; where too little does, what is asked most. */
export function offered({ subject }: Pick<Domains, "subject">, typed: string): Offered {
  const near = alike(subject, typed, OFFERED);
  const others = subject.filter((one) => !near.includes(one));
  const starts = others.sort((a, b) => (b.asked ?? 0) - (a.asked ?? 0)).slice(0, OFFERED - near.length);
  return { near, starts };
}

/** A topic, a concept, or what several concepts are called together, however it is spelled. */
export function subject(description: WordId): Option<string> {
  return {
    description,
    type: { kind: "domain", domain: "subject", many: false },
    required: false,
    parse: (raw, domains) => {
      const found = calledRoughly(domains.subject, raw);
      if (found !== null) return { ok: true, value: found };
      const choices = () => ({ allowed: [], nearest: null, offered: offered(domains, raw) });
      return { ok: false, why: say("wrong.domain", { domain: "subject" }), choices };
    },
  };
}
