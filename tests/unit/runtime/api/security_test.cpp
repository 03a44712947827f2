#include <quire/security.h>
#include <quire/standalone.h>

#include <catch2/catch.hpp>

#include <string>

namespace {

/// As a site may declare them: with other parameters that the call converts to.
std::string quire_user(const quire::PageContext&) { return "ada"; }
bool quire_has_role(quire::PageContext&, const std::string& role) { return role == "admin"; }

}  // namespace

namespace quire::units {
namespace {

TEST_CASE("the functions of the site are called") {
  quire::Writer out;
  quire::StandaloneContext standalone(out, "/a.page");
  quire::PageContext& context = standalone;
  CHECK(quire_user(context) == "ada");
  CHECK(quire_has_role(context, "admin"));
  CHECK_FALSE(quire_has_role(context, std::string_view("other").data()));
}

}  // namespace
}  // namespace quire::units
