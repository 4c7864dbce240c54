import { convOut, poolChain } from "./cnn-shapes.ts";
import type { NumericFamily } from "./family.ts";

/** All families of computed questions. */
export const FAMILIES: readonly NumericFamily<unknown>[] = [convOut, poolChain];
