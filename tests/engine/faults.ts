import { type Store, StoreUnavailable } from "../../src/engine/ports/store.ts";

export type Fault = "fine" | "lost before" | "lost after";

/**
 * A store whose calls are lost by a script: before they did anything, or after, when nobody learns that
 * they did. What a crash, a cut connection or a time-out does to a replica.
 */
export function faulty(store: Store, faults: Fault[], hops: number[] = []): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return async (...args: unknown[]) => {
        const fault = faults.shift() ?? "fine";
        await hesitate(hops);
        if (fault === "lost before") throw new StoreUnavailable("lost before");
        const result = await method.apply(target, args);
        if (fault === "lost after") throw new StoreUnavailable("lost after");
        return result;
      };
    },
  });
}

/** Lets others go first, as often as the script says: what is under way side by side mixes in many orders. */
export async function hesitate(hops: number[]): Promise<void> {
  for (let left = hops.shift() ?? 0; left > 0; left--) await null;
}
