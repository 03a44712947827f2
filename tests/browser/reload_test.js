// Pages follow edits.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Server, Site, countLoads, isSameLoad, markLoad, newTab, show, waitUntil } from "./support.js";

const page = (text, head = "") => `<!DOCTYPE html><html><head><title>t</title>${head}</head><body><h1>${text}</h1></body></html>`;

describe("an edited page", () => {
  let site, server;
  before(async () => {
    site = new Site();
    server = await Server.start(site.root);
  });

  test("is reloaded, and stays visible while it has an error", async () => {
    site.write("edited.page", page("first"));
    const tab = await newTab();
    await show(tab, server, "/edited.page");
    site.write("edited.page", page("second"));
    await tab.getByText("second").waitFor();
    await markLoad(tab);
    site.write("edited.page", page("<%= mistake %>"));
    await tab.getByText("use of undeclared identifier").waitFor();
    assert.equal(await isSameLoad(tab), true);
    assert.equal(await tab.locator("h1", { hasText: "second" }).count(), 1);
    site.write("edited.page", page("third"));
    await tab.getByText("third").waitFor();
    assert.equal(await tab.locator("quire-overlay").count(), 0);
  });

  test("is not reloaded when an error is reverted", async () => {
    site.write("back.page", page("<%= 1 %>"));
    const tab = await newTab();
    await show(tab, server, "/back.page");
    await markLoad(tab);
    site.write("back.page", page("<%= mistake %>"));
    await tab.locator("quire-overlay").waitFor();
    site.write("back.page", page("<%= 1 %>"));
    await tab.locator("quire-overlay").waitFor({ state: "detached" });
    assert.equal(await isSameLoad(tab), true);
  });

  test("reloads pages that include it", async () => {
    site.write("part.pagef", "one");
    site.write("inner.page", "<p>inner one</p>");
    site.write("outer.page", page('<%@ include file="part.pagef" %><% context.include("inner.page"); %>'));
    const tab = await newTab();
    await show(tab, server, "/outer.page");
    site.write("part.pagef", "two");
    await tab.getByText("two").waitFor();
    site.write("inner.page", "<p>inner two</p>");
    await tab.getByText("inner two").waitFor();
  });

  test("reloads pages that fetch it with a script, which get it unmodified", async () => {
    site.write("fragment.page", "<p>fragment one</p>");
    site.write(
      "fetches.page",
      page("<script>fetch('fragment.page').then((a) => a.text()).then((t) => { document.title = t; });</script>"),
    );
    const tab = await newTab();
    await show(tab, server, "/fetches.page");
    await waitUntil(async () => (await tab.title()) === "<p>fragment one</p>", "the fragment without a script");
    site.write("fragment.page", "<p>fragment two</p>");
    await waitUntil(async () => (await tab.title()) === "<p>fragment two</p>", "a reload of the page");
  });

  test("does not reload other pages", async () => {
    site.write("watched.page", page("<%= 1 %>"));
    site.write("other.page", page("<%= 2 %>"));
    const [tab, other] = [await newTab(), await newTab()];
    await show(tab, server, "/watched.page");
    await show(other, server, "/other.page");
    await markLoad(tab);
    site.write("other.page", page("changed"));
    await other.getByText("changed").waitFor();
    assert.equal(await isSameLoad(tab), true);
  });

  test("is reloaded when it was deleted and restored", async () => {
    site.write("gone.page", page("before"));
    const tab = await newTab();
    await show(tab, server, "/gone.page");
    site.delete("gone.page");
    await tab.getByText("there is no page").waitFor();
    site.write("gone.page", page("restored"));
    await tab.getByText("restored").waitFor();
  });

  test("is reloaded when it was streamed", async () => {
    const streamed = (text) =>
      `<!DOCTYPE html><html><body><p>start</p><% out.flush(); %><p>${text}</p></body></html><% out.flush(); %>`;
    site.write("streamed.page", streamed("one"));
    const tab = await newTab();
    await show(tab, server, "/streamed.page");
    site.write("streamed.page", streamed("two"));
    await tab.getByText("two").waitFor();
  });

  test("is not reloaded when it is the response to a form", async () => {
    const form = (text) =>
      '<%@ page import="<string>" %><!DOCTYPE html><form method="post"><button>Send</button></form>' +
      '<% if (request.method() == "POST") application.update<int>("posts", [](int& n) { ++n; }); %>' +
      `<p>${text} <%= request.method() %> <%= application.get_or<int>("posts", 0) %></p>`;
    site.write("form.page", form("one"));
    const tab = await newTab();
    await show(tab, server, "/form.page");
    const checked = tab.waitForResponse((response) => response.url().endsWith("/_quire/check"));
    await tab.getByText("Send").click();
    await tab.getByText("one POST 1").waitFor();
    await checked;
    await markLoad(tab);
    site.write("form.page", form("two"));
    await tab.getByText("This page has changed").waitFor();
    assert.equal(await isSameLoad(tab), true);
  });
});

