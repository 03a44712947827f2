#include "compiler/parse/parse.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/xml_prolog.h"
#include "compiler/parse/tag_parser.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

/// Deeper actions become siblings, because all passes walk the tree recursively.
constexpr std::size_t kMaxDepth = 200;

Node embedded(NodeKind kind, Token& token) {
  Node node{kind, token.span, token.inner};
  node.code = std::move(token.code);
  node.escapes = std::move(token.escapes);
  return node;
}

class PageParser {
 public:
  PageParser(TokenBuffer& tokens, const SourceSet& sources, Sink& sink)
      : tokens_(tokens), sources_(sources), sink_(sink) {}

  std::vector<Node> run() {
    nodes_.reserve(tokens_.tokens.size());
    for (Token& token : tokens_.tokens) take(token);
    while (!open_.empty()) {
      report_unclosed(open_.back());
      close_innermost(open_.back().name_span);
    }
    return std::move(nodes_);
  }

 private:
  void add(Node node) { (open_.empty() ? nodes_ : open_.back().children).push_back(std::move(node)); }

  void take(Token& token) {
    switch (token.kind) {
      case TokenKind::kLiteral:
        return add({NodeKind::kText, token.span, token.inner, unescaped(token, sources_)});
      case TokenKind::kExpression:
        return add(embedded(NodeKind::kExpression, token));
      case TokenKind::kRawExpression:
        return add(embedded(NodeKind::kRawExpression, token));
      case TokenKind::kScriptlet:
        return add(embedded(NodeKind::kScriptlet, token));
      case TokenKind::kDeclaration:
        return add(embedded(NodeKind::kDeclaration, token));
      case TokenKind::kDirective:
        if (auto node = parse_directive(token, sources_, sink_)) add(*std::move(node));
        return;
      case TokenKind::kEl:
        return add({NodeKind::kEl, token.span, token.inner, unescaped(token, sources_)});
      case TokenKind::kOpenAction:
        return open(parse_action(token, tokens_.el, sources_, sink_));
      case TokenKind::kCloseAction:
        return close(token);
      case TokenKind::kComment:
        return;
    }
  }

  void open(Node node) {
    if (!node.has_body) return add(std::move(node));
    if (open_.size() >= kMaxDepth) {
      sink_.report(DiagnosticKind::kNestingLimit, node.name_span, "actions are nested more than 200 levels deep");
      return add(std::move(node));
    }
    open_.push_back(std::move(node));
  }

  void close(const Token& token) {
    const Span name_span = scan_attributes(token.inner, sources_).name;
    const std::string name = action_name(sources_.text(name_span));
    const auto opener = std::find_if(open_.rbegin(), open_.rend(), [&](const Node& node) { return node.text == name; });
    if (opener == open_.rend()) {
      sink_.report(DiagnosticKind::kUnmatchedTag, token.span,
                   "closing tag `</" + written(name_span) + ">` has no matching `<" + written(name_span) + ">`");
      return;
    }
    const auto crossed = static_cast<std::size_t>(opener - open_.rbegin());
    for (std::size_t index = 0; index < crossed; ++index) {
      report_crossed(open_.back(), token.span, name_span);
      close_innermost(open_.back().name_span);
    }
    close_innermost(token.span);
  }

  std::string written(Span name_span) const { return std::string(sources_.text(name_span)); }

  void report_unclosed(const Node& node) {
    sink_.report(DiagnosticKind::kUnclosedTag, node.name_span,
                 "`<" + written(node.name_span) + ">` is never closed; write `</" + written(node.name_span) +
                     ">`, or end it with `/>`");
  }

  void report_crossed(const Node& node, Span closer, Span closer_name) {
    Diagnostic& d = sink_.report(DiagnosticKind::kUnclosedTag, node.name_span,
                                 "`<" + written(node.name_span) + ">` is still open where `</" + written(closer_name) +
                                     ">` closes an action around it");
    d.notes.push_back({closer, "`</" + written(closer_name) + ">` is here"});
  }

  void close_innermost(Span closer) {
    Node node = std::move(open_.back());
    open_.pop_back();
    node.close_span = closer;
    add(std::move(node));
  }

  TokenBuffer& tokens_;
  const SourceSet& sources_;
  Sink& sink_;
  std::vector<Node> nodes_;
  // The actions that enclose the next token, innermost last.
  std::vector<Node> open_;
};

}  // namespace

Page parse(TokenBuffer tokens, const SourceSet& sources, Sink& sink) {
  Page page{tokens.file, tokens.el, false, std::move(tokens.declared_prefixes)};
  page.unknown_prefixes = std::move(tokens.unknown_prefixes);
  page.nodes = PageParser(tokens, sources, sink).run();
  return page;
}

bool is_xml_file(const SourceFile& file) {
  return file.name().ends_with(".pagex") || file.name().ends_with(".tagx") || has_root_action(file.bytes());
}

Page parse_file(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options, DocumentRole role,
                std::optional<bool> is_xml) {
  if (!is_xml.value_or(is_xml_file(sources.file(file)))) return parse(lex(file, sources, sink, options), sources, sink);
  const bool is_tag_file = sources.file(file).name().ends_with(".tagx");
  return parse_xml(file, sources, sink, options, is_tag_file ? DocumentRole::kPart : role);
}

}  // namespace quire::compiler
