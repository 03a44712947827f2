// Expressions over dynamic values, in a real request without a session and with 10 attributes:
//   el_speed RUNS
// Prints a line per run: nanoseconds of `${a.b.c}`, and microseconds of 1,000 names that no
// scope has.
#include "runtime/app/webapp.h"
#include "runtime/page/page_request.h"
#include "runtime/page/page_response.h"
#include "runtime/page/page_session.h"
#include "tests/unit/runtime/bare_context.h"
#include "tests/unit/runtime/page/recorded_response.h"

#include <quire/el.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

constexpr quire::el::Name kUser{"user"};
QUIRE_EL_MEMBER(m_address, address, address, Address);
QUIRE_EL_MEMBER(m_city, city, city, City);

/// The context of a page, made of what serves real ones.
class Page final : public quire::BareContext {
 public:
  Page() {
    head_.parse("GET /a.page HTTP/1.1\r\nHost: h\r\n\r\n");
    using quire::Value;
    for (const char* name : {"basket", "errors", "items", "locale", "message", "order", "page", "title", "token"})
      request_.set_attribute(name, name);
    request_.set_attribute(
        "user",
        Value::map({{"name", "Ada"}, {"age", 36}, {"address", Value::map({{"zip", "N1"}, {"city", "London"}})}}));
  }

  quire::Writer& out() override { return response_.out(); }
  quire::Request& request() override { return request_; }
  quire::Response& response() override { return response_; }
  quire::Session& session() override { return session_; }
  quire::Application& application() override { return webapp_; }

 private:
  quire::Webapp webapp_{quire::Webapp::Options{{}, [](std::string_view) {}}, "/nowhere"};
  quire::http::RequestHead head_;
  quire::PageRequest request_{head_, {}, {}, {}, "/a.page"};
  quire::RecordedResponse target_;
  quire::PageResponse response_{target_, "/", false};
  quire::PageSession session_{webapp_, request_, response_};
};

/// Nanoseconds of a call.
template <class F>
double nanoseconds(int calls, const F& run) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  for (int call = 0; call < calls; ++call) run(call);
  return std::chrono::duration<double, std::nano>(Clock::now() - begin).count() / calls;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: el_speed RUNS\n", stderr);
    return 2;
  }
  Page page;
  constexpr int kNames = 1000;
  std::string names[kNames];
  for (int number = 0; number < kNames; ++number) names[number] = "name" + std::to_string(number);
  for (int run = std::atoi(argv[1]); run > 0; --run) {
    quire::Writer out;
    const double path = nanoseconds(200'000, [&](int) {
      using namespace quire::el;
      if (out.text().size() > (1U << 16)) out.clear();
      print_html(out, page, get(page, get(page, find(page, kUser), m_address), m_city));
    });
    const double unset = nanoseconds(200 * kNames, [&](int call) {
      quire::el::print_html(out, page, quire::el::find_or_null(page, quire::el::Name{names[call % kNames]}));
    });
    // As many microseconds for 1,000 names as nanoseconds for one.
    std::printf("%.2f %.2f\n", path, unset);
  }
  return 0;
}
