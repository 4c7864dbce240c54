import { ROLES, type Role } from "../engine/words/item.ts";

const SHORT: Readonly<Record<Role, readonly string[]>> = {
  "machine-learning-engineer": ["ml", "mle", "machine learning"],
  "deep-learning-engineer": ["dl", "dle", "deep learning"],
  "research-scientist": ["rs", "research", "researcher", "scientist"],
  "data-scientist": ["ds", "data"],
  "computer-vision-engineer": ["cv", "cve", "vision", "computer vision"],
  "nlp-llm-engineer": ["nlp", "llm", "nlp/llm", "language"],
  "mlops-engineer": ["mlops", "ops"],
};

/** The roles, for `oneOf`. */
export const JOBS = ROLES.map((value) => ({ value, label: `role.${value}` as const, short: SHORT[value] }));
