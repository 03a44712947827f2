#include "compiler/make/rehearsal.h"

#include "compiler/link/so_linker.h"
#include "compiler/make/header_folders.h"
#include "tests/unit/compiler/page_toolchain.h"
#include "tests/unit/temporary_folder.h"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

/// What became of a page that was rehearsed as `before` and compiled as `after`.
enum class Outcome { kNotRehearsed, kNotUsed, kMistaken, kCompiled, kNotLinked };

struct Site {
  TemporaryFolder folder;
  BuildOrder order{folder.path("site"), "/a.page", folder.path("work")};

  void write(const std::string& name, std::string_view bytes) const { folder.write("site/" + name, bytes); }

  /// In a child: a process compiles few times in its life.
  Outcome rehearse_and_compile(
      std::string_view before, std::string_view after, const std::function<void()>& between = [] {}) const {
    write("a.page", before);
    const pid_t child = ::fork();
    if (child == 0) ::_exit(static_cast<int>(run(after, between)));
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    return static_cast<Outcome>(WEXITSTATUS(status));
  }

 private:
  Outcome run(std::string_view after, const std::function<void()>& between) const {
    const std::unique_ptr<Rehearsal> rehearsal = Rehearsal::of_page(toolchain(), order);
    if (!rehearsal) return Outcome::kNotRehearsed;
    write("a.page", after);
    between();
    Translation translation = translate(order.root, order.page);
    const auto unit = rehearsal->compile({"/a.page.cpp", rehearsal->prelude().path, include_dirs(order)}, translation);
    if (!unit) return Outcome::kNotUsed;
    if (!unit->ok) return translation.sink.has_errors() ? Outcome::kMistaken : Outcome::kNotLinked;
    return link_library(toolchain(), unit->object).ok ? Outcome::kCompiled : Outcome::kNotLinked;
  }
};

TEST_CASE("a page compiles from what its last version rehearsed", "[rehearsal]") {
  const Site site;
  CHECK(site.rehearse_and_compile("<%= 1 %>", "<%= 2 %>") == Outcome::kCompiled);
}

TEST_CASE("what the page declares is emitted, shared with its last version or not", "[rehearsal]") {
  const Site site;
  const std::string shared =
      "<%@ page import=\"<string>, <vector>\" %><%! int twice(int n) { return 2 * n; }\n"
      "std::vector<std::string> words = {\"a\"}; %>";
  CHECK(site.rehearse_and_compile(shared + "<%= twice(1) %>", shared + "<%= twice(2) %><%= words[0] %>") ==
        Outcome::kCompiled);
  CHECK(site.rehearse_and_compile(shared + "<%= twice(1) %>",
                                  shared + "<%! int more() { return 1; } %><%= more() + twice(2) %>") ==
        Outcome::kCompiled);
}

TEST_CASE("expressions are compiled from what the last version rehearsed", "[rehearsal]") {
  const Site site;
  const std::string tags = "<%@ taglib prefix='c' uri='quire:core' %><% int n = 1; %>";
  // The same names, others, and a variable that takes the place of one.
  CHECK(site.rehearse_and_compile(tags + "${a.b}${n + 1}", tags + "${n + 2}${a.b}") == Outcome::kCompiled);
  CHECK(site.rehearse_and_compile(tags + "${a.b}", tags + "${a.b}${c.d}") == Outcome::kCompiled);
  CHECK(site.rehearse_and_compile(tags + "${a.b}", tags + "<% int a = 1; %>${a}") == Outcome::kCompiled);
  CHECK(site.rehearse_and_compile(tags + "<c:forEach begin='1' end='2' var='i'>${i}</c:forEach>${x}",
                                  tags + "<c:set var='x' value='${a.b}'/>"
                                         "<c:forEach items='${a.c}' var='i'>${i.b}</c:forEach>${x}") ==
        Outcome::kCompiled);
  const std::string declares = "<%! struct User { int age = 1; int size() const { return 2; } }; User user; %>";
  CHECK(site.rehearse_and_compile(declares + "${user.age}", declares + "${user.age + user.size()}") ==
        Outcome::kCompiled);
  CHECK(site.rehearse_and_compile(declares + "${user.age}", declares + "<%! int two = 2; %>${user.age + two}") ==
        Outcome::kCompiled);
  CHECK(site.rehearse_and_compile(declares + "${user.age}", declares + "${user.agge}") == Outcome::kMistaken);
}

TEST_CASE("what a header of the site defines is emitted", "[rehearsal]") {
  const Site site;
  site.write("WEB-INF/src/n.h",
             "inline int calls = 1;\nstatic int number() { return ++calls; }\nint outside() { return 2; }\n");
  const std::string import = "<%@ page import=\"n.h\" %>";
  CHECK(site.rehearse_and_compile(import + "<%= number() %>", import + "<%= number() + outside() %>") ==
        Outcome::kCompiled);
}

TEST_CASE("a page that begins differently is compiled from the start", "[rehearsal]") {
  const Site site;
  site.write("WEB-INF/src/n.h", "inline int number() { return 1; }");
  const std::string import = "<%@ page import=\"n.h\" %>";
  CHECK(site.rehearse_and_compile(import + "<%= number() %>", "<%= 2 %>") == Outcome::kNotUsed);
  CHECK(site.rehearse_and_compile(import + "<%= number() %>", import + "<%= number() + 1 %>", [&] {
    site.write("WEB-INF/src/n.h", "inline int number() { return 2; }");
  }) == Outcome::kNotUsed);
  CHECK(site.rehearse_and_compile(import + "<%= number() %>", import + "<%= number() + 1 %>", [&] {
    site.write("n.h", "inline int number() { return 3; }");
  }) == Outcome::kNotUsed);
}

TEST_CASE("mistakes are told, unless they have to do with what was rehearsed", "[rehearsal]") {
  const Site site;
  CHECK(site.rehearse_and_compile("<%= 1 %>", "<%= mistake %>") == Outcome::kMistaken);
  const std::string twice = "<%! int twice(int n) { return 2 * n; } %>";
  CHECK(site.rehearse_and_compile(twice + "<%= twice(1) %>", twice + "<%= twice() %>") == Outcome::kMistaken);
  // What the last version has declared outside of itself.
  CHECK(site.rehearse_and_compile("<% extern int shared; %>", "<% extern long shared; %>") == Outcome::kNotUsed);
  CHECK(site.rehearse_and_compile("<%= mistake %>", "<%= 1 %>") == Outcome::kNotRehearsed);
}

TEST_CASE("a macro of the last version means nothing in the next one", "[rehearsal]") {
  const Site site;
  CHECK(site.rehearse_and_compile("<%\n#define VALUE 1\n%><%= VALUE %>", "<%= VALUE %>") == Outcome::kMistaken);
  CHECK(site.rehearse_and_compile("<%\n#define VALUE 1\n%><%= VALUE %>", "<% int VALUE = 2; %><%= VALUE %>") ==
        Outcome::kCompiled);
}

TEST_CASE("a warning of the last version's body does not spoil the rehearsal, one of its declarations does",
          "[rehearsal]") {
  const Site site;
  CHECK(site.rehearse_and_compile("<% int unused = 1; %>", "<% int unused = 2; %>") == Outcome::kCompiled);
  CHECK(site.rehearse_and_compile("<%! inline int f() { int unused = 1; return 2; } %><%= f() %>", "x") ==
        Outcome::kNotRehearsed);
}

}  // namespace
}  // namespace quire::compiler
