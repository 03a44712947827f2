// Where a page may print a value, and what a browser must make of it.

const tag = "<script>alert(1)</script>";
const text = (block) => block.firstElementChild.textContent;
const title = (block) => block.firstElementChild.title;
const query = (block) => new URL(block.firstElementChild.href).searchParams.get("q");
const framed = (block) => block.firstElementChild.contentDocument.querySelector("p").textContent;
const framedTitle = (block) => block.firstElementChild.contentDocument.querySelector("p").title;

const html = {
  text: { html: "<p>@</p>", read: text, breaks: tag },
  "two values": { html: "<p>@@</p>", breaks: tag },
  option: { html: "<select><option>@</option></select>", read: text, breaks: "</select><script>alert(1)</script>" },
  "double quotes": { html: '<p title="@"></p>', read: title, breaks: '" onmouseover="alert(1)' },
  "single quotes": { html: "<p title='@'></p>", read: title, breaks: "' onmouseover='alert(1)" },
  "no quotes": { html: "<p title=@></p>", read: title, breaks: "x onmouseover=alert(1) " },
  "no quotes, before another": { html: "<p title=@ lang=x></p>", read: title, breaks: "x\tonmouseover=alert(1)" },
  class: { html: '<p class="a @ b"></p>', breaks: '"><script>alert(1)</script>' },
  data: { html: '<p data-x="@"></p>', read: (block) => block.firstElementChild.dataset.x, breaks: '"onclick="alert(1)' },
  textarea: { html: "<textarea>:@</textarea>", read: (block) => block.firstElementChild.value.slice(1), breaks: "</textarea><script>alert(1)</script>" },
  title: { html: "<title>:@</title>", read: (block) => block.firstElementChild.textContent.slice(1), breaks: "</title><script>alert(1)</script>" },
  comment: { html: "<!-- @ --><p></p>", breaks: "--><script>alert(1)</script><!--" },
  "dense comment": { html: "<!--@--><p></p>", breaks: "><img src=x onerror=alert(1)>" },
  noscript: { html: '<noscript><p title="@"></p></noscript>', breaks: "</noscript><script>alert(1)</script>" },
  xmp: { html: "<xmp>@</xmp>", breaks: "</xmp><script>alert(1)</script>" },
  template: { html: '<template><p title="@">@</p></template>', breaks: "</template><script>alert(1)</script>" },
  "template script": {
    html: '<script type="text/template"><b title="@">@</b></script>',
    // What a script makes of the template.
    read: (block) => {
      const made = document.createElement("div");
      made.innerHTML = block.firstElementChild.text;
      return made.querySelectorAll("*").length === 1 && made.firstElementChild.title === made.textContent ? made.textContent : null;
    },
    breaks: "</script><script>alert(1)</script>",
  },
};

const urls = {
  href: { html: '<a href="@">x</a>', breaks: "javascript:alert(1)" },
  "href without quotes": { html: "<a href=@>x</a>", breaks: "javascript:alert(1)" },
  path: { html: '<a href="/p/@/x">x</a>', breaks: '" onmouseover="alert(1)' },
  query: { html: '<a href="/?q=@&b=1">x</a>', read: query, breaks: '" onmouseover=alert(1) x="' },
  fragment: { html: "<a href='#@'>x</a>", breaks: "' onmouseover='alert(1)" },
  "two parts of a URL": { html: '<a href="@@">x</a>', breaks: "javascript:alert(1)//" },
  "data-url": { html: '<p data-url="@"></p>', breaks: "javascript:alert(1)" },
  image: { html: '<img src="@">', breaks: '" onerror="alert(1)' },
  srcset: { html: '<img srcset="@">', breaks: '" onmouseover="alert(1)' },
  "URL in srcset": { html: '<img srcset="/@.png 1x, /b.png 2x">', breaks: '" onmouseover=alert(1) x="' },
  form: { html: '<form action="@"><button>x</button></form>', breaks: "javascript:alert(1)" },
  formaction: { html: '<form><button formaction="@">x</button></form>', breaks: "javascript:alert(1)" },
  refresh: { html: '<meta http-equiv="refresh" content="3600;url=@">', breaks: "javascript:alert(1)" },
  "whole refresh": { html: '<meta http-equiv="refresh" content="3600;@">', breaks: "javascript:alert(1)" },
  frame: { html: '<iframe src="@"></iframe>', breaks: "javascript:alert(1)" },
  "path of a frame": { html: '<iframe src="/f/@"></iframe>', breaks: '" onload="alert(1)' },
  object: { html: '<object data="/o/@"></object>', breaks: '" onmouseover="alert(1)' },
  "path of a script": { html: '<script src="/s/@.js"></script>', breaks: '" onload="alert(1)' },
  stylesheet: { html: '<link rel="stylesheet" href="@">', breaks: "//evil.test/a.js" },
  srcdoc: { html: '<iframe srcdoc="<p>@</p>"></iframe>', read: framed, breaks: "<script>parent.alert(1)</script>" },
  "attribute in srcdoc": { html: `<iframe srcdoc="<p title='@'></p>"></iframe>`, read: framedTitle, breaks: "'><script>parent.alert(1)</script>" },
};

