#include "compiler/clang/clang_frontend.h"
#include "compiler/service/compile_service.h"
#include "runtime/base/file.h"
#include "runtime/base/terminal.h"
#include "runtime/http/request_head.h"
#include "runtime/http/url.h"
#include "runtime/load/shared_library.h"
#include "runtime/page/json_value.h"
#include "runtime/page/page_execution.h"
#include "runtime/page/site.h"
#include "runtime/reload/compiled_pages.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"
#include "tools/pagec/temporary_folder.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>

namespace quire::pagec {

namespace {

/// LLVM and lld are compiled without exceptions, and their version of this inline function calls
/// `abort`. All libraries of the process share one version, pages too: this one, which throws, because
/// it is linked first.
[[gnu::used]] void (*const kThrowing)() = &std::__throw_bad_optional_access;

/// Writes the response body to standard output.
class Printed final : public ResponseTarget {
 public:
  void start(const http::ResponseHead&) override {}
  bool write(std::string_view bytes) override {
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
  }
  void finish() override {}
  void fail() override {}
  void respond(const http::ResponseHead&, std::string_view body) override { write(body); }
};

Value::Map read_data(const std::string& path) {
  if (path.empty()) return {};
  const Result<std::string> text = read_file(path);
  if (!text) throw UsageError("cannot read " + path);
  Value value;
  try {
    value = parse_json(*text);
  } catch (const BadRequest& error) {
    throw UsageError(path + ": " + error.what());
  }
  if (value.kind() != Value::Kind::kMap)
    throw UsageError(path + " must contain a JSON object, whose members become request attributes");
  return value.as_map();
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

int render_page(const RenderOptions& options) {
  const PageName name = name_page(options.page, options.common.root);
  const Value::Map data = read_data(options.data);
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
  for (const auto& [key, value] : data) execution.request().set_attribute(key, value);
  note_throws();
  prepare_thread_for_faults();
  contain_faults([&](const Fault& fault) {
    report_error(PageExecution::describe_fault(fault), name.page);
    // The page's thread cannot continue.
    ::_exit(kExitMistakes);
  });
  execution.set_for_author();
  const RunOutcome outcome = execution.run(found.page);
  if (!outcome.ok())
    return outcome.error->failure ? report_mistakes(*outcome.error->failure, options.common)
                                  : report_error(*outcome.error, name.page);
  if (!outcome.file.empty()) execution.print_file(outcome.file);
  execution.response().complete();
  std::fflush(stdout);
  if (outcome.answered) return report_error(*outcome.answered, name.page);
  return 0;
}

}  // namespace

int render(const RenderOptions& options) {
  const int code = render_page(options);
  // Destructors of static objects may still run.
  SharedLibrary::finish_unloading(std::chrono::seconds(10));
  return code;
}

}  // namespace quire::pagec
