import type { Bot, Caller } from "../engine/ports/bot.ts";
import type { Button } from "../engine/words/press.ts";
import { type NoticeReply, notice, type Reply } from "../engine/words/reply.ts";
import { say } from "../engine/words/say.ts";
import { mentionedIn } from "./mentioned.ts";
import type { Domains, Value } from "./options.ts";

/** How many of the things that a message names are spoken of. */
const SPOKEN_OF = 4;

const about = ({ value, label }: Value): Button => ({
  label: say("button.subject", { name: label }),
  action: { verb: "another", asked: { topic: value }, private: true },
});

/** What of the bank a message names, the most telling first. */
export const namedIn = ({ subject }: Pick<Domains, "subject">, text: string): readonly Value[] =>
  mentionedIn(subject, text, SPOKEN_OF);

/** To whoever points at a message that names nothing of the bank. */
export function namesNothing(): NoticeReply {
  return {
    ...notice("refusal", say("about.nothing", { command: { command: "topics" } })),
    buttons: [
      { label: say("button.for-me"), primary: true, action: { verb: "another", asked: {}, private: true } },
    ],
  };
}

/** A question, for the caller alone, on the first of these things; the others are there to be pressed. */
export async function askAbout(
  bot: Pick<Bot, "ask">,
  caller: Caller,
  [first, ...others]: readonly [Value, ...Value[]],
): Promise<Reply> {
  const reply = await bot.ask(caller, { topic: first.value }, true);
  if (reply.kind !== "question" && reply.kind !== "open-question") return reply;
  const names = { list: [first, ...others].map(({ label }) => label) };
  const further = others.map((one, i) => ({ ...about(one), ...(i === 0 ? { row: true } : {}) }));
  return {
    ...reply,
    // Why it is not quite about that goes before.
    note: reply.note ?? say("about.names", { names }),
    buttons: [...reply.buttons, ...further],
  };
}
