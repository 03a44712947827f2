// A reload keeps the user's state, except secrets.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Server, Site, untilReloaded, newTab, show } from "./support.js";

/** A page whose heading contains a version, which edits replace. */
const page = (version, body) => `<!DOCTYPE html><html><body><h1>version ${version}</h1>${body}</body></html>`;

describe("a reload", () => {
  let site, server;
  before(async () => {
    site = new Site();
    server = await Server.start(site.root);
  });

  /** Shows the page, calls `act` on it, and edits it. */
  async function reloadAfter(name, body, act, bodyAfter = body) {
    site.write(name, page("one", body));
    const tab = await newTab();
    await show(tab, server, `/${name}`);
    await act(tab);
    site.write(name, page("two", bodyAfter));
    await untilReloaded(tab, "version two");
    return tab;
  }

  const form = `<form>
    <input name="text"><input name="text"><input id="own" value="written"><textarea name="area">old</textarea>
    <input type="checkbox" name="check" value="a"><input type="checkbox" name="check" value="b" checked>
    <input type="radio" name="radio" value="a" checked><input type="radio" name="radio" value="b">
    <select name="one"><option>a<option>b<option>c</select>
    <select name="many" multiple><option selected>a<option>b<option>c</select>
    <input type="range" name="range" min="0" max="10" value="5"><input name="unchanged" value="from the page">
    </form><p id="editable" contenteditable>edit me</p>`;

  test("keeps typed text and selections", async () => {
    const tab = await reloadAfter(
      "form.page",
      form,
      async (tab) => {
        await tab.locator("[name=text]").nth(1).fill("typed “ä”");
        await tab.locator("#own").fill("");
        await tab.locator("textarea").fill("two\nlines");
        await tab.locator("[name=check][value=a]").check();
        await tab.locator("[name=check][value=b]").uncheck();
        await tab.locator("[name=radio][value=b]").check();
        await tab.locator("[name=one]").selectOption("c");
        await tab.locator("[name=many]").selectOption(["b", "c"]);
        await tab.locator("[name=range]").fill("9");
        await tab.locator("[contenteditable]").fill("edited\nby hand");
      },
      // Inserted fields and changed defaults do not matter.
      `<form><input name="first"></form>${form.replace("from the page", "from the new page")}`,
    );
    const value = (selector) => tab.locator(selector).inputValue();
    assert.equal(await tab.locator("[name=text]").nth(0).inputValue(), "");
    assert.equal(await tab.locator("[name=text]").nth(1).inputValue(), "typed “ä”");
    assert.equal(await value("#own"), "");
    assert.equal(await value("textarea"), "two\nlines");
    assert.equal(await tab.locator("[name=check][value=a]").isChecked(), true);
    assert.equal(await tab.locator("[name=check][value=b]").isChecked(), false);
    assert.equal(await tab.locator("[name=radio][value=b]").isChecked(), true);
    assert.equal(await value("[name=one]"), "c");
    const many = await tab.locator("[name=many] option:checked").allTextContents();
    assert.deepEqual(many, ["b", "c"]);
    assert.equal(await value("[name=range]"), "9");
    assert.equal(await value("[name=unchanged]"), "from the new page");
    assert.equal(await tab.locator("[contenteditable]").innerText(), "edited\nby hand");
  });

  test("never keeps secrets", async () => {
    const secrets = `<form><input type="password" name="a"><input type="hidden" name="b" value="page">
      <input autocomplete="off" name="c"><input autocomplete="billing cc-number" name="d">
      <input autocomplete="one-time-code" name="e"><input name="user_password">
      <input type="password" name="shown"><button type="button" id="show">Show</button>
      <input name="plain"></form><form autocomplete="off"><input name="f"></form>
      <script>show.onclick = () => { document.querySelector("[name=shown]").type = "text"; };</script>`;
    const names = ["a", "c", "d", "e", "user_password", "shown", "f"];
    const tab = await reloadAfter("secrets.page", secrets, async (tab) => {
      for (const name of [...names, "plain"]) await tab.locator(`[name=${name}]`).fill("typed");
      await tab.locator("[name=b]").evaluate((field) => (field.value = "typed"));
      await tab.locator("#show").click();
      await tab.evaluate(() => addEventListener("pagehide", () => (sessionStorage.stored = JSON.stringify(sessionStorage))));
    });
    for (const name of names) assert.equal(await tab.locator(`[name=${name}]`).inputValue(), "", name);
    assert.equal(await tab.locator("[name=b]").inputValue(), "page");
    assert.equal(await tab.locator("[name=plain]").inputValue(), "typed");
    // Secrets are not even stored.
    const stored = await tab.evaluate(() => sessionStorage.stored);
    assert.equal(stored.match(/typed/g).length, 1);
  });

  test("keeps the focus and the selection", async () => {
    const tab = await reloadAfter("focus.page", '<input autofocus><textarea name="t">some text</textarea>', async (tab) => {
      await tab.locator("textarea").focus();
      await tab.locator("textarea").evaluate((field) => field.setSelectionRange(2, 6, "backward"));
    });
    const focus = await tab.evaluate(() => {
      const { name, selectionStart, selectionEnd, selectionDirection } = document.activeElement;
      return [name, selectionStart, selectionEnd, selectionDirection];
    });
    assert.deepEqual(focus, ["t", 2, 6, "backward"]);
  });

  test("keeps scroll positions", async () => {
    const long = '<p style="height: 3000px">long</p>';
    const tab = await reloadAfter(
      "scroll.page",
      `<div id="pane" style="height: 100px; overflow: auto">${long}</div>${long}`,
      async (tab) => {
        await tab.evaluate(() => {
          scrollTo(0, 1234);
          document.querySelector("#pane").scrollTop = 321;
        });
      },
    );
    assert.deepEqual(await tab.evaluate(() => [scrollY, document.querySelector("#pane").scrollTop]), [1234, 321]);
  });

  test("by the user keeps nothing", async () => {
    site.write("user.page", page("one", '<input name="a">'));
    const tab = await newTab();
    await show(tab, server, "/user.page");
    await tab.locator("input").fill("typed");
    await tab.reload();
    assert.equal(await tab.locator("input").inputValue(), "");
    assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
  });
});
