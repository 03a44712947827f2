#include "compiler/import/xml_tree.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

struct Read {
  std::optional<XmlTree> root;
  std::string error;
};

Read read(const std::string& text) {
  SourceSet sources;
  Sink sink;
  const FileId file = sources.add(read_xml_file("a.xml", text));
  Read result{read_xml_tree(file, sources, sink), ""};
  if (sink.has_errors()) result.error = sink.diagnostics().front().message;
  return result;
}

std::string nested(std::size_t depth) {
  std::string open;
  std::string close;
  for (std::size_t i = 0; i < depth; ++i) open += "<a>", close += "</a>";
  return open + close;
}

}  // namespace

TEST_CASE("a document is read as a tree, with plain names and trimmed text") {
  const auto root =
      read(
          "<?xml version='1.1'?><!DOCTYPE x:a><x:a b='1&lt;2'> t<!-- c --><![CDATA[&]]>&#65; <c/><x:d> e\n</x:d></x:a>")
          .root;
  REQUIRE(root);
  CHECK(root->name == "a");
  CHECK(root->attributes.at("b") == "1<2");
  CHECK(root->text == "t&A");
  REQUIRE(root->children.size() == 2);
  CHECK(root->text_of("d") == "e");
  CHECK(root->text_of("c").empty());
  CHECK(root->text_of("none").empty());
}

TEST_CASE("a document is decoded as it declares") {
  CHECK(read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a>\xE9</a>").root->text == "\xC3\xA9");
  CHECK(read("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xC3\xA9</a>").root->text == "\xC3\xA9");
  CHECK(read("\xEF\xBB\xBF<?xml version='1.0'?><a>x</a>").root->text == "x");
  CHECK(read(std::string("\xFF\xFE<\0a\0/\0>\0", 10)).root->name == "a");
  CHECK(read("<a>\xE9</a>").error.find("UTF-8") != std::string::npos);
}

TEST_CASE("hostile and damaged documents are refused with a reason") {
  CHECK(read("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>").error ==
        "declared entities are not supported; write out the text instead");
  CHECK(read(nested(100)).root);
  CHECK(read(nested(101)).error == "elements are nested more than 100 levels deep");
  CHECK(read("<a></b>").error == "`</b>` closes no open element");
  CHECK(read("<a/></a>").error == "`</a>` closes no open element");
  CHECK(read("<a><b></b>").error == "`<a>` is never closed");
  for (const char* text : {"", "text", "<a/><b/>"})
    CHECK(read(text).error == "an XML document has exactly one root element");
  for (const char* text : {"<a", "<a b>", "<a>&x;</a>", "<a>\x01</a>", "<!DOCTYPE", "<?xml", "<a b='1' b='2'/>"}) {
    CAPTURE(text);
    CHECK_FALSE(read(text).root);
    CHECK_FALSE(read(text).error.empty());
  }
}
