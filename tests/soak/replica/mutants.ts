import { REST } from "discord.js";
import { Redis } from "ioredis";

/**
 * Faults that are put into a replica on purpose, so that it can be seen that the checks fail:
 *
 * - `twice`: what is posted on Discord is posted once more.
 * - `deaf`: one answer in three to a question of the day is acknowledged and not written.
 * - `unfenced`: whoever takes a close over does not look whether its summary was written.
 * - `rebooked`: what a learner earned is booked once more.
 */
export const MUTANTS = ["twice", "deaf", "unfenced", "rebooked"] as const;
export type Mutant = (typeof MUTANTS)[number];

type Define = (this: unknown, name: string, definition: { lua: string }) => unknown;

/** Changes a place of one of the store's scripts. */
function rewrite(script: string, place: string | RegExp, by: string): void {
  const prototype = Redis.prototype as unknown as { defineCommand: Define };
  const define = prototype.defineCommand;
  prototype.defineCommand = function (name, definition) {
    if (name !== `dlq_${script}`) return define.call(this, name, definition);
    const lua = definition.lua.replace(place, by);
    if (lua === definition.lua) throw new Error(`the mutant of ${script} finds no place to change`);
    return define.call(this, name, { ...definition, lua });
  };
}

function postTwice(): void {
  const { post } = REST.prototype;
  REST.prototype.post = async function (route, options) {
    const first = await post.call(this, route, options);
    if (/^\/channels\/\d+\/messages$/.test(route)) {
      const { nonce: _, enforce_nonce: __, ...body } = (options?.body ?? {}) as Record<string, unknown>;
      await post.call(this, route, { ...options, body });
    }
    return first;
  };
}

const MAKE: Readonly<Record<Mutant, () => void>> = {
  twice: postTwice,
  deaf: () =>
    rewrite(
      "record_daily",
      /local answered, kept = (keep_answer\(KEYS\[1\], (KEYS\[2\]),[^\n]*\)), \{\}/,
      "local answered, kept = redis.call('ZCARD', $2), {}\nif clock() % 3 ~= 0 then answered = $1 end",
    ),
  unfenced: () => rewrite("begin_effect", /^return redis[^\n]*$/m, "return 'first'"),
  rebooked: () => rewrite("award_page", /(book_points\(books, award\.learner[^\n]*\))/, "$1 $1"),
};

export function mutate(mutant: Mutant): void {
  MAKE[mutant]();
}
