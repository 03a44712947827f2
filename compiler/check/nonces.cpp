#include "compiler/check/passes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

constexpr std::string_view kBefore = " nonce=\"";
constexpr std::string_view kAfter = "\"";

/// A part of a text, at the place of that part, or as near as escapes let it be told.
Node part_of(const Node& text, std::uint32_t begin, std::uint32_t end) {
  Node part{NodeKind::kText, text.span, text.inner, text.text.substr(begin, end - begin)};
  const auto place = [&](std::uint32_t offset) { return std::min(text.span.begin + offset, text.span.end); };
  part.span.begin = place(begin);
  if (end < text.text.size()) part.span.end = place(end);
  part.inner = part.span;
  return part;
}

void append_with_nonces(const Node& text, std::vector<Node>& into) {
  std::vector<std::uint32_t> places(text.nonces.begin(), text.nonces.end());
  std::ranges::sort(places);
  std::uint32_t begin = 0;
  std::string_view before;
  for (const std::uint32_t place : places) {
    Node part = part_of(text, begin, place);
    part.text.insert(0, before).append(kBefore);
    const Span here{part.span.file, part.span.end, part.span.end};
    into.push_back(std::move(part));
    into.push_back({NodeKind::kNonce, here, here});
    before = kAfter;
    begin = place;
  }
  Node rest = part_of(text, begin, static_cast<std::uint32_t>(text.text.size()));
  rest.text.insert(0, before);
  into.push_back(std::move(rest));
}

void insert_into(std::vector<Node>& nodes) {
  for (Node& node : nodes) {
    for (Node& slot : node.slots) insert_into(slot.children);
    insert_into(node.children);
  }
  if (std::ranges::all_of(nodes, [](const Node& node) { return node.nonces.empty(); })) return;
  std::vector<Node> with_nonces;
  for (Node& node : nodes) {
    if (node.nonces.empty()) with_nonces.push_back(std::move(node));
    else append_with_nonces(node, with_nonces);
  }
  nodes = std::move(with_nonces);
}

}  // namespace

void insert_nonces(Page& page) {
  const auto& nonce = page.settings.group.nonce;
  if (!nonce || !nonce->value) return;
  insert_into(page.nodes);
  for (Page& tag_file : page.tag_files) insert_into(tag_file.nodes);
}

}  // namespace quire::compiler
