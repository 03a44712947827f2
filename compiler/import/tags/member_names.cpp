#include "compiler/import/tags/member_names.h"

#include "compiler/import/el_uses.h"
#include "compiler/import/tags/header.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/xml_name.h"
#include "compiler/parse/tag_parser.h"
#include "compiler/parse/xml_namespaces.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

bool any_prefix(std::string_view) { return true; }

/// The name in a page for what the header calls by its name in C++; `-` is `_` there anyway.
std::string page_name(std::string_view name) {
  const std::string member = tag_member_name(name);
  std::string plain(name);
  std::ranges::replace(plain, '-', '_');
  return member.empty() || member == plain ? std::string(name) : member;
}

}  // namespace

std::string with_member_names(std::string_view tag, ElSyntax el) {
  const std::size_t colon = tag.find(':');
  const std::size_t end = skip_xml_name(tag, tag.starts_with("</") ? 2 : 1);
  if (colon == std::string_view::npos || colon > end) return std::string(tag);
  const std::string name = page_name(tag.substr(colon + 1, end - colon - 1));
  if (tag.starts_with("</")) return std::string(tag.substr(0, colon + 1)) + name + std::string(tag.substr(end));
  SourceSet sources;
  Sink ignored;
  const FileId file = sources.add(SourceFile("tag", "", std::string(tag)));
  const TokenBuffer buffer = lex(file, sources, ignored, {.el = el, .may_be_library = any_prefix});
  if (buffer.tokens.size() != 1 || buffer.tokens[0].kind != TokenKind::kOpenAction) return std::string(tag);
  const Node node = parse_action(buffer.tokens[0], el, sources, ignored);
  std::string result = std::string(tag.substr(0, colon + 1)) + name;
  std::size_t done = end;
  for (const Attribute& attribute : node.attributes) {
    result += tag.substr(done, attribute.name_span.begin - done);
    result += page_name(attribute.name);
    done = attribute.name_span.end;
  }
  return result + std::string(tag.substr(done));
}

std::string with_function_names(std::string_view element, ElSyntax el,
                                const std::function<bool(std::string_view)>& is_header) {
  if (element.find(':') == std::string_view::npos) return std::string(element);
  SourceSet sources;
  Sink ignored;
  const FileId file = sources.add(SourceFile("element", "", std::string(element)));
  const TokenBuffer buffer = lex(file, sources, ignored, {.el = el, .may_be_library = any_prefix});
  std::vector<ElNode> todo = expressions_of(buffer, sources);
  // By their offsets.
  std::map<std::uint32_t, std::pair<std::uint32_t, std::string>> names;
  while (!todo.empty()) {
    ElNode node = std::move(todo.back());
    todo.pop_back();
    todo.insert(todo.end(), std::make_move_iterator(node.operands.begin()),
                std::make_move_iterator(node.operands.end()));
    const std::string_view name = xml_local_name(node.text);
    const bool is_call = node.kind == ElKind::kFunction && is_header(xml_prefix(node.text));
    const std::string_view written = is_call ? sources.text(node.name_span) : std::string_view();
    if (written.ends_with(name) && page_name(name) != name)
      names.emplace(node.name_span.end - name.size(), std::pair(node.name_span.end, page_name(name)));
  }
  std::string result;
  std::uint32_t done = 0;
  for (const auto& [begin, name] : names) {
    result += element.substr(done, begin - done);
    result += name.second;
    done = name.first;
  }
  return result + std::string(element.substr(done));
}

}  // namespace quire::compiler
