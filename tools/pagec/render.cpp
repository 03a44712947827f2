#include "compiler/clang/clang_frontend.h"
#include "compiler/service/compile_service.h"
#include "runtime/base/file.h"
#include "runtime/base/terminal.h"
#include "runtime/http/request_head.h"
#include "runtime/http/url.h"
#include "runtime/page/page_execution.h"
#include "runtime/page/site.h"
#include "runtime/reload/compiled_pages.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"
#include "tools/pagec/temporary_folder.h"

#include <unistd.h>
#include <boost/json.hpp>

#include <cstdio>

namespace quire::pagec {

namespace {

namespace json = boost::json;

/// Writes the response body to standard output.
class Printed final : public ResponseTarget {
 public:
  void start(http::ResponseHead) override {}
  bool write(std::string_view bytes) override {
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
  }
  void finish() override {}
  void fail() override {}
  void respond(http::ResponseHead, std::string body) override { write(body); }
};

Value to_value(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return {};
    case json::kind::bool_:
      return value.get_bool();
    case json::kind::int64:
      return static_cast<long long>(value.get_int64());
    case json::kind::uint64:
      return static_cast<double>(value.get_uint64());
    case json::kind::double_:
      return value.get_double();
    case json::kind::string:
      return Value(std::string_view(value.get_string().data(), value.get_string().size()));
    case json::kind::array: {
      Value::List items;
      for (const json::value& item : value.get_array()) items.push_back(to_value(item));
      return Value::list(std::move(items));
    }
    case json::kind::object: {
      Value::Map entries;
      for (const auto& [key, item] : value.get_object()) entries.emplace_back(std::string(key), to_value(item));
      return Value::map(std::move(entries));
    }
  }
  return {};
}

json::object read_data(const std::string& path) {
  if (path.empty()) return {};
  const Result<std::string> text = read_file(path);
  if (!text) throw UsageError("cannot read " + path);
  boost::system::error_code error;
  json::value value = json::parse(*text, error);
  if (error) throw UsageError(path + " is not valid JSON: " + error.message());
  if (!value.is_object())
    throw UsageError(path + " must contain a JSON object, whose members become request attributes");
  return value.get_object();
}

/// The options as the head of the request that a browser would send.
std::string request_head(const RenderOptions& options, const std::string& page) {
  std::string query;
  for (const std::string& param : options.params) {
    const std::size_t equals = param.find('=');
    if (equals == std::string::npos) throw UsageError("--param " + param + ": must have the form K=V");
    query += (query.empty() ? "?" : "&") + http::encode_component(param.substr(0, equals)) + "=" +
             http::encode_component(param.substr(equals + 1));
  }
  std::string head = options.method + " " + http::encode_path(page) + query + " HTTP/1.1\r\n";
  bool has_host = false;
  for (const std::string& header : options.headers) {
    head += header + "\r\n";
    has_host = has_host || header.starts_with("Host:") || header.starts_with("host:");
  }
  return head + (has_host ? "" : "Host: localhost\r\n") + "\r\n";
}

/// Prints errors as `file:line:col: …`.
int report_mistakes(const PageFailure& failure, const CommonOptions& common) {
  Report report(common.diagnostics, 0);
  report.add(failure.page, failure.diagnostics);
  return kExitMistakes;
}

int report_error(const RunError& error, const std::string& page) {
  const std::string at = error.places.empty()
                             ? page.substr(1)
                             : error.places.front().file + ":" + std::to_string(error.places.front().line) + ":" +
                                   std::to_string(error.places.front().column);
  std::fprintf(stderr, "%s: error: %s%s%s\n", at.c_str(), error.type.empty() ? "" : (error.type + ": ").c_str(),
               error.message.empty() ? "the page responded with status " : error.message.c_str(),
               error.message.empty() ? std::to_string(error.status).c_str() : "");
  return kExitMistakes;
}

}  // namespace

int render(const RenderOptions& options) {
  const PageName name = name_page(options.page, options.common.root);
  const json::object data = read_data(options.data);
  http::RequestHead head;
  if (const http::Refusal refusal = head.parse(request_head(options, name.page)))
    throw UsageError(std::string("these options do not form a valid request: ") + refusal.reason);

  const compiler::Toolchain toolchain = compiler::find_toolchain(compiler::development_toolchain(options.common.cache));
  compiler::start_llvm();
  const Descriptor channel = compiler::start_build_service(toolchain, {});
  const BuildClient client(channel.get());
  const TemporaryFolder work;
  CompiledPages::Options source;
  source.root = name.root;
  source.work = work.path();
  source.colour = wants_colour(STDERR_FILENO);
  source.watch = false;
  auto pages = CompiledPages::open(std::move(source), client);
  if (!pages) throw std::runtime_error(pages.error().sentence);
  const auto log = [](std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  };
  Site site{Webapp({{}, log}, name.root), *std::move(pages)};
  const FoundPage found = site.pages->find_now(name.page);
  if (found.failure) return report_mistakes(*found.failure, options.common);
  Printed target;
  PageExecution execution(site, head, {}, {"127.0.0.1", false}, name.page, target);
  for (const auto& [key, value] : data)
    execution.request().set_attribute(std::string_view(key.data(), key.size()), to_value(value));
  note_throws();
  prepare_thread_for_faults();
  contain_faults([&](const Fault& fault) {
    report_error(PageExecution::describe_fault(fault), name.page);
    // The page's thread cannot continue.
    ::_exit(kExitMistakes);
  });
  execution.set_for_author();
  const RunOutcome outcome = execution.run(found.page);
  if (outcome.error.failure) return report_mistakes(*outcome.error.failure, options.common);
  if (!outcome.ok) return report_error(outcome.error, name.page);
  execution.response().complete();
  std::fflush(stdout);
  if (outcome.answered) return report_error(*outcome.answered, name.page);
  return 0;
}

}  // namespace quire::pagec
