import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds of any weight: rule, and where. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>(`axe.run(document, { resultTypes: ["violations"] })`);
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ html, failureSummary = "" }) => `${id} (${impact}): ${html.slice(0, 200)} ${failureSummary}`,
    ),
  );
}

/** What axe finds on the page as it stands, in light and dark colours. */
export async function audit(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await violations(page)).map((one) => `${colorScheme}: ${one}`));
  }
  return found;
}
