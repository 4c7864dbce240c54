import type { LanguageChoice } from "../engine/ports/language.ts";
import type { Store } from "../engine/ports/store.ts";
import type { Place, TeamId } from "../engine/words/place.ts";
import type { Preferences } from "./speaker.ts";

/** How long what somebody reads counts before the store is asked again, in milliseconds. */
const KEPT = 60_000;
/** People and groups that are remembered; the one looked up longest ago goes first. */
const MOST = 50_000;

/** Answers that are remembered for a while. A store that is away must not keep anybody from being answered. */
function remembering(ask: (key: string) => Promise<string | null>, clock: () => number) {
  const known = new Map<string, { value: string | null; until: number }>();
  const put = (key: string, value: string | null) => {
    known.delete(key);
    known.set(key, { value, until: clock() + KEPT });
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return value;
  };
  return {
    put,
    peek: (key: string) => known.get(key)?.value ?? null,
    async get(key: string) {
      const found = known.get(key);
      if (found !== undefined && clock() < found.until) return found.value;
      try {
        const answer = await ask(key);
        const now = known.get(key);
        // What was put meanwhile is newer than the answer.
        return now === found ? put(key, answer) : (now?.value ?? null);
      } catch {
        return found?.value ?? null;
      }
    },
  };
}

const SEPARATOR = "\n";

/**
 * Who reads what: a learner's choice, a group's setting, else the server's own language as its platform
 * reports it.
 */
export function createPreferences(
  store: Pick<Store, "readLanguage" | "setLanguage" | "readGroup">,
  all: readonly string[],
  teamLocale: (team: TeamId) => Promise<string | null>,
  clock: () => number,
): Preferences & LanguageChoice {
  const learners = remembering((key) => {
    const [team, learner = ""] = key.split(SEPARATOR) as [TeamId, string?];
    return store.readLanguage(team, learner);
  }, clock);
  const groups = remembering(async (key) => {
    const [team, group = ""] = key.split(SEPARATOR) as [TeamId, string?];
    return (await store.readGroup({ team, group })).schedule?.language ?? null;
  }, clock);
  const keyOf = (team: TeamId, id: string) => team + SEPARATOR + id;

  return {
    all,
    ofLearner: (team, learner) => learners.get(keyOf(team, learner)),
    known: (team, learner) => learners.peek(keyOf(team, learner)),
    ofGroup: async ({ team, group }: Place) =>
      (await groups.get(keyOf(team, group))) ?? (await teamLocale(team)),
    async choose(team, learner, language) {
      await store.setLanguage(team, learner, language);
      learners.put(keyOf(team, learner), language);
    },
    forgotten(team, learner) {
      learners.put(keyOf(team, learner), null);
    },
    groupReads({ team, group }, language) {
      groups.put(keyOf(team, group), language);
    },
  };
}
