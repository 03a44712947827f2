/** Asks the server to open a location in the author's editor; returns an error message, or "". */
async function open({ path, line, column }) {
  const query = new URLSearchParams({ file: path, line, column });
  try {
    const answer = await fetch(`/_quire/open?${query}`, { method: "POST", headers: { "X-Quire": "1" } });
    return answer.ok ? "" : (await answer.text()).trim();
  } catch {
    return "cannot reach the server";
  }
}

/** Makes an element with `data-path`, `data-line` and `data-column` open the editor. */
export function makeOpenable(place) {
  place.setAttribute("role", "button");
  place.tabIndex = 0;
  place.title = "Open in editor";
  const act = async () => {
    const complaint = await open(place.dataset);
    const said = place.nextElementSibling?.matches(".said") ? place.nextElementSibling : null;
    if (!complaint) return said?.remove();
    const text = said ?? document.createElement("span");
    text.className = "said";
    text.setAttribute("role", "status");
    text.textContent = complaint;
    place.after(text);
  };
  place.addEventListener("click", act);
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
}
