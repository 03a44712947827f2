#ifndef QUIRE_TESTS_UNIT_RUNTIME_API_FORMAT_FORMAT_PAGE_H_
#define QUIRE_TESTS_UNIT_RUNTIME_API_FORMAT_FORMAT_PAGE_H_

#include "runtime/app/webapp.h"
#include "runtime/page/page_messages.h"
#include "runtime/page/page_request.h"
#include "runtime/page/page_response.h"
#include "runtime/page/page_session.h"
#include "tests/unit/runtime/bare_context.h"
#include "tests/unit/runtime/page/recorded_response.h"
#include "tests/unit/temporary_folder.h"

#include <quire/el.h>
#include <quire/format.h>
#include <quire/page_control.h>
#include <quire/standalone.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A site in a folder of its own, and what it logs.
struct FormatSite {
  TemporaryFolder folder;
  std::vector<std::string> log;
  std::unique_ptr<Webapp> webapp;

  /// Pairs of a path in `WEB-INF` and the content of the file.
  explicit FormatSite(std::initializer_list<std::pair<const char*, const char*>> files = {}) {
    for (const auto& [path, text] : files) folder.write(std::string("WEB-INF/") + path, text);
    webapp = std::make_unique<Webapp>(Webapp::Options{{}, [this](std::string_view line) { log.emplace_back(line); }},
                                      folder.path());
  }
};

/// A request for a page of such a site, in which tests run code.
class FormatPage final : public BareContext, private PageControl {
 public:
  explicit FormatPage(FormatSite& site, const std::string& accept_language = {})
      : site_(site), messages_(*site.webapp) {
    const std::string field = accept_language.empty() ? "" : "Accept-Language: " + accept_language + "\r\n";
    if (head_.parse("GET /a.page HTTP/1.1\r\nHost: h\r\n" + field + "\r\n").status != 0)
      throw std::invalid_argument(accept_language);
    request_ = std::make_unique<PageRequest>(head_, RequestBody{}, Peer{}, std::string_view(), "/a.page");
    response_ = std::make_unique<PageResponse>(target_, "/", false);
    session_ = std::make_unique<PageSession>(*site.webapp, *request_, *response_);
  }

  Writer& out() override { return response_->out(); }
  Request& request() override { return *request_; }
  Response& response() override { return *response_; }
  Session& session() override { return *session_; }
  Application& application() override { return *site_.webapp; }
  [[noreturn]] void forward(std::string_view) override { throw PageExit(); }
  void include(std::string_view) override {}

 private:
  PageControl& control() override { return *this; }
  detail::SiteMessages* messages() override { return &messages_; }

  FormatSite& site_;
  PageMessages messages_;
  RecordedResponse target_;
  http::RequestHead head_;
  std::unique_ptr<PageRequest> request_;
  std::unique_ptr<PageResponse> response_;
  std::unique_ptr<PageSession> session_;
};

/// What `${…}` prints for a value, escaped as HTML text.
inline std::string shown(PageContext& context, const Value& value) {
  Writer out;
  el::print_html(out, context, value);
  return std::string(out.text());
}

/// The message of the `el::Error` that `run` throws; otherwise empty.
template <class F>
std::string mistake_of(const F& run) {
  try {
    run();
  } catch (const el::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_API_FORMAT_FORMAT_PAGE_H_
