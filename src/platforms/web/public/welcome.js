import { inChannel, keep } from "./chat.js";
import { byId, el } from "./dom.js";
import { t } from "./words.js";

/** What there is to try, where nothing was said yet. */
export function drawWelcome(state) {
  const welcome = byId("welcome");
  const isDirect = state.current === state.direct;
  const restore = keep(welcome);
  const newest = inChannel(state.current).at(-1);
  // What came of a starter has nothing to press, or the focus would be there already.
  if (newest && welcome.contains(document.activeElement)) byId(newest.id)?.focus({ preventScroll: true });
  welcome.hidden = newest !== undefined;
  if (welcome.hidden) return;
  const text = isDirect ? t("page.direct-about") : t("page.try-about");
  const cards = state.starters.map(({ line, about }) =>
    el(
      "button",
      { type: "button", class: "starter", "data-send": line },
      el("span", { class: "starter-line" }, `/dlq ${line}`.trim()),
      el("span", { class: "starter-about" }, about),
    ),
  );
  welcome.replaceChildren(
    el("h2", {}, isDirect ? t("page.no-worry") : t("page.try")),
    el("p", {}, text),
    ...(isDirect ? [] : [el("div", { class: "starters" }, cards)]),
  );
  restore(welcome);
}
