// The page /_quire/.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Server, Site, newTab } from "./support.js";

describe("the list of pages", () => {
  let site, server, tab;
  before(async () => {
    site = new Site({
      "a.page": '<%@ include file="part.pagef" %>',
      "part.pagef": "x",
      "bad.page": "<%= mistake %>",
      "WEB-INF/view.page": "x",
    });
    server = await Server.start(site.root);
    await server.fetch("/a.page");
    await server.fetch("/bad.page");
    tab = await newTab();
    await tab.goto(server.url("/_quire/"));
    await tab.locator("td").first().waitFor();
  });

  const row = (name) => tab.locator("tr", { hasText: name });

  test("shows state, version, times and dependencies of each page", async () => {
    assert.equal(await tab.locator("#summary").innerText(), "1 good, 1 failed, 1 not requested yet");
    assert.match(await row("/a.page").innerText(), /good\s+[0-9a-f]{10}\s+code\s+[\d.]+ ms\s+1\s+1 file/);
    await row("/a.page").locator("summary").click();
    await row("/a.page").getByText("part.pagef").waitFor();
    assert.match(await row("/bad.page").innerText(), /use of undeclared identifier mistake\s+bad\.page:1:5/);
    assert.match(await row("/WEB-INF/view.page").innerText(), /not built/);
    assert.equal(await tab.locator("tbody tr").first().locator("td").first().locator("a").first().innerText(), "/bad.page");
  });

  test("is updated after builds", async () => {
    site.write("bad.page", "<%= 1 %>");
    await row("/bad.page").getByText("good").waitFor();
    assert.match(await row("/bad.page").innerText(), /2/);
    // Expanded details stay expanded.
    assert.equal(await row("/a.page").locator("details").evaluate((one) => one.open), true);
  });

  test("is filtered while typing", async () => {
    await tab.locator("#filter").fill("VIEW");
    assert.equal(await tab.locator("tbody tr").count(), 1);
    await tab.locator("#filter").fill("");
  });

  test("shows thousands of pages in portions", async () => {
    for (let number = 0; number < 10_000; ++number) site.write(`many/${number % 100}/${number}.page`, "x");
    await tab.reload();
    await tab.getByText("9503 more").waitFor();
    assert.equal(await tab.locator("tbody tr").count(), 500);
    await tab.getByText("9503 more").click();
    await tab.getByText("9003 more").waitFor();
    assert.equal(await tab.locator("tbody tr").count(), 1000);
  });
});
