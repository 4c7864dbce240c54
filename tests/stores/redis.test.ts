import { inject } from "vitest";
import { redisHarness } from "./harness.ts";
import { storeSuite } from "./suite.ts";

storeSuite("the Redis store", () => redisHarness([inject("redisUrl")]));
