// A form, as a visitor fills it in.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Server, Site, newTab } from "./support.js";

const page = `<%@ page import="<string>, <vector>, <quire/codec.h>, <quire/form_binding.h>" %><%@ taglib prefix="form" uri="quire:form" %><%!
struct User { std::string name = "Ann"; int age = 30; std::vector<std::string> tags = {"news"}; std::string color = "red"; };
QUIRE_FIELDS(User, name, age, tags, color)
%><!DOCTYPE html><html lang="en"><head><title>User</title></head><body><% User user; quire::FormErrors errors;
if (request.method() == "POST") {
  errors = quire::bind(context, user, {"name", "age", "tags", "color"});
  if (user.name.empty()) errors.add("name", "Please enter a <name>.");
  if (errors.empty()) response.redirect("/saved.page");
} %><form:form model="\${user}" errors="\${errors}">
<form:label path="name">Your name</form:label> <form:input path="name"/> <form:errors path="name"/>
<form:label path="age">Your age</form:label> <form:input path="age"/> <form:errors path="age"/>
<form:checkbox path="tags" value="news"/> <form:label path="tags">News</form:label>
<form:checkbox path="tags" value="offers"/> <form:label path="tags">Offers</form:label>
<form:label path="color">Color</form:label> <form:select path="color" items="red,green"/>
<button>Save</button></form:form></body></html>`;

describe("a form", () => {
  let server;
  before(async () => {
    const site = new Site({ "user.page": page, "saved.page": "<!DOCTYPE html><title>Saved</title><p>saved</p>" });
    server = await Server.start(site.root);
  });

  test("keeps what was entered until it is right", async () => {
    const tab = await newTab();
    await tab.goto(server.url("/user.page"));
    await tab.getByLabel("Your name").fill("");
    await tab.getByLabel("Your age").fill('<b>"ten"</b>');
    await tab.getByLabel("News").uncheck();
    await tab.getByLabel("Offers").check();
    await tab.getByLabel("Color").selectOption("green");
    await tab.getByRole("button").click();
    await tab.getByText("Please enter a <name>.").waitFor();
    assert.equal(await tab.getByLabel("Your age").inputValue(), '<b>"ten"</b>');
    assert.equal(await tab.getByLabel("News").isChecked(), false);
    assert.equal(await tab.getByLabel("Offers").isChecked(), true);
    assert.equal(await tab.getByLabel("Color").inputValue(), "green");
    const described = await tab.getByLabel("Your age").getAttribute("aria-describedby");
    assert.equal(await tab.locator(`[id="${described}"]`).innerText(), "Please enter a whole number.");
    const ids = await tab.evaluate(() => [...document.querySelectorAll("[id]")].map((one) => one.id));
    assert.equal(new Set(ids).size, ids.length);

    await tab.getByLabel("Your name").fill("Eve");
    await tab.getByLabel("Your age").fill("10");
    await tab.getByRole("button").click();
    await tab.getByText("saved").waitFor();
    assert.equal(new URL(tab.url()).pathname, "/saved.page");
  });

  test("is refused without its token", async () => {
    const tab = await newTab();
    await tab.goto(server.url("/user.page"));
    await tab.evaluate(() => document.querySelector("[name=_csrf]").remove());
    const answered = tab.waitForResponse(
      (response) => response.request().method() === "POST" && response.url() === server.url("/user.page"),
    );
    await tab.getByRole("button").click();
    assert.equal((await answered).status(), 403);
  });
});
