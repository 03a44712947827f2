// The overlay over a working page, which shows the errors of its next version. A
// shadow root keeps out the page's styles, and a constructed style sheet is not
// subject to the page's Content-Security-Policy.
import { element, reportElement } from "./report.js";

let styles = null;
async function styleSheet() {
  const answer = await fetch("/_quire/report.css");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  return sheet;
}

class Overlay extends HTMLElement {
  #panel = element("main", "report");
  #chip = element("button", "chip");
  #title = "";

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(this.#panel, this.#chip);
    this.#panel.setAttribute("role", "alertdialog");
    this.#panel.setAttribute("aria-label", "Errors in this page");
    this.#chip.type = "button";
    this.#chip.addEventListener("click", () => this.fold(false));
  }

  set styles(sheet) {
    this.shadowRoot.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    // Popovers are above everything; otherwise rely on the style sheet.
    this.popover = "manual";
    this.showPopover?.();
    addEventListener("keydown", this.#onKey, true);
  }

  disconnectedCallback() {
    removeEventListener("keydown", this.#onKey, true);
  }

  #onKey = (event) => {
    if (event.key === "Escape") this.fold(true);
  };

  /** Collapses the overlay to a chip, or expands it. */
  fold(isFolded) {
    this.toggleAttribute("folded", isFolded);
  }

  fill(chip, ...content) {
    const close = element("button", "close", "Hide ", element("kbd", "", "Esc"));
    close.type = "button";
    close.addEventListener("click", () => this.fold(true));
    this.#chip.textContent = chip;
    this.#panel.replaceChildren(close, ...content);
    this.#panel.scrollTop = 0;
    this.fold(false);
  }
}

const name = "quire-overlay";
let shown = null;
/** The shown content, to detect changes. */
let shownText = "";

async function show(text, chip, content) {
  if (text === shownText) return;
  shownText = text;
  styles ??= await styleSheet();
  // It may have changed while the style sheet was loading.
  if (text !== shownText) return;
  if (!customElements.get(name)) customElements.define(name, Overlay);
  shown ??= document.createElement(name);
  shown.styles = styles;
  shown.fill(chip, ...content());
  if (!shown.isConnected) document.documentElement.append(shown);
}

export function showReports(reports) {
  const count = reports.reduce((sum, report) => sum + report.items.length, 0);
  const chip = `${count} ${count === 1 ? "error" : "errors"}`;
  return show(JSON.stringify(reports), chip, () => reports.map(reportElement));
}

/** For a page that is the response to a form: only the user may resend the form. */
export function showStale(reload) {
  return show("stale", "Changed", () => {
    const button = element("button", "action", "Resend the form");
    button.type = "button";
    button.addEventListener("click", reload);
    return [
      element(
        "section",
        "",
        element("h1", "calm", "This page has changed"),
        element("p", "lead", "It is the response to a submitted form, so it is not reloaded automatically."),
        button,
      ),
    ];
  });
}

export function hideOverlay() {
  shownText = "";
  shown?.remove();
  shown = null;
}

export function isOverlayShown() {
  return shownText !== "";
}
