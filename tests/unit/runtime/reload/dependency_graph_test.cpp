#include "runtime/reload/dependency_graph.h"

#include <catch2/catch.hpp>

#include <algorithm>

namespace quire {
namespace {

std::vector<std::string> pages_of(const DependencyGraph& graph, const std::string& file) {
  std::vector<std::string> pages = graph.pages_of(file);
  std::sort(pages.begin(), pages.end());
  return pages;
}

using Pages = std::vector<std::string>;

TEST_CASE("a file knows the pages that are made of it") {
  DependencyGraph graph;
  graph.set("/a.page", {"/s/a.page", "/s/shared.h"});
  graph.set("/b.page", {"/s/b.page", "/s/shared.h"});
  CHECK(pages_of(graph, "/s/a.page") == Pages{"/a.page"});
  CHECK(pages_of(graph, "/s/shared.h") == Pages{"/a.page", "/b.page"});
  CHECK(pages_of(graph, "/s/other.h").empty());
}

TEST_CASE("what a page was made of before is forgotten") {
  DependencyGraph graph;
  graph.set("/a.page", {"/s/old.h"});
  graph.set("/a.page", {"/s/new.h", "/s/new.h"});
  CHECK(pages_of(graph, "/s/old.h").empty());
  CHECK(pages_of(graph, "/s/new.h") == Pages{"/a.page"});
  graph.remove("/a.page");
  graph.remove("/a.page");
  CHECK(pages_of(graph, "/s/new.h").empty());
}

TEST_CASE("a folder stands for its sources, not for those of its subfolders") {
  DependencyGraph graph;
  graph.set("/a.page", {"/s/src/", "/s/src/one.cpp"});
  CHECK(graph.files_of("/a.page") == Pages{"/s/src/one.cpp"});
  CHECK(graph.files_of("/none.page").empty());
  CHECK(pages_of(graph, "/s/src/one.cpp") == Pages{"/a.page"});
  CHECK(pages_of(graph, "/s/src/new.cpp") == Pages{"/a.page"});
  CHECK(pages_of(graph, "/s/src/deep/new.cpp").empty());
  CHECK(pages_of(graph, "/s/src/.new.cpp.swp").empty());
  CHECK(pages_of(graph, "/s/srcs").empty());
}

TEST_CASE("a folder that was missing stands for all that appears in it") {
  DependencyGraph graph;
  graph.set("/a.page", {"/s/include"});
  CHECK(pages_of(graph, "/s/include/deep/x.h") == Pages{"/a.page"});
  CHECK(pages_of(graph, "/s/includes/x.h").empty());
}

}  // namespace
}  // namespace quire
