// The page /_quire/: a list of all pages of all sites, kept up to date.
import { follow } from "./connect.js";
import { element, message, placeElement } from "./report.js";

/** Rows to show at a time: a site can have thousands of pages. */
const rowsAtOnce = 500;
const columns = [
  ["Page", ""],
  ["State", ""],
  ["Version", ""],
  ["Last change", ""],
  ["Time", "number"],
  ["Builds", "number"],
  ["Dependencies", ""],
];

const filter = document.querySelector("#filter");
const summary = document.querySelector("#summary");
const list = document.querySelector("#sites");
let sites = [];
/** Per site, the number of shown rows; and the expanded details. */
const limits = new Map();
const opened = new Set();

function state(page) {
  const kind = page.state === "not built" ? "unbuilt" : page.state;
  return element("td", "", element("span", `state ${kind}`, page.state));
}

function errors(page) {
  const parts = [];
  if (page.error) parts.push(element("div", "error", ...message(page.error.message)), placeElement(page.error));
  const last = page.last_run_error;
  if (last) {
    const time = new Date(last.time).toLocaleTimeString();
    parts.push(element("div", "error", `last failed at ${time}: ${last.message}`), placeElement(last));
  }
  return parts;
}

function path(site, page) {
  // Pages in these folders are only included by others and have no URL.
  const isServed = !page.page.split("/").some((part) => /^(web-inf|meta-inf)$/i.test(part));
  const whole = site.context_path + page.page;
  const name = element(isServed ? "a" : "span", isServed ? "" : "soft", whole);
  if (isServed) name.href = whole.split("/").map(encodeURIComponent).join("/");
  return element("td", "path", name, ...errors(page));
}

const milliseconds = (number) => `${number.toFixed(1)} ms`;

function time(page) {
  const cell = element("td", "number");
  if (page.milliseconds === undefined) return cell;
  cell.append(milliseconds(page.milliseconds));
  if (page.stages.length === 0) return cell;
  const bar = element("div", "bar");
  for (const [, took] of page.stages) {
    const part = element("span", "");
    part.style.flexGrow = took;
    bar.append(part);
  }
  cell.title = page.stages.map(([name, took]) => `${name} ${milliseconds(took)}`).join("\n");
  cell.append(bar);
  return cell;
}

function dependencies(site, page) {
  const cell = element("td", "");
  const outside = page.outside > 0 ? `${page.outside} outside the site` : "";
  if (page.dependencies.length === 0) {
    cell.append(element("span", "soft", outside));
    return cell;
  }
  const id = site.context_path + page.page;
  const details = element(
    "details",
    "",
    element("summary", "", `${page.dependencies.length} ${page.dependencies.length === 1 ? "file" : "files"}`),
    element("ul", "", ...page.dependencies.map((file) => element("li", "", file)), element("li", "", outside)),
  );
  details.open = opened.has(id);
  details.addEventListener("toggle", () => (details.open ? opened.add(id) : opened.delete(id)));
  cell.append(details);
  return cell;
}

function row(site, page) {
  return element(
    "tr",
    "",
    path(site, page),
    state(page),
    element("td", "version", page.version?.slice(0, 10) ?? ""),
    element("td", "", page.grade ?? ""),
    time(page),
    element("td", "number", page.builds > 0 ? String(page.builds) : ""),
    dependencies(site, page),
  );
}

/** Failed pages come first. */
const rank = { failed: 0, good: 1, "not built": 2 };

function table(site, pages) {
  const limit = limits.get(site.context_path) ?? rowsAtOnce;
  const head = element("tr", "", ...columns.map(([name, kind]) => element("th", kind, name)));
  const made = element(
    "div",
    "table",
    element(
      "table",
      "",
      element("thead", "", head),
      element("tbody", "", ...pages.slice(0, limit).map((page) => row(site, page))),
    ),
  );
  if (pages.length > limit) {
    const more = element("button", "", `${pages.length - limit} more`);
    more.type = "button";
    more.addEventListener("click", () => {
      limits.set(site.context_path, limit + rowsAtOnce);
      draw();
    });
    made.append(element("div", "more", more));
  }
  return made;
}

function draw() {
  const wanted = filter.value.trim().toLowerCase();
  const parts = [];
  const counts = { failed: 0, good: 0, "not built": 0 };
  for (const site of sites) {
    for (const page of site.pages) counts[page.state] += 1;
    const pages = site.pages
      .filter((page) => (site.context_path + page.page).toLowerCase().includes(wanted))
      .sort((a, b) => rank[a.state] - rank[b.state] || (a.page < b.page ? -1 : 1));
    if (pages.length === 0) continue;
    parts.push(element("h2", "", site.root), table(site, pages));
  }
  summary.textContent = `${counts.good} good, ${counts.failed} failed, ${counts["not built"]} not requested yet`;
  list.replaceChildren(...parts);
}

let isLoading = false;
let loadsAgain = false;

async function load() {
  loadsAgain = true;
  if (isLoading) return;
  isLoading = true;
  while (loadsAgain) {
    loadsAgain = false;
    try {
      const answer = await fetch("/_quire/pages.json");
      sites = (await answer.json()).sites;
      draw();
    } catch {
      // The server is gone; the stream reports when it is back.
    }
    // Combine builds in quick succession into one update.
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  isLoading = false;
}

filter.addEventListener("input", draw);
follow(load);
