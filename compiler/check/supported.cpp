#include "compiler/check/supported.h"

#include <string>

namespace quire::compiler {

void check_supported(const Page& page, const SourceSet& sources, Sink& sink) {
  for (const Node& node : page.nodes) {
    if (node.kind == NodeKind::kEl) {
      const std::string opener(sources.text(node.span).substr(0, 2));
      sink.report(DiagnosticKind::kNotSupportedYet, node.span,
                  "expression `" + opener + "…}` is not supported yet; write `\\" + opener + "` for a literal `" +
                      opener + "`");
    } else if (node.kind == NodeKind::kAction) {
      // Of tag libraries the taglib directive was refused already.
      if (!node.text.starts_with("page:") && !node.text.starts_with("jsp:")) continue;
      const Span name{node.inner.file, node.inner.begin,
                      node.inner.begin + static_cast<std::uint32_t>(node.text.size())};
      sink.report(DiagnosticKind::kNotSupportedYet, name, "action `<" + node.text + ">` is not supported yet");
    }
  }
}

}  // namespace quire::compiler
