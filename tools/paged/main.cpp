#include "runtime/process/supervisor.h"
#include "runtime/process/worker.h"
#include "tools/cli/command_line.h"
#include "tools/cli/completion.h"
#include "tools/paged/commands.h"
#include "tools/paged/plan.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace quire;

constexpr const char* kExamples = R"(
examples:
  paged dev site/               develop a site, on http://127.0.0.1:8080
  paged dev site/ --port 0      the same on any free port
  paged dev --editor code       clicking an error in the browser opens it in VS Code
  paged run --base /srv/quire   serve the web applications in a base folder
  paged run out/                serve the output of `pagec build`
  paged new-base /srv/quire     create a base folder, with commented settings
  paged configtest /srv/quire   report mistakes in its settings
  paged start /srv/quire        serve it in the background
  paged status /srv/quire       show whether it runs, and what it does
  paged restart /srv/quire      run the program that is installed now, without losing a request
  paged stop /srv/quire         end it
  paged sessions list --base /srv/quire   list its sessions
  paged deploy out/ /net/sites/shop   make all servers of a cluster serve a new release
  paged completion --help       set up shell completion)";
constexpr const char* kDevExamples = R"(
examples:
  paged dev site/               serve a web application on http://127.0.0.1:8080
  paged dev site/ --port 0      serve on any free port, and print it
  paged dev --editor code       clicking an error in the browser opens it in VS Code
  paged dev site/ --cmake build/   with the libraries of the site's CMake project
  paged dev --check=address,undefined   report memory errors in pages with their lines
  paged dev --allow-host devbox.local --address 0.0.0.0   allow access from other machines)";
constexpr const char* kStartExamples = R"(
examples:
  paged start --base /srv/quire   serve in the background; the output is in logs/paged.out
  paged start --base /srv/quire --port 80)";
constexpr const char* kStopExamples = R"(
examples:
  paged stop --base /srv/quire    end the server once it has finished its requests
  paged stop --pid-file /run/quire/paged.pid)";
constexpr const char* kRestartExamples = R"(
examples:
  paged restart --base /srv/quire   run the program that is installed now, in the same process)";
constexpr const char* kStatusExamples = R"(
examples:
  paged status --base /srv/quire
  paged status --base /srv/quire >/dev/null || paged start --base /srv/quire

Exit status: 0 it runs, 1 it has ended without removing its file, 3 it does not run, 4 unknown.)";
constexpr const char* kNewBaseExamples = R"(
examples:
  paged new-base /srv/quire     then put sites into /srv/quire/webapps
  paged run --base /srv/quire)";
constexpr const char* kConfigtestExamples = R"(
examples:
  paged configtest --base /srv/quire
  paged configtest --base /srv/quire && systemctl reload quire)";
constexpr const char* kRunExamples = R"(
examples:
  paged run out/                serve the output of `pagec build`; needs no compiler and no sources
  paged run --base /srv/quire --port 80
  paged run --address 127.0.0.1   serve webapps/ in the current folder, behind a proxy)";

constexpr const char* kDeployExamples = R"(
examples:
  pagec build site/ -o out/ && paged deploy out/ /net/sites/shop
  ln -s /net/sites/shop /srv/quire/webapps/shop    once, on each server

All servers read the new release, then all change to it, without losing a request. Exit status: 0 all servers serve it,
1 one was lost meanwhile or could not read it.)";
constexpr const char* kSessionsExamples = R"(
examples:
  paged sessions list --base /srv/quire
  paged sessions show 5F1D…-n1.web1 --values --base /srv/quire   with the contents of its attributes
  paged sessions expire 5F1D… --base /srv/quire
  paged sessions expire --idle 86400 --site /shop --base /srv/quire   those that were not used for a day)";

/// What the commands take, until one of them runs.
struct Options {
  paged::DevOptions dev;
  paged::RunOptions run;
  paged::ControlOptions control;
  paged::NewBaseOptions new_base;
  paged::SessionsOptions sessions;
  paged::DeployOptions deploy;
  std::string worker_plan;
};

