#include "runtime/page/requested_fragment.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace quire {
namespace {

TEST_CASE("the part that was asked for is cut out") {
  Writer out;
  RequestedFragment fragment;
  CHECK_FALSE(fragment.is_asked());
  fragment.ask(out, "rows");
  CHECK(fragment.is_asked());
  out.raw("before");
  fragment.begin(out, "other");
  out.raw("other");
  CHECK_FALSE(fragment.end(out, "other"));
  fragment.begin(out, "rows");
  out.raw("rows");
  CHECK(fragment.end(out, "rows"));
  out.raw("after");
  CHECK(fragment.take() == "rows");
  CHECK_FALSE(fragment.is_asked());
  CHECK(out.text().empty());
}

TEST_CASE("without a request for a part, parts are no matter") {
  Writer out;
  RequestedFragment fragment;
  fragment.begin(out, "rows");
  out.raw("rows");
  CHECK_FALSE(fragment.end(out, "rows"));
  CHECK(out.text() == "rows");
}

TEST_CASE("a part that never came is nothing") {
  Writer out;
  RequestedFragment fragment;
  fragment.ask(out, "rows");
  out.raw("page");
  CHECK_FALSE(fragment.take().has_value());
  fragment.ask(out, "rows");
  fragment.begin(out, "rows");
  CHECK_FALSE(fragment.take().has_value());
  CHECK(out.text().empty());
}

TEST_CASE("a part is found through captures, and through parts in it") {
  Writer out;
  RequestedFragment fragment;
  fragment.ask(out, "rows");
  out.raw("layout");
  {
    const Capture body(out);
    out.raw("page");
    fragment.begin(out, "rows");
    out.raw("[");
    {
      Capture tag(out);
      out.raw("inner");
      CHECK(tag.take() == "inner");
    }
    fragment.begin(out, "rows");
    out.raw("row");
    CHECK_FALSE(fragment.end(out, "rows"));
    fragment.begin(out, "cell");
    out.raw("cell");
    CHECK_FALSE(fragment.end(out, "cell"));
    out.raw("]");
    CHECK(fragment.end(out, "rows"));
  }
  CHECK(fragment.take() == "[rowcell]");
  CHECK(out.text().empty());
}

TEST_CASE("a part may take back what it has written") {
  Writer out;
  RequestedFragment fragment;
  fragment.ask(out, "rows");
  out.raw("before");
  fragment.begin(out, "rows");
  out.raw("dropped");
  out.clear();
  out.raw("kept");
  CHECK(fragment.end(out, "rows"));
  CHECK(fragment.take() == "kept");
}

TEST_CASE("the first of equal names is the part") {
  Writer out;
  RequestedFragment fragment;
  fragment.ask(out, "rows");
  for (const char* text : {"first", "second"}) {
    fragment.begin(out, "rows");
    out.raw(text);
    fragment.end(out, "rows");
  }
  CHECK(fragment.take() == "first");
}

}  // namespace
}  // namespace quire
