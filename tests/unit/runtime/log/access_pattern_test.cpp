#include "runtime/log/access_pattern.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <unistd.h>
#include <string>

using namespace quire;
using namespace std::chrono_literals;

namespace {

/// A request and its answer, as a connection reports them.
struct Sample {
  explicit Sample(std::string_view text =
                      "GET /a%20b?x=1&y HTTP/1.1\r\nHost: shop.example:8080\r\n"
                      "User-Agent: test/1 (\"x\\\")\r\nCookie: a=1; b=2\r\nX-Empty:\r\n\r\n") {
    REQUIRE_FALSE(head.parse(text));
    origin.address = "192.0.2.7";
    notes.session_id = "0A1B";
    notes.attributes = {"red", ""};
    response.fields = {{"Content-Type", "text/html"}, {"Vary", "a"}, {"vary", "b\"\n"}};
    answer.head = &head;
    answer.request_line = text.substr(0, text.find('\r'));
    answer.origin = &origin;
    answer.peer = {"10.0.0.1", 4711};
    answer.local = {"10.0.0.2", 9090};
    answer.id = "0123456789abcdef01234567";
    answer.notes = &notes;
    answer.status = 200;
    answer.response = &response;
    answer.body_bytes = 1237;
    answer.taken = 2'045'678us;
    answer.until_begun = 12ms;
    answer.is_kept = true;
  }

  std::string line(std::string_view pattern) {
    const Result<AccessPattern> compiled = AccessPattern::compile(pattern);
    if (!compiled) return compiled.error().sentence;
    std::string line;
    compiled->append(answer, WallTime{1'793'979'251'087}, line);
    return line;
  }

  http::RequestHead head;
  http::Origin origin;
  http::ResponseHead response;
  PageNotes notes;
  FinishedAnswer answer;
};

}  // namespace

TEST_CASE("every code of the pattern language has its value", "[log][access_pattern]") {
  ::setenv("TZ", "UTC", 1);
  Sample sample;
  CHECK(sample.line("%h %a %{remote}a %{peer}a %A") == "192.0.2.7 192.0.2.7 192.0.2.7 10.0.0.1 10.0.0.2");
  CHECK(sample.line("%p %{local}p %{remote}p") == "8080 9090 4711");
  CHECK(sample.line("%l %u") == "- -");
  CHECK(sample.line("%b %B %D %T %F %{us}T %{ms}T %{s}T %{fracsec}T") == "1237 1237 2045678 2 12 2045678 2045 2 2.045");
  CHECK(sample.line("%H %m %U %q") == "HTTP/1.1 GET /a%20b ?x=1&y");
  CHECK(sample.line("%r|%s|%S|%L") == "GET /a%20b?x=1&y HTTP/1.1|200|0A1B|0123456789abcdef01234567");
  CHECK(sample.line("%I") == std::to_string(::gettid()));
  CHECK(sample.line("%v %X") == "shop.example +");
  CHECK(sample.line("%t") == "[06/Nov/2026:15:34:09 +0000]");
  CHECK(sample.line("%{yyyy-MM-dd HH:mm:ss.SSS}t") == "2026-11-06 15:34:09.042");
  CHECK(sample.line("%{end:HH:mm:ss}t %{begin:ss}t") == "15:34:11 09");
  CHECK(sample.line("%{sec}t %{msec}t %{msec_frac}t %{end:sec}t") == "1793979249 1793979249042 042 1793979251");
  CHECK(sample.line("%{User-agent}i|%{X-Empty}i|%{Missing}i") == "test/1 (\\\"x\\\\\\\")|-|-");
  CHECK(sample.line("%{content-type}o|%{Vary}o|%{Missing}o") == "text/html|a,b\\\"\\n|-");
  CHECK(sample.line("%{b}c %{c}c") == "2 -");
  CHECK(sample.line("%{colour}r %{user}s %{third}r") == "red - -");
  CHECK(sample.line("100%% sure") == "100% sure");
  for (const char* word : {"", "comon"}) CHECK_FALSE(AccessPattern::compile(word));
  ::unsetenv("TZ");
}

TEST_CASE("the usual formats have names", "[log][access_pattern]") {
  ::setenv("TZ", "UTC", 1);
  Sample sample;
  const std::string common = "192.0.2.7 - - [06/Nov/2026:15:34:09 +0000] \"GET /a%20b?x=1&y HTTP/1.1\" 200 1237";
  CHECK(sample.line("common") == common);
  CHECK(sample.line("combined") == common + " \"-\" \"test/1 (\\\"x\\\\\\\")\"");
  ::unsetenv("TZ");
}