void add_dev(CLI::App& app, paged::DevOptions& dev) {
  CLI::App& command =
      *app.add_subcommand("dev", "development: rebuild pages when they change, and show errors in the browser");
  command.footer(kDevExamples);
  command.add_option("DIR", dev.folder, "a web application, or a base folder with webapps/ (default: current folder)")
      ->type_name("DIR");
  cli::add_listening(command, dev.port, dev.address, "127.0.0.1");
  command.add_option("--work", dev.work, "folder for built pages (default: WEB-INF/work in the web application)")
      ->type_name("DIR");
  command.add_option("--allow-host", dev.allowed_hosts, "also answer requests for this host; may be repeated")
      ->allow_extra_args(false);
  command
      .add_option("--check", dev.checks,
                  "compile pages with sanitizers: address (memory errors), undefined (undefined behaviour), or both")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_flag("--debug-info", dev.debug_info,
                   "compile pages with debug information, so that gdb can set breakpoints in .page files");
  command
      .add_option("--build-seconds", dev.build_seconds, "limit on the CPU time of one build, in seconds (default: 20)")
      ->check(CLI::Range(1, 3600));
  command.add_option("--build-memory", dev.build_memory, "limit on the memory of one build, in MB (default: 3072)")
      ->check(CLI::Range(256, 1'000'000));
  command.add_flag("--poll", dev.poll,
                   "poll files for changes instead of relying on notifications (for network drives)");
  command
      .add_option("--cmake", dev.cmake,
                  "CMake's build folder, and a target of quire_add_site (default: that of the site): use its libraries")
      ->expected(1, 2)
      ->type_name("DIR");
  command.add_option("--editor", dev.editor,
                     "editor to start when an error location is clicked: a known editor, or a command with {file},\n"
                     "{line} and {column} (default: $QUIRE_EDITOR, or $VISUAL or $EDITOR if it has a window)");
}

/// What is served: DIR, or the same as `--base`.
void add_folder(CLI::App& command, paged::RunOptions& options, const std::string& what) {
  CLI::Option* folder = command.add_option("DIR", options.folder, what + " (default: current folder)");
  folder->type_name("DIR");
  command.add_option("--base", options.folder, "the same as DIR")->type_name("DIR")->excludes(folder);
}

void add_pid_file(CLI::App& command, paged::RunOptions& options) {
  command
      .add_option("--pid-file", options.pid_file,
                  "file for the process id (default: logs/paged.pid in a base folder that has logs/)")
      ->type_name("FILE");
}

/// The options that override `conf/server.toml`.
void add_settings(CLI::App& command, paged::RunOptions& options) {
  cli::add_listening(command, options.port, options.address, "all");
  cli::add_loops(command, options.loops);
}

void add_run(CLI::App& app, paged::RunOptions& options) {
  CLI::App& command = *app.add_subcommand("run", "production: serve in the foreground");
  command.footer(kRunExamples);
  add_folder(command, options, "output of `pagec build`, or a base folder with webapps/");
  add_settings(command, options);
  add_pid_file(command, options);
}

