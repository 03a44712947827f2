#include "runtime/http/body/multipart_form.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

const std::string kFolder = "/var/tmp";

std::string part(const std::string& parameters, const std::string& content) {
  return "--b\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n" + content + "\r\n";
}

TEST_CASE("fields and files of a form") {
  Limits limits;
  limits.body_memory = 4;
  MultipartForm form("b", limits, kFolder);
  const std::string body = part("name=a", "1") + part("name=f; filename=small", "1234") +
                           part("name=f; filename=large", "12345") + part("name=none; filename=\"\"", "") +
                           part("name=empty; filename=x", "") + part("name=a", "\xff") + "--b--\r\n";
  CHECK_FALSE(form.take(body));
  CHECK_FALSE(form.end());
  CHECK(form.fields() == Parameters{{"a", "1"}, {"a", "\xef\xbf\xbd"}});
  REQUIRE(form.files().size() == 3);
  CHECK(form.files()[0].content.text() == "1234");
  CHECK_FALSE(form.files()[0].content.is_on_disk());
  CHECK(form.files()[1].content.text() == "12345");
  CHECK(form.files()[1].content.is_on_disk());
  CHECK(form.files()[1].head.file_name == "large");
  CHECK(form.files()[2].head.name == "empty");
}

TEST_CASE("many small files do not fill the memory") {
  Limits limits;
  limits.body_memory = 10;
  MultipartForm form("b", limits, kFolder);
  for (int i = 0; i < 18; ++i) CHECK_FALSE(form.take(part("name=f; filename=x", "0123456789")));
  CHECK_FALSE(form.take("--b--"));
  CHECK_FALSE(form.files()[15].content.is_on_disk());
  CHECK(form.files()[16].content.is_on_disk());
  CHECK(form.files()[17].content.text() == "0123456789");
}

TEST_CASE("forms with too many or too large fields are refused") {
  Limits limits;
  limits.params = 2;
  limits.form = 20;
  MultipartForm many("b", limits, kFolder);
  CHECK(many.take(part("name=a", "1") + part("name=a", "2") + part("name=a", "3")).status == 413);
  MultipartForm large("b", limits, kFolder);
  CHECK(large.take(part("name=a", "01234567890123456789") + "--b--").status == 413);
  MultipartForm named("b", limits, kFolder);
  CHECK(named.take(part("name=f; filename=012345678901234567890", "")).status == 413);
  MultipartForm file("b", limits, kFolder);
  CHECK_FALSE(file.take(part("name=f; filename=x", std::string(1000, 'x')) + "--b--"));
  CHECK_FALSE(file.end());
}

}  // namespace
}  // namespace quire::http
