import { type APIModalInteractionResponseCallbackData, ComponentType } from "discord.js";
import { type Html, h, NOTHING, t } from "../html.ts";

type Part = APIModalInteractionResponseCallbackData["components"][number];

function field(part: Part): Html {
  if (part.type !== ComponentType.Label) throw new Error(`the skin knows no field of the type ${part.type}`);
  const { label, component } = part;
  const head = h("div", { class: "label-of", dir: "auto" }, t(label));
  if (component.type === ComponentType.TextInput)
    return h("div", {}, head, h("div", { class: "written", dir: "auto" }, t(component.placeholder ?? "")));
  if (component.type === ComponentType.FileUpload)
    return h("div", {}, head, h("div", { class: "written" }, t("Browse files")));
  if (component.type !== ComponentType.CheckboxGroup)
    throw new Error(`the skin knows no field of the type ${component.type}`);
  const ticks = component.options.map(({ label: name, description }) =>
    h(
      "label",
      { class: "tick" },
      h("input", { type: "checkbox" }),
      h(
        "span",
        {},
        h("span", { dir: "auto" }, t(name)),
        description === undefined
          ? NOTHING
          : h("span", { class: "about", dir: "auto" }, t(description ?? "")),
      ),
    ),
  );
  return h("div", {}, head, ...ticks);
}

/** A form over the page. Its buttons are Discord's own. */
export const modal = ({ title, components }: APIModalInteractionResponseCallbackData): Html =>
  h(
    "article",
    { class: "modal" },
    h("div", { class: "title", dir: "auto" }, t(title)),
    ...components.map(field),
    h(
      "div",
      { class: "row" },
      h("button", { class: "button secondary", type: "button" }, h("span", { class: "label" }, t("Cancel"))),
      h("button", { class: "button primary", type: "button" }, h("span", { class: "label" }, t("Submit"))),
    ),
  );
