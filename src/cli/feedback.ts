import { FAMILIES } from "../bank/families/index.ts";
import { loadBank } from "../bank/load.ts";

/** Characters; what a member writes into the form is shorter. */
const MOST = 8_000;

/**
 * `npm run --silent feedback -- <id of an open question>` reads an answer from standard input and prints what is
 * found in it, as JSON. Ends with 2, and a sentence, where there is nothing to read.
 */
async function feedback(args: readonly string[]): Promise<string> {
  const [id = ""] = args;
  if (args.length !== 1)
    throw new RangeError("Give the id of one open question: npm run --silent feedback -- pooling.o1");
  const loaded = loadBank("questions", FAMILIES);
  if (loaded.kind === "refused")
    throw new RangeError("The question bank has problems; npm run questions:check lists them.");
  if (loaded.bank.find(id)?.kind !== "open") throw new RangeError(`There is no open question called ${id}.`);
  const text = await answer(MOST);
  if (text.trim() === "") throw new RangeError("There is no answer on standard input.");
  if (text.length > MOST) throw new RangeError(`The answer is longer than ${MOST} characters.`);
  return JSON.stringify(loaded.bank.feedback(id, text), null, 2);
}

/** What stands on standard input, without control characters; no more is read than tells that it is too long. */
async function answer(most: number): Promise<string> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.length > 2 * most) break;
  }
  return text.replace(/(?![\n\t])\p{Cc}/gu, " ").trim();
}

try {
  console.log(await feedback(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
