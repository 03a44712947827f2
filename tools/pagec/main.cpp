#include "tools/pagec/commands.h"
#include "tools/pagec/site.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

namespace {

using namespace quire::pagec;

constexpr const char* kExamples = R"(
examples:
  pagec check site/                        every mistake of every page
  pagec translate site/cart.page           its C++, to be read
  pagec build site/ -o out/ -j2            libraries of all pages
  pagec render site/cart.page --param n=3  run one page without a server)";

void add_common(CLI::App& command, CommonOptions& common) {
  command.add_option("--root", common.root, "the site's folder (default: the nearest one above with WEB-INF)");
  command.add_option("--diagnostics", common.diagnostics, "how to print mistakes: text or json (a line each)")
      ->check(CLI::IsMember({"text", "json"}));
  command.add_option("--cache", common.cache,
                     "folder for precompiled headers (default: $QUIRE_CACHE, else ~/.cache/quire)");
  command.add_option("--depfile", common.depfile, "write make-style dependencies to this file");
}

int run(int argc, char** argv) {
  CLI::App app("pagec: the compiler of Quire's .page files");
  app.set_version_flag("--version", "pagec " QUIRE_VERSION);
  app.require_subcommand(1);
  app.footer(kExamples);

  CheckOptions check_options;
  CLI::App* check_command = app.add_subcommand("check", "translate and compile, write nothing, print all mistakes");
  check_command->add_option("PATH", check_options.paths, "pages or folders")->required();
  check_command->add_option("-j,--jobs", check_options.jobs, "compiles at a time (default: one per core)")
      ->check(CLI::Range(1, 256));
  add_common(*check_command, check_options.common);

  TranslateOptions translate_options;
  CLI::App* translate_command = app.add_subcommand("translate", "print the C++ of one page, with #line directives");
  translate_command->add_option("PAGE", translate_options.page, "the page's file")->required();
  translate_command->add_option("-o,--output", translate_options.output, "write there instead of to standard output");
  add_common(*translate_command, translate_options.common);

  BuildOptions build_options;
  CLI::App* build_command = app.add_subcommand("build", "compile all pages of a folder to libraries and a manifest");
  build_command->add_option("DIR", build_options.folder, "the site's folder")->required();
  build_command->add_option("-o,--output", build_options.output, "the folder to write to")->required();
  build_command->add_option("-j,--jobs", build_options.jobs, "compiles at a time (default: one per core)")
      ->check(CLI::Range(1, 256));
  int level = 2;
  build_command->add_option("-O", level, "0 to compile fast, 2 for fast pages (the default)")
      ->check(CLI::IsMember({0, 2}));
  add_common(*build_command, build_options.common);

  RenderOptions render_options;
  CLI::App* render_command = app.add_subcommand("render", "run one page without a server and print its body");
  render_command->add_option("PAGE", render_options.page, "the page's file")->required();
  render_command->add_option("--data", render_options.data, "JSON file whose members become request attributes");
  render_command->add_option("--param", render_options.params, "a request parameter, K=V; may be repeated")
      ->allow_extra_args(false);
  render_command->add_option("--header", render_options.headers, "a header field, 'K: V'; may be repeated")
      ->allow_extra_args(false);
  render_command->add_option("--method", render_options.method, "the request's method (default: GET)");
  add_common(*render_command, render_options.common);

  ServiceOptions service_options;
  CLI::App* service_command = app.add_subcommand("serve-builds", "")->group("");
  service_command->add_option("--channel", service_options.channel)->required();
  service_command->add_option("--cache", service_options.common.cache);
  service_command->add_flag("--development", service_options.development);
  service_command->add_flag("--debug-info", service_options.debug_info);
  service_command->add_option("--check", service_options.checks)->delimiter(',');
  service_command->add_option("--seconds", service_options.seconds);
  service_command->add_option("--memory", service_options.memory);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  build_options.optimize = level != 0;
  if (*check_command) return check(check_options);
  if (*translate_command) return translate(translate_options);
  if (*build_command) return build(build_options);
  if (*render_command) return render(render_options);
  return serve(service_options);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const UsageError& error) {
    std::fprintf(stderr, "pagec: %s\n", error.what());
    return kExitUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pagec: %s\n", error.what());
    return kExitMistakes;
  }
}
