import type { Subject } from "../ports/bank.ts";
import { loosely, stemOf, wordsIn } from "../words/spelling.ts";

/** Words of a name at most. */
const LONGEST = 6;

/**
 * Names of subjects that stand in job descriptions for something else, or for nothing: alone they name no subject, in a
 * longer name they do.
 */
const PLAIN = new Set(
  [
    "aktivierung,aufmerksamkeit,einbettung,ethik,normalisierung,optimierer,optimierung,segmentierung,verlust",
    "ability,acceleration,accuracy,adapter,agent,analogy,anchor,annotation,applications,architecture",
    "audit,awareness,bandwidth,baseline,basics,batch,bias,biology,bottleneck,capacity,channel",
    "checkpoint,classification,coding,comparison,compilation,complexity,compute,context,convergence,cv",
    "data,definition,density,depth,diagnosis,documentation,efficiency,encoding,ethics,evaluation",
    "experiments,expressivity,faces,features,filtering,filters,flatten,freezing,fundamentals,fusion",
    "gates,generation,guidance,hardware,he,hidden,history,hybrid,infra,infrastructure,input,instance",
    "intro,introduction,kernel,key,labels,language,layers,lead,limitations,lion,lookup,margin,masking",
    "memory,merging,metric,mixture,mobile,momentum,monitoring,nag,objective,output,parameters,patches",
    "pe,pipelines,positions,privacy,probability,production,profiling,prompts,query,rank,react",
    "reasoning,recurrent,reports,reproducibility,responsibility,robustness,rotary,router,sampling",
    "scaling,score,security,sequences,shapes,significance,similarity,soap,speech,stability,supervised",
    "symmetry,taxonomy,terminology,test,text,theory,throughput,tracing,tradeoffs,training,transparency",
    "tuning,uncertainty,validation,value,variance,vision,visualization,width,zero",
  ]
    .flatMap((line) => line.split(","))
    .map(stemOf),
);
/** The same of several words. */
const IDIOMS = /attention to detail/gi;

const known = new WeakMap<readonly Subject[], ReadonlyMap<string, Subject>>();

/** Subjects by their names, without case, plural and how their words are joined; of two the first in the bank's order. */
function namesOf(subjects: readonly Subject[]): ReadonlyMap<string, Subject> {
  const earlier = known.get(subjects);
  if (earlier !== undefined) return earlier;
  const names = new Map<string, Subject>();
  for (const subject of subjects)
    for (const name of [subject.name, subject.id, ...subject.aliases]) {
      const key = loosely(name);
      if (key !== "" && !names.has(key)) names.set(key, subject);
    }
  known.set(subjects, names);
  return names;
}

/**
 * Subjects that a text names, in the order of the text, each once: the longest name first, so "object detection models"
 * is not about models. By names, aliases and tags alone; what a text means, it does not know.
 *
 * @param strict single words that mean something else in a job description name nothing; not where somebody types names
 */
export function subjectsIn(subjects: readonly Subject[], text: string, strict: boolean): Subject[] {
  const names = namesOf(subjects);
  const found = new Set<Subject>();
  // A name does not go on past the end of a line or a sentence.
  for (const part of text.replace(IDIOMS, " ").split(/[\n\r.;:,()•|]+(?=\s|$)|[\n\r]/u)) {
    const stems = wordsIn(part).map(stemOf);
    for (let at = 0; at < stems.length; ) {
      let taken = 1;
      for (let length = Math.min(LONGEST, stems.length - at); length > 0; length--) {
        if (strict && length === 1 && PLAIN.has(stems[at] ?? "")) continue;
        const subject = names.get(stems.slice(at, at + length).join(""));
        if (subject === undefined) continue;
        found.add(subject);
        taken = length;
        break;
      }
      at += taken;
    }
  }
  return [...found];
}
