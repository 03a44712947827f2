#pragma once

#include <quire/tag.h>

#include <string_view>

/// Tags in C++: each struct is a tag, and its fields are the attributes. Attributes
/// without a default are required.
namespace widgets {

/// `<w:notice level="warn">text</w:notice>`
struct notice {
  std::string_view level = "info";

  void render(quire::TagContext& tag) const {
    tag.out().raw("<p class=\"notice ").escape_html(level).raw("\">");
    tag.body();
    tag.out().raw("</p>");
  }
};

/// `<w:meter value="3" max="10"/>`
struct meter {
  double value;
  double max = 1;

  void render(quire::TagContext& tag) const {
    tag.out().raw("<meter value=\"") << value;
    tag.out().raw("\" max=\"") << max;
    tag.out().raw("\"></meter>");
  }
};

}  // namespace widgets
