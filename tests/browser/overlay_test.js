// Errors shown in an overlay over a working page, and as error pages.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, test } from "node:test";

import { Server, Site, untilReloaded, isSameLoad, markLoad, newTab, show, waitUntil } from "./support.js";

const good = "<!DOCTYPE html><html><head><style>* { color: red !important; display: none !important }\n" +
  "html, body, h1, input { display: block !important }</style></head>\n<body><h1>good</h1>\n<input>\n</body></html>\n";
/** An error on line 5 at column 12, after a tab and wide characters. */
const bad = good.replace("<input>", "<input>\n\t日本<%= mistake %>");

/** An editor that records its arguments. */
const editor = '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done > "$0.tmp"\nmv "$0.tmp" "$0.called"\n';

describe("the overlay", () => {
  let site, server;
  before(async () => {
    site = new Site({ editor });
    fs.chmodSync(site.path("editor"), 0o755);
    server = await Server.start(site.root, { options: ["--editor", `${site.path("editor")} {file} {line} {column}`] });
  });

  async function called() {
    const path = site.path("editor.called");
    await waitUntil(() => fs.existsSync(path), "a call of the editor");
    const words = site.read("editor.called").trimEnd().split("\n");
    site.delete("editor.called");
    return words;
  }

  async function showMistake(name) {
    site.write(name, good);
    const tab = await newTab();
    await show(tab, server, `/${name}`);
    await markLoad(tab);
    site.write(name, bad);
    await tab.locator("quire-overlay main").waitFor();
    return tab;
  }

  test("shows the error over the page, unaffected by the page's styles", async () => {
    const tab = await showMistake("a.page");
    const overlay = tab.locator("quire-overlay");
    assert.equal(await overlay.locator("h1").innerText(), "/a.page cannot be served");
    assert.equal(await overlay.locator("h2").innerText(), "use of undeclared identifier mistake");
    assert.equal(await overlay.locator("h2 code").innerText(), "mistake");
    assert.equal(await overlay.locator("a.place").innerText(), "a.page:5:12");
    assert.equal(await overlay.locator("mark").textContent(), "mistake");
    assert.deepEqual(
      await overlay.locator(".line").evaluateAll((lines) => lines.map((line) => line.dataset.number)),
      ["3", "4", "5", "6"],
    );
    assert.equal(await overlay.locator(".hit").textContent(), "\t日本<%= mistake %>\n");
    assert.notEqual(await overlay.locator("h1").evaluate((one) => getComputedStyle(one).color), "rgb(255, 0, 0)");
    assert.equal(await isSameLoad(tab), true);
    // The page below stays usable.
    await tab.locator("body > input").fill("typed");
  });

  test("disappears when the error is fixed, and the new page keeps typed text", async () => {
    const tab = await showMistake("b.page");
    await tab.locator("body > input").fill("typed");
    site.write("b.page", good.replace("good", "mended"));
    await untilReloaded(tab, "mended");
    assert.equal(await tab.locator("quire-overlay").count(), 0);
    assert.equal(await tab.locator("input").inputValue(), "typed");
  });

  test("collapses to a chip on Escape, until the next error", async () => {
    const tab = await showMistake("c.page");
    const [panel, chip] = [tab.locator("quire-overlay main"), tab.locator("quire-overlay .chip")];
    await tab.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    assert.equal(await chip.innerText(), "1 error");
    await chip.click();
    await panel.waitFor();
    await tab.locator("quire-overlay .close").click();
    await panel.waitFor({ state: "hidden" });
    site.write("c.page", bad.replace("mistake", "another"));
    await panel.waitFor();
    assert.equal(await panel.locator("mark").textContent(), "another");
  });

  test("shows all errors, and where files were included", async () => {
    site.write("menu.pagef", "<ul>\n<li><%= in_part %></li>\n</ul>\n");
    const tab = await showMistake("d.page");
    site.write("d.page", bad.replace("<input>", '<%@ include file="menu.pagef" %>'));
    const overlay = tab.locator("quire-overlay");
    await overlay.getByText("in_part").first().waitFor();
    const places = await overlay.locator("article > a.place").allInnerTexts();
    assert.deepEqual(places.sort(), ["d.page:5:12", "menu.pagef:2:9"]);
    const note = overlay.locator(".note");
    assert.match(await note.innerText(), /^included from here d\.page:4:19/);
    assert.equal(await note.locator(".line").textContent(), '<%@ include file="menu.pagef" %>\n');
  });

  test("shows HTML in messages as text", async () => {
    site.write("e.page", good);
    const tab = await newTab();
    await show(tab, server, "/e.page");
    site.write("e.page", good.replace("<input>", '<%= "<img src=x onerror=alert(1)>" + nothing %>'));
    await tab.locator("quire-overlay mark").waitFor();
    assert.equal(await tab.locator("quire-overlay img").count(), 0);
    assert.match(await tab.locator("quire-overlay .hit").textContent(), /<img src=x onerror=alert\(1\)>/);
  });

  test("opens the editor on click and by keyboard", async () => {
    const tab = await showMistake("f.page");
    const place = tab.locator("quire-overlay a.place");
    await place.click();
    assert.deepEqual(await called(), [site.path("f.page"), "5", "12"]);
    await place.press("Enter");
    assert.deepEqual(await called(), [site.path("f.page"), "5", "12"]);
  });

  test("places the caret under the error", async () => {
    const tab = await showMistake("g.page");
    const [mark, line] = [tab.locator("quire-overlay mark"), tab.locator("quire-overlay .hit")];
    const [left, right] = await mark.evaluate((one) => {
      const { left, right } = one.getBoundingClientRect();
      return [left, right];
    });
    const before = await line.evaluate((one) => {
      const range = document.createRange();
      range.selectNodeContents(one.firstChild);
      return range.getBoundingClientRect().right;
    });
    assert.ok(Math.abs(left - before) < 1 && right > left, `${before} ${left} ${right}`);
    const caret = await mark.evaluate((one) => {
      const { content, position, left } = getComputedStyle(one, "::after");
      return { content, position, left };
    });
    assert.deepEqual(caret, { content: '"^"', position: "absolute", left: "0px" });
  });

  test("shows a message if there is no editor", async () => {
    const other = await Server.start(site.root, { env: { QUIRE_EDITOR: "", VISUAL: "", EDITOR: "" }, options: ["--work", `${site.root}/WEB-INF/work2`] });
    const tab = await newTab();
    site.write("h.page", bad);
    await show(tab, other, "/h.page");
    await tab.locator("a.place").click();
    await tab.getByText("no editor is configured").waitFor();
  });
});

