#ifndef QUIRE_TESTS_UNIT_RUNTIME_PAGE_RECORDED_RESPONSE_H_
#define QUIRE_TESTS_UNIT_RUNTIME_PAGE_RECORDED_RESPONSE_H_

#include "runtime/page/page_response.h"

#include <string>
#include <vector>

namespace quire {

/// A target that keeps what becomes of a response.
class RecordedResponse final : public ResponseTarget {
 public:
  void start(const http::ResponseHead& started) override {
    head = started;
    events.emplace_back("start");
  }
  bool write(std::string_view bytes) override {
    events.push_back("write " + std::string(bytes));
    body += bytes;
    return client_reads;
  }
  void finish() override { events.emplace_back("finish"); }
  void fail() override { events.emplace_back("fail"); }
  void respond(const http::ResponseHead& whole, std::string_view bytes) override {
    head = whole;
    body = bytes;
    events.emplace_back("respond");
  }

  http::ResponseHead head;
  std::string body;
  std::vector<std::string> events;
  bool client_reads = true;
};

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_PAGE_RECORDED_RESPONSE_H_
