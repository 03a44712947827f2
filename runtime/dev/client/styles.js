import { pathOf } from "./address.js";

/** Copies that are still being loaded. */
const loading = new WeakSet();
let copies = 0;

function swap(link) {
  const copy = link.cloneNode();
  const url = new URL(link.href);
  copies += 1;
  url.searchParams.set("quire", `${Date.now()}.${copies}`);
  copy.href = url.href;
  // Not among the attributes that a clone takes over once a policy hides it.
  copy.nonce = link.nonce;
  loading.add(copy);
  copy.addEventListener("load", () => {
    loading.delete(copy);
    link.remove();
  });
  copy.addEventListener("error", () => copy.remove());
  link.after(copy);
}

/** Without the hash that `application.asset` puts into a file's name. */
function withoutVersion(path) {
  return path.replace(/\.[0-9a-f]{8}(\.[^./]*)?$/, "$1");
}

/**
 * Loads a style sheet anew in place, and takes the old one away when the new
 * one is there. False when no link of this page names it, or one that says
 * what it must hold: then only a reload helps.
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
