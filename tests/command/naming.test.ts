import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { completeLine, suggest } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { parseLine } from "../../src/command/line.ts";
import { readOptions } from "../../src/command/read.ts";
import { decodeAction, encodeAction } from "../../src/engine/words/action-id.ts";
import { realBank } from "./real.ts";

const registry = createRegistry(COMMANDS);
const { bank, domains } = realBank();
const topicOption = registry.route("dlq", null)?.options.topic;
if (topicOption === undefined) throw new Error("nothing can be asked about");

/** What a line asks for, or which command it is. */
function meaning(line: string): unknown {
  const parsed = parseLine(registry, line, domains);
  if (!parsed.ok) return { offered: parsed.reply.buttons.map(({ action }) => action) };
  const route = registry.route(parsed.command, parsed.subcommand);
  const read = route && readOptions(route, parsed.options, domains);
  if (read?.ok !== true) return null;
  return parsed.command === "dlq" ? read.values : parsed.command;
}

/** The subjects that are offered for a line that is not understood, nearest first. */
function offered(line: string): (string | undefined)[] {
  const parsed = parseLine(registry, line, domains);
  if (parsed.ok) throw new Error(`“${line}” is understood`);
  return parsed.reply.buttons.map(({ action }) =>
    action.verb === "another" ? action.asked.topic : undefined,
  );
}

