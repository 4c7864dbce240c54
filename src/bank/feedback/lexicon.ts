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
  [/\b(?:one after (?:the other|another)|one (?:by one|at a time)|step by step)\b/g, " sequential "],
  [/\b(?:all at once|at once|at the same time)\b/g, " parallel "],
  [/\b(?:switched|switches|switch|turned|turns|turn) off\b/g, " inactive "],
  [/\b(?:switched|switches|switch|left|leave) on\b/g, " active "],
  [/\b(?:thrown|throw|throws|throwing) away\b/g, " discard "],
  [/\b(?:left|leave|leaves|leaving) out\b/g, " omit "],
  [/\bpre[- ]?(?=(?:norm|ln)\b)/g, " prenorm "],
  [/\bpost[- ]?(?=(?:norm|ln)\b)/g, " postnorm "],
  [/\b(bi|cross)[- ](?=encoders?\b)/g, " $1"],
  [/\bnon[- ](?=[a-z])/g, " non"],
  [/\b(?:instead of|rather than|as opposed to|no longer)\b/g, " not "],
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

/** Turns what a clause says into its opposite. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  "not no never none without cannot nothing neither nor hardly lack lacks nobody barely nothing".split(" "),
);
