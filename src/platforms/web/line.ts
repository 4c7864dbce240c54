/** What stands after `/dlq`, however often somebody typed that: the page writes it before the line already. */
export function afterName(typed: string): string {
  return typed.replace(/^(?:\s*\/dlq(?=\s|$))+\s*/i, "");
}

/** A typed line as the engine wants it: without `/dlq`, and `add:@ben`, `channel:#study-group` as ids. */
export function readLine(typed: string): string {
  return afterName(typed)
    .replace(/(?<=[a-z]:)[@#](?=[\w-])/gi, "")
    .trim();
}
