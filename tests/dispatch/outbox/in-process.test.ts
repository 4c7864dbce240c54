import { createInProcessOutbox } from "../../../src/dispatch/outbox/in-process.ts";
import type { Outbox } from "../../../src/engine/ports/outbox.ts";
import { LOG, METER } from "../quiet.ts";
import { outboxSuite } from "./suite.ts";

outboxSuite("the outbox in the process", async () => {
  const all: Outbox[] = [];
  return {
    begin: (over) => {
      const outbox = createInProcessOutbox({ log: LOG, meter: METER, chance: () => 0, ...over });
      all.push(outbox);
      return outbox;
    },
    clear: async () => {
      await Promise.all(all.splice(0).map((outbox) => outbox.stop()));
    },
  };
});
