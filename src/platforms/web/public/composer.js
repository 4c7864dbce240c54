import { byId, el } from "./dom.js";
import { read } from "./server.js";

const input = byId("line");
const list = byId("completions");

/** What was sent, the newest last, and where in it one is. */
const sent = [];
let at = 0;
/** The completions shown, and the one that is marked. */
let lines = [];
let marked = -1;
let asking = new AbortController();

function mark(index) {
  marked = index;
  [...list.children].forEach((item, i) => {
    item.setAttribute("aria-selected", String(i === index));
    if (i === index) item.scrollIntoView({ block: "nearest" });
  });
  if (index < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", `completion-${index}`);
}

function show(found) {
  lines = found;
  list.replaceChildren(
    ...found.map((line, i) => {
      const cut = line.lastIndexOf(" ") + 1;
      return el(
        "li",
        { id: `completion-${i}`, role: "option", "aria-selected": "false", "data-index": i },
        el("span", { class: "typed" }, `/dlq ${line.slice(0, cut)}`),
        el("strong", {}, line.slice(cut)),
      );
    }),
  );
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(found.length > 0));
  mark(-1);
}

function close() {
  asking.abort();
  show([]);
}

async function suggest() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const typed = input.value;
  // What no longer fits must not be taken while the answer is on its way.
  show(lines.filter((line) => line.toLowerCase().startsWith(typed.toLowerCase())));
  const found = typed === "" ? null : await read("complete", { line: typed }, signal);
  if (signal.aborted) return;
  const fits = found?.lines ?? [];
  // What is typed whole needs no completion, and Tab is free to leave.
  show(fits.length === 1 && fits[0] === typed ? [] : fits);
}

function take(index) {
  const line = lines[index];
  put(line);
  if (line.endsWith(":")) suggest();
}

/** Puts a line into the command line, ready to be changed or sent. */
export function put(line) {
  close();
  input.value = line;
  input.focus();
  input.setSelectionRange(line.length, line.length);
}

function fromHistory(step) {
  at = Math.min(sent.length, Math.max(0, at + step));
  put(sent[at] ?? "");
}

const KEYS = {
  ArrowDown() {
    if (lines.length > 0) mark((marked + 1) % lines.length);
    else fromHistory(1);
    return true;
  },
  ArrowUp() {
    if (lines.length > 0) mark(marked < 0 ? lines.length - 1 : marked - 1);
    else fromHistory(-1);
    return true;
  },
  Tab(event) {
    if (event.shiftKey || lines.length === 0) return false;
    take(Math.max(0, marked));
    return true;
  },
  Enter() {
    if (marked < 0) return false;
    take(marked);
    return true;
  },
  Escape() {
    if (lines.length === 0) return false;
    close();
    return true;
  },
};

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (KEYS[event.key]?.(event) ?? false) event.preventDefault();
}

/** What is on its way, so that a second Enter does not send it twice. */
let leaving = null;

/** Sends the line. It leaves the field once it has arrived, so that nothing typed while offline is lost. */
async function hand(submit) {
  const line = input.value.trim();
  close();
  if (line === leaving) return;
  leaving = line;
  const trouble = await submit(line);
  if (leaving === line) leaving = null;
  if (trouble !== null) return;
  if (line !== "" && sent.at(-1) !== line) sent.push(line);
  at = sent.length;
  if (input.value.trim() === line) input.value = "";
}

/** Whether nothing is being written: the field is empty, or holds what has just been sent. */
export const isIdle = () => ["", leaving].includes(input.value.trim());

/** `submit` is called with each line that is sent, and gives what went wrong, or null. */
export function startComposer(submit) {
  input.addEventListener("input", suggest);
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
  // The field keeps the focus while a completion is clicked.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item !== null) take(Number(item.dataset.index));
  });
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    hand(submit);
  });
}
