// Pages with a Content-Security-Policy also follow edits, and keep their policy.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Server, Site, newTab, show } from "./support.js";

const page = (policy, text) =>
  `<%@ page import="<string>" %><% const std::string nonce(response.csp_nonce());
  response.set_header("Content-Security-Policy", ${policy}); %><!DOCTYPE html><html><body><h1>${text}</h1>
  <script>document.title = "inline";</script><script nonce="<%= nonce %>">document.title += " nonced";</script>
  <p style="color: rgb(1, 2, 3)">styled</p></body></html>`;

/** Policies as C++ expressions, and which of the page's own scripts they allow. */
const policies = {
  "that allows nothing": ['"default-src \'none\'"', ""],
  "with a nonce": ['"default-src \'none\'; script-src \'nonce-" + nonce + "\'"', "nonced"],
  "with a nonce and strict-dynamic": ['"script-src \'nonce-" + nonce + "\' \'strict-dynamic\'; object-src \'none\'"', "nonced"],
  "with only strict-dynamic": ['"script-src \'strict-dynamic\' \'sha256-AAAA\'"', ""],
  "with its own origin": ['"default-src \'self\'"', ""],
  "with another origin": ['"default-src https://cdn.example; connect-src https://api.example"', ""],
  "with inline scripts": ['"default-src \'none\'; script-src \'unsafe-inline\'"', "inline nonced"],
  "given twice": ['"default-src \'self\', script-src \'nonce-" + nonce + "\'; connect-src \'none\'"', ""],
  "with trusted types": ['"require-trusted-types-for \'script\'; trusted-types \'none\'; default-src \'self\'"', ""],
};

describe("a policy", () => {
  let site, server;
  before(async () => {
    site = new Site();
    server = await Server.start(site.root);
  });

  for (const [name, [policy, title]] of Object.entries(policies)) {
    test(name, async () => {
      site.write("a.page", page(policy, "one"));
      const tab = await newTab();
      await show(tab, server, "/a.page");
      assert.equal(await tab.title(), title, "the page's own scripts run as allowed");
      site.write("a.page", page(policy, "two"));
      await tab.getByText("two").waitFor();
      site.write("a.page", page(policy, "<%= mistake %>"));
      const heading = tab.locator("quire-overlay h1");
      await heading.waitFor();
      assert.notEqual(await heading.evaluate((one) => getComputedStyle(one).color), "rgb(0, 0, 0)", "the overlay has its styles");
      site.write("a.page", page(policy, "three"));
      await tab.getByText("three").waitFor();
    });
  }

  test("with the nonces of the group", async () => {
    const own = new Site({ "WEB-INF/web.toml": '[[group]]\npattern = "*.page"\nnonce = true\n' });
    const policy = '"default-src \'none\'; script-src \'nonce-" + nonce + "\'; style-src \'nonce-" + nonce + "\'"';
    own.write("a.page", `<%@ page import="<string>" %><% const std::string nonce(response.csp_nonce());
      response.set_header("Content-Security-Policy", ${policy}); %><!DOCTYPE html><html><head>
      <style>p { color: rgb(1, 2, 3) }</style></head><body><p>one</p>
      <script>document.title = "nonced";</script><%- "<script>document.title += ' injected'</script>" %></body></html>`);
    const its = await Server.start(own.root);
    const tab = await newTab();
    await show(tab, its, "/a.page");
    assert.equal(await tab.title(), "nonced", "only scripts in the page's own text run");
    assert.equal(await tab.locator("p").evaluate((one) => getComputedStyle(one).color), "rgb(1, 2, 3)");
  });

  test("still applies to styles", async () => {
    site.write("b.page", page('"default-src \'none\'"', "one"));
    const tab = await newTab();
    await show(tab, server, "/b.page");
    assert.equal(await tab.locator("p").evaluate((one) => getComputedStyle(one).color), "rgb(0, 0, 0)");
  });
});
