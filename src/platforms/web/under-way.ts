/** What was taken in and is not finished. */
export interface UnderWay {
  /** Runs this without making anybody wait. It must not throw. */
  start(work: () => Promise<void>): void;
  /** Resolves when nothing is left, or after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const running = new Set<Promise<void>>();
  return {
    start(work) {
      const one = work().finally(() => running.delete(one));
      running.add(one);
    },
    async drain(ms) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => {
        timer = setTimeout(() => resolve("late"), ms);
      });
      while (running.size > 0) {
        if ((await Promise.race([Promise.allSettled(running), late])) === "late") break;
      }
      clearTimeout(timer);
    },
  };
}
