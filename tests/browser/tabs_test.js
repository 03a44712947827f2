// Several tabs: browsers open only six connections to a server over HTTP/1.1.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Server, Site, isSameLoad, markLoad, newTab, show } from "./support.js";

const page = (text) => `<!DOCTYPE html><html><body><h1>${text}</h1></body></html>`;

describe("several tabs of one browser", () => {
  let site, server;
  before(async () => {
    site = new Site({ "a.page": page("a one"), "b.page": page("b one"), "more.page": page("more") });
    server = await Server.start(site.root);
  });

  test("each follow their own page", async () => {
    const a = await newTab();
    const b = await newTab(a.context());
    await show(a, server, "/a.page");
    await show(b, server, "/b.page");
    await markLoad(a);
    site.write("b.page", page("b two"));
    await b.getByText("b two").waitFor();
    assert.equal(await isSameLoad(a), true);
    site.write("a.page", page("a two"));
    await a.getByText("a two").waitFor();
    // A reloaded tab keeps following.
    site.write("a.page", page("a three"));
    await a.getByText("a three").waitFor();
  });

  test("leave connections for pages, regardless of their number", async () => {
    const first = await newTab();
    const tabs = [first];
    while (tabs.length < 8) tabs.push(await newTab(first.context()));
    for (const tab of tabs) await show(tab, server, "/a.page");
    site.write("a.page", page("for all"));
    for (const tab of tabs) await tab.getByText("for all").waitFor();
    const more = await newTab(first.context());
    await show(more, server, "/more.page");
    site.write("more.page", page("and one more"));
    await more.getByText("and one more").waitFor();
    for (const tab of tabs) await tab.close();
    site.write("more.page", page("alone"));
    await more.getByText("alone").waitFor();
  });

  test("follow edits even without shared workers", async () => {
    const tab = await newTab();
    await tab.addInitScript(() => delete globalThis.SharedWorker);
    await show(tab, server, "/b.page");
    site.write("b.page", page("b alone"));
    await tab.getByText("b alone").waitFor();
  });
});
