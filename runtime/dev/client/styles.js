import { pathOf } from "./address.js";

/** Copies that are still loading. */
const loading = new WeakSet();
let copies = 0;

function swap(link) {
  const copy = link.cloneNode();
  const url = new URL(link.href);
  copies += 1;
  url.searchParams.set("quire", `${Date.now()}.${copies}`);
  copy.href = url.href;
  // Browsers hide the nonce attribute, so the clone does not have it.
  copy.nonce = link.nonce;
  loading.add(copy);
  copy.addEventListener("load", () => {
    loading.delete(copy);
    link.remove();
  });
  copy.addEventListener("error", () => copy.remove());
  link.after(copy);
}

/** The path without the hash that `application.asset` puts into file names. */
function withoutVersion(path) {
  return path.replace(/\.[0-9a-f]{8}(\.[^./]*)?$/, "$1");
}

/**
 * Reloads a style sheet in place, and removes the old one when the new one has loaded.
 * Returns false if no link of this page refers to it, or if a link has an integrity
 * attribute: then the page must be reloaded.
 */
export function swapStyleSheet(path) {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"][href]')].filter(
    (link) => [pathOf(link.href), withoutVersion(pathOf(link.href))].includes(path),
  );
  if (links.length === 0 || links.some((link) => link.integrity)) return false;
  for (const link of links) {
    if (loading.has(link)) link.remove();
    else swap(link);
  }
  return true;
}
