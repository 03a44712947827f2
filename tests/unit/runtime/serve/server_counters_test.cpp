#include "runtime/serve/server_counters.h"

#include "runtime/serve/open_metrics.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

std::string printed(const ServerCounters& counters) {
  std::string text;
  counters.print(text);
  return text;
}

bool has(const ServerCounters& counters, const std::string& line) {
  return ("\n" + printed(counters)).find("\n" + line + "\n") != std::string::npos;
}

FinishedAnswer answer_of(std::uint32_t page, int status, std::chrono::microseconds taken) {
  FinishedAnswer answer;
  answer.page = page;
  answer.status = status;
  answer.taken = taken;
  answer.body_bytes = 10;
  return answer;
}

TEST_CASE("requests are counted by class, and their times by page") {
  ServerCounters counters;
  const std::uint32_t cart = counters.page_number("/shop/cart.page");
  CHECK(counters.page_number("/shop/cart.page") == cart);
  CHECK(counters.page_number("/other.page") != cart);
  using std::chrono::microseconds;
  counters.finished(0, answer_of(cart, 200, microseconds(100)));
  counters.finished(1, answer_of(cart, 200, microseconds(101)));
  counters.finished(70, answer_of(cart, 404, microseconds(30'000'000)));
  counters.finished(0, answer_of(ServerCounters::kNoPage, 499, microseconds(0)));
  CHECK(has(counters, "quire_requests_total{class=\"2xx\"} 2"));
  CHECK(has(counters, "quire_requests_total{class=\"4xx\"} 2"));
  CHECK(has(counters, "quire_response_body_bytes_total 40"));
  CHECK(has(counters, "quire_request_duration_seconds_bucket{page=\"/shop/cart.page\",le=\"0.0001\"} 1"));
  CHECK(has(counters, "quire_request_duration_seconds_bucket{page=\"/shop/cart.page\",le=\"0.00025\"} 2"));
  CHECK(has(counters, "quire_request_duration_seconds_bucket{page=\"/shop/cart.page\",le=\"10.0\"} 2"));
  CHECK(has(counters, "quire_request_duration_seconds_bucket{page=\"/shop/cart.page\",le=\"+Inf\"} 3"));
  CHECK(has(counters, "quire_request_duration_seconds_count{page=\"/shop/cart.page\"} 3"));
  CHECK(has(counters, "quire_request_duration_seconds_sum{page=\"/shop/cart.page\"} 30.000201"));
  CHECK(has(counters, "quire_request_duration_seconds_count{page=\"(none)\"} 1"));
  CHECK(printed(counters).find("/other.page") == std::string::npos);
}

TEST_CASE("the number of pages that are counted apart is limited") {
  ServerCounters counters;
  for (std::size_t i = 0; i < ServerCounters::kMaxPages; ++i) counters.page_number("/" + std::to_string(i) + ".page");
  const std::uint32_t late = counters.page_number("/late.page");
  CHECK(late == ServerCounters::kOtherPage);
  counters.finished(0, answer_of(late, 200, {}));
  CHECK(has(counters, "quire_request_duration_seconds_count{page=\"(other)\"} 1"));
  const std::string name(500, 'x');
  CHECK(ServerCounters().page_number(name) == 2);
}

TEST_CASE("processes count together, and a new one resets nothing") {
  Descriptor memory = ServerCounters::memory();
  REQUIRE(memory);
  ServerCounters older(memory.get());
  const std::uint32_t page = older.page_number("/a.page");
  older.finished(0, answer_of(page, 200, {}));
  older.count(ServerCounters::Event::kWorkerDied);
  const std::string before = printed(older);
  ServerCounters newer(memory.get());
  CHECK(printed(newer) == before);
  CHECK(newer.page_number("/a.page") == page);
  newer.count(ServerCounters::Event::kWorkerDied);
  newer.count(ServerCounters::Event::kAccessLineLost, 5);
  CHECK(has(older, "quire_worker_deaths_total 2"));
  CHECK(has(older, "quire_log_lines_lost_total{log=\"access\"} 5"));
  older.set(ServerCounters::Gauge::kSessions, 7);
  CHECK(newer.value(ServerCounters::Gauge::kSessions) == 7);
  const int number = memory.get();
  CHECK(ServerCounters::memory(std::move(memory)).get() == number);
}

TEST_CASE("labels are escaped") {
  std::string text;
  OpenMetrics metrics(text);
  metrics.family("x", "gauge", "Help.");
  metrics.sample("", {{"a", "q\"b\\s\nn\xff"}}, 1);
  metrics.seconds("_s", {}, 1'000'001);
  metrics.end();
  CHECK(text == "# TYPE x gauge\n# HELP x Help.\nx{a=\"q\\\"b\\\\s\\nn\xef\xbf\xbd\"} 1\nx_s 1.000001\n# EOF\n");
}

}  // namespace
}  // namespace quire
