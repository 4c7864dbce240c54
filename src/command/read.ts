import { type NoticeReply, notice } from "../engine/words/reply.ts";
import { type Say, say } from "../engine/words/say.ts";
import type { Route } from "./define.ts";
import { LIMITS, quoted } from "./limits.ts";
import { nearest } from "./nearest.ts";
import type { Domains } from "./options.ts";

export type ReadOptions = { ok: true; values: Record<string, unknown> } | { ok: false; reply: NoticeReply };

/** A private refusal that names what is wrong and lists what may stand there. */
export function refusal(line: Say, allowed: readonly string[], near: string | null): NoticeReply {
  return { ...notice("refusal", line), allowed, nearest: near };
}

/** Parses raw options by their definitions; the first one that does not fit is named in the reply. */
export function readOptions(
  route: Route,
  raw: Readonly<Record<string, string>>,
  domains: Domains,
): ReadOptions {
  const values: Record<string, unknown> = {};
  const names = Object.keys(route.options);
  for (const name of Object.keys(raw)) {
    if (names.includes(name)) continue;
    return {
      ok: false,
      reply: refusal(say("read.no-option", { name: quoted(name) }), names, nearest(name, names)),
    };
  }
  for (const [name, option] of Object.entries(route.options)) {
    const typed = raw[name];
    if (typed === undefined) {
      if (!option.required) continue;
      return {
        ok: false,
        reply: refusal(
          say("read.missing", { name, what: say(option.description) }),
          allowedOf(option.type, domains),
          null,
        ),
      };
    }
    if (option.type.kind !== "text" && typed.length > LIMITS.option) {
      return { ok: false, reply: refusal(say("read.long", { name, most: LIMITS.option }), [], null) };
    }
    const parsed = option.parse(typed, domains);
    if (!parsed.ok) {
      const { allowed, nearest: near } = parsed.choices();
      return {
        ok: false,
        reply: refusal(say("read.wrong", { name, typed: quoted(typed), why: parsed.why }), allowed, near),
      };
    }
    values[name] = parsed.value;
  }
  return { ok: true, values };
}

function allowedOf(type: Route["options"][string]["type"], domains: Domains): readonly string[] {
  if (type.kind === "enum") return type.values.map((v) => v.value);
  return type.kind === "domain" ? domains[type.domain].map((v) => v.value) : [];
}
