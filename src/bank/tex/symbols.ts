/**
 * How a piece of a formula behaves beside its neighbours. rel and bin stand between spaces (a bin that
 * nothing precedes is a sign); big is Σ and its like, which take what follows; fun is a function's name;
 * prefix clings to what follows (∂W).
 */
export type Role =
  | "ord"
  | "bin"
  | "sign"
  | "rel"
  | "open"
  | "close"
  | "punct"
  | "slash"
  | "fun"
  | "big"
  | "prefix"
  | "frac"
  | "root";

const GREEK: Record<string, string> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  iota: "ι",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  upsilon: "υ",
  phi: "φ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Pi: "Π",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
};

const BY_ROLE: Partial<Record<Role, Record<string, string>>> = {
  ord: {
    ...GREEK,
    infty: "∞",
    ell: "ℓ",
    ldots: "…",
    dots: "…",
    cdots: "⋯",
    top: "⊤",
    "|": "‖",
    "%": "%",
    prime: "′",
    emptyset: "∅",
  },
  prefix: { partial: "∂", nabla: "∇", forall: "∀", exists: "∃", neg: "¬" },
  big: { sum: "Σ", prod: "Π", int: "∫" },
  bin: {
    times: "×",
    cdot: "·",
    pm: "±",
    mp: "∓",
    div: "÷",
    odot: "⊙",
    oplus: "⊕",
    otimes: "⊗",
    circ: "∘",
    cup: "∪",
    cap: "∩",
    ast: "∗",
  },
  rel: {
    le: "≤",
    leq: "≤",
    ge: "≥",
    geq: "≥",
    ne: "≠",
    neq: "≠",
    approx: "≈",
    propto: "∝",
    in: "∈",
    notin: "∉",
    to: "→",
    rightarrow: "→",
    leftarrow: "←",
    mapsto: "↦",
    Rightarrow: "⇒",
    ll: "≪",
    gg: "≫",
    mid: "|",
    sim: "∼",
    equiv: "≡",
    subset: "⊂",
  },
  open: { lfloor: "⌊", lceil: "⌈", langle: "⟨" },
  close: { rfloor: "⌋", rceil: "⌉", rangle: "⟩" },
  fun: Object.fromEntries(
    ["log", "ln", "exp", "max", "min", "arg", "tanh", "sin", "cos", "tan", "det"].map((name) => [name, name]),
  ),
};

export interface Symbol {
  text: string;
  role: Role;
}

/** Commands that stand for one symbol or name. */
export const COMMANDS: ReadonlyMap<string, Symbol> = new Map(
  Object.entries(BY_ROLE).flatMap(([role, table]) =>
    Object.entries(table).map(([name, text]) => [name, { text, role: role as Role }]),
  ),
);

/** Characters written as themselves. Everything else that is a letter or a mathematical sign is "ord". */
export const CHARACTERS: ReadonlyMap<string, Symbol> = new Map<string, Symbol>([
  ...[...COMMANDS.values()]
    .filter(({ text }) => !/^[ -~]+$/.test(text))
    .map((symbol): [string, Symbol] => [symbol.text, symbol]),
  ["+", { text: "+", role: "bin" }],
  ["-", { text: "−", role: "bin" }],
  ["*", { text: "∗", role: "bin" }],
  ["=", { text: "=", role: "rel" }],
  ["<", { text: "<", role: "rel" }],
  [">", { text: ">", role: "rel" }],
  ["(", { text: "(", role: "open" }],
  ["[", { text: "[", role: "open" }],
  [")", { text: ")", role: "close" }],
  ["]", { text: "]", role: "close" }],
  [",", { text: ",", role: "punct" }],
  [";", { text: ";", role: "punct" }],
  ["/", { text: "/", role: "slash" }],
  ...["|", ":", ".", "!", "?", "′"].map((text): [string, Symbol] => [text, { text, role: "ord" }]),
]);

/** Accents, as the combining characters that follow the letter. */
export const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["hat", "\u0302"],
  ["tilde", "\u0303"],
  ["bar", "\u0304"],
]);

/** Alphabets: what each letter becomes; a letter that is missing cannot be shown. "plain" keeps all. */
export const ALPHABETS: ReadonlyMap<string, "plain" | Readonly<Record<string, string>>> = new Map<
  string,
  "plain" | Readonly<Record<string, string>>
>([
  ["mathbf", "plain"],
  ["boldsymbol", "plain"],
  ["mathrm", "plain"],
  ["mathbb", { R: "ℝ", E: "𝔼", N: "ℕ", Z: "ℤ", P: "ℙ" }],
  ["mathcal", { L: "ℒ", N: "𝒩", D: "𝒟", O: "𝒪" }],
]);

const zip = (from: string, to: string): [string, string][] => {
  const raised = [...to];
  return [...from].map((character, i) => [character, raised[i] ?? ""]);
};

export const SUPERSCRIPTS: ReadonlyMap<string, string> = new Map(
  zip("0123456789+−=()abcdefghijklmnoprstuvwxyzT⊤′∘", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ′°"),
);

export const SUBSCRIPTS: ReadonlyMap<string, string> = new Map(
  zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"),
);

/** What stands in rows, and what is around it on one line. */
export const ROWS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["matrix", ["[", "]"]],
  ["bmatrix", ["[", "]"]],
  ["pmatrix", ["(", ")"]],
  ["vmatrix", ["|", "|"]],
  ["cases", ["{", "}"]],
]);

/** What to write instead of a command that is refused. */
export const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["softmax", "\\operatorname{softmax}"],
  ["sigmoid", "\\operatorname{sigmoid}"],
  ["relu", "\\operatorname{ReLU}"],
  ["dfrac", "\\frac{a}{b}"],
  ["tfrac", "\\frac{a}{b}"],
  ["overline", "\\bar{x}"],
  ["widehat", "\\hat{x}"],
  ["widetilde", "\\tilde{x}"],
  ["vec", "\\mathbf{x}"],
  ["bm", "\\mathbf{x}"],
  ["Vert", "\\|"],
  ["lVert", "\\|"],
  ["rVert", "\\|"],
  ["vert", "|"],
  ["lvert", "|"],
  ["rvert", "|"],
  ["textbf", "\\text{...}"],
  ["mathit", "\\text{...}"],
  ["{", "words, or inline code"],
  ["}", "words, or inline code"],
  ["_", "inline code"],
  ["$", "a \\$ outside the formula"],
  ["\\", "two formulas"],
  ["binom", "words"],
  ["limits", "nothing: the limits follow the sign"],
]);
