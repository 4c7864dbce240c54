type Axes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Words of which a statement holds with one and fails with another. Each axis names its poles; words of
 * a pole say the same on this axis.
 */
const SIDES: Axes = {
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
  arithmetic: {
    add: "sum sums summed add adds added additive additively addition",
    multiply: "multiply multiplies multiplied product products multiplicative",
    divide: "divide divides divided division",
    concat: "concatenate concatenates concatenated concatenation",
  },
  pass: { forward: "forward forwards", backward: "backward backwards" },
  context: { bidirectional: "bidirectional bidirectionally", causal: "causal causally unidirectional next" },
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
  sign: { positive: "positive positives", negative: "negative negatives" },
  fit: { over: "overfit overfits overfitting variance", under: "underfit underfits underfitting" },
  density: { sparse: "sparse sparsity", dense: "dense" },
  possible: {
    can: "possible possibly allows able enables suited",
    cannot: "impossible cannot unable prevents unsuited",
  },
  objective: { masked: "masked mask masks", next: "next" },
  resource: { memory: "memory bandwidth", compute: "compute computation flops arithmetic" },
  bound: { most: "atmost", least: "atleast" },
  frequency: { most: "most frequent frequently", least: "least rare rarely infrequent" },
  end: { zero: "zero 0", one: "one 1", infinity: "infinity infinite" },
  help: {
    helps: "help helps helped improve improves improved benefit benefits better",
    hurts: "hurt hurts harm harms worse worsen worsens degrade degrades",
  },
  order: {
    parallel: "parallel simultaneously concurrently",
    sequential: "sequential sequentially serial serially successively",
  },
  frame: { absolute: "absolute", relative: "relative" },
  making: { static: "static statically", dynamic: "dynamic dynamically" },
  reality: { real: "real true genuine", fake: "fake generated synthetic" },
  curve: { convex: "convex", nonconvex: "nonconvex" },
  line: { linear: "linear linearly", nonlinear: "nonlinear nonlinearity nonlinearities" },
  exactness: { exact: "exact exactly", rough: "approximate approximately approximation approximates" },
  chance: { random: "random randomly stochastic", fixed: "deterministic deterministically" },
  steadiness: { stable: "stable stably reliable robust", unstable: "unstable unreliable fragile brittle" },
  effort: { easy: "easy easier easily simple simpler", hard: "hard harder difficult complex" },
  holding: { shared: "share shares shared sharing tied joint", own: "own separate separately individual" },
  count: { one: "single alone", many: "several multiple many various" },
  aim: {
    max: "maximise maximises maximised maximising maximize maximizes maximized maximizing",
    min: "minimise minimises minimised minimising minimize minimizes minimized minimizing",
  },
  way: { towards: "towards toward", away: "away" },
  keeping: {
    in: "include includes included including contain contains keep keeps",
    out: "exclude excludes excluded excluding omit omits omitted remove removes removed removing",
  },
  price: { cheap: "cheap cheaper cheaply free saves save", dear: "expensive costly costs dear" },
  freezing: {
    frozen: "frozen freeze freezes freezing",
    tuned: "unfreeze unfrozen update updates updated finetune",
  },
  grain: { coarse: "coarse coarser", fine: "fine finer detailed" },
  running: { on: "active enabled", off: "off inactive disabled" },
  sampling: {
    up: "upsample upsamples upsampling upsampled",
    down: "downsample downsamples downsampling downsampled",
  },
  ending: { converges: "converge converges convergence", diverges: "diverge diverges diverged" },
  gradient: { vanish: "vanish vanishes vanishing vanished", explode: "explode explodes exploding exploded" },
  enough: { yes: "enough sufficient suffices", no: "insufficient" },
  need: {
    needed: "necessary needed required indispensable",
    spare: "unnecessary superfluous needless redundant",
  },
  motion: { equivariant: "equivariant equivariance", invariant: "invariant invariance" },
  labels: { with: "labelled labeled supervised", without: "unlabelled unlabeled unsupervised" },
  maker: { learned: "learned learnt learns", designed: "designed handmade handcrafted manual manually" },
  origin: { pretrained: "pretrain", scratch: "scratch" },
  content: { whole: "whole entire full complete", part: "part parts partial partly subset" },
  direction: { proportional: "proportional", inverse: "inverse inversely" },
  trend: {
    up: "grow grows growing rise rises rising increase increases increasing climb climbs raise raises",
    down: "fall falls falling shrink shrinks shrinking decrease decreases decreasing drop drops lower lowers decay decays",
    flat: "stay stays remain remains constant unchanged same fixed",
  },
  extent: {
    all: "all every everything always whole any completely fully entirely entire everywhere",
    some: "some few little partly partially sometimes part parts",
  },
  alone: { alone: "alone only solely", too: "also too both well together" },
  open: {
    open: "allow allows possible can",
    shut: "prevent prevents forbid forbids block blocks hide hides",
  },
  kind: { discrete: "discrete categorical", continuous: "continuous" },
  shift: { move: "move moves moved shift shifts shifted", stay: "stay stays stayed" },
};

