import { byId } from "./dom.js";
import { t } from "./words.js";

const dialog = byId("dialog");
const area = byId("dialog-text");
const note = byId("dialog-note");
const chooser = byId("dialog-file");
const submit = byId("dialog-submit");
/** Bytes of a file that is sent; of a larger one only its size is. */
const LARGEST = 2 * 1024 * 1024;
/** Lines of a text that may have several. */
const LINES = 6;
/** The form that is open. */
let current = null;

const fieldOf = (form, type) => form.fields.find((field) => field.type === type);

/**
 * Says how long the text is, and whether it can be sent: not while it is being sent. The button keeps the focus then,
 * which one that is disabled would lose.
 */
function count() {
  const { form, isLeaving } = current;
  const { minLength, maxLength } = fieldOf(form, "text");
  const length = area.value.trim().length;
  const isShort = length < minLength;
  const isLong = length > maxLength;
  submit.ariaDisabled = String(isShort || isLong || isLeaving);
  area.readOnly = isLeaving;
  note.textContent =
    isShort && length > 0
      ? t("page.at-least", { n: minLength })
      : t(isLong ? "page.at-most" : "page.of", { n: length, most: maxLength });
}

/**
 * Opens a form over the page. `send` gets what was written, and gives what went wrong, or null; `handed` runs when that
 * has arrived and the form is out of the way, unless it was closed before; `closed` a moment after it is, for either
 * reason.
 */
export function openForm(form, { send, handed, closed }) {
  over();
  current = { form, send, handed, closed, isLeaving: false };
  byId("dialog-title").textContent = form.title;
  const field = fieldOf(form, "text");
  const file = fieldOf(form, "file");
  for (const part of [chooser, byId("dialog-file-label")]) part.hidden = file === undefined;
  byId("dialog-file-label").textContent = file?.label ?? "";
  chooser.value = "";
  byId("dialog-label").textContent = field.label;
  submit.textContent = form.submit;
  byId("dialog-cancel").textContent = form.cancel;
  area.value = "";
  area.placeholder = field.placeholder;
  area.rows = field.isLine ? 1 : LINES;
  count();
  dialog.showModal();
  area.focus();
}

/** The form is closed. The browser says so a moment after, when the next one may be open. */
function over() {
  const was = current;
  current = null;
  was?.closed();
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

/** What was written stays until it has arrived. By then another form may be open, which is left alone. */
async function hand() {
  const own = current;
  if (submit.ariaDisabled === "true") return;
  own.isLeaving = true;
  count();
  const trouble = await own.send(area.value.trim(), await chosen());
  if (current !== own) return;
  if (trouble === null) {
    dialog.close();
    return own.handed();
  }
  own.isLeaving = false;
  count();
  note.textContent = trouble;
}

/** Enter sends what is one line; of several lines it begins the next. */
function onKey(event) {
  const isSent = event.ctrlKey || event.metaKey || fieldOf(current.form, "text").isLine;
  if (event.key !== "Enter" || event.isComposing || !isSent) return;
  event.preventDefault();
  submit.click();
}

/** A press beside the form closes it. One that began in it may be a text that was marked with the mouse. */
function closeBeside() {
  const ends = {};
  for (const name of ["mousedown", "mouseup"])
    dialog.addEventListener(name, ({ target }) => {
      ends[name] = target;
    });
  dialog.addEventListener("click", ({ target }) => {
    if ([target, ends.mousedown, ends.mouseup].every((one) => one === dialog)) dialog.close();
  });
}

export function startForms() {
  area.addEventListener("input", count);
  area.addEventListener("keydown", onKey);
  byId("dialog-cancel").addEventListener("click", () => dialog.close());
  closeBeside();
  dialog.addEventListener("close", () => {
    if (!dialog.open) over();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    hand();
  });
}