describe("an error page", () => {
  let site, server;
  before(async () => {
    site = new Site({
      editor,
      "inner.page": '<%@ page import="<vector>" %>\n<% const std::vector<int> numbers = {1, 2}; %>\n<p><%= numbers.at(7) %></p>\n',
      "outer.page": '<h1>outer</h1>\n<% context.include("inner.page"); %>\n',
    });
    fs.chmodSync(site.path("editor"), 0o755);
    server = await Server.start(site.root, { options: ["--editor", `${site.path("editor")} {file} {line} {column}`] });
  });

  test("shows an error, then another one, then the fixed page", async () => {
    site.write("a.page", bad);
    const tab = await newTab();
    const response = await show(tab, server, "/a.page");
    assert.equal(response.status(), 500);
    assert.equal(await tab.locator("a.place").innerText(), "a.page:5:12");
    assert.equal(await tab.locator("quire-overlay").count(), 0);
    site.write("a.page", bad.replace("mistake", "another"));
    await tab.locator("mark", { hasText: "another" }).waitFor();
    assert.equal(await tab.locator("quire-overlay").count(), 0);
    site.write("a.page", good);
    await tab.getByText("good").waitFor();
  });

  test("shows an exception with its stack of pages, each location opening the editor", async () => {
    const tab = await newTab();
    await show(tab, server, "/outer.page");
    assert.equal(await tab.locator("h1").innerText(), "std::out_of_range");
    assert.match(await tab.locator(".lead").innerText(), /7/);
    assert.deepEqual(await tab.locator("h2").allInnerTexts(), ["thrown in /inner.page", "included from /outer.page"]);
    assert.deepEqual(await tab.locator("a.place").allInnerTexts(), ["inner.page:3:16", "outer.page:2:12"]);
    assert.equal(await tab.locator("mark").first().textContent(), "at(7)");
    await tab.locator("a.place").nth(1).click();
    await waitUntil(() => fs.existsSync(site.path("editor.called")), "a call of the editor");
    assert.deepEqual(site.read("editor.called").trimEnd().split("\n"), [site.path("outer.page"), "2", "12"]);
    site.write("inner.page", "<p>mended</p>");
    await tab.getByText("mended").waitFor();
    assert.equal(await tab.locator("h1").innerText(), "outer");
  });

  test("works without scripts", async () => {
    site.write("b.page", bad);
    const context = await (await newTab()).context().browser().newContext({ javaScriptEnabled: false });
    const tab = await newTab(context);
    await tab.goto(server.url("/b.page"));
    assert.equal(await tab.locator("mark").textContent(), "mistake");
    assert.equal(await tab.locator("a.place").innerText(), "b.page:5:12");
  });
});
