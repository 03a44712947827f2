#include "compiler/import/imported_name.h"

#include "compiler/lex/xml_name.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

struct Ending {
  std::string_view jsp;
  std::string_view page;
};

constexpr Ending kEndings[] = {{".jsp", ".page"}, {".jspf", ".pagef"}, {".jspx", ".pagex"},
                               {".tag", ".tag"},  {".tagx", ".tagx"},  {".tagf", ".tagf"}};

const Ending* ending_of(std::string_view path) {
  const auto* ending = std::ranges::find_if(kEndings, [&](const Ending& each) { return path.ends_with(each.jsp); });
  return ending == std::end(kEndings) ? nullptr : ending;
}

constexpr std::string_view kLinks[] = {"href", "src", "action", "formaction"};

bool is_name(char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == ':' || c == '.'; }

}  // namespace

bool is_jsp_file(std::string_view path) { return ending_of(path) != nullptr; }

std::string imported_name(std::string_view path) {
  const Ending* ending = ending_of(path);
  if (ending == nullptr) return std::string(path);
  return std::string(path.substr(0, path.size() - ending->jsp.size())) + std::string(ending->page);
}

std::string imported_include(std::string_view path) {
  const bool is_page = path.ends_with(".page") || path.ends_with(".pagef") || path.ends_with(".pagex");
  return path.empty() || is_page || is_jsp_file(path) ? imported_name(path) : std::string(path) + ".pagef";
}

std::string imported_link(std::string_view link) {
  const std::size_t end = std::min(link.find_first_of("?#;"), link.size());
  const std::string_view path = link.substr(0, end);
  const bool is_elsewhere = path.starts_with("//") || path.find(':') != std::string_view::npos;
  if (is_elsewhere) return std::string(link);
  return imported_name(path) + std::string(link.substr(end));
}

std::string imported_literal(std::string_view code) {
  const bool is_literal = code.size() >= 2 && code.front() == '"' && code.find('"', 1) == code.size() - 1;
  if (!is_literal) return std::string(code);
  return "\"" + imported_link(code.substr(1, code.size() - 2)) + "\"";
}

std::vector<std::size_t> jsp_names(std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t at = text.find(".jsp"); at != std::string_view::npos; at = text.find(".jsp", at + 1))
    if (at + 4 >= text.size() || !is_name(text[at + 4])) found.push_back(at);
  return found;
}

std::string_view jsp_path(std::string_view text, std::size_t offset) {
  constexpr std::size_t kMaxPath = 1024;
  const std::size_t first = offset - std::min(offset, kMaxPath);
  std::size_t begin = offset;
  while (begin > first && (is_name(text[begin - 1]) || text[begin - 1] == '/')) --begin;
  return text.substr(begin, offset + 4 - begin);
}

bool is_quoted_path(std::string_view text, std::size_t offset) {
  const std::size_t begin = offset + 4 - jsp_path(text, offset).size();
  return begin > 0 && std::string_view("\"'=").find(text[begin - 1]) != std::string_view::npos;
}

std::string rename_jsps(std::string_view text, const std::function<bool(std::string_view path)>& is_page,
                        std::size_t& names) {
  std::string result;
  std::size_t done = 0;
  for (const std::size_t at : jsp_names(text)) {
    const std::string_view path = jsp_path(text, at);
    if (imported_link(path) == path || !is_page(path)) continue;
    result += text.substr(done, at + 4 - path.size() - done);
    result += imported_link(path);
    done = at + 4;
    ++names;
  }
  result += text.substr(done);
  return result;
}

std::string rename_quoted_jsps(std::string_view text, const std::function<bool(std::string_view path)>& is_page,
                               std::size_t& names) {
  const auto is_quoted = [text](std::string_view path) {
    return is_quoted_path(text, static_cast<std::size_t>(path.end() - text.begin()) - 4);
  };
  return rename_jsps(text, [&](std::string_view path) { return is_quoted(path) && is_page(path); }, names);
}

std::string LinkFollower::follow(std::string_view text) {
  out_.clear();
  others_.clear();
  followed_from_ = 0;
  is_followed_ = false;
  const std::vector<std::size_t> found = jsp_names(text);
  auto next = found.begin();
  for (std::size_t at = 0; at <= text.size(); ++at) {
    // An element follows the text, perhaps inside the value.
    if (at == text.size()) end_of_value();
    else step(text[at]);
    for (; is_followed_ && next != found.end() && *next < at; ++next)
      if (*next < followed_from_) others_.push_back(*next);
    if (is_followed_) is_followed_ = false;
    if (value_.empty()) followed_from_ = at + 1;
  }
  others_.insert(others_.end(), next, found.end());
  return out_;
}

void LinkFollower::end_of_value() {
  if (value_.empty()) return;
  if (is_link_ && is_path_) {
    const std::string link = imported_link(value_);
    changed_ += link != value_ ? 1 : 0;
    is_followed_ = true;
    is_path_ = value_.find_first_of("?#") == std::string::npos && value_.find("//") == std::string::npos;
    value_ = link;
  }
  out_ += value_;
  value_.clear();
}

void LinkFollower::begin_raw_text() {
  const std::string tag = to_lower(tag_);
  state_ = tag == "script" || tag == "style" ? State::kRawText : State::kText;
  tag_.clear();
}

void LinkFollower::step(char c) {
  const bool in_value = state_ == State::kValue;
  const bool ends_value = in_value && (quote_ != '\0' ? c == quote_ : is_xml_blank(c) || c == '>');
  if (in_value && !ends_value) {
    value_ += c;
    return;
  }
  if (ends_value) {
    end_of_value();
    state_ = State::kTag;
    out_ += c;
    if (quote_ == '\0' && c == '>') begin_raw_text();
    return;
  }
  const bool begins_value = state_ == State::kBeforeValue && !is_xml_blank(c) && c != '>';
  if (begins_value) {
    state_ = State::kValue;
    is_path_ = true;
    is_link_ = std::ranges::find(kLinks, to_lower(name_)) != std::end(kLinks);
    quote_ = c == '"' || c == '\'' ? c : '\0';
    if (quote_ == '\0') value_ += c;
    else out_ += c;
    return;
  }
  out_ += c;
  if (state_ == State::kRawText) {
    // A script ends at its closing tag.
    if (out_.ends_with("</")) state_ = State::kTag;
  } else if (state_ == State::kText) {
    const bool begins = out_.size() >= 2 && out_[out_.size() - 2] == '<' && is_alpha(c);
    if (begins) state_ = State::kTagName, tag_ = c;
  } else if (c == '>') {
    begin_raw_text();
  } else if (state_ == State::kTagName) {
    if (is_name(c)) tag_ += c;
    else state_ = State::kTag;
  } else if (state_ == State::kBeforeValue) {
    // White space after `=`.
  } else if (c == '=' && (state_ == State::kName || state_ == State::kAfterName)) {
    state_ = State::kBeforeValue;
  } else if (is_name(c)) {
    if (state_ != State::kName) name_.clear();
    name_ += c;
    state_ = State::kName;
  } else {
    state_ =
        state_ == State::kName || (state_ == State::kAfterName && is_xml_blank(c)) ? State::kAfterName : State::kTag;
  }
}

}  // namespace quire::compiler