/** What people type, and what they get: topics, concepts, or several under one name. */
const SPELLINGS = `
rope: rope | RoPE | ROPE | ropes | rotary | rotary embedding | rotary embeddings | Rotary position embedding | rotary-position-embeddings | what is rope? | explain rope
lstm: lstm | LSTM | LSTMs | lstms | long short-term memory | Long Short Term Memory | lstm cell | LSTM structure | lstm structures | forget gate
batch-norm: batchnorm | BatchNorm | batch-norm | batch_norm | batch norm | batch norms | Batch Normalization | batch normalisation | bn
cnn: Faltung | Faltungsnetze | was ist Faltung?
losses: Verlustfunktion | verlust
activations: Aktivierungsfunktion | aktivierungsfunktionen
regularization: Regularisierung
overfitting: Überanpassung | uberanpassung
learning-rate: Lernrate | die Lernrate
neural-nets: neuronale Netze | Neuronale-Netze
attention: Aufmerksamkeit | erkläre Aufmerksamkeit | erklär mir Aufmerksamkeit
gradients: Gradienten
attention: attention | Attention | ATTENTION | attentions | attn | attention layer | what is attention?
transformers: transformer | Transformer | transformers | TRANSFORMERS | the transformer
transformer-architecture: transformer-architecture | whole transformer | transformer architectures
multi-head-attention: multi-head-attention | multi head attention | multihead attention | mha | attention heads | multihead
self-attention: selfattention | self-attention | self attention | Self Attention
cross-attention: cross-attention | crossattention | cross attention
flash-attention: flashattention | FlashAttention | flash-attention | flash attention
attention-qkv: qkv | QKV | queries, keys, values | query key value
attention-scaling: sdpa | scaled dot product | scaled dot-product attention
gqa-mqa-mla: gqa | mqa | mla | grouped query attention | multi-query attention
masked-attention: causal-mask | causal mask | causal masking | attention mask
kv-cache: kvcache | kv-cache | KV-cache | kv cache | KV caching
positional-encoding: positional-encoding | positional encodings | alibi | sinusoidal
mixture-of-experts: moe | MoE | MOEs | mixture of experts | mixture-of-expert
state-space-mamba: mamba | ssm | SSMs | state space model | state-space models
transformer-ffn: ffn | feed forward layer
modern-decoder-block: swiglu | llama
vit-detr: vit | ViT | vision transformer | vision transformers | detr
cnn: cnn | CNN | CNNs | cnns | convnet | conv net | convolutional network | convolutional neural networks
convolution-operation: conv2d | conv | convs
pooling: pooling | maxpool | max pooling | max-pool | average pooling
stride-padding: stride | padding | strides | stride and padding
receptive-field: receptive-field | receptive field | receptive fields
conv-1x1: conv-1x1 | 1x1 convolution | 1x1 convolutions | pointwise
resnet-architecture: resnet | ResNet | resnets | ResNet50 | resnet-50 | residual network
skip-connections: skip-connections | skip connection | residual connection
vgg: vgg | VGG16 | vgg19
inception: inception | googlenet | GoogLeNet
mobilenet-efficientnet: mobilenet | efficientnet | EfficientNets
unet-maskrcnn: unet | U-Net | u-net | mask rcnn | mask r-cnn
yolo-ssd: yolo | YOLO | ssd | nms
rcnn-family: rcnn | R-CNN | faster rcnn | Faster R-CNN
rnn: rnn | RNN | RNNs | recurrent | recurrent neural network | recurrent networks
gru: gru | GRU | GRUs | gated recurrent unit
birnn: birnn | bilstm | BiLSTM | bi-lstm | bidirectional rnn
bptt: bptt | backpropagation through time
seq2seq-attention: seq2seq | sequence-to-sequence
rnn-lstm-gru-comparison: rnn-lstm-gru-comparison | lstm vs gru | RNN / LSTM / GRU compared
transformer-vs-rnn: rnn vs transformer | transformer vs lstm
dropout: dropout | Dropout | dropouts | drop-out
mc-dropout: mc-dropout | monte carlo dropout | monte-carlo dropout
l2-weight-decay: l2 | ridge | weight decay | weight-decay | L2 regularization | l2 regularisation
l1-regularization: l1 | lasso | L1 regularization
early-stopping: earlystopping | early stopping | early-stopping
data-augmentation: augmentation | mixup | data augmentation
regularization: regularization | regularisation
overfitting: overfitting
layer-norm: layernorm | LayerNorm | layer-norm | rmsnorm | RMSNorm | layer norm | layer normalisation
instance-group-norm: groupnorm | group norm | instance norm
batchnorm-vs-layernorm: batchnorm-vs-layernorm | batch versus layer norm | batch vs. layer norm
adam: adam | Adam | AdamW | adam optimizer
momentum: momentum
gradient-descent-variants: sgd | SGD | gradient descent | stochastic gradient descent
learning-rate: lr | LR | learning rate | learning rates
lr-schedule-warmup: warmup | warm-up | lr schedule | learning rate schedule
batch-size: batchsize | batch size | batch sizes
vanishing-gradients: vanishing-gradients | vanishing gradient | vanishing gradient problem
exploding-gradients: exploding-gradient | exploding gradients
gradient-clipping: clipping | gradient clipping | grad clip
weight-initialization: xavier | glorot | kaiming | he init | xavier initialization
backprop: backprop | backpropagation | back propagation
softmax: softmax | Softmax
cross-entropy: cross-entropy | crossentropy | cross entropy
kl-divergence: kl | KL divergence | kl-divergence
mse-regression: mse | MSE | mean squared error
gan: gan | GAN | GANs | generative adversarial networks
vae: vae | VAEs | variational autoencoder
diffusion: diffusion | ddpm | diffusion models | stable diffusion
autoencoder: autoencoder | autoencoders | auto-encoder
llm: llm | LLM | LLMs | language models | large language model
bert: bert | BERT
gpt: gpt | GPT | gpt-4 | next token prediction
bert-vs-gpt: bert vs gpt | BERT versus GPT | gpt vs bert
tokenization: tokenization | tokenisation | tokenizer | tokenizers | bpe | BPE
embeddings: embedding | embeddings | word2vec
rag-design: rag | RAG | retrieval-augmented generation
lora-peft: lora | LoRA | peft | qlora | adapters
dpo: dpo | DPO
rlhf-pipeline: rlhf | RLHF | ppo
grpo-verifiable-rewards: grpo | GRPO
scaling-laws: chinchilla | scaling law | scaling laws
quantization: quantization | quantisation | int8
distillation: distillation | knowledge distillation
decoding-sampling: top-p | top-k | top p | top k | nucleus sampling
speculative-decoding: speculative-decoding | speculative decoding
hallucination-grounding: hallucination | hallucinations
agents-tool-use: agents | agent | tool use | function calling
mixed-precision: mixed-precision | mixed precision
distributed-training: ddp | fsdp | FSDP | distributed training
gradient-accumulation: gradient-accumulation | grad accumulation
hyperparameters: hyperparameter | hyperparameters | hyper-parameters | hparams
hyperparameter-search: grid search | random search | bayesian optimization
class-imbalance: class imbalance | imbalanced data
evaluation-metrics: auc | f1 | metrics | precision recall
lime-shap: shap | lime | SHAP
grad-cam: gradcam | Grad-CAM | grad cam
graph-nets: gnn | GNNs | graph neural network
contrastive-clip: clip | CLIP
black-box-and-why-explain: black box and why explain
hyperparameters-versus-parameters: hyperparameters vs parameters
`
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [id = "", names = ""] = line.split(": ");
    return names.split(" | ").map((typed) => [typed, id] as const);
  });

