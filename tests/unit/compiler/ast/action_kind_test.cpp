#include "compiler/ast/action_kind.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("an action is known by its name behind `page:`") {
  CHECK(action_kind("page:include") == ActionKind::kInclude);
  CHECK(action_kind("page:doBody") == ActionKind::kDoBody);
  CHECK(action_kind("page:useBean") == ActionKind::kUseBean);
  CHECK(action_kind("page:Include") == ActionKind::kUnknown);
  CHECK(action_kind("page:") == ActionKind::kUnknown);
  CHECK(action_kind("t:include") == ActionKind::kNone);
  CHECK(action_kind("include") == ActionKind::kNone);
  CHECK(action_kind("") == ActionKind::kNone);
}
