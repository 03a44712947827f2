// No payload that a page prints runs, changes the page, or differs from what was sent: payloads × contexts.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { contexts } from "./escape_contexts.js";
import * as inspect from "./escape_inspect.js";
import { payloads } from "./payloads.js";
import { Server, Site, newTab } from "./support.js";

/** Each page has a harmless value first, to compare the others with. */
const harmless = Buffer.from("harmless");
/** How many payloads a request prints: its target must not become too long. */
const portion = 20;
const names = Object.keys(contexts);
const readers = Object.fromEntries(names.filter((name) => contexts[name].read).map((name) => [name, String(contexts[name].read)]));

/** A page that prints each parameter `x` in each context, or only in `context`. */
function page(directive) {
  const blocks = names.map((name, number) => {
    const html = contexts[name].html.replaceAll("@", "<%= x %>").replaceAll("${", "\\${").replaceAll("keep(", `keep(${number},<%= i %>,`);
    return `<% if (only.empty() || only == "${name}") { %><div data-context="${name}" data-number="${number}">${html}</div>\n<% } %>`;
  });
  return `${directive}<% const auto values = request.params("x"); const auto only = request.param("context");
%><!DOCTYPE html><html><body><% for (std::size_t i = 0; i < values.size(); ++i) { const auto x = values[i]; %>
<section hidden data-index="<%= i %>">${blocks.join("")}</section><% } %></body></html>`;
}

