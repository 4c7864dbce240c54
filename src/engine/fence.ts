import type { Hold } from "./ports/outbox.ts";
import type { Deps } from "./uses/deps.ts";

/** What somebody meets who goes on with a job that is not theirs any more. */
class JobLost extends Error {
  override name = "JobLost";
}

/** Every call asks first. */
function guarded<T extends object>(target: T, check: () => void): T {
  return new Proxy(target, {
    get(of, name) {
      const found: unknown = Reflect.get(of, name);
      if (typeof found !== "function") return found;
      return (...args: unknown[]) => {
        check();
        return Reflect.apply(found, of, args);
      };
    },
  });
}

/**
 * What a job works with: the store takes nothing and the platform sends nothing for a job that was lost, so a
 * process that was stopped for a while and goes on records no effect. What was on its way by then is told apart by
 * the keys of messages and by the tokens of a close; `afterSending` lets it be noted, or taken back.
 */
export function fenced(deps: Deps, hold: Hold): Deps {
  const check = () => {
    if (!hold.held()) throw new JobLost("the job was lost to somebody else");
  };
  return {
    ...deps,
    afterSending: deps,
    store: guarded(deps.store, check),
    platform: (team) => {
      const platform = deps.platform(team);
      return platform === null ? null : guarded(platform, check);
    },
  };
}
