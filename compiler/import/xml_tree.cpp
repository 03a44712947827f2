#include "compiler/import/xml_tree.h"

#include "compiler/lex/page_encoding.h"
#include "compiler/lex/xml_reference.h"
#include "compiler/lex/xml_scanner.h"
#include "compiler/parse/xml_namespaces.h"

#include <boost/algorithm/string.hpp>

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

/// Deployment descriptors need five levels.
constexpr std::size_t kMaxDepth = 100;

class TreeReader {
 public:
  TreeReader(FileId file, const SourceSet& sources, Sink& sink) : file_(file), sources_(sources), sink_(sink) {}

  std::optional<XmlTree> run() {
    const std::size_t errors = sink_.error_count();
    for (const XmlToken& token : scan_xml(file_, sources_, sink_)) {
      if (sink_.error_count() > errors) return std::nullopt;
      read(token);
    }
    if (open_.size() > 1) malformed(open_.back().place, "`<" + written(open_.back().place) + ">` is never closed");
    else if (open_.front().children.size() != 1)
      malformed({file_, 0, 0}, "an XML document has exactly one root element");
    if (sink_.error_count() > errors) return std::nullopt;
    return std::move(open_.front().children.front());
  }

 private:
  std::string written(Span name) const { return std::string(sources_.text(name)); }
  void malformed(Span place, std::string message) {
    sink_.report(DiagnosticKind::kMalformedXml, place, std::move(message));
  }

  void read(const XmlToken& token) {
    XmlTree& around = open_.back();
    switch (token.kind) {
      case XmlTokenKind::kText:
        around.text += decode_references(token.inner, sources_).text();
        break;
      case XmlTokenKind::kCdata:
        around.text += sources_.text(token.inner);
        break;
      case XmlTokenKind::kInstruction:
        break;
      case XmlTokenKind::kOpenTag:
      case XmlTokenKind::kEmptyTag:
        open(token);
        break;
      case XmlTokenKind::kCloseTag:
        if (open_.size() > 1 && written(around.place) == written(token.name)) close();
        else malformed(token.name, "`</" + written(token.name) + ">` closes no open element");
    }
  }

  void open(const XmlToken& token) {
    if (open_.size() > kMaxDepth)
      return malformed(token.name, "elements are nested more than " + std::to_string(kMaxDepth) + " levels deep");
    XmlTree& opened = open_.emplace_back(XmlTree{std::string(xml_local_name(sources_.text(token.name))), token.name});
    for (const XmlAttribute& each : token.attributes)
      opened.attributes.emplace(xml_local_name(sources_.text(each.name)),
                                decode_references(each.value, sources_).text());
    if (token.kind == XmlTokenKind::kEmptyTag) close();
  }

  void close() {
    XmlTree closed = std::move(open_.back());
    open_.pop_back();
    boost::trim_if(closed.text, boost::is_any_of(" \t\r\n"));
    open_.back().children.push_back(std::move(closed));
  }

  FileId file_;
  const SourceSet& sources_;
  Sink& sink_;
  // The document, and the elements that are open.
  std::vector<XmlTree> open_ = std::vector<XmlTree>(1);
};

}  // namespace

std::string_view XmlTree::text_of(std::string_view child) const {
  const auto found = std::ranges::find(children, child, &XmlTree::name);
  return found == children.end() ? std::string_view() : found->text;
}

SourceFile read_xml_file(const std::string& name, std::string bytes) {
  SourceSet sources;
  const FileId id = sources.add(SourceFile(name, "", std::move(bytes)));
  sources.decode(id, declared_encoding(id, sources, true));
  std::string text(sources.file(id).bytes());
  const std::size_t end = text.starts_with("<?xml") ? text.find("?>") : std::string::npos;
  if (end != std::string::npos)
    std::replace_if(text.begin(), text.begin() + end + 2, [](char c) { return c != '\n'; }, ' ');
  return SourceFile(name, "", std::move(text));
}

std::optional<XmlTree> read_xml_tree(FileId file, const SourceSet& sources, Sink& sink) {
  return TreeReader(file, sources, sink).run();
}

}  // namespace quire::compiler
