/** The page's own words, as the server sent them in the reader's language. */
let known = {};

/** A sentence of the page with its values in place. Before the words are there, what the page was built with. */
export function t(id, values = {}) {
  return (known[id] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** A share, rounded, as the reader's language writes it: "37%" in English, "37 %" in German. */
export const percent = (share) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);

/** Takes the words in and writes them wherever the page waits for some. */
export function learn(words, language) {
  known = words;
  document.documentElement.lang = language;
  document.title = `${t("page.playground")} · ${t("page.brand")}`;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]"))
    node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-placeholder]"))
    node.setAttribute("placeholder", t(node.dataset.tPlaceholder));
}
