// Keeps scroll positions, focus and typed text across a live reload, except for
// secrets. The state is kept for this tab and URL only, and for a single reload.

const key = () => `quire.kept ${location.href}`;
/** After a longer time, the state is discarded. */
const longestAbsence = 60_000;
const longestText = 200_000;
const mostScrollers = 100;

const typesNeverKept = new Set(["password", "hidden", "file", "submit", "button", "image", "reset"]);
const secretWords = /^(off|one-time-code|current-password|new-password|cc-.*)$/;
const secretNames = /passw|pwd|secret|token|otp|cvv|cvc/i;

/** Fields that once had type `password`: a page may make a password visible. */
const wasPassword = new WeakSet();
/** Editable elements that the user has edited. */
const edited = new WeakSet();

/** Must be called early: records what cannot be determined later. */
export function watchFields() {
  const note = (field) => {
    if (field.type === "password") wasPassword.add(field);
  };
  document.querySelectorAll("input").forEach(note);
  addEventListener("focusin", (event) => note(event.target), true);
  addEventListener(
    "input",
    (event) => {
      note(event.target);
      const host = event.target.closest?.("[contenteditable]");
      if (host) edited.add(host);
    },
    true,
  );
}

function isSecret(field) {
  const words = (field.getAttribute("autocomplete") ?? "").toLowerCase().split(/\s+/);
  return (
    typesNeverKept.has(field.type) ||
    wasPassword.has(field) ||
    words.some((word) => secretWords.test(word)) ||
    field.form?.getAttribute("autocomplete")?.toLowerCase() === "off" ||
    secretNames.test(`${field.name} ${field.id}`)
  );
}

/** `[selector, index]`: by id, else by name, else by position in the page. */
function addressOf(element) {
  const byId = `#${CSS.escape(element.id)}`;
  if (element.id && document.querySelectorAll(byId).length === 1) return [byId, 0];
  const name = element.getAttribute("name");
  if (name) {
    let selector = `${element.localName}[name="${CSS.escape(name)}"]`;
    if (element.type === "radio" || element.type === "checkbox") selector += `[value="${CSS.escape(element.value)}"]`;
    const which = [...document.querySelectorAll(selector)].indexOf(element);
    if (which >= 0) return [selector, which];
  }
  const steps = [];
  for (let one = element; one.parentElement; one = one.parentElement) {
    steps.unshift(`:nth-child(${[...one.parentElement.children].indexOf(one) + 1})`);
  }
  return [[":root", ...steps].join(" > "), 0];
}

function elementAt([selector, which]) {
  return document.querySelectorAll(selector)[which] ?? null;
}

function defaultIndex(select) {
  const options = [...select.options];
  const chosen = options.findLastIndex((option) => option.defaultSelected);
  return chosen >= 0 ? chosen : options.findIndex((option) => !option.disabled);
}

/** The state of a field if it differs from the page's default, else undefined. */
function stateOf(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked === field.defaultChecked ? undefined : field.checked;
  }
  if (field.type === "select-one") {
    return field.selectedIndex === defaultIndex(field) ? undefined : [field.value];
  }
  if (field.type === "select-multiple") {
    const isAsWritten = [...field.options].every((option) => option.selected === option.defaultSelected);
    return isAsWritten ? undefined : [...field.selectedOptions].map((option) => option.value);
  }
  return field.value === field.defaultValue ? undefined : field.value;
}

function setState(field, state) {
  if (typeof state === "boolean") field.checked = state;
  else if (typeof state === "string") field.value = state;
  else if (field.type === "select-one") field.value = state[0];
  else for (const option of field.options) option.selected = state.includes(option.value);
}

/** The lines of an editable element that contains only text and line breaks, else null. */
function linesOf(host) {
  const isPlain = [...host.querySelectorAll("*")].every((one) => ["br", "div", "p"].includes(one.localName));
  return isPlain ? host.innerText.split("\n") : null;
}

function setLines(host, lines) {
  host.replaceChildren(...lines.flatMap((line, index) => (index > 0 ? [document.createElement("br"), line] : [line])));
}

function collectFields() {
  const fields = [];
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (isSecret(field)) continue;
    const state = stateOf(field);
    if (state !== undefined) fields.push({ at: addressOf(field), type: field.type, state });
  }
  return fields;
}

function collectFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const focus = { at: addressOf(element) };
  // For fields without a selection, this is null or throws.
  try {
    focus.selection = [element.selectionStart, element.selectionEnd, element.selectionDirection];
  } catch {
    focus.selection = [null];
  }
  return focus;
}

/** Stores the state for the next page in this tab. */
export function keepState() {
  const scrollers = [...document.querySelectorAll("body, body *")]
    .filter((one) => one.scrollTop > 0 || one.scrollLeft > 0)
    .slice(0, mostScrollers);
  const kept = {
    time: Date.now(),
    window: [scrollX, scrollY],
    scrollers: scrollers.map((one) => ({ at: addressOf(one), offset: [one.scrollLeft, one.scrollTop] })),
    fields: collectFields(),
    editables: [...document.querySelectorAll("[contenteditable]")]
      .filter((host) => edited.has(host))
      .map((host) => ({ at: addressOf(host), lines: linesOf(host) })),
    focus: collectFocus(),
  };
  const text = JSON.stringify(kept);
  // If the storage is full or forbidden, reload anyway.
  try {
    if (text.length <= longestText) sessionStorage.setItem(key(), text);
  } catch {}
}

function takeKept() {
  try {
    const text = sessionStorage.getItem(key());
    sessionStorage.removeItem(key());
    const kept = JSON.parse(text);
    return kept && Date.now() - kept.time < longestAbsence ? kept : null;
  } catch {
    return null;
  }
}

function restoreScroll(kept) {
  scrollTo({ left: kept.window[0], top: kept.window[1], behavior: "instant" });
  for (const { at, offset } of kept.scrollers) {
    elementAt(at)?.scrollTo({ left: offset[0], top: offset[1], behavior: "instant" });
  }
}

function restoreFocus({ at, selection }) {
  const element = elementAt(at);
  element?.focus({ preventScroll: true });
  if (selection[0] !== null) element?.setSelectionRange?.(...selection);
}

/** Restores the state stored by `keepState`, if any. */
export function restoreState() {
  const kept = takeKept();
  if (!kept) return;
  for (const { at, type, state } of kept.fields) {
    const field = elementAt(at);
    // The page may have changed: fields that are now secret stay empty.
    if (field?.type === type && !isSecret(field)) setState(field, state);
  }
  for (const { at, lines } of kept.editables) {
    const host = elementAt(at);
    if (lines && host?.isContentEditable) {
      setLines(host, lines);
      edited.add(host);
    }
  }
  if (kept.focus) restoreFocus(kept.focus);
  restoreScroll(kept);
  // Images and style sheets that load later may move everything.
  if (document.readyState !== "complete") addEventListener("load", () => restoreScroll(kept), { once: true });
}
