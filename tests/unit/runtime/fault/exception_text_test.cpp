#include "runtime/fault/exception_text.h"

#include <catch2/catch.hpp>
#include <exception>
#include <stdexcept>

namespace quire {

namespace units::p_0123456789abcdef_0123456789abcdef {
struct OutOfStock : std::runtime_error {
  using runtime_error::runtime_error;
};
struct Plain {};
}  // namespace units::p_0123456789abcdef_0123456789abcdef

namespace {

namespace page = units::p_0123456789abcdef_0123456789abcdef;

struct Silent : std::exception {
  const char* what() const noexcept override { return nullptr; }
};

template <class Exception>
std::string described(const Exception& exception) {
  try {
    throw exception;
  } catch (...) {
    std::string text;
    for (const ExceptionText& each : describe_current_exception()) text += each.type + "|" + each.message + "\n";
    return text;
  }
}

TEST_CASE("whatever is thrown has a type and a message") {
  CHECK(described(std::runtime_error("broken")) == "std::runtime_error|broken\n");
  CHECK(described(page::OutOfStock("no pens")) == "OutOfStock|no pens\n");
  CHECK(described(page::Plain()) == "Plain|an exception that is not a std::exception\n");
  CHECK(described(42) == "int|42\n");
  CHECK(described(static_cast<const char*>("words")) == "char const*|words\n");
  CHECK(described(static_cast<const char*>(nullptr)) == "char const*|a null pointer\n");
  CHECK(described(Silent()).ends_with("Silent|\n"));
  CHECK_THAT(described(std::string("text")), Catch::EndsWith("|text\n"));
}

TEST_CASE("nothing is described where nothing is handled") { CHECK(describe_current_exception().empty()); }

void fail_at(int depth) {
  if (depth == 0) throw page::OutOfStock("no pens");
  try {
    fail_at(depth - 1);
  } catch (...) {
    std::throw_with_nested(std::logic_error("step " + std::to_string(depth)));
  }
}

TEST_CASE("nested exceptions are told from the outermost to the cause") {
  try {
    fail_at(2);
  } catch (...) {
    const std::vector<ExceptionText> chain = describe_current_exception();
    REQUIRE(chain.size() == 3);
    CHECK(chain[0].type == "std::logic_error");
    CHECK(chain[0].message == "step 2");
    CHECK(chain[1].message == "step 1");
    CHECK(chain[2].type == "OutOfStock");
    CHECK(chain[2].message == "no pens");
  }
}

TEST_CASE("a chain without end is cut") {
  try {
    fail_at(100);
  } catch (...) {
    CHECK(describe_current_exception().size() == 16);
  }
}

TEST_CASE("names of pages lose their version's namespace wherever it stands") {
  CHECK(without_page_namespace("std::vector<quire::units::p_1_2::Item>::at(quire::units::p_1_2::Item)") ==
        "std::vector<Item>::at(Item)");
  CHECK(without_page_namespace("int") == "int");
  CHECK(without_page_namespace("quire::units::p_1").empty());
}

TEST_CASE("public bases of an exception, the nearer first") {
  struct Private : private std::logic_error {
    Private() : std::logic_error("x") {}
  };
  struct Several : page::OutOfStock, std::nested_exception {
    Several() : page::OutOfStock("x") {}
  };
  const auto bases = [](const auto& exception) {
    try {
      throw exception;
    } catch (...) {
      return bases_of_current_exception();
    }
  };
  using Names = std::vector<std::string>;
  CHECK(bases(page::OutOfStock("pens")) == Names{"std::runtime_error", "std::exception"});
  CHECK(bases(Several()) == Names{"OutOfStock", "std::nested_exception", "std::runtime_error", "std::exception"});
  CHECK(bases(Private()).empty());
  CHECK(bases(page::Plain()).empty());
  CHECK(bases(3).empty());
  CHECK(bases_of_current_exception().empty());
}

}  // namespace
}  // namespace quire
