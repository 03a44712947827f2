#include "compiler/import/tags/libraries.h"

#include "tests/unit/temporary_folder.h"

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

std::string taglib(const std::string& content) { return "<taglib>" + content + "</taglib>"; }

}  // namespace

TEST_CASE("a library is found by its path, its URI and its name in web.xml") {
  const quire::TemporaryFolder site;
  const std::string tag = "<tag><name>a</name></tag>";
  site.write("WEB-INF/tld/shop.tld", taglib("<uri>http://example.com/shop</uri>" + tag));
  site.write("WEB-INF/shop.tld", taglib(tag));
  site.write("META-INF/2nd-Lib.tld", taglib(tag));
  const std::string web_xml =
      "<web-app><taglib><taglib-uri>/old</taglib-uri><taglib-location>tld/shop.tld</taglib-location></taglib>"
      "<jsp-config><taglib><taglib-uri>lib</taglib-uri><taglib-location>/META-INF/2nd-Lib.tld</taglib-location></"
      "taglib>"
      "<taglib><taglib-uri>x</taglib-uri><taglib-location>/WEB-INF/none.tld</taglib-location></taglib></jsp-config></"
      "web-app>";
  const SiteTagLibraries libraries(site.path(), web_xml);
  REQUIRE(libraries.find("/old") != nullptr);
  CHECK(libraries.find("/old")->path == "WEB-INF/tld/shop.tld");
  CHECK(libraries.find("http://example.com/shop") == libraries.find("/old"));
  CHECK(libraries.find("/WEB-INF/tld/shop.tld") == libraries.find("/old"));
  CHECK(libraries.find("lib") == libraries.find("/META-INF/2nd-Lib.tld"));
  CHECK(libraries.find("x") == nullptr);
  CHECK(libraries.find("") == nullptr);
  CHECK(libraries.find("/WEB-INF/shop.tld")->location() == "header=\"shop_tags.h\" namespace=\"shop_tags\"");
  CHECK(libraries.find("/old")->location() == "header=\"shop_tags_2.h\" namespace=\"shop_tags_2\"");
  CHECK(libraries.find("lib")->header == "site2nd_lib_tags.h");
}

TEST_CASE("a library of tag files is their folder, and a copy of a known one is that") {
  const quire::TemporaryFolder site;
  const std::string box = "<tag-file><name>box</name><path>/WEB-INF/tags/a/box.tag</path></tag-file>";
  site.write("WEB-INF/files.tld",
             taglib(box + "<tag-file><name>x</name><path>/WEB-INF/tags/a/x.tagx</path></tag-file>"));
  site.write("WEB-INF/mixed.tld", taglib(box + "<tag><name>a</name></tag>"));
  site.write("WEB-INF/renamed.tld", taglib("<tag-file><name>a</name><path>/WEB-INF/tags/b.tag</path></tag-file>"));
  site.write("WEB-INF/elsewhere.tld", taglib("<tag-file><name>a</name><path>/META-INF/tags/a.tag</path></tag-file>"));
  site.write("WEB-INF/core-copy.tld", taglib("<uri>http://java.sun.com/jsp/jstl/core</uri><tag><name>if</name></tag>"));
  const SiteTagLibraries libraries(site.path(), "");
  CHECK(libraries.find("/WEB-INF/files.tld")->location() == "tagdir=\"/WEB-INF/tags/a\"");
  for (const char* name : {"mixed", "renamed", "elsewhere"})
    CHECK(libraries.find("/WEB-INF/" + std::string(name) + ".tld")->is_to_be_written());
  CHECK(libraries.find("/WEB-INF/core-copy.tld")->location() == "uri=\"http://java.sun.com/jsp/jstl/core\"");
}

TEST_CASE("damaged descriptors are kept apart, and nothing outside the site is read") {
  const quire::TemporaryFolder folder;
  folder.write("secret.tld", taglib("<uri>secret</uri>"));
  folder.write("site/WEB-INF/a.tld", "<taglib>");
  folder.write("site/WEB-INF/b.tld", "\xFF\xFE");
  boost::filesystem::create_symlink("../../secret.tld", folder.path("site/WEB-INF/link.tld"));
  boost::filesystem::create_symlink("..", folder.path("site/WEB-INF/loop"));
  const SiteTagLibraries libraries(folder.path("site"), "<web-app>");
  CHECK(libraries.all().empty());
  CHECK(libraries.damaged_sinks().size() == 2);
  CHECK(libraries.damaged_sources().size() == 2);
  CHECK(SiteTagLibraries("/nowhere", "").all().empty());
}

TEST_CASE("in a project of Maven, its resources are on the class path") {
  const quire::TemporaryFolder project;
  project.write("src/main/webapp/WEB-INF/classes/a.properties", "");
  project.write("src/main/resources/META-INF/shop.tld", taglib("<uri>shop</uri>"));
  CHECK(class_path_of(project.path("src/main/webapp")).size() == 2);
  CHECK(SiteTagLibraries(project.path("src/main/webapp"), "").find("shop") != nullptr);
  CHECK(class_path_of(project.path("src/main")).empty());
}

TEST_CASE("a tag that takes any attribute has those that pages give it") {
  const quire::TemporaryFolder site;
  site.write("WEB-INF/a.tld", taglib("<tag><name>open</name><dynamic-attributes>true</dynamic-attributes>"
                                     "<attribute><name>id</name></attribute></tag><tag><name>shut</name></tag>"));
  const SiteTagLibraries libraries(site.path(), "");
  const std::string header = libraries.find("/WEB-INF/a.tld")
                                 ->header_text({{"a_tags.h", "open", "data-x"},
                                                {"a_tags.h", "open", "id"},
                                                {"a_tags.h", "shut", "no"},
                                                {"b_tags.h", "open", "no"}});
  CHECK(header.find("quire::Value data_x = {};") != std::string::npos);
  CHECK(header.find(" id = {};") == header.rfind(" id = {};"));
  CHECK(header.find("no = {};") == std::string::npos);
  CHECK(header.find("kWritesText = true") == std::string::npos);
  CHECK(libraries.find("/WEB-INF/a.tld")->header_text({}, {{"a_tags.h", "shut"}}).find("kWritesText = true") !=
        std::string::npos);
}