const percent = (bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** The target that prints these payloads after a harmless value. */
const target = (name, values, context = "") =>
  `/${name}?context=${encodeURIComponent(context)}${[harmless, ...values].map((value) => `&x=${percent(value)}`).join("")}`;

/** As a browser decodes it; how many replacement characters invalid bytes become differs. */
const decoded = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
const comparable = (value) => (typeof value === "string" ? value.replace(/\ufffd+/g, "\ufffd") : value);

/** What HTML makes of characters that it cannot contain; some contexts drop a NUL, others replace it. */
const asHtml = (value) => (typeof value === "string" ? comparable(value.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd").replace(/\ufffd/g, "")) : value);

/** A tab that tells what happens in it. */
class Watched {
  static async open(server) {
    const watched = new Watched();
    watched.#server = server;
    const tab = (watched.tab = await newTab());
    await tab.exposeFunction("ran", (what) => watched.events.push(`ran ${what}`));
    await tab.addInitScript(inspect.record);
    await tab.route("**", (route) => watched.#answer(route));
    tab.on("dialog", (dialog) => {
      watched.events.push(`ran ${dialog.type()}`);
      dialog.dismiss().catch(() => {});
    });
    tab.on("pageerror", (error) => watched.events.push(`error ${error.message}`));
    tab.on("popup", (popup) => {
      watched.events.push("popup");
      popup.close().catch(() => {});
    });
    tab.on("framenavigated", (frame) => {
      if (frame === tab.mainFrame() && frame.url() !== watched.#url && frame.url() !== "about:blank") watched.events.push(`navigated to ${frame.url()}`);
    });
    return watched;
  }

  events = [];
  #server;
  #url;

  /** Only the page itself is loaded; code and documents from elsewhere are reported. */
  #answer(route) {
    const request = route.request();
    if (request.url() === this.#url && request.isNavigationRequest()) return route.continue();
    const { host, protocol } = new URL(request.url());
    const loadsCode = !["image", "media", "font"].includes(request.resourceType());
    if (host !== `localhost:${this.#server.port}` && protocol !== "about:" && loadsCode) this.events.push(`requested ${request.resourceType()} ${request.url()}`);
    const type = { document: "text/html", script: "text/javascript", stylesheet: "text/css" }[request.resourceType()];
    return type ? route.fulfill({ body: "", contentType: type }) : route.abort();
  }

  /** Opens a page, provokes it, and returns what is in it. */
  async visit(target) {
    this.events = [];
    this.#url = "about:blank";
    await this.tab.goto(this.#url);
    this.events = [];
    this.#url = this.#server.url(target);
    await this.tab.goto(this.#url);
    const blocks = await this.tab.evaluate(inspect.describe, readers);
    await this.tab.evaluate(inspect.provoke);
    // What links of scripts have kept is known only now.
    const kept = await this.tab.evaluate(() => globalThis.kept);
    for (const block of blocks) if (contexts[block.context].isKept) block.value = kept[names.indexOf(block.context)]?.[block.index];
    return blocks;
  }
}

/** What is wrong with the printed payloads, a line each. */
function faults(blocks, values) {
  const found = [];
  const printed = [harmless, ...values];
  if (blocks.length % printed.length !== 0) found.push(`${blocks.length} blocks`);
  const first = Object.fromEntries(blocks.filter(({ index }) => index === 0).map((block) => [block.context, block]));
  for (const { context, index, outline, again, urls, properties, value } of blocks) {
    const payload = JSON.stringify(decoded(printed[index] ?? Buffer.of()));
    const complain = (what) => found.push(`${context}: ${payload}: ${what}`);
    const model = first[context];
    if (outline !== model.outline) complain(`${outline} instead of ${model.outline}`);
    if (again !== model.again) complain(`${again} instead of ${model.again}, when parsed again`);
    const own = contexts[context].runsUrl ? urls.filter((url) => !url.startsWith("javascript:keep(")) : urls;
    if (own.length > 0) complain(`URL ${own}`);
    if (properties.some((property) => !isExpected(context, property))) complain(`properties ${properties}`);
    const { read, isKept, isExact } = contexts[context];
    if (!read && !isKept) continue;
    const compare = isKept || isExact ? comparable : asHtml;
    if (compare(value) !== compare(decoded(printed[index] ?? Buffer.of()))) complain(`read as ${JSON.stringify(value)}`);
  }
  return found;
}

const isExpected = (context, property) => /^(top|color|font-family|background-image)$/.test(property);

describe("payloads", () => {
  let server, watched;
  before(async () => {
    const site = new Site({
      "escaped.page": page(""),
      "plain.page": page('<%@ page escape="off" %>'),
      "name.page": '<p <%= request.param("x") %>></p>',
    });
    server = await Server.start(site.root);
    watched = await Watched.open(server);
  });

  test("stay what they are", async () => {
    for (let at = 0; at < payloads.length; at += portion) {
      const values = payloads.slice(at, at + portion);
      const seen = await watched.visit(target("escaped.page", values));
      assert.deepEqual([...watched.events, ...faults(seen, values)], []);
    }
  });

  /** What is seen of a payload in a page that does not escape. */
  async function plainEvents(payload, context) {
    const values = [Buffer.from(payload)];
    try {
      const seen = await watched.visit(target("plain.page", values, context));
      return [...watched.events, ...faults(seen, values)];
    } catch (error) {
      // The payload has taken the page away.
      return [...watched.events, error.message];
    }
  }

  // This test must be able to fail.
  test("leave every context that is not escaped", async () => {
    let ran = 0;
    for (const [name, { breaks }] of Object.entries(contexts)) {
      const events = await plainEvents(breaks, name);
      assert.notDeepEqual(events, [], name);
      if (events.some((event) => event.startsWith("ran"))) ran += 1;
    }
    // The others are URLs that a browser does not follow by itself.
    assert(ran > 55, `${ran} payloads ran`);
  });

  test("are refused as names of attributes", async () => {
    for (const payload of payloads) {
      const response = await server.fetch(`/name.page?x=${percent(payload)}`);
      assert.equal(response.status, 500, decoded(payload));
    }
  });

  test("do not run in the page that reports them", async () => {
    for (const payload of payloads.slice(0, portion)) {
      await watched.visit(`/name.page?x=${percent(payload)}`);
      assert.deepEqual(watched.events, [], decoded(payload));
    }
    assert.match(await watched.tab.content(), /&lt;\/textarea/);
  });
});