describe("asking by name", () => {
  it("is tried with 150 spellings and more", () => expect(SPELLINGS.length).toBeGreaterThan(150));

  it.each(SPELLINGS)("“%s” asks about %s", (typed, id) => {
    expect(meaning(typed)).toEqual({ topic: id });
    expect(meaning(`topic:"${typed}"`)).toEqual({ topic: id });
    const filter = bank.subject(id)?.filter;
    expect(filter === undefined ? [] : bank.pool(filter)).not.toEqual([]);
  });

  it.each([
    ["", {}],
    ["next", {}],
    ["random", {}],
    ["question", {}],
    ["quiz", {}],
    ["another", {}],
    ["another lstm", { topic: "lstm" }],
    ["quiz rope hard", { topic: "rope", difficulty: "hard" }],
    ["random search", { topic: "hyperparameter-search" }],
    ["ask lstm", { topic: "lstm" }],
    ["hard attention", { topic: "attention-types" }],
    ["attention hard", { topic: "attention", difficulty: "hard" }],
    ["hard batch norm private", { topic: "batch-norm", difficulty: "hard", private: true }],
    ["rope open", { topic: "rope", kind: "open" }],
    ["Google transformer", { topic: "transformers", company: "Google" }],
    ["?", "dlq-help"],
    ["help", "dlq-help"],
    ["stats", "dlq-me"],
    ["score", "dlq-me"],
    ["rank", "dlq-leaderboard"],
    ["rank week", "dlq-leaderboard"],
    ["top", "dlq-leaderboard"],
    ["language de", "dlq-language"],
    ["topics", "dlq-topics"],
  ])("“%s” does what people mean by it", (line, expected) => expect(meaning(line)).toEqual(expected));

  it.each([
    ["review lstm", { topic: "lstm" }],
    ["review hard", { difficulty: "hard" }],
    ["review batch norm hard 5", { topic: "batch-norm", difficulty: "hard", count: "5" }],
    ["review mistakes attention", { source: "mistakes", topic: "attention" }],
  ])("“%s” reviews what people mean by it", (line, expected) => {
    const parsed = parseLine(registry, line, domains);
    const route = registry.route("dlq-review", null);
    const read = parsed.ok && route ? readOptions(route, parsed.options, domains) : null;
    expect(read).toEqual({ ok: true, values: expected });
  });

  it.each([
    ["export", ["dlq-privacy", "export"]],
    ["forget me", ["dlq-privacy", "forget"]],
    ["Forget all my data", ["dlq-privacy", "forget"]],
    ["pause", ["dlq-daily", "pause"]],
    ["pause daily", ["dlq-daily", "pause"]],
    ["show plan", ["dlq-plan", "show"]],
    ["off remind", ["dlq-remind", "off"]],
  ])("“%s” is the part of a command that it names", (line, expected) => {
    const parsed = parseLine(registry, line, domains);
    expect(parsed.ok && [parsed.command, parsed.subcommand]).toEqual(expected);
  });

  it("says which commands have such a part where several do", () => {
    const parsed = parseLine(registry, "show", domains);
    expect(parsed).toMatchObject({ ok: false, reply: { lines: [{ id: "line.several" }] } });
    expect(JSON.stringify(parsed)).toContain("remind show");
  });

  it.each([
    ["role:cv", "computer-vision-engineer"],
    ["hard role:mle", "machine-learning-engineer"],
    ["role:NLP open", "nlp-llm-engineer"],
    ["role:machine learning", "machine-learning-engineer"],
  ])("“%s” names a role for short", (line, role) => {
    expect(parseLine(registry, line, domains)).toMatchObject({ ok: true, options: { role } });
    expect(parseLine(registry, "cv", domains)).toMatchObject({ options: { topic: "cv" } });
  });

  it.each(["hint", "Hint", "hint cnn"])("“%s” asks for a hint, and for no new question", (line) => {
    const parsed = parseLine(registry, line, domains);
    expect(parsed).toEqual({ ok: true, command: "dlq", subcommand: "hint", options: {} });
  });

  it("takes every subject by any of its names, in any case, singular or plural, with hyphens or without", () => {
    for (const { id, name, aliases } of bank.subjects()) {
      for (const one of [id, name, ...aliases]) {
        const kept = /^[\w -]+$/.test(one) ? [one.replace(/[ -]/g, "_"), one.replace(/[ -]/g, "")] : [];
        const many = /\w[b-df-hj-np-rtv-z]$/.test(one) ? [`${one}s`] : [];
        for (const typed of [one, one.toUpperCase(), one.toLowerCase(), ...kept, ...many])
          expect([typed, meaning(`topic:"${typed}"`)]).toEqual([typed, { topic: id }]);
      }
    }
  });

  it("leads to a concept by the name of each, which no other has", () => {
    const concepts = new Set(
      bank.subjects().flatMap(({ filter }) => ("concepts" in filter ? [filter.concepts?.join()] : [])),
    );
    for (const entry of bank.pool({})) expect(concepts).toContain(entry.concept.id);
  });

  it("asks about all concepts that a name stands for, where there are several", () => {
    const concepts = bank.pool(bank.subject("attention")?.filter ?? {}).map(({ concept }) => concept.id);
    expect(new Set(concepts)).toEqual(
      new Set([
        ...["attention-mechanism", "attention-types", "self-attention", "multi-head-attention"],
        ...["attention-qkv", "attention-scaling", "cross-attention", "masked-attention"],
        ...["implement-attention", "attention-complexity"],
      ]),
    );
  });

  it("fits with its ids into what a button carries", () => {
    for (const { id } of bank.subjects()) {
      const action = {
        verb: "another" as const,
        asked: { topic: id, difficulty: "hard", kind: "numeric", role: "computer-vision-engineer" } as const,
        private: true,
      };
      expect(encodeAction(action).length).toBeLessThanOrEqual(100);
      expect(decodeAction(encodeAction(action))).toEqual(action);
    }
  });
});

