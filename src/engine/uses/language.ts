import type { Caller } from "../ports/bot.ts";
import { notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";

/** Stands for no choice of one's own. */
export const AUTO = "auto";

/** `/dlq-language`: what is said to this learner alone, in which language; without one, which it is. */
export async function chooseLanguage(
  deps: Deps,
  caller: Caller,
  language: string | undefined,
): Promise<Reply> {
  const { team } = caller.place;
  const { id } = caller.person;
  if (language === undefined) {
    const chosen = await deps.languages.ofLearner(team, id);
    return notice(
      "info",
      chosen === null ? say("language.auto") : say("language.is", { language: { language: chosen } }),
      say("language.all", { languages: { list: deps.languages.all.map((one) => ({ language: one })) } }),
    );
  }
  await deps.languages.choose(team, id, language === AUTO ? null : language);
  return notice(
    "done",
    language === AUTO ? say("language.auto") : say("language.chosen", { language: { language } }),
    say("language.questions"),
  );
}
