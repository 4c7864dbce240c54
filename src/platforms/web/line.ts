/** A typed line as the engine wants it: without `/dlq`, and `add:@ben`, `channel:#study-group` as ids. */
export function readLine(typed: string): string {
  return typed
    .replace(/^\s*\/dlq(?=\s|$)/i, "")
    .replace(/(?<=[a-z]:)[@#](?=[\w-])/gi, "")
    .trim();
}
