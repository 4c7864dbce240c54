import { attnByHand, blockParams, posenc } from "./attention.ts";
import { backprop221 } from "./backprop.ts";
import { bleu } from "./bleu.ts";
import { convMacs, convParams, dwsepParams } from "./cnn-costs.ts";
import { convOut, poolChain, transposedConv } from "./cnn-sizes.ts";
import { infoNce, tripletLoss } from "./contrast.ts";
import { bnParams, bottleneckParams } from "./conv-blocks.ts";
import { classWeight, focal, prf } from "./evaluation.ts";
import type { NumericFamily } from "./family.ts";
import { fid1d, vaeKl } from "./generative.ts";
import { clipNorm, reluGrad, vanishFactor } from "./gradient-flow.ts";
import { convFan, glorotHe } from "./initialization.ts";
import { kvCache, paramEmbed, perplexity } from "./language-models.ts";
import { moeParams, rnnParams, swigluParams } from "./layer-params.ts";
import { crossEntropy, softmaxTemp } from "./losses.ts";
import { bce, labelSmoothing } from "./losses-targets.ts";
import { lossScale, memAdam, quantMem } from "./memory.ts";
import { denseParams, perceptron } from "./neural-nets.ts";
import { cfgGuidance, diffusionForward } from "./noise.ts";
import { bnInfer, bnRunning, layernorm } from "./normalization.ts";
import { adamSteps, momentum } from "./optimizers.ts";
import { maskOverlap, nmsSum } from "./overlaps.ts";
import { pipelineBubble, ringAllreduce, zeroMemory } from "./parallelism.ts";
import { klSmall, softmaxGrad } from "./probabilities.ts";
import { bitsPerByte, intEight, vitTokens } from "./quantities.ts";
import { aucPairs, avgPrecision, calibrationError } from "./ranking.ts";
import { dropoutScale, sgdL2 } from "./regularization.ts";
import { gruParams, lstmParams } from "./rnn.ts";
import { rooflineRate } from "./roofline.ts";
import { tokensPerParam, trainDays } from "./scaling.ts";
import { effBatch, epochsIters, warmupCosine } from "./schedules.ts";
import { beamNorm, ropePair } from "./sequences.ts";
import { decodeSpeed, samplingSurvivors, speculationSpeedup } from "./serving.ts";
import { loraParams } from "./transfer.ts";
import { attnFlops, attnMemory, mhaParams } from "./transformers.ts";
import { adamwStep, nesterovStep, rmspropStep } from "./update-steps.ts";
import { iou, receptiveField } from "./vision.ts";

/** All families of computed questions. */
export const FAMILIES: readonly NumericFamily<unknown>[] = [
  ...[denseParams, perceptron, reluGrad, backprop221],
  ...[softmaxTemp, crossEntropy, bce, labelSmoothing],
  ...[adamSteps, momentum, epochsIters, warmupCosine],
  ...[clipNorm, glorotHe, convFan, vanishFactor],
  ...[sgdL2, dropoutScale, bnInfer, bnRunning, layernorm],
  ...[prf, classWeight, focal, bleu, iou],
  ...[convOut, poolChain, transposedConv, convParams, convMacs, dwsepParams, receptiveField],
  ...[lstmParams, gruParams, attnByHand, posenc, mhaParams, blockParams, attnFlops, attnMemory],
  ...[kvCache, perplexity, paramEmbed, loraParams],
  ...[fid1d, vaeKl, effBatch, memAdam, lossScale, quantMem],
  ...[adamwStep, nesterovStep, rmspropStep, rnnParams, swigluParams, moeParams, bnParams, bottleneckParams],
  ...[avgPrecision, aucPairs, calibrationError, maskOverlap, nmsSum],
  ...[
    zeroMemory,
    pipelineBubble,
    ringAllreduce,
    trainDays,
    tokensPerParam,
    decodeSpeed,
    speculationSpeedup,
    samplingSurvivors,
  ],
  ...[softmaxGrad, klSmall, infoNce, tripletLoss, cfgGuidance, diffusionForward, beamNorm, ropePair],
  ...[vitTokens, bitsPerByte, intEight],
  ...[rooflineRate],
];
