import { TextInputStyle } from "discord.js";
import { expect, it } from "vitest";
import { formOf } from "../../src/cards/forms.ts";
import type { FormName } from "../../src/engine/words/press.ts";
import { modal } from "../../src/platforms/discord/forms.ts";
import { formView } from "../../src/platforms/slack/forms.ts";
import { languages } from "../platforms/speaking.ts";

it.each<[FormName, boolean]>([
  ["time", true],
  ["report", false],
  ["write", false],
])("asks for the text of %s on a single line: %s, so that Enter sends it", (name, isLine) => {
  const form = formOf(name, languages.of("en"), []);
  const style = isLine ? TextInputStyle.Short : TextInputStyle.Paragraph;
  expect(modal(form, "", null).components).toMatchObject([{ component: { style } }]);
  const view = formView(form, { form: name, item: "", channel: "C1", thread: null, url: null });
  expect(view.blocks).toMatchObject([{ element: { multiline: !isLine } }]);
});
