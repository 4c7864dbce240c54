/** Notes that say that they are HTML, as text. What cannot be told as text stays, and is refused with its question. */

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ nbsp: " ", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", ndash: "–", mdash: "—", hellip: "…" },
  ...{ rsquo: "’", lsquo: "‘", ldquo: "“", rdquo: "”", times: "×", deg: "°", minus: "−" },
};

/** Marks that change how a text looks, not what it says. */
const LOOKS = /<\/?(?:b|i|u|em|strong|span|font|small|big|a|mark)(?:\s[^<>]*)?>/gi;
const BREAKS = /<(?:br|hr)\s*\/?>|<\/?(?:div|p|ul|ol|h[1-6])(?:\s[^<>]*)?>|<\/li>/gi;

function entity(whole: string, name: string): string {
  const code = /^#x([0-9a-f]{1,6})$/i.exec(name)?.[1] ?? null;
  const point =
    code === null ? Number(/^#(\d{1,7})$/.exec(name)?.[1] ?? Number.NaN) : Number.parseInt(code, 16);
  if (Number.isInteger(point) && point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
  return ENTITIES[name.toLowerCase()] ?? whole;
}

export function htmlText(html: string): string {
  return html
    .replace(
      /<pre(?:\s[^<>]*)?>([\s\S]*?)<\/pre>/gi,
      (_, inside: string) => `\n\`\`\`\n${inside.trim()}\n\`\`\`\n`,
    )
    .replace(/<code(?:\s[^<>]*)?>([^<>`\n]+)<\/code>/gi, "`$1`")
    .replace(/<li(?:\s[^<>]*)?>/gi, "\n- ")
    .replace(BREAKS, "\n")
    .replace(LOOKS, "")
    .replace(/&(#?\w{1,10});/g, entity)
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
