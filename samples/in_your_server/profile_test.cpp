// Tests the output of a page like that of any function.
#include "user.h"

#include <pages/profile.h>

#include <iostream>
#include <string_view>

namespace {

int failures = 0;

void expect(std::string_view name, std::string_view html, std::string_view part, bool is_there = true) {
  if ((html.find(part) != std::string_view::npos) == is_there) return;
  ++failures;
  std::cerr << name << ": `" << part << "` should " << (is_there ? "" : "not ") << "be in\n" << html;
}

void test_text_is_escaped() {
  const User user{"<b>", {}};
  quire::Writer out;
  pages::profile(out, {.user = user});
  expect("text is escaped", out.text(), "<h1>&lt;b&gt;</h1>");
}

void test_each_language_is_an_item() {
  const User user{"Ada", {"English", "French"}};
  quire::Writer out;
  pages::profile(out, {.user = user, .level = 3});
  expect("each language is an item", out.text(), "<ul>\n  <li>English</li>\n  <li>French</li>\n</ul>\n");
  expect("the level is used", out.text(), "<h3>Ada</h3>");
  expect("no excuse", out.text(), "no language", false);
}

void test_no_language() {
  const User user{"Ada", {}};
  quire::Writer out;
  pages::profile(out, {.user = user});
  expect("no language", out.text(), "<p>speaks no language yet</p>");
}

}  // namespace

int main() {
  test_text_is_escaped();
  test_each_language_is_an_item();
  test_no_language();
  return failures == 0 ? 0 : 1;
}
