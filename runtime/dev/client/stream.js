/**
 * Follows the server's event stream, and reopens it whenever it ends.
 *
 * Calls `opened()` each time it is opened, because earlier events are not repeated,
 * and `changed(name, data)` for each event.
 */
export function listen(opened, changed) {
  const firstPause = 300;
  const longestPause = 5000;
  let pause = firstPause;
  const open = () => {
    const source = new EventSource("/_quire/events");
    source.addEventListener("open", () => {
      pause = firstPause;
      opened();
    });
    for (const name of ["page", "file"]) {
      source.addEventListener(name, (event) => changed(name, JSON.parse(event.data)));
    }
    source.addEventListener("error", () => {
      // The browser reconnects by itself, unless the server has refused.
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(open, pause);
      pause = Math.min(2 * pause, longestPause);
    });
  };
  open();
}
