import { stem } from "./stem.ts";

/** Words of every text, whatever it is about. Negations are not among them. */
const STOP =
  "a an the and or of to in on at by for from as is are was were be been being it its this that these those " +
  "they them their there here then than so such some any each every all both which who whose what how why " +
  "i you we he she one ones also just very much quite rather really still yet may might can could would " +
  "should will shall do does did done has have had having if when where while because since though although " +
  "but with into onto over about between within per via e.g i.e eg ie etc more most way use used uses using " +
  "get gets got make makes made take takes taken give gives given let lets need needs like mean means thing " +
  "things called know say says see sees well good other another own your my our up out off only even again " +
  "usually often typically mostly mainly simply exactly kind sort lot bit little now first second next work " +
  "works after before common commonly standard important always never same different";

export const STOP_WORDS: ReadonlySet<string> = new Set(STOP.split(" "));

/** What is written in several ways, before words are taken apart. */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bo\(\s*(?:n|t|l|seq|s)\s*(?:\^?2|²|\*\s*n)\s*\)/g, " quadratic "],
  [/\bo\(\s*(?:n|t|l)\s*log\s*\w+\s*\)/g, " loglinear "],
  [/\bo\(\s*(?:n|t|l|seq)\s*\)/g, " linear "],
  [/\bo\(\s*1\s*\)/g, " constant "],
  [/√\s*\(?|\bsqrt\s*\(?|\bsquare root of\b/g, " sqrt "],
  [/\b(?:w\.?r\.?t\.?|with respect to)\b/g, " "],
  [/\bbatch[- ]?norm(?:ali[sz]ation)?\b|\bbn\b/g, " batchnorm "],
  [/\blayer[- ]?norm(?:ali[sz]ation)?\b|\bln\b/g, " layernorm "],
  [/\binstance[- ]?norm(?:ali[sz]ation)?\b/g, " instancenorm "],
  [/\bgroup[- ]?norm(?:ali[sz]ation)?\b/g, " groupnorm "],
  [/\b(?:back[- ]?prop(?:agation|agates?|agated|agating)?|backward pass)\b/g, " backprop "],
  [/\b(?:at|in|during) (?:inference|test|evaluation|prediction|serving)(?: time)?\b/g, " inference "],
  [/\b(?:test|inference|evaluation|prediction) time\b|\beval mode\b|\bmodel\.eval\(\)/g, " inference "],
  [/\bheld[- ]?out\b/g, " heldout "],
  [/\bmean[- ]squared error\b|\bsquared error\b/g, " mse "],
  [/\bcross[- ]entropy\b/g, " crossentropy "],
  [/\blearning rates?\b|\blr\b|\bstep sizes?\b/g, " learningrate "],
  [/\bfully[- ]connected\b|\bmlps?\b|\bmulti[- ]?layer perceptrons?\b/g, " dense "],
  [/\bconvolution(?:al|s)?\b|\bconvs?\b|\bconvnets?\b|\bcnns?\b/g, " conv "],
  [/\bfine[- ]?tun(?:e|es|ed|ing)\b/g, " finetune "],
  [/\bpre[- ]?train(?:s|ed|ing)?\b/g, " pretrain "],
  [/\b(?:multi[- ]?head(?:ed)?)\b/g, " multihead "],
  [/\b(?:mini[- ]?batch(?:es)?)\b/g, " batch "],
  [/\bclose to (?:one another|each other|together)\b|\bnear(?:by| each other)?\b/g, " close "],
  [/\bin parallel\b/g, " parallel "],
  [/\bleft[- ]to[- ]right\b/g, " causal "],
  [/\bbi-?directional(?:ly)?\b|\bboth directions\b|\bleft and (?:to the )?right\b/g, " bidirectional "],
  [/\bauto-?regressive(?:ly)?\b/g, " autoregressive causal "],
  [
    /\bdoes not depend on\b|\bdoesn't depend on\b|\bindependent(?:ly)? (?:of|from)\b|\bregardless of\b/g,
    " independent ",
  ],
  [/\bat most\b|\bno more than\b/g, " atmost "],
  [/\bat least\b|\bno less than\b/g, " atleast "],
  [/\bone[- ]hot\b/g, " onehot "],
  [/\bno longer\b/g, " not "],
  [/\bnot only\b/g, " "],
];

/** Words that say the same here: the first stands for all. */
const SYNONYMS: readonly string[] = [
  "parameter weight param",
  "neuron unit node",
  "picture image photo",
  "kernel filter",
  "activation response",
  "word token",
  "overfit overfitting memorise memorize",
  "regularise regularize regulariser penalise",
  "penalty regularization",
  "normal gaussian",
  "stdev deviation sigma",
  "average mean averaged averaging",
  "maximum max largest biggest",
  "minimum min smallest",
  "vanish disappear fade die shrinks",
  "explode blow diverge",
  "error mistake",
  "fast quick quickly rapidly speed",
  "cost expensive price compute computation flops",
  "cheap affordable cheaper",
  "predict prediction forecast guess",
  "label target annotation",
  "class category",
  "generate generation synthesize create produce",
  "translate translation shift shifted",
  "reconstruct reconstruction",
  "compress squeeze condense bottleneck press",
  "gradient derivative slope",
  "copy identity",
  "probability likelihood",
  "sequence sentence",
  "position order location place",
  "far distant remote distance",
  "similar alike resemble",
  "differentiable smooth",
  "scratch zero 0",
  "chunk passage document",
  "hidden latent",
  "score logit",
  "ignore neglect drop discard",
  "share reuse shared tied",
  "region window patch neighbourhood neighborhood area",
  "sum add added adds addition total additive additively",
  "product multiply multiplied multiplies multiplication",
  "divide divided division",
  "attend look",
  "choose pick select",
  "noise noisy",
  "checkpoint snapshot",
  "threshold cutoff",
  "fraud positive",
];

const CANON = new Map<string, string>();
for (const group of SYNONYMS) {
  const [head = "", ...others] = group.split(" ");
  for (const one of [head, ...others]) CANON.set(stem(one), stem(head));
}

/** The word that stands for a stem and all that says the same. */
export const canonical = (one: string): string => CANON.get(one) ?? one;

/**
 * Words of which a statement holds with one and fails with another. Each axis names its poles; words of
 * a pole say the same on this axis.
 */
const OPPOSITES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  size: {
    up: "more larger bigger greater higher increase increases increased increasing grow grows growing rise rises rising raise raises up widen expand large big high many longer long deeper huge gain enlarge wider double doubles upward upwards",
    down: "fewer less smaller lower decrease decreases decreased decreasing shrink shrinks shrinking fall falls falling reduce reduces reduced reducing cut cuts down small low few shorter short tiny narrow lose halve halves limit downward",
  },
  speed: { fast: "fast faster quick quickly rapidly speed", slow: "slow slower slowly crawl crawls" },
  strength: { strong: "strong stronger strongest", weak: "weak weaker weakest" },
  time: { before: "before prior earlier preceding", after: "after afterwards later following once" },
  rank: { first: "first initial early beginning start", last: "last final end late" },
  level: { above: "above exceed exceeds exceeding over", below: "below under underneath beneath" },
  sameness: {
    same: "same identical equal equally unchanged constant alike",
    other: "different differs differ differently change changes changed varies vary unequal",
  },
  mode: { training: "training train", inference: "inference testing serving generation" },
  coder: { encoder: "encoder encoders", decoder: "decoder decoders" },
  qkv: { query: "query queries", key: "key keys", value: "value values" },
  pool: { max: "max maximum largest", average: "average mean" },
  arithmetic: {
    add: "sum sums summed add adds added additive additively addition",
    multiply: "multiply multiplies multiplied product products multiplicative",
  },
  pass: { forward: "forward forwards", backward: "backward backwards" },
  context: { bidirectional: "bidirectional bidirectionally", causal: "causal causally unidirectional next" },
  squash: { sigmoid: "sigmoid sigmoids", tanh: "tanh", relu: "relu relus", softmax: "softmax" },
  growth: {
    linear: "linear linearly",
    quadratic: "quadratic quadratically square squared",
    exponential: "exponential exponentially",
    constant: "constant",
  },
  symmetry: { symmetric: "symmetric symmetrical", asymmetric: "asymmetric asymmetrical" },
  shape: {
    sharp: "sharp sharpen sharpens sharper peaked peaky confident",
    flat: "flat flatten flattens flatter soft softens softer smooth smoother uniform",
  },
  nearness: {
    near: "close closer near nearby together similar",
    far: "far farther further apart distant dissimilar",
  },
  reach: { local: "local locally", global: "global globally" },
  fixed: {
    learned: "learned learnt learnable trainable adaptive",
    fixed: "fixed constant hard-coded predefined frozen",
  },
  dependence: { depends: "depend depends dependent relies", independent: "independent independently" },
  joining: {
    merge: "merge merges merged merging join joins",
    split: "split splits splitting divide divides",
  },
  checkpoint: { best: "best lowest", last: "last final latest" },
  quality: {
    clean: "clean correct right true",
    wrong: "wrong noisy mislabelled mislabeled corrupted false incorrect own",
  },
  sign: { positive: "positive positives", negative: "negative negatives" },
  norm: { l1: "l1 lasso", l2: "l2 ridge" },
  retrieval: { precision: "precision", recall: "recall" },
  fit: { over: "overfit overfits overfitting variance", under: "underfit underfits underfitting" },
  set: { train: "training train", validation: "validation heldout", test: "test" },
  density: { sparse: "sparse sparsity", dense: "dense" },
  possible: {
    can: "possible possibly allows able enables suited",
    cannot: "impossible cannot unable prevents unsuited",
  },
  axis: {
    batch: "batch batches",
    feature: "feature features",
    channel: "channel channels",
    spatial: "height width spatial pixel pixels",
  },
  objective: { masked: "masked mask masks", next: "next" },
  ends: { left: "left past previous", right: "right future following next" },
  resource: { memory: "memory bandwidth", compute: "compute computation flops arithmetic" },
  bound: { most: "atmost", least: "atleast" },
  frequency: { most: "most frequent frequently", least: "least rare rarely infrequent" },
  end: { zero: "zero 0", one: "one 1", infinity: "infinity infinite" },
  kept: {
    keep: "keep keeps kept stay stays preserve preserves preserved remain remains retain",
    lose: "lose loses lost drop drops dropped forget discard discards discarded",
  },
  help: {
    helps: "help helps helped improve improves improved benefit benefits better",
    hurts: "hurt hurts harm harms worse worsen worsens degrade degrades",
  },
};

/** Axes whose poles are things and not opposites: a sentence may well speak of several. */
export const OF_THINGS: ReadonlySet<string> = new Set(
  "axis qkv squash retrieval quality ends set coder pool kept norm".split(" "),
);

export interface Pole {
  axis: string;
  pole: string;
}

const POLES = new Map<string, Pole[]>();
for (const [axis, poles] of Object.entries(OPPOSITES))
  for (const [pole, words] of Object.entries(poles))
    for (const word of words.split(" ")) {
      const list = POLES.get(word) ?? [];
      list.push({ axis, pole });
      POLES.set(word, list);
    }

/** On which axes a word stands, and where. */
export const polesOf = (word: string): readonly Pole[] => POLES.get(word) ?? [];

/** Turns what a clause says into its opposite. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  "not no never none without cannot nothing neither nor hardly lack lacks nobody barely nothing".split(" "),
);

/** The other pole of an axis that has two; null where there are more. */
export function binaryOther(axis: string, pole: string): string | null {
  const poles = Object.keys(OPPOSITES[axis] ?? {});
  return poles.length === 2 ? (poles.find((one) => one !== pole) ?? null) : null;
}