const scripts = {
  code: { html: "<script>keep(@)</script>", isKept: true, breaks: "alert(1)" },
  "double-quoted string": { html: '<script>keep("@")</script>', isKept: true, breaks: '"-alert(1)-"' },
  "single-quoted string": { html: "<script>keep('@')</script>", isKept: true, breaks: "'-alert(1)-'" },
  "template literal": { html: "<script>keep(`@`)</script>", isKept: true, breaks: "${alert(1)}" },
  "string in a template literal": { html: "<script>keep(`${'@'}`)</script>", isKept: true, breaks: "'-alert(1)-'" },
  object: { html: '<script>keep({"x": @}.x)</script>', isKept: true, breaks: "alert(1)" },
  regexp: { html: "<script>keep(/^@$/.exec(@)[0])</script>", isKept: true, breaks: "/)+alert(1);//" },
  "class of a regexp": { html: "<script>/[@]/.test('')</script>", breaks: "]/;alert(1)//" },
  "line comment": { html: "<script>// @\nkeep(@)</script>", isKept: true, breaks: "\nalert(1)\n" },
  "block comment": { html: "<script>/* @ */ keep(@)</script>", isKept: true, breaks: "*/alert(1)//" },
  JSON: {
    html: '<script type="application/json">{"x": @, "y": "@"}</script>',
    isExact: true,
    read: (block) => {
      const { x, y, ...others } = JSON.parse(block.firstElementChild.text);
      return x === y && Object.keys(others).length === 0 ? x : null;
    },
    breaks: "</script><script>alert(1)</script>",
  },
  onclick: { html: '<p onclick="keep(@)"></p>', isKept: true, breaks: "alert(1)" },
  "string in onclick": { html: `<p onclick="keep('@')"></p>`, isKept: true, breaks: "'-alert(1)-'" },
  "onclick without quotes": { html: "<p onclick=keep(@)></p>", isKept: true, breaks: "alert(1)" },
  "javascript URL": { html: '<a href="javascript:keep(@)">x</a>', isKept: true, runsUrl: true, breaks: "alert(1)" },
  "string in a javascript URL": { html: `<a href="javascript:keep('@')">x</a>`, isKept: true, runsUrl: true, breaks: "%27-alert(1)-%27" },
};

const styles = {
  "style attribute": { html: '<p style="color: @; top: 0"></p>', breaks: '" onmouseover=alert(1) x="' },
  "URL in a style attribute": { html: '<p style="background-image: url(@)"></p>', breaks: '" onmouseover=alert(1) x="' },
  "quoted URL in a style attribute": { html: `<p style="background-image: url('@')"></p>`, breaks: '" onmouseover=alert(1) x="' },
  "string in a style attribute": { html: `<p style="font-family: '@'"></p>`, breaks: '" onmouseover=alert(1) x="' },
  style: { html: "<style>i { color: @; top: 0 }</style>", breaks: "</style><script>alert(1)</script>" },
  "string in a style": { html: '<style>i { font-family: "@"; top: 0 } u { top: 0 }</style>', breaks: "</style><script>alert(1)</script>" },
  "URL in a style": { html: "<style>i { background-image: url(@); top: 0 } u { top: 0 }</style>", breaks: "</style><script>alert(1)</script>" },
  "comment in a style": { html: "<style>/* @ */ i { top: 0 }</style>", breaks: "</style><script>alert(1)</script>" },
};

const foreign = {
  "SVG text": { html: "<svg><text>@</text></svg>", breaks: tag },
  "title in SVG": { html: "<svg><title>@</title></svg>", breaks: tag },
  "CDATA in SVG": { html: "<svg><text><![CDATA[@]]></text></svg>", breaks: "]]><script>alert(1)</script>" },
  "script in SVG": { html: "<svg><script>keep('@')</script></svg>", isKept: true, breaks: "'-alert(1)-'" },
  "style in SVG": { html: "<svg><style>i { color: @; top: 0 }</style></svg>", breaks: "</style><script>alert(1)</script>" },
  "link in SVG": { html: '<svg><a xlink:href="@"><text>x</text></a></svg>', breaks: "javascript:alert(1)" },
  "animated link": { html: '<svg><a href="#"><animate attributeName="href" to="@" begin="0s" fill="freeze" dur="1ms"/><text>x</text></a></svg>', breaks: "javascript:alert(1)" },
  "values of an animated link": { html: '<svg><a href="#"><animate attributeName="href" values="@"/><text>x</text></a></svg>', breaks: "javascript:alert(1)" },
  MathML: { html: '<math><mtext title="@">@</mtext></math>', breaks: tag },
};

/**
 * For each name: the HTML, with `@` for the value. `keep(…)` reports what a script got, if `isKept` says so; `read`
 * reads the value back from the DOM. `isExact` tells that it is not changed by the HTML parser. `breaks` is a payload
 * that leaves the context where nothing is escaped.
 */
export const contexts = { ...html, ...urls, ...scripts, ...styles, ...foreign };
