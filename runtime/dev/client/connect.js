import { listen } from "./stream.js";

function listenAlone(onMessage) {
  listen(
    () => onMessage({ name: "open" }),
    (name, data) => onMessage({ name, data }),
  );
}

function listenTogether(onMessage) {
  const worker = new SharedWorker("/_quire/stream_worker.js", { type: "module", name: "quire" });
  worker.port.onmessage = ({ data }) => onMessage(data);
  worker.addEventListener("error", () => listenAlone(onMessage), { once: true });
  addEventListener("pagehide", () => worker.port.postMessage("leave"), { once: true });
}

function connect(onMessage) {
  try {
    listenTogether(onMessage);
  } catch {
    // The browser does not support shared workers, or the page forbids them.
    listenAlone(onMessage);
  }
}

/**
 * Calls `onMessage({name, data})` for each event of the server, and with the
 * name `open` whenever the stream is opened again. All tabs share one stream.
 */
export function follow(onMessage) {
  connect(onMessage);
  // A page restored from the back/forward cache may be outdated.
  addEventListener("pageshow", (event) => {
    if (event.persisted) connect(onMessage);
  });
}
