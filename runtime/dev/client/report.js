// Creates the elements of a report (runtime/dev/report.h), the same as in an error
// page. Text from the server only becomes text nodes.
import { makeOpenable } from "./open.js";

/** `element("p", "lead", "text", node…)`. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A message as nodes, with text in backticks as code. */
export function message(text) {
  return text.split("`").map((part, index) => (index % 2 ? element("code", "", part) : part));
}

/** A location that opens the editor; "" if there is no location. */
export function placeElement({ file, path, line, column }) {
  if (!file) return "";
  const made = element("a", "place", `${file}:${line}:${column}`);
  Object.assign(made.dataset, { path, line, column });
  makeOpenable(made);
  return made;
}

function lines(all) {
  if (all.length === 0) return "";
  const made = element("pre", "");
  for (const { number, hit, before, marked, after } of all) {
    const line = element("span", hit ? "line hit" : "line", before);
    line.dataset.number = number;
    if (hit) line.append(element("mark", "", marked), after);
    line.append("\n");
    made.append(line);
  }
  return made;
}

function item(one) {
  const notes = one.notes.map((note) =>
    element("div", "note", ...message(note.message), " ", placeElement(note), lines(note.lines)),
  );
  return element(
    "article",
    one.severity === "warning" ? "warning" : "",
    element("h2", "", ...message(one.message)),
    placeElement(one),
    lines(one.lines),
    ...notes,
  );
}

export function reportElement(report) {
  return element(
    "section",
    "",
    element("h1", "", ...message(report.title)),
    element("p", "lead", ...message(report.lead)),
    ...report.items.map(item),
  );
}
