#include "runtime/dev/editor.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("a command is split as a shell splits it, and nothing is expanded") {
  CHECK(split_command("code --wait") == Words{"code", "--wait"});
  CHECK(split_command("  a\t b  ") == Words{"a", "b"});
  CHECK(split_command("'/opt/my editor/e' \"x y\" a\\ b ''") == Words{"/opt/my editor/e", "x y", "a b", ""});
  CHECK(split_command("'a\\b' \"c\\\"d\" x'y'z") == Words{"a\\b", "c\"d", "xyz"});
  CHECK(split_command("$HOME; rm * `x` | y") == Words{"$HOME;", "rm", "*", "`x`", "|", "y"});
  CHECK(split_command("") == Words{});
  CHECK_FALSE(split_command("'open"));
}

TEST_CASE("editors get a place as each of them takes it") {
  const struct {
    Words command;
    Words expected;
  } rows[] = {
      {{"code"}, {"code", "-r", "-g", "/s/a b.page:3:5"}},
      {{"/usr/bin/codium", "--new"}, {"/usr/bin/codium", "--new", "-r", "-g", "/s/a b.page:3:5"}},
      {{"subl"}, {"subl", "/s/a b.page:3:5"}},
      {{"idea.sh"}, {"idea.sh", "--line", "3", "--column", "5", "/s/a b.page"}},
      {{"gvim"}, {"gvim", "+call cursor(3,5)", "/s/a b.page"}},
      {{"xterm", "-e", "vim"}, {"xterm", "-e", "vim", "+call cursor(3,5)", "/s/a b.page"}},
      {{"emacsclient", "-n"}, {"emacsclient", "-n", "+3:5", "/s/a b.page"}},
      {{"kate"}, {"kate", "-l", "3", "-c", "5", "/s/a b.page"}},
      {{"unheard-of"}, {"unheard-of", "/s/a b.page"}},
      {{"x", "{file}@{line}.{column}", "{}"}, {"x", "/s/a b.page@3.5", "{}"}},
      {{"code", "{file}"}, {"code", "/s/a b.page"}},
  };
  for (const auto& row : rows) CHECK(editor_arguments(row.command, "/s/a b.page", 3, 5) == row.expected);
}

TEST_CASE("a file's name is not looked into") {
  CHECK(editor_arguments({"x", "{file}"}, "/{line}'; rm", 3, 5) == Words{"x", "/{line}'; rm"});
}

TEST_CASE("editors that draw in the terminal are known") {
  for (const Words& command :
       {Words{"vim"}, Words{"/usr/bin/nano"}, Words{"emacs", "-nw"}, Words{"emacsclient", "-t"}}) {
    CHECK(needs_terminal(command));
    CHECK_FALSE(is_known_window_editor(command));
  }
  for (const Words& command : {Words{"code", "--wait"}, Words{"emacs"}, Words{"gvim"}}) {
    CHECK_FALSE(needs_terminal(command));
    CHECK(is_known_window_editor(command));
  }
  for (const Words& command : {Words{}, Words{"unheard-of"}, Words{"xterm", "-e", "vim"}}) {
    CHECK_FALSE(needs_terminal(command));
    CHECK_FALSE(is_known_window_editor(command));
  }
}

TEST_CASE("a program that is not there is told") {
  const std::optional<Error> error = launch({"/no/such/editor", "/a"});
  REQUIRE(error);
  CHECK(error->sentence == "cannot start the editor `/no/such/editor`: No such file or directory");
}

}  // namespace
}  // namespace quire
