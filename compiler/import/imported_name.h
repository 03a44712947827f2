#ifndef QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_
#define QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Whether `pagec import` converts the file: `.jsp`, `.jspf`, `.jspx`, `.tag`, `.tagx`, `.tagf`.
bool is_jsp_file(std::string_view path);

/// The new name of a file: `a/x.jsp` becomes `a/x.page`, `.jspf` becomes `.pagef`, `.jspx`
/// becomes `.pagex`; others are unchanged.
std::string imported_name(std::string_view path);

/// The new name of a file that JSPs include statically, which may have any: `head.inc` becomes `head.inc.pagef`.
std::string imported_include(std::string_view path);

/// The new form of a link: `view.jsp?id=1#top` becomes `view.page?id=1#top`. Links with a
/// scheme or a host, and links to other files, are unchanged.
std::string imported_link(std::string_view link);

/// The same for a C++ string literal.
std::string imported_literal(std::string_view code);

/// The offsets of the `.jsp` in a text that end a name.
std::vector<std::size_t> jsp_names(std::string_view text);

/// The path that ends with the `.jsp` at that offset, such as `../a/x.jsp`.
std::string_view jsp_path(std::string_view text, std::size_t offset);

/// Renames each JSP in a text, such as C++, whose path satisfies `is_page`; adds their number to `names`.
std::string rename_jsps(std::string_view text, const std::function<bool(std::string_view path)>& is_page,
                        std::size_t& names);

/// Whether that path is after a quote or `=`, as in attributes and scripts: other text may just be about a JSP.
bool is_quoted_path(std::string_view text, std::size_t offset);

/// Renames as above, but only after a quote or `=`.
std::string rename_quoted_jsps(std::string_view text, const std::function<bool(std::string_view path)>& is_page,
                               std::size_t& names);

/// Renames HTML links to JSPs in `href`, `src`, `action` and `formaction`. Values may
/// contain elements; feed it all literal text of a file in order.
///
///     LinkFollower links;
///     links.follow("<a href='x.jsp?id=");  // <a href='x.page?id=
class LinkFollower {
 public:
  std::string follow(std::string_view text);
  std::size_t changed() const { return changed_; }
  /// Offsets of `.jsp` in the last text that are not in such links.
  const std::vector<std::size_t>& others() const { return others_; }

 private:
  enum class State : unsigned char { kText, kTagName, kTag, kName, kAfterName, kBeforeValue, kValue, kRawText };

  void step(char c);
  void end_of_value();
  void begin_raw_text();

  State state_ = State::kText;
  std::string tag_;
  std::string name_;
  char quote_ = '\0';
  // Whether a name in the current value can still be the end of its path.
  bool is_path_ = true;
  bool is_link_ = false;
  // The part of the value in the current text.
  std::string value_;
  // Where that part begins, and whether it was a link.
  std::size_t followed_from_ = 0;
  bool is_followed_ = false;
  std::string out_;
  std::size_t changed_ = 0;
  std::vector<std::size_t> others_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_