describe("an edited file", () => {
  const link = '<link rel="stylesheet" href="/styles/a.css?v=1">';
  const colour = (tab) => tab.locator("body h1").evaluate((one) => getComputedStyle(one).color);
  let site, server;
  before(async () => {
    site = new Site({
      "styled.page": page("styled", link),
      "styles/a.css": "h1 { color: rgb(1, 1, 1) }",
      "importing.page": page("importing", '<link rel="stylesheet" href="/styles/importing.css">'),
      "styles/importing.css": '@import "imported.css";',
      "styles/imported.css": "h1 { color: rgb(1, 2, 3) }",
    });
    server = await Server.start(site.root);
  });

  test("is swapped in if it is a style sheet", async () => {
    const tab = await newTab();
    await show(tab, server, "/styled.page");
    await markLoad(tab);
    for (const number of [2, 3]) {
      site.write("styles/a.css", `h1 { color: rgb(${number}, ${number}, ${number}) }`);
      await waitUntil(async () => (await colour(tab)) === `rgb(${number}, ${number}, ${number})`, "the new colour");
    }
    await waitUntil(async () => (await tab.locator("link").count()) === 1, "the removal of the old link");
    assert.equal(await isSameLoad(tab), true);
  });

  test("is swapped in if its name contains a version", async () => {
    const versioned = `<link rel="stylesheet" href="<%= application.asset("styles/b.css") %>">`;
    site.write("styles/b.css", "h1 { color: rgb(1, 1, 1) }");
    site.write("versioned.page", page("versioned", versioned));
    const tab = await newTab();
    await show(tab, server, "/versioned.page");
    await markLoad(tab);
    for (const number of [2, 3]) {
      site.write("styles/b.css", `h1 { color: rgb(${number}, ${number}, ${number}) }`);
      await waitUntil(async () => (await colour(tab)) === `rgb(${number}, ${number}, ${number})`, "the new colour");
    }
    assert.equal(await isSameLoad(tab), true);
  });

  test("is swapped in while a page has errors", async () => {
    site.write("both.page", page("<%= 1 %>", link));
    const tab = await newTab();
    await show(tab, server, "/both.page");
    site.write("both.page", page("<%= mistake %>", link));
    await tab.locator("quire-overlay").waitFor();
    site.write("styles/a.css", "h1 { color: rgb(9, 9, 9) }");
    await waitUntil(async () => (await colour(tab)) === "rgb(9, 9, 9)", "the new colour");
  });

  test("reloads the page if it is imported or not a style sheet", async () => {
    const tab = await newTab();
    await show(tab, server, "/importing.page");
    site.write("styles/imported.css", "h1 { color: rgb(4, 5, 6) }");
    await waitUntil(async () => (await colour(tab).catch(() => "")) === "rgb(4, 5, 6)", "the new colour");
    await waitUntil(() => tab.evaluate(() => document.readyState === "complete"), "the end of loading");
    await markLoad(tab);
    site.write("script.js", "1");
    await waitUntil(async () => !(await isSameLoad(tab).catch(() => true)), "a reload");
  });

  test("reloads an error page when the missing file is created", async () => {
    const tab = await newTab();
    await show(tab, server, "/later.html");
    await tab.getByText("404").waitFor();
    site.write("later.html", "<h1>here now</h1>");
    await tab.getByText("here now").waitFor();
  });

  test("among thousands causes few reloads", async () => {
    site.write("burst.page", page("<%= 1 %>"));
    const tab = await newTab();
    await show(tab, server, "/burst.page");
    const loads = countLoads(tab);
    for (let number = 0; number < 5000; ++number) site.write(`many/${number % 50}/${number}.txt`, "x");
    site.write("burst.page", page("after"));
    await tab.getByText("after").waitFor();
    site.write("burst.page", page("the end"));
    await tab.getByText("the end").waitFor();
    assert.ok(loads.count <= 8, `${loads.count} loads`);
  });
});

describe("a restarted server", () => {
  test("reloads a page only if it has changed meanwhile", async () => {
    const site = new Site({ "a.page": page("<%= 1 %>"), "b.page": page("<%= 2 %>") });
    let server = await Server.start(site.root);
    const [changed, same] = [await newTab(), await newTab()];
    await show(changed, server, "/a.page");
    await show(same, server, "/b.page");
    await markLoad(same);
    await server.stop();
    site.write("a.page", page("meanwhile"));
    const asked = same.waitForResponse((response) => response.url().endsWith("/_quire/check"));
    server = await Server.start(site.root, { port: server.port });
    await changed.getByText("meanwhile").waitFor();
    await asked;
    assert.equal(await isSameLoad(same), true);
    // From then on, it follows edits again.
    site.write("b.page", page("afterwards"));
    await same.getByText("afterwards").waitFor();
  });

  test("is found again after its worker was replaced", async () => {
    const site = new Site({ "a.page": page("<%= 1 %>"), "crash.page": "<% int* p = nullptr; *p = 1; %>" });
    const server = await Server.start(site.root);
    const tab = await newTab();
    await show(tab, server, "/a.page");
    await markLoad(tab);
    process.kill(await waitUntil(() => server.workerPid(), "a worker"), "SIGKILL");
    await tab.waitForResponse((response) => response.url().endsWith("/_quire/check"));
    assert.equal(await isSameLoad(tab), true);
    site.write("a.page", page("by the next worker"));
    await tab.getByText("by the next worker").waitFor();
  });
});
