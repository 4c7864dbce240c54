/** How long a file may take, in milliseconds. */
const PATIENCE = 20_000;

/**
 * The bytes of a file that a platform keeps; null: it is larger than the limit, or could not be had. No more of it is
 * kept than the limit, whatever was said of its size.
 */
export async function download(
  url: string,
  limit: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Uint8Array | null> {
  try {
    // Slack leads whoever may not read a file to a page where one signs in.
    const answer = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok || answer.body === null) return null;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > limit) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}
