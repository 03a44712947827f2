// Makes a page follow edits of its sources. The attributes of this script's element
// describe what the page shows. Events are only hints to ask the server for changes,
// so that losing one does no harm.
import { pathOf } from "./address.js";
import { follow } from "./connect.js";
import { keepState, restoreState, watchFields } from "./keep.js";
import { makeOpenable } from "./open.js";
import { hideOverlay, isOverlayShown, showReports, showStale } from "./overlay.js";
import { swapStyleSheet } from "./styles.js";

const about = document.querySelector('script[src="/_quire/live.js"]').dataset;
const isError = about.error !== undefined;
const isPosted = about.posted !== undefined;
const site = about.site === undefined ? null : decodeURIComponent(about.site);

/** Page → shown version. */
const pages = new Map(
  about.pages.split(" ").filter(Boolean).map((one) => {
    const at = one.lastIndexOf("@");
    return [decodeURIComponent(one.slice(0, at)), one.slice(at + 1)];
  }),
);
let epoch = about.epoch;

/** A file has changed that requires a reload. */
let hasFileChanged = false;
let isLeaving = false;

function reload() {
  if (isLeaving) return;
  if (isPosted) {
    showStale(() => location.reload());
    return;
  }
  isLeaving = true;
  keepState();
  location.reload();
}

async function ask() {
  const shown = [...pages].map(([page, version]) => `${encodeURIComponent(page)}@${version}`).join(" ");
  const answer = await fetch("/_quire/check", {
    method: "POST",
    headers: { "X-Quire": "1" },
    body: new URLSearchParams({ pages: shown, epoch }),
  });
  return answer.json();
}

async function act(answer) {
  epoch = answer.epoch;
  hasFileChanged ||= answer.files;
  if (answer.failures.length > 0 && !isError) {
    // Keep the page, with everything typed, until the error is fixed; and also
    // afterwards, if it is fixed by reverting the edit.
    await showReports(answer.failures);
  } else if (answer.changed || hasFileChanged) {
    reload();
  } else {
    hideOverlay();
  }
}

let isChecking = false;
let checksAgain = false;

async function check() {
  checksAgain = true;
  if (isChecking) return;
  isChecking = true;
  while (checksAgain) {
    checksAgain = false;
    try {
      await act(await ask());
    } catch {
      // The server is gone; the stream reports when it is back.
    }
  }
  isChecking = false;
}

// Files change in bursts, for example during a checkout. The more have changed, the
// longer to wait for the end of the burst.
const shortestSilence = 40;
const silencePerFile = 2;
const longestSilence = 400;
const files = new Set();
let silence = 0;

function settle() {
  silence = 0;
  for (const file of files) {
    const isSwapped = file?.endsWith(".css") && swapStyleSheet(file);
    hasFileChanged ||= !isSwapped;
  }
  files.clear();
  check();
}

function wait() {
  clearTimeout(silence);
  silence = setTimeout(settle, Math.min(shortestSilence + silencePerFile * files.size, longestSilence));
}

/** Sources that no page uses yet: they only matter to pages that miss a file. */
const isUnusedSource = (file) => /\.(page|tag)[fx]?$|\/WEB-INF\/src\//.test(file);

function onFile(change) {
  epoch = change.epoch;
  const file = change.file;
  if (site !== null && change.site !== site && !(file?.endsWith(".css") && swapStyleSheet(file))) return;
  if (file && !isError && isUnusedSource(file)) return;
  files.add(file);
  wait();
}

/** Whether a script of this page has fetched that path. */
function hasFetched(path) {
  return performance
    .getEntriesByType("resource")
    .filter((entry) => entry.initiatorType === "fetch" || entry.initiatorType === "xmlhttprequest")
    .some((entry) => pathOf(entry.name) === path);
}

function onPage({ page, version }) {
  if (!pages.has(page)) {
    if (!hasFetched(page)) return;
    // The fetched version is unknown: treat any version as new.
    pages.set(page, "");
  } else if (pages.get(page) === version && !isOverlayShown()) {
    return;
  }
  if (silence) wait();
  else check();
}

watchFields();
restoreState();
if (isError) document.querySelectorAll("main.report a.place").forEach(makeOpenable);
follow(({ name, data }) => {
  if (name === "open") check();
  else if (name === "page") onPage(data);
  else onFile(data);
});
