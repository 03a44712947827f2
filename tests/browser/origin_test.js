// Pages of other origins can neither read the development server's resources nor
// trigger actions.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { after, before, describe, test } from "node:test";

import { Server, Site, newTab, show } from "./support.js";

describe("a page of another port", () => {
  let site, server, other, tab;
  before(async () => {
    site = new Site({ editor: '#!/bin/sh\n: > "$0.called"\n', "bad.page": "<%= mistake %>", "good.page": "<h1>good</h1>" });
    fs.chmodSync(site.path("editor"), 0o755);
    server = await Server.start(site.root, { options: ["--editor", site.path("editor")] });
    other = http.createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<h1>other</h1>"));
    await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
    tab = await newTab();
    await tab.goto(`http://localhost:${other.address().port}/`);
  });
  after(() => other.close());

  test("cannot open the editor", async () => {
    const target = server.url(`/_quire/open?file=${site.path("bad.page")}`);
    const outcomes = await tab.evaluate(async (target) => {
      const attempt = (options) => fetch(target, options).then((answer) => answer.type, () => "failed");
      return [
        await attempt({ method: "POST" }),
        await attempt({ method: "POST", mode: "no-cors" }),
        await attempt({ method: "POST", headers: { "X-Quire": "1" } }),
        await attempt({ mode: "no-cors" }),
        navigator.sendBeacon(target, ""),
      ];
    }, target);
    // The response is blocked or cannot be read.
    for (const outcome of outcomes.slice(0, 4)) assert.match(outcome, /^(failed|opaque)$/);
    const frame = await tab.evaluate(
      (target) =>
        new Promise((resolve) => {
          const form = document.createElement("form");
          Object.assign(form, { method: "post", action: target, target: "frame" });
          const frame = document.createElement("iframe");
          frame.name = "frame";
          frame.onload = () => resolve("loaded");
          document.body.append(frame, form);
          form.submit();
        }),
      target,
    );
    assert.equal(frame, "loaded");
    // Requests are handled in order: the editor would have been started before this one.
    await server.fetch("/good.page");
    assert.equal(fs.existsSync(site.path("editor.called")), false);
  });

  test("reads neither events, nor the list of pages, nor an error page", async () => {
    for (const target of ["/_quire/events", "/_quire/pages.json", "/_quire/", "/bad.page"]) {
      const read = await tab.evaluate(
        (target) => fetch(target).then((answer) => answer.text(), () => null),
        server.url(target),
      );
      assert.equal(read, null, target);
    }
    const opened = await tab.evaluate(
      (target) =>
        new Promise((resolve) => {
          const source = new EventSource(target);
          source.onopen = () => resolve("open");
          source.onerror = () => resolve("failed");
        }),
      server.url("/_quire/events"),
    );
    assert.equal(opened, "failed");
  });

  test("frames neither the list of pages nor an error page", async () => {
    for (const target of ["/_quire/", "/bad.page"]) {
      await tab.evaluate(
        (target) =>
          new Promise((resolve) => {
            const frame = document.createElement("iframe");
            frame.src = target;
            frame.onload = resolve;
            document.body.append(frame);
          }),
        server.url(target),
      );
      const frame = tab.frames().at(-1);
      assert.equal(await frame.evaluate(() => document.querySelector("main, table")).catch(() => null), null, target);
      assert.match(frame.url(), /^chrome-error:/, target);
    }
  });

  test("does not affect the server's own pages", async () => {
    const own = await newTab();
    await show(own, server, "/good.page");
    site.write("good.page", "<h1>better</h1>");
    await own.getByText("better").waitFor();
  });
});
