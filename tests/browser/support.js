// A site, a `paged` that serves it, and headless Chromium that shows it.
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";

/** Generous, for slow builds on busy machines; reached only by failures. */
export const deadline = 60_000;
const pause = 5;

const { chromium } = createRequire(path.join(process.env.QUIRE_BROWSER_MODULES, "package.json"))("playwright-core");

/** Returns the first true value of `condition()`; fails with `what`, which may be a function. */
export async function waitUntil(condition, what) {
  const end = Date.now() + deadline;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timeout: ${typeof what === "function" ? what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Functions to call after the file's last test, in reverse order. */
const undone = [];
after(async () => {
  for (const undo of undone.reverse()) await undo();
});

/** A web application in a temporary folder, edited as by an author. */
export class Site {
  constructor(files = {}) {
    this.root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "quire-test-")));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    undone.push(() => fs.rmSync(this.root, { recursive: true, force: true }));
  }

  path(name) {
    return path.join(this.root, name);
  }

  write(name, text) {
    fs.mkdirSync(path.dirname(this.path(name)), { recursive: true });
    fs.writeFileSync(this.path(name), text);
  }

  read(name) {
    return fs.readFileSync(this.path(name), "utf8");
  }

  delete(name) {
    fs.rmSync(this.path(name));
  }
}

/** A running `paged dev` for a folder. */
export class Server {
  static async start(folder, { options = [], port = 0, env = {} } = {}) {
    const server = new Server();
    server.#process = spawn(
      path.join(process.env.QUIRE_BIN, "paged"),
      ["dev", folder, "--port", String(port), ...options],
      { env: { ...process.env, NO_COLOR: "1", ...env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    server.#process.stdout.on("data", (bytes) => (server.#output += bytes));
    server.#process.stderr.on("data", (bytes) => (server.log += bytes));
    server.port = await waitUntil(() => server.#readPort(), () => `a listening server\n${server.log}`);
    undone.push(() => server.stop());
    return server;
  }

  log = "";
  #process;
  #output = "";

  #readPort() {
    if (this.#process.exitCode !== null) throw new Error(`the server ended with ${this.#process.exitCode}\n${this.log}`);
    return Number(/^listening on http:\/\/\S+:(\d+)$/m.exec(this.#output)?.[1] ?? 0);
  }

  url(target = "/", host = "localhost") {
    return `http://${host}:${this.port}${target}`;
  }

  fetch(target, options = {}) {
    return fetch(this.url(target, "127.0.0.1"), options);
  }

  /** The worker process; null if there is none. */
  workerPid() {
    const parent = this.#process.pid;
    for (const thread of fs.readdirSync(`/proc/${parent}/task`)) {
      for (const pid of fs.readFileSync(`/proc/${parent}/task/${thread}/children`, "utf8").split(" ").filter(Boolean)) {
        if (fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[1] === "worker") return Number(pid);
      }
    }
    return null;
  }

  /** Stops the server; fails if it failed. */
  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill("SIGTERM");
    await once(this.#process, "exit");
    if (this.#process.exitCode !== 0) throw new Error(`the server ended with ${this.#process.exitCode}\n${this.log}`);
    const complaint = /^.*(ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|runtime error: ).*/m.exec(this.log);
    if (complaint) throw new Error(this.log);
  }
}

let browser = null;

async function launch() {
  const launched = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  undone.push(() => launched.close());
  return launched;
}

/** A new tab, with separate storage and cookies, or with those of `context`. */
export async function newTab(context) {
  browser ??= await launch();
  const tab = await (context ?? (await browser.newContext())).newPage();
  tab.setDefaultTimeout(deadline);
  return tab;
}

/** Counts the loads of a tab's main page. */
export function countLoads(tab) {
  const loads = new EventEmitter();
  loads.count = 0;
  tab.on("load", () => (loads.count += 1));
  return loads;
}

/** Marks the loaded page; a reload removes the mark. */
export const markLoad = (tab) => tab.evaluate(() => (globalThis.isSameLoad = true));
export const isSameLoad = (tab) => tab.evaluate(() => globalThis.isSameLoad === true);

/** Waits until the tab shows a reloaded page with that text, and what the user typed is back in it. */
export async function untilReloaded(tab, text) {
  await tab.getByText(text).waitFor();
  // State is restored by a module script, which runs before the page is complete.
  await tab.waitForFunction(() => document.readyState === "complete");
}

/** Opens a page and waits until it follows edits. */
export async function show(tab, server, target, host = "localhost") {
  const checked = tab.waitForResponse((response) => response.url().endsWith("/_quire/check"));
  const response = await tab.goto(server.url(target, host));
  await checked;
  return response;
}
