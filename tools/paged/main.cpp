#include "runtime/process/supervisor.h"
#include "runtime/process/worker.h"
#include "runtime/protocol/json_text.h"
#include "tools/cli/command_line.h"
#include "tools/cli/completion.h"
#include "tools/paged/plan.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <string>

namespace {

using namespace quire;

constexpr const char* kExamples = R"(
examples:
  paged dev site/               develop a site, on http://127.0.0.1:8080
  paged dev site/ --port 0      the same on any free port
  paged dev --editor code       clicking an error in the browser opens it in VS Code
  paged run --base /srv/quire   serve the web applications in a base folder
  paged run out/                serve the output of `pagec build`
  paged completion --help       set up shell completion)";
constexpr const char* kDevExamples = R"(
examples:
  paged dev site/               serve a web application on http://127.0.0.1:8080
  paged dev site/ --port 0      serve on any free port, and print it
  paged dev --editor code       clicking an error in the browser opens it in VS Code
  paged dev --check=address,undefined   report memory errors in pages with their lines
  paged dev --allow-host devbox.local --address 0.0.0.0   allow access from other machines)";
constexpr const char* kRunExamples = R"(
examples:
  paged run out/                serve the output of `pagec build`; needs no compiler and no sources
  paged run --base /srv/quire --port 80
  paged run --address 127.0.0.1   serve webapps/ in the current folder, behind a proxy)";

int run(int argc, char** argv) {
  CLI::App app("paged: the Quire server for .page files", "paged");
  app.set_version_flag("--version", "paged " QUIRE_VERSION);
  app.require_subcommand(1);
  app.footer(kExamples);

  paged::DevOptions dev;
  CLI::App* dev_command =
      app.add_subcommand("dev", "development: rebuild pages when they change, and show errors in the browser");
  dev_command->footer(kDevExamples);
  dev_command
      ->add_option("DIR", dev.folder, "a web application, or a base folder with webapps/ (default: current folder)")
      ->type_name("DIR");
  cli::add_listening(*dev_command, dev.port, dev.address, "127.0.0.1");
  dev_command->add_option("--work", dev.work, "folder for built pages (default: WEB-INF/work in the web application)")
      ->type_name("DIR");
  dev_command->add_option("--allow-host", dev.allowed_hosts, "also answer requests for this host; may be repeated")
      ->allow_extra_args(false);
  dev_command
      ->add_option("--check", dev.checks,
                   "compile pages with sanitizers: address (memory errors), undefined (undefined behaviour), or both")
      ->delimiter(',')
      ->allow_extra_args(false);
  dev_command->add_flag("--debug-info", dev.debug_info,
                        "compile pages with debug information, so that gdb can set breakpoints in .page files");
  dev_command
      ->add_option("--build-seconds", dev.build_seconds, "limit on the CPU time of one build, in seconds (default: 20)")
      ->check(CLI::Range(1, 3600));
  dev_command->add_option("--build-memory", dev.build_memory, "limit on the memory of one build, in MB (default: 3072)")
      ->check(CLI::Range(256, 1'000'000));
  dev_command->add_flag("--poll", dev.poll,
                        "poll files for changes instead of relying on notifications (for network drives)");
  dev_command->add_option(
      "--editor", dev.editor,
      "editor to start when an error location is clicked: a known editor, or a command with {file},\n"
      "{line} and {column} (default: $QUIRE_EDITOR, or $VISUAL or $EDITOR if it has a window)");

  paged::RunOptions run_options;
  CLI::App* run_command = app.add_subcommand("run", "production: serve in the foreground");
  run_command->footer(kRunExamples);
  CLI::Option* run_folder = run_command->add_option(
      "DIR", run_options.folder, "output of `pagec build`, or a base folder with webapps/ (default: current folder)");
  run_folder->type_name("DIR");
  run_command->add_option("--base", run_options.folder, "the same as DIR")->type_name("DIR")->excludes(run_folder);
  cli::add_listening(*run_command, run_options.port, run_options.address, "all");

  cli::add_completion_command(app);

  std::string worker_plan;
  CLI::App* worker_command = app.add_subcommand("worker", "")->group("");
  worker_command->add_option("PLAN", worker_plan)->required();

  if (const std::optional<int> code = cli::parse(app, argc, argv)) return *code;
  if (*dev_command) return run_supervisor(paged::plan(dev));
  if (*run_command) return run_supervisor(paged::plan(run_options));
  return run_worker(from_json<WorkerPlan>(worker_plan));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const quire::paged::UsageError& error) {
    std::fprintf(stderr, "paged: %s\n", error.what());
    return cli::kExitUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "paged: %s\n", error.what());
    return 1;
  }
}
