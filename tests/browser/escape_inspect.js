// What runs in the page under test: it records what payloads do, and describes the document.

/** Before the page's own scripts, in each frame; `ran` is a function of the test. */
export function record() {
  for (const name of ["alert", "prompt", "confirm", "print", "pwned", "open"]) globalThis[name] = (...values) => globalThis.ran(`${name}(${values})`);
  globalThis.kept = {};
  globalThis.keep = (context, index, value) => void ((globalThis.kept[context] ??= [])[index] = value);
}

/** Sends events to all elements, and follows all links that may run code; the others only when it is safe. */
export async function provoke() {
  const runsCode = (url) => /^\s*(javascript|data|vbscript):/i.test(String(url ?? ""));
  const stay = (event) => {
    const link = event.target.closest?.("a, area");
    if (event.type === "submit" ? !runsCode(event.submitter?.formAction) && !runsCode(event.target.action) : link && !runsCode(link.href.baseVal === undefined ? link.href : link.href.animVal))
      event.preventDefault();
  };
  addEventListener("click", stay, true);
  addEventListener("submit", stay, true);
  const types = ["mouseover", "mouseenter", "focus", "load", "error", "toggle", "animationstart", "start", "click"];
  for (const element of document.querySelectorAll("*")) {
    for (const type of types) {
      const event = type === "click" || type.startsWith("mouse") ? new MouseEvent(type, { cancelable: true }) : new Event(type, { cancelable: true });
      element.dispatchEvent(event);
      // A URL of code runs in a task of its own, and a second one would replace it.
      if (type === "click" && element.localName === "a") await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

/** The structure of each block, the dangerous URLs in it, and the values in it as its reader sees them. */
export function describe(readers) {
  const allowed = /^(https?|mailto|tel|sms|ftp):|^about:invalid/;
  const urlNames = new Set(["href", "xlink:href", "src", "action", "formaction", "data", "data-url", "poster", "to", "values", "background"]);
  const urlsOf = ({ localName, name, value }) => {
    if (urlNames.has(name)) return [value];
    if (name === "srcset") return value.split(",").map((candidate) => candidate.trim().split(/\s/)[0]);
    if (name === "content") return [/^[\d.\s]*[;,\s]\s*(?:url\s*=\s*)?['"]?(.*)$/is.exec(value)?.[1] ?? ""];
    return [];
  };
  const scheme = (url) => {
    try {
      return new URL(url, document.baseURI).href;
    } catch {
      return "https://is.not.valid";
    }
  };
  /** Names of elements, attributes and properties, and how many comments there are. */
  const outline = (node) => {
    if (node.nodeType === Node.COMMENT_NODE) return "<!-->";
    if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return "";
    const children = [...node.childNodes].map(outline).join("");
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return children;
    const rules = node.localName === "style" ? [...(node.sheet?.cssRules ?? [])].map((rule) => rule.selectorText ?? rule.cssText) : [];
    const inner = node.content instanceof DocumentFragment ? outline(node.content) : node.hasAttribute("srcdoc") ? node.contentDocument ? outline(node.contentDocument.documentElement) : "" : "";
    return `<${[node.localName, ...[...node.attributes].map((one) => one.name).sort(), ...rules].join(" ")}>${inner}${children}</>`;
  };
  const properties = (block) => {
    const sheets = [...block.querySelectorAll("style")].flatMap((style) => [...style.sheet.cssRules]);
    const styles = [...sheets, ...block.querySelectorAll("[style]")].map((one) => one.style);
    return styles.flatMap((style) => [...(style ?? [])]);
  };
  return [...document.querySelectorAll("[data-context]")].map((block) => {
    const { context, number } = block.dataset;
    const index = Number(block.parentElement.dataset.index);
    const urls = [...block.querySelectorAll("*")].flatMap((element) => [...element.attributes].flatMap(urlsOf)).map(scheme);
    const reader = readers[context];
    let value = globalThis.kept[number]?.[index];
    try {
      if (reader) value = (0, eval)(`(${reader})`)(block);
    } catch (error) {
      value = `${error}`;
    }
    // Rules that are not style rules are kept whole.
    // "Mutation XSS" comes from what is serialized and parsed again.
    const again = new DOMParser().parseFromString(block.innerHTML, "text/html");
    return { context, index, outline: outline(block), again: outline(again.documentElement), urls: urls.filter((url) => !allowed.test(url)), properties: properties(block), value };
  });
}

