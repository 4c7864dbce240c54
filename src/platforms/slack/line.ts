/**
 * The text of a slash command as the person typed it. Slack escapes it (`&amp;`), writes mentions as
 * `<@U123|name>`, `<#C123|name>`, `<!subteam^S123|@name>` and addresses as `<https://x|x>`; phones turn
 * straight quotes into curly ones. Mentions become the bare ids that the commands' options take.
 */
export function decodeLine(text: string): string {
  return text
    .replace(/<[@#]([A-Z0-9]+)(?:\|[^>]*)?>/g, "$1")
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|[^>]*)?>/g, "$1")
    .replace(/<!([a-z]+)(?:\|[^>]*)?>/g, "@$1")
    .replace(/<((?:https?|mailto):[^|>]*)(?:\|([^>]*))?>/g, (_, url: string, label?: string) => label || url)
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .trim();
}
