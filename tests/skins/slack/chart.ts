import type { DataVisualizationBlock } from "../../../src/platforms/slack/draw/blocks.ts";
import { type Html, h, NOTHING, t } from "../html.ts";

const HEIGHT = 160;
const COLORS = ["#1264a3", "#e8912d", "#2eb67d", "#7c3085", "#e01e5a", "#36c5f0"];

const key = (names: readonly string[]): Html =>
  names.length < 2
    ? NOTHING
    : h(
        "div",
        { class: "key" },
        ...names.map((name, i) =>
          h("span", {}, h("i", { style: `background: ${COLORS[i % COLORS.length]}` }), t(name)),
        ),
      );

/** Bars or lines, as Slack draws them itself: heights are true, the rest is near enough. */
export function chart({ title, chart: { type, series, axis_config } }: DataVisualizationBlock): Html {
  const most = Math.max(1, ...series.flatMap(({ data }) => data.map(({ value }) => value)));
  const columns = axis_config.categories.map((category, i) =>
    h(
      "div",
      { class: "column" },
      h(
        "div",
        { class: `bars ${type}`, style: `block-size: ${HEIGHT}px` },
        ...series.map(({ data }, at) =>
          h("i", {
            style: `block-size: ${((data[i]?.value ?? 0) / most) * 100}%; background: ${COLORS[at % COLORS.length]}`,
          }),
        ),
      ),
      h("span", { class: "category" }, t(category)),
    ),
  );
  return h(
    "div",
    { class: "chart" },
    h("div", { class: "caption", dir: "auto" }, t(title)),
    h("div", { class: "scrolls" }, h("div", { class: "plot" }, ...columns)),
    key(series.map(({ name }) => name)),
  );
}