void add_control(CLI::App& app, paged::ControlOptions& options) {
  const auto add = [&](const char* name, const char* what, const char* examples, bool starts) {
    CLI::App& command = *app.add_subcommand(name, what);
    command.footer(examples);
    add_folder(command, options.run, "a base folder with webapps/");
    if (starts) add_settings(command, options.run);
    add_pid_file(command, options.run);
    if (std::string_view(name) == "status") return;
    command.add_option("--seconds", options.seconds, "how long to wait for the server, in seconds (default: 60)")
        ->check(CLI::Range(1, 86'400));
  };
  add("start", "production: serve in the background", kStartExamples, true);
  add("stop", "end a server that `start` or `run` started, and wait until it has ended", kStopExamples, false);
  add("restart", "replace the program of a running server without losing a request", kRestartExamples, false);
  add("status", "show whether a server runs, and what it does", kStatusExamples, false);
}

void add_configuration(CLI::App& app, Options& options) {
  CLI::App& new_base = *app.add_subcommand("new-base", "create a base folder, with commented settings");
  new_base.footer(kNewBaseExamples);
  new_base.add_option("DIR", options.new_base.folder, "a new or an empty folder")->required()->type_name("DIR");
  CLI::App& test = *app.add_subcommand("configtest", "report mistakes in the settings of a base folder and its sites");
  test.footer(kConfigtestExamples);
  add_folder(test, options.run, "output of `pagec build`, or a base folder with webapps/");
  add_settings(test, options.run);
  add_pid_file(test, options.run);
}

void add_deploy(CLI::App& app, paged::DeployOptions& options) {
  CLI::App& command = *app.add_subcommand("deploy", "make all servers of a cluster serve a new release of a site");
  command.footer(kDeployExamples);
  command.add_option("SITE", options.site, "output of `pagec build`")->required()->type_name("DIR");
  command.add_option("FOLDER", options.folder, "the site's folder with its releases, which all servers see")
      ->required()
      ->type_name("DIR");
  command
      .add_option("--seconds", options.seconds,
                  "how long servers may take to read the release, and then to serve it (default: 60)")
      ->check(CLI::Range(1, 86'400));
  command.add_option("--keep", options.keep, "how many releases to keep (default: 3)")->check(CLI::Range(2, 1000));
}

void add_sessions(CLI::App& app, paged::SessionsOptions& options) {
  CLI::App& command = *app.add_subcommand("sessions", "list, show or end the sessions of a server");
  command.footer(kSessionsExamples);
  command.add_option("ACTION", options.action, "list, show (its attributes and their types) or expire (end it)")
      ->required()
      ->check(CLI::IsMember({"list", "show", "expire"}));
  CLI::Option* id = command.add_option("ID", options.id, "the session's id, or the value of its cookie");
  id->type_name("ID");
  command
      .add_option("--base", options.run.folder, "output of `pagec build`, or a base folder (default: current folder)")
      ->type_name("DIR");
  command.add_option("--site", options.site, "only those of the site with this context path, such as / or /shop")
      ->type_name("CONTEXT");
  command.add_option("--limit", options.limit, "list: how many, at most (default: 1000)")
      ->check(CLI::Range(1, 100'000'000));
  command.add_flag("--values", options.with_values, "show: print what the attributes contain, too");
  command.add_option("--idle", options.idle, "expire: those that were not used for as many seconds; 0 for all")
      ->type_name("SECONDS")
      ->check(CLI::NonNegativeNumber)
      ->excludes(id);
}

int run(int argc, char** argv) {
  CLI::App app("paged: the Quire server for .page files", "paged");
  app.set_version_flag("--version", "paged " QUIRE_VERSION);
  app.require_subcommand(1);
  app.footer(kExamples);
  Options options;
  add_dev(app, options.dev);
  add_run(app, options.run);
  add_control(app, options.control);
  add_configuration(app, options);
  add_sessions(app, options.sessions);
  add_deploy(app, options.deploy);
  cli::add_completion_command(app);
  app.add_subcommand("worker", "")->group("")->add_option("PLAN", options.worker_plan)->required();

  if (const std::optional<int> code = cli::parse(app, argc, argv)) return *code;
  const std::string command = app.get_subcommands().front()->get_name();
  if (command == "dev") return run_supervisor(paged::plan(options.dev));
  if (command == "run") return run_supervisor(paged::plan(options.run));
  if (command == "start") return paged::start_server(options.control);
  if (command == "stop") return paged::stop_server(options.control);
  if (command == "restart") return paged::restart_server(options.control);
  if (command == "status") return paged::show_status(options.control);
  if (command == "new-base") return paged::make_base(options.new_base);
  if (command == "configtest") return paged::test_configuration(options.run);
  if (command == "deploy") return paged::deploy(options.deploy);
  if (command == "sessions") return paged::manage_sessions(options.sessions);
  return run_worker(read_worker_plan(options.worker_plan));
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
