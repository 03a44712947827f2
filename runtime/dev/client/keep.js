// What a reload of ours must not lose: scroll positions, focus, and what was
// typed, but nothing that is secret. It is kept for this tab and this address
// alone, and for one reload.

const key = () => `quire.kept ${location.href}`;
/** A page that takes longer to come back is not the one that was left. */
const longestAbsence = 60_000;
const longestText = 200_000;
const mostScrollers = 100;

const typesNeverKept = new Set(["password", "hidden", "file", "submit", "button", "image", "reset"]);
const secretWords = /^(off|one-time-code|current-password|new-password|cc-.*)$/;
const secretNames = /passw|pwd|secret|token|otp|cvv|cvc/i;

/** Fields that were for passwords once: a page may show what was typed. */
const wasPassword = new WeakSet();
/** Editable elements that somebody has typed in. */
const edited = new WeakSet();

/** To be called early: notes what cannot be told afterwards. */
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

/** `[selector, which]`: by id, else by name, else by its place in the page. */
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

/** What differs from what the page itself says; undefined for nothing. */
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

/** An editable element of nothing but text and line breaks, as its lines. */
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
  // Null, or an exception, for fields without a selection.
  try {
    focus.selection = [element.selectionStart, element.selectionEnd, element.selectionDirection];
  } catch {
    focus.selection = [null];
  }
  return focus;
}

/** Puts everything aside, for the page that comes next in this tab. */
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
  // A full or forbidden store must not hinder the reload.
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

/** Gives a page back what `keepState` put aside for it, if it did. */
export function restoreState() {
  const kept = takeKept();
  if (!kept) return;
  for (const { at, type, state } of kept.fields) {
    const field = elementAt(at);
    // The page may have become another one: what is secret now stays empty.
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
  // Images and style sheets may have moved everything since.
  if (document.readyState !== "complete") addEventListener("load", () => restoreScroll(kept), { once: true });
}
