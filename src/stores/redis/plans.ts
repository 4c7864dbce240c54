import { z } from "zod";
import type { KeptPlans, PlanStore } from "../../engine/ports/store.ts";
import { ROLES } from "../../engine/words/item.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";

const plan = z.object({
  date: z.string(),
  minutes: z.number(),
  about: z.union([z.object({ role: z.enum(ROLES) }), z.object({ subjects: z.array(z.string()) })]),
});
const plans = z.object({ plan: plan.nullable(), draft: plan.nullable() });

export async function plansOf(
  { client }: Context,
  team: TeamId,
  learner: string,
): Promise<KeptPlans & { version: number }> {
  const fields = await client.hgetall(keysOf(team).plans(learner));
  const kept =
    fields.plans === undefined ? { plan: null, draft: null } : plans.parse(JSON.parse(fields.plans));
  return { ...kept, version: Number(fields.version ?? 0) };
}

export function planPart(context: Context): PlanStore {
  return {
    readPlans: (team, learner) => plansOf(context, team, learner),

    writePlans: async (team, learner, version, kept, until) => {
      const text = kept.plan === null && kept.draft === null ? "" : JSON.stringify(kept);
      const written = await context.run("write_plans", [keysOf(team).plans(learner)], [version, text, until]);
      return written === 1;
    },
  };
}