TEST_CASE("a JSON line is an object", "[log][access_pattern]") {
  Sample sample("GET /x?a=1 HTTP/1.1\r\nHost: h\r\nReferer: \xff\"}\r\n\r\n");
  boost::json::object line = boost::json::parse(sample.line("json")).as_object();
  CHECK(line["id"].as_string() == "0123456789abcdef01234567");
  CHECK(line["client"].as_string() == "192.0.2.7");
  CHECK(line["path"].as_string() == "/x");
  CHECK(line["query"].as_string() == "a=1");
  CHECK(line["referer"].as_string() == "\xef\xbf\xbd\"}");
  CHECK(line["status"].as_int64() == 200);
  CHECK(line["bytes"].as_int64() == 1237);
  CHECK(line["microseconds"].as_int64() == 2'045'678);
  CHECK_FALSE(line["aborted"].as_bool());
}

TEST_CASE("a request that was refused has no head", "[log][access_pattern]") {
  Sample sample;
  sample.answer.head = nullptr;
  sample.answer.request_line = "G\x1b[31m \"x\"";
  sample.answer.status = 400;
  sample.answer.response = nullptr;
  sample.answer.is_kept = false;
  CHECK(sample.line("%h \"%r\" %s %m %U%q %H %v %p %{a}i %{a}c %{a}o %X") ==
        "192.0.2.7 \"G\\x1b[31m \\\"x\\\"\" 400 - - - - 80 - - - -");
  CHECK(boost::json::parse(sample.line("json")).at("request").as_string() == "G\x1b[31m \"x\"");
}

TEST_CASE("a proxy tells what the client asked for", "[log][access_pattern]") {
  Sample sample;
  sample.origin.is_secure = true;
  sample.origin.host = "front.example";
  CHECK(sample.line("%v %p") == "front.example 443");
  sample.origin.port = 8443;
  CHECK(sample.line("%v %p") == "front.example 8443");
}

TEST_CASE("an answer without a body has a dash, and an aborted one a cross", "[log][access_pattern]") {
  Sample sample;
  sample.answer.body_bytes = 0;
  sample.answer.is_aborted = true;
  CHECK(sample.line("%b %B %X") == "- 0 X");
}

TEST_CASE("what is needed for a pattern is known", "[log][access_pattern]") {
  CHECK_FALSE(AccessPattern::compile("combined")->needs().response_fields);
  CHECK(AccessPattern::compile("%{x}o")->needs().response_fields);
  CHECK(AccessPattern::compile("%A")->needs().local_end);
  CHECK(AccessPattern::compile("%{local}p")->needs().local_end);
  CHECK(AccessPattern::compile("%S")->needs().session_id);
  const auto attributes = AccessPattern::compile("%{a}r %{b}s")->needs().attributes;
  REQUIRE(attributes.size() == 2);
  CHECK(attributes[0].name == "a");
  CHECK_FALSE(attributes[0].is_of_session);
  CHECK(attributes[1].is_of_session);
}

TEST_CASE("mistakes in a pattern are reported with their place", "[log][access_pattern]") {
  Sample sample;
  CHECK(sample.line("%h %") ==
        "column 4 of the pattern: `%` must be followed by a code; write `%%` for a percent sign");
  CHECK(sample.line("%h %z") == "column 4 of the pattern: there is no code `%z`");
  CHECK(sample.line("%\x1b") == "column 1 of the pattern: there is no code `%\\x1b`");
  CHECK(sample.line("%{a}") == "column 1 of the pattern: `%{` must end with `}` and a code");
  CHECK(sample.line("%{a") == "column 1 of the pattern: `%{` must end with `}` and a code");
  CHECK(sample.line("%{a}h") == "column 1 of the pattern: there is no code `%{…}h`");
  CHECK(sample.line("%{}s") == "column 1 of the pattern: a name is missing in `{}`");
  CHECK(sample.line("%>s") == "column 1 of the pattern: there is no code `%>`");
  CHECK(sample.line("%{}i") == "column 1 of the pattern: a name is missing in `{}`");
  CHECK(sample.line("%{x}T") == "column 1 of the pattern: `{x}` must be one of: us, ms, s, fracsec");
  CHECK(sample.line("%{x}a") == "column 1 of the pattern: `{x}` must be one of: remote, peer");
  CHECK(sample.line("x %{q}t") == "column 3 of the pattern: the letter `q` has no meaning in a date format");
}
