import { byId } from "./dom.js";
import { t } from "./words.js";

const dialog = byId("dialog");
const area = byId("dialog-text");
const note = byId("dialog-note");
let current = null;

function count() {
  const { minLength, maxLength } = current.form.fields[0];
  const length = area.value.trim().length;
  const isShort = length < minLength;
  const isLong = length > maxLength;
  byId("dialog-submit").disabled = isShort || isLong;
  note.textContent =
    isShort && length > 0
      ? t("page.at-least", { n: minLength })
      : t(isLong ? "page.at-most" : "page.of", { n: length, most: maxLength });
}

/**
 * Opens a form over the page. `submit` gets what was written, and gives what went wrong, or null; `closed`
 * runs when the form is out of the way.
 */
export function openForm(form, { submit, closed }) {
  current = { form, submit, closed };
  byId("dialog-title").textContent = form.title;
  const [field] = form.fields;
  byId("dialog-label").textContent = field.label;
  byId("dialog-submit").textContent = form.submit;
  byId("dialog-cancel").textContent = form.cancel;
  area.value = "";
  area.placeholder = field.placeholder;
  count();
  dialog.showModal();
  area.focus();
}

/** What was written stays until it has arrived. */
async function hand() {
  const { submit } = current;
  byId("dialog-submit").disabled = true;
  const trouble = await submit(area.value.trim());
  if (trouble === null) return dialog.close();
  byId("dialog-submit").disabled = false;
  note.textContent = trouble;
}

export function startForms() {
  area.addEventListener("input", count);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("dialog-submit").click();
  });
  byId("dialog-cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => current.closed());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    hand();
  });
}
