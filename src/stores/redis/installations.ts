import type { Store } from "../../engine/ports/store.ts";
import type { Context } from "./context.ts";
import { INSTALLED, installationKey } from "./keys.ts";

/**
 * Texts by team. Which teams there are lies in a set of its own, in another slot: it is written first and
 * cleaned last, so that it names every team that has one.
 */
export function installationsPart({ client, run }: Context): Store["installations"] {
  return {
    save: async (id, json) => {
      await client.sadd(INSTALLED, id);
      await client.set(installationKey(id), json);
    },
    fetch: (id) => client.get(installationKey(id)),
    replace: async (id, before, after) => {
      await client.sadd(INSTALLED, id);
      return (await run("replace_text", [installationKey(id)], [before, after])) === 1;
    },
    delete: async (id) => {
      await client.del(installationKey(id));
      await client.srem(INSTALLED, id);
    },
    ids: async () => (await client.smembers(INSTALLED)).sort(),
  };
}
