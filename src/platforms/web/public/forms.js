import { byId } from "./dom.js";
import { t } from "./words.js";

const dialog = byId("dialog");
const area = byId("dialog-text");
const note = byId("dialog-note");
const chooser = byId("dialog-file");
/** Bytes of a file that is sent; of a larger one only its size is. */
const LARGEST = 2 * 1024 * 1024;
let current = null;

const fieldOf = (form, type) => form.fields.find((field) => field.type === type);

function count() {
  const { minLength, maxLength } = fieldOf(current.form, "text");
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
 * Opens a form over the page. `submit` gets what was written, and gives what went wrong, or null; `handed`
 * runs when that has arrived and the form is out of the way, `closed` a moment after it is, for either reason.
 */
export function openForm(form, { submit, handed, closed }) {
  current = { form, submit, handed, closed };
  byId("dialog-title").textContent = form.title;
  const field = fieldOf(form, "text");
  const file = fieldOf(form, "file");
  for (const part of [chooser, byId("dialog-file-label")]) part.hidden = file === undefined;
  byId("dialog-file-label").textContent = file?.label ?? "";
  chooser.value = "";
  byId("dialog-label").textContent = field.label;
  byId("dialog-submit").textContent = form.submit;
  byId("dialog-cancel").textContent = form.cancel;
  area.value = "";
  area.placeholder = field.placeholder;
  count();
  dialog.showModal();
  area.focus();
}

/** The file that was chosen, as the bot takes it. */
async function chosen() {
  const [file] = chooser.hidden ? [] : chooser.files;
  if (file === undefined) return undefined;
  const { name, size } = file;
  if (size > LARGEST) return { name, size, base64: null };
  const read = new FileReader();
  const url = await new Promise((done) => {
    read.addEventListener("loadend", () => done(read.result ?? ""));
    read.readAsDataURL(file);
  });
  return { name, size, base64: url.slice(url.indexOf(",") + 1) };
}

/** What was written stays until it has arrived. */
async function hand() {
  const { submit, handed } = current;
  byId("dialog-submit").disabled = true;
  const trouble = await submit(area.value.trim(), await chosen());
  if (trouble === null) {
    dialog.close();
    return handed();
  }
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
