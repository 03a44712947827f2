// The development script runs, and the page is what its author wrote, wherever `</body>` occurs in its text.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { Server, Site, newTab, show } from "./support.js";

/** HTML, and what is expected of the document: the value of an expression. */
const placements = {
  "a string in a script": ['<script>window.s = "</body>";</script>', "s", "</body>"],
  "a template literal": ["<script>window.s = `</body></html>`;</script>", "s", "</body></html>"],
  "a comment in a script": ["<script>window.s = 1; // </body>\n</script>", "s", 1],
  "a script with an escape": ['<script><!--\nwindow.s = "<script></body></script>";\n--></script>', "s", "<script></body></script>"],
  "JSON": ['<script type="application/json" id="x">["</body>"]</script>', 'JSON.parse(x.text)[0]', "</body>"],
  "a comment": ["<!-- </body> -->", "document.body.firstChild.data", " </body> "],
  "a text area": ['<textarea id="x"></body></textarea>', "x.value", "</body>"],
  "a style sheet": ["<style id=x>p::after { content: '</body>'; }</style>", "x.sheet.cssRules[0].style.content", '"</body>"'],
  "an attribute": ['<p id="x" title="</body>">', "x.title", "</body>"],
  "an attribute without quotes": ["<p id=x title=</body>>", "x.title", "</body"],
  "a framed document": ['<iframe id="x" srcdoc="<body>a</body>"></iframe>', "x.srcdoc", "<body>a</body>"],
  "text after the body": ["</body>more", "document.body.innerText.startsWith('more')", true],
  "no end of the body": ["<p id=x>text", "x.firstChild.data.trim()", "text"],
};

const page = (html, text) => `<!DOCTYPE html><html><body>${html}<h1>${text}</h1></body></html>\n`;

describe("the script beside", () => {
  let site, server;
  before(async () => {
    site = new Site();
    server = await Server.start(site.root);
  });

  for (const [name, [html, expression, value]] of Object.entries(placements)) {
    test(name, async () => {
      site.write("a.page", page(html, "one"));
      const tab = await newTab();
      await show(tab, server, "/a.page");
      assert.equal(await tab.evaluate(expression), value);
      assert.equal(await tab.evaluate("document.compatMode"), "CSS1Compat");
      site.write("a.page", page(html, "two"));
      await tab.getByText("two").waitFor();
      await tab.close();
    });
  }
});
