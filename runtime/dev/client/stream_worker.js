// A shared worker with one stream for all tabs. Browsers open at most six connections
// to a server over HTTP/1.1, and one stream per tab would leave none for pages.
import { listen } from "./stream.js";

const tabs = new Set();
let isOpen = false;

function tell(message) {
  for (const port of tabs) port.postMessage(message);
}

listen(
  () => {
    isOpen = true;
    tell({ name: "open" });
  },
  (name, data) => tell({ name, data }),
);

self.addEventListener("connect", (event) => {
  const [port] = event.ports;
  tabs.add(port);
  // The only message from a tab is that it leaves.
  port.onmessage = () => tabs.delete(port);
  if (isOpen) port.postMessage({ name: "open" });
});