/** Things of one kind: a sentence may well speak of several. */
const THINGS: Axes = {
  mode: { training: "training train", inference: "inference testing serving generation" },
  coder: { encoder: "encoder encoders", decoder: "decoder decoders" },
  qkv: { query: "query queries", key: "key keys", value: "value values" },
  pool: { max: "max maximum largest", average: "average mean" },
  squash: {
    sigmoid: "sigmoid sigmoids",
    tanh: "tanh",
    relu: "relu relus",
    softmax: "softmax",
    gelu: "gelu",
    swish: "swish",
  },
  quality: {
    clean: "clean correct right true",
    wrong: "wrong noisy mislabelled mislabeled corrupted false incorrect own",
  },
  norm: { l1: "l1 lasso", l2: "l2 ridge" },
  retrieval: { precision: "precision", recall: "recall" },
  set: { train: "training train", validation: "validation heldout", test: "test" },
  axis: {
    batch: "batch batches",
    feature: "feature features",
    channel: "channel channels",
    spatial: "height width spatial pixel pixels",
  },
  ends: { left: "left past previous", right: "right future following next" },
  kept: {
    keep: "keep keeps kept stay stays preserve preserves preserved remain remains retain",
    lose: "lose loses lost drop drops dropped forget discard discards discarded",
  },
  port: { input: "input inputs", output: "output outputs" },
  line: { row: "row rows", column: "column columns" },
  side: { source: "source", target: "target" },
  duel: { generator: "generator", discriminator: "discriminator critic" },
  school: { teacher: "teacher", student: "student" },
  phase: { prefill: "prefill prefilling", decode: "decode decodes decoding" },
  spread: { mean: "mean means average", variance: "variance variances", median: "median medians" },
  dims: { depth: "depth deep deeper", width: "width wide wider" },
  layers: { early: "early earlier first lower", late: "deep deeper later last higher upper" },
  pace: { latency: "latency latencies", throughput: "throughput" },
  lm: { bert: "bert", gpt: "gpt", t5: "t5" },
  cell: { lstm: "lstm lstms", gru: "gru grus", rnn: "rnn rnns" },
  gate: { forget: "forget", input: "input", output: "output", update: "update", reset: "reset" },
  optimizer: {
    adam: "adam adamw",
    sgd: "sgd",
    rmsprop: "rmsprop",
    adagrad: "adagrad",
    momentum: "momentum",
    nesterov: "nesterov",
    muon: "muon",
    lion: "lion",
  },
  norms: { batch: "batchnorm", layer: "layernorm", instance: "instancenorm", group: "groupnorm" },
  placing: { pre: "prenorm", post: "postnorm" },
  nets: {
    resnet: "resnet resnets",
    vgg: "vgg",
    densenet: "densenet",
    alexnet: "alexnet",
    inception: "inception",
  },
  search: { grid: "grid", random: "random", bayesian: "bayesian", evolution: "evolution evolutionary" },
  lossKind: { mse: "mse", mae: "mae", crossentropy: "crossentropy", hinge: "hinge" },
  families: { gan: "gan gans", vae: "vae vaes", diffusion: "diffusion", flow: "flow flows" },
  reader: { bi: "biencoder biencoders", cross: "crossencoder crossencoders" },
  bits: { fp32: "fp32 float32", fp16: "fp16 float16", bf16: "bf16 bfloat16", fp8: "fp8", int8: "int8" },
  pair: { chosen: "chosen preferred winner", rejected: "rejected loser" },
  law: { normal: "normal gaussian", uniform: "uniform" },
};

const OPPOSITES: Axes = {
  ...SIDES,
  ...Object.fromEntries(Object.entries(THINGS).map(([k, v]) => [`the ${k}`, v])),
};

/** Whether the poles of an axis are things and not opposites. */
export const ofThings = (axis: string): boolean => axis.startsWith("the ");

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

/** The other pole of an axis that has two; null where there are more. */
export function binaryOther(axis: string, pole: string): string | null {
  const poles = Object.keys(OPPOSITES[axis] ?? {});
  return poles.length === 2 ? (poles.find((one) => one !== pole) ?? null) : null;
}
