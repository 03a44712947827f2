// What lies over a page that is still good: the mistakes that its next version
// has. A shadow root keeps the page's styles out, and a style sheet object
// needs no leave of the page's Content-Security-Policy.
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
    this.#panel.setAttribute("aria-label", "Mistakes in this page");
    this.#chip.type = "button";
    this.#chip.addEventListener("click", () => this.fold(false));
  }

  set styles(sheet) {
    this.shadowRoot.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    // Over everything, where the browser can; else the style sheet does its best.
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

  /** Hides all but a chip, or shows all. */
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
/** What it shows, to tell the same again from something new. */
let shownText = "";

async function show(text, chip, content) {
  if (text === shownText) return;
  shownText = text;
  styles ??= await styleSheet();
  // Meanwhile it may have been mended.
  if (text !== shownText) return;
  if (!customElements.get(name)) customElements.define(name, Overlay);
  shown ??= document.createElement(name);
  shown.styles = styles;
  shown.fill(chip, ...content());
  if (!shown.isConnected) document.documentElement.append(shown);
}

export function showReports(reports) {
  const count = reports.reduce((sum, report) => sum + report.items.length, 0);
  const chip = `${count} ${count === 1 ? "mistake" : "mistakes"}`;
  return show(JSON.stringify(reports), chip, () => reports.map(reportElement));
}

/** For a page that came from a form: only its user may send that again. */
export function showStale(reload) {
  return show("stale", "Changed", () => {
    const button = element("button", "action", "Send it again");
    button.type = "button";
    button.addEventListener("click", reload);
    return [
      element(
        "section",
        "",
        element("h1", "calm", "This page has changed"),
        element("p", "lead", "It answers a form that was sent, and is not asked for again by itself."),
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
