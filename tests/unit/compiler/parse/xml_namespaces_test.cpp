#include "compiler/parse/xml_namespaces.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

/// Namespaces, and what declares them.
class Document : public OneFile {
 public:
  explicit Document(std::string text) : OneFile(std::move(text), "a.pagex"), tokens_(scan_xml(0, sources, sink)) {}

  /// Declares what the tag of that number does; the directives, as `prefix tagdir=x`.
  std::string open(XmlNamespaces& namespaces, std::size_t tag = 0) {
    std::string all;
    for (const XmlAttribute& attribute : tokens_.at(tag).attributes) {
      const std::optional<Node> directive = namespaces.declare(attribute, sources, sink);
      if (!directive) continue;
      CHECK(directive->text == "taglib");
      for (const Attribute& each : directive->attributes) all += each.name + "=" + each.value + " ";
    }
    return all;
  }

 private:
  std::vector<XmlToken> tokens_;
};

}  // namespace

TEST_CASE("`page:` and `jsp:` are standard actions, and other prefixes must be declared") {
  const XmlNamespaces namespaces({"t"});
  CHECK(namespaces.vocabulary("page") == XmlVocabulary::kStandard);
  CHECK(namespaces.vocabulary("jsp") == XmlVocabulary::kStandard);
  CHECK(namespaces.vocabulary("t") == XmlVocabulary::kTags);
  CHECK(namespaces.vocabulary("") == XmlVocabulary::kTemplate);
  CHECK(namespaces.vocabulary("xml") == XmlVocabulary::kTemplate);
  CHECK(namespaces.vocabulary("svg") == XmlVocabulary::kUndeclared);
}

TEST_CASE("a declaration of a library is the directive that it stands for") {
  XmlNamespaces namespaces({});
  Document document(
      "<a xmlns:t='urn:jsptagdir:/WEB-INF/tags' xmlns:w='quire-header:a/w.h#my::tags' xmlns:v='quire-header:v.h'"
      " xmlns:c='jakarta.tags.core' xmlns:d='urn:jsptld:/d.tld' xmlns:svg='http://www.w3.org/2000/svg'/>");
  CHECK(document.open(namespaces) ==
        "prefix=t tagdir=/WEB-INF/tags prefix=w header=a/w.h namespace=my::tags prefix=v header=v.h "
        "prefix=c uri=jakarta.tags.core prefix=d uri=/d.tld ");
  CHECK(namespaces.vocabulary("w") == XmlVocabulary::kTags);
  CHECK(namespaces.vocabulary("svg") == XmlVocabulary::kTemplate);
  CHECK(namespaces.is_of_page("xmlns:t"));
  CHECK_FALSE(namespaces.is_of_page("xmlns:svg"));
  // The same once more, elsewhere, declares nothing new.
  CHECK(document.open(namespaces).empty());
}

TEST_CASE("a prefix means what the innermost element says, until it closes") {
  XmlNamespaces namespaces({});
  Document document("<a xmlns:page='urn:mine' xmlns:p='quire:page'><b xmlns:p='urn:other'/></a>");
  document.open(namespaces);
  CHECK(namespaces.vocabulary("page") == XmlVocabulary::kTemplate);
  CHECK(namespaces.vocabulary("p") == XmlVocabulary::kStandard);
  document.open(namespaces, 1);
  CHECK(namespaces.vocabulary("p") == XmlVocabulary::kTemplate);
  namespaces.leave({"p"});
  CHECK(namespaces.vocabulary("p") == XmlVocabulary::kStandard);
  namespaces.leave({"page", "p"});
  CHECK(namespaces.vocabulary("page") == XmlVocabulary::kStandard);
  CHECK(namespaces.vocabulary("p") == XmlVocabulary::kUndeclared);
}

TEST_CASE("a library without a prefix has no tags") {
  XmlNamespaces namespaces({});
  Document document("<a xmlns='urn:jsptagdir:/WEB-INF/tags'/>");
  CHECK(document.open(namespaces).empty());
  CHECK(document.sink.diagnostics().at(0).kind == DiagnosticKind::kUndeclaredPrefix);
  CHECK(namespaces.vocabulary("") == XmlVocabulary::kTemplate);
}
