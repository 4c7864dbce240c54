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

/** Writes the form in the language of the page. What is written into it stays. */
function label(form) {
  const field = fieldOf(form, "text");
  const file = fieldOf(form, "file");
  current.form = form;
  dialog.lang = document.documentElement.lang;
  byId("dialog-title").textContent = form.title;
  for (const part of [chooser, byId("dialog-file-label")]) part.hidden = file === undefined;
  byId("dialog-file-label").textContent = file?.label ?? "";
  byId("dialog-label").textContent = field.label;
  submit.textContent = form.submit;
  byId("dialog-cancel").textContent = form.cancel;
  area.placeholder = field.placeholder;
  area.rows = field.isLine ? 1 : LINES;
  count();
}

/**
 * Opens the form of this name over the page. `send` gets what was written, and gives what went wrong, or null; `handed`
 * runs when that has arrived and the form is out of the way, unless it was closed before; `closed` once it is, for
 * either reason, where the focus is left with nothing.
 */
export function openForm(forms, name, { send, handed, closed }) {
  over();
  current = { name, send, handed, closed, isLeaving: false };
  chooser.value = "";
  area.value = "";
  label(forms[name]);
  dialog.showModal();
  area.focus();
}

/** The words of the page came anew. */
export function renewForm(forms) {
  if (current !== null && dialog.lang !== document.documentElement.lang) label(forms[current.name]);
}

/** The form is closed. Where the browser does it, it says so a moment after, when the next one may be open. */
function over() {
  const was = current;
  current = null;
  const { activeElement: active } = document;
  // Whoever went on with the page meanwhile keeps the focus. What it was in may have it still, out of sight.
  if (active === document.body || dialog.contains(active)) was?.closed();
}

/** Closes the form, with the focus where it belongs at once. */
function shut() {
  dialog.close();
  over();
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
    shut();
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
    if ([target, ends.mousedown, ends.mouseup].every((one) => one === dialog)) shut();
  });
}

export function startForms() {
  area.addEventListener("input", count);
  area.addEventListener("keydown", onKey);
  byId("dialog-cancel").addEventListener("click", shut);
  closeBeside();
  dialog.addEventListener("close", () => {
    if (!dialog.open) over();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    hand();
  });
}