describe("a word that nothing is called", () => {
  it.each([
    ["lstmm", "lstm"],
    ["transfomer", "transformers"],
    ["atention", "attention"],
    ["bathnorm", "batch-norm"],
    ["droput", "dropout"],
    ["cmn", "cnn"],
    ["cnm", "cnn"],
    ["ransformer", "transformers"],
    ["reccurent", "rnn"],
    ["regulaization", "regularization"],
    ["embeding", "embeddings"],
    ["tokenizr", "tokenization"],
    ["qunatization", "quantization"],
    ["lstm memory", "lstm"],
    ["rope scaling", "rope"],
    ["forget bias gate", "lstm"],
    ["image caption", "vision-language-models"],
    ["gradient penalty clip", "gradient-clipping"],
    ["knowledge graph", "graph-nets"],
  ])("“%s” gets three things to press, %s among them", (typed, id) => {
    expect(offered(typed)).toHaveLength(3);
    expect(offered(typed)).toContain(id);
  });

  it("is never taken for what merely looks like it: no slip of LSTM suggests LLM", () => {
    for (const slip of ["lstmm", "lsmt", "lstmx", "lsstm", "lstm networks", "ltsm"])
      expect(offered(slip)).not.toContain("llm");
  });

  it("gets three things to press, whatever it is", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zäß0-9 ]{1,40}$/), (typed) => {
        const parsed = parseLine(registry, typed, domains);
        if (parsed.ok || !parsed.reply.lines.some(({ id }) => id === "line.no-topic")) return;
        expect(new Set(parsed.reply.buttons.map(({ action }) => encodeAction(action))).size).toBe(3);
      }),
    );
    expect(offered("xyzzy")).toHaveLength(3);
  });

  it("gets what interviewers ask most, said as such, where nothing is like it, and nothing in passing", () => {
    const parsed = parseLine(registry, "xyzzy", domains);
    expect(parsed).toMatchObject({ ok: false, reply: { lines: [{}, { id: "line.offers-starts" }] } });
    expect(offered("xyzzy")).toEqual(["transformers", "llm", "optimization"]);
    expect(parseLine(registry, "lstmm", domains)).toMatchObject({
      reply: { lines: [{}, { id: "line.offers" }] },
    });
  });

  it("offers sessions where a session was asked for", () => {
    const parsed = parseLine(registry, "review transfomer hard", domains);
    expect(parsed).toMatchObject({
      ok: false,
      reply: {
        buttons: [
          { action: { verb: "review", source: "due", topic: "transformers", difficulty: "hard" } },
          {},
          {},
        ],
      },
    });
  });

  it("keeps what else was asked for in what is offered", () => {
    expect(meaning("transfomer hard private")).toMatchObject({
      offered: [
        { verb: "another", asked: { topic: "transformers", difficulty: "hard" }, private: true },
        {},
        {},
      ],
    });
    const route = registry.route("dlq", null);
    const read = route && readOptions(route, { topic: "transfomer", kind: "open" }, domains);
    expect(read).toMatchObject({
      ok: false,
      reply: {
        buttons: [{ action: { asked: { topic: "transformers", kind: "open" }, private: false } }, {}, {}],
      },
    });
  });

  it("that is a slip of a command still says which", () => {
    const parsed = parseLine(registry, "leaderbord", domains);
    expect(parsed).toMatchObject({ ok: false, reply: { nearest: "leaderboard" } });
  });
});

describe("completion", () => {
  const values = (typed: string, limit = 25) =>
    suggest(topicOption, typed, domains, limit).map(({ value }) => value);

  it("finds concepts by any of their names, the one that is called so first", () => {
    expect(values("rope")[0]).toBe("rope");
    expect(values("rotary")[0]).toBe("rope");
    expect(values("lst")).toContain("lstm");
    expect(values("batch n")[0]).toBe("batch-norm");
    expect(values("attention")[0]).toBe("attention");
  });

  it("shows the topics while nothing is typed, and what is alike where nothing begins so", () => {
    expect(values("")).toEqual(bank.topics().map(({ id }) => id));
    expect(values("transfomer")[0]).toBe("transformers");
  });

  it("of a line takes bare words, also several of a name", () => {
    const lines = (line: string) => completeLine(registry, line, domains, 8);
    expect(lines("rop")).toContain("rope");
    expect(lines("rotary posi")).toContain("rope");
    expect(lines("hard batch no")).toContain("hard batch-norm");
    expect(lines("topic:rotary")).toEqual(["topic:rope"]);
  });
});
