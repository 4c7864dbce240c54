import { attnByHand, blockParams, posenc } from "./attention.ts";
import { convMacs, convParams, dwsepParams } from "./cnn-costs.ts";
import { convOut, poolChain, transposedConv } from "./cnn-sizes.ts";
import type { NumericFamily } from "./family.ts";
import { clipNorm, convFan, glorotHe, vanishFactor } from "./init-gradients.ts";
import { kvCache, paramEmbed, perplexity } from "./language-models.ts";
import { crossEntropy, softmaxTemp } from "./losses.ts";
import { bce, labelSmoothing } from "./losses-targets.ts";
import { lossScale, memAdam, quantMem } from "./memory.ts";
import { denseParams, perceptron } from "./neural-nets.ts";
import { bnInfer, bnRunning, layernorm } from "./normalization.ts";
import { adamSteps, momentum } from "./optimizers.ts";
import { dropoutScale, sgdL2 } from "./regularization.ts";
import { gruParams, lstmParams } from "./rnn.ts";
import { effBatch, epochsIters, warmupCosine } from "./schedules.ts";
import { loraParams } from "./transfer.ts";
import { attnFlops, attnMemory, mhaParams } from "./transformers.ts";
import { iou, receptiveField } from "./vision.ts";

/** All families of computed questions. */
export const FAMILIES: readonly NumericFamily<unknown>[] = [
  convOut,
  poolChain,
  transposedConv,
  convParams,
  convMacs,
  dwsepParams,
  receptiveField,
  iou,
  denseParams,
  perceptron,
  lstmParams,
  gruParams,
  softmaxTemp,
  crossEntropy,
  bce,
  labelSmoothing,
  attnFlops,
  attnMemory,
  mhaParams,
  blockParams,
  posenc,
  attnByHand,
  kvCache,
  perplexity,
  paramEmbed,
  loraParams,
  adamSteps,
  momentum,
  epochsIters,
  effBatch,
  warmupCosine,
  sgdL2,
  dropoutScale,
  clipNorm,
  glorotHe,
  convFan,
  vanishFactor,
  bnInfer,
  bnRunning,
  layernorm,
  memAdam,
  quantMem,
  lossScale,
];
