#include "tools/cli/command_line.h"
#include "tools/cli/completion.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/site.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

namespace {

using namespace quire::pagec;

constexpr const char* kExamples = R"(
examples:
  pagec new site/                          a starter site that works
  pagec check site/                        every mistake of every page
  pagec translate site/cart.page           its C++, to be read
  pagec build site/ -o out/                the site, to be served without a compiler
  pagec generate site/ -o gen/             C++ of a site, for a program of yours
  pagec render site/cart.page --param n=3  run one page without a server
  pagec import site.jsp/ -o site/          pages from JSPs
  pagec doctor site/                       what is missing or slow on this machine
  pagec completion --help                  how a shell learns to complete all this)";

void add_cache(CLI::App& command, std::string& cache) {
  command.add_option("--cache", cache, "folder for precompiled headers (default: $QUIRE_CACHE, else ~/.cache/quire)")
      ->type_name("DIR");
}

void add_root(CLI::App& command, std::string& root) {
  command.add_option("--root", root, "the site's folder (default: the nearest one above with WEB-INF)")
      ->type_name("DIR");
}

void add_common(CLI::App& command, CommonOptions& common) {
  command.add_option("--diagnostics", common.diagnostics, "how to print mistakes: text or json (a line each)")
      ->check(CLI::IsMember({"text", "json"}));
  add_cache(command, common.cache);
  command.add_option("--depfile", common.depfile, "write make-style dependencies to this file")->type_name("FILE");
}

void add_jobs(CLI::App& command, int& jobs) {
  command.add_option("-j,--jobs", jobs, "compiles at a time (default: one per core)")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
}

CLI::App* add_new(CLI::App& app, NewOptions& options) {
  CLI::App* command = app.add_subcommand("new", "make a starter site that works");
  command->add_option("DIR", options.folder, "the folder to make; one that is there must be empty")
      ->required()
      ->type_name("DIR");
  command->footer(R"(
examples:
  pagec new site/   then `paged dev site/`, and edit site/index.page)");
  return command;
}

CLI::App* add_check(CLI::App& app, CheckOptions& options) {
  CLI::App* command = app.add_subcommand("check", "translate and compile, write nothing, print all mistakes");
  command->add_option("PATH", options.paths, "pages or folders")->required()->type_name("PATH");
  add_jobs(*command, options.jobs);
  add_root(*command, options.common.root);
  add_common(*command, options.common);
  command->footer(R"(
examples:
  pagec check site/                         every mistake of every page
  pagec check site/cart.page                of one page
  pagec check site/ --diagnostics=json -j4  for another program to read)");
  return command;
}

CLI::App* add_translate(CLI::App& app, TranslateOptions& options) {
  CLI::App* command = app.add_subcommand("translate", "print the C++ of one page, with #line directives");
  command->add_option("PAGE", options.page, "the page's file")->required()->type_name("PAGE");
  command->add_option("-o,--output", options.output, "write there instead of to standard output")->type_name("FILE");
  add_root(*command, options.common.root);
  add_common(*command, options.common);
  command->footer(R"(
examples:
  pagec translate site/cart.page
  pagec translate site/cart.page -o cart.cpp --depfile cart.d)");
  return command;
}

CLI::App* add_build(CLI::App& app, BuildOptions& options) {
  CLI::App* command = app.add_subcommand("build", "compile a whole site, to be served without a compiler");
  command->add_option("DIR", options.folder, "the site's folder")->required()->type_name("DIR");
  command->add_option("-o,--output", options.output, "the folder to make or replace, outside of DIR")->type_name("DIR");
  command->add_option("--war", options.archive, "pack it to this file as well, or instead")->type_name("FILE");
  add_jobs(*command, options.jobs);
  command->add_option("-O", options.level, "0 to compile fast, 2 for fast pages (the default)")
      ->check(CLI::IsMember({0, 2}))
      ->type_name("N");
  command->add_flag("--sources", options.with_sources, "put pages and tag files into the output, to be read");
  command->add_flag("--watch", options.watches, "build again at each change, until Ctrl-C");
  command->add_option("--work", options.work, "folder for what the next build uses again (default: in the cache)")
      ->type_name("DIR");
  add_common(*command, options.common);
  command->footer(R"(
examples:
  pagec build site/ -o out/           for production: put out/ into the server's webapps/
  pagec build site/ --war shop.war    as one file
  pagec build site/ -o out/ -O0 -j2   quickly, to see whether it builds
  pagec build site/ -o out/ --watch   again at each change
The output is replaced as a whole, or, after a mistake in any page, left as it was.
Exit status: 0 built, 1 there are mistakes or the machine refused, 2 bad usage.)");
  return command;
}

CLI::App* add_generate(CLI::App& app, GenerateOptions& options) {
  CLI::App* command =
      app.add_subcommand("generate", "write a site as C++ for another build: units, headers and static files");
  command->add_option("DIR", options.folder, "the site's folder")->required()->type_name("DIR");
  command->add_option("-o,--output", options.output, "the folder to write to")->required()->type_name("DIR");
  command->add_option("--site", options.site, "the site's name in C++, `sites::NAME` (default: site)")
      ->type_name("NAME");
  command->add_option("--namespace", options.cpp_namespace, "where the pages' functions stand in C++ (default: pages)")
      ->type_name("NAME");
  command->add_option("--list", options.list, "the pages, a line each: path in DIR, tab, name of its .cpp file")
      ->type_name("FILE");
  command->add_flag("--pages-only", options.pages_only, "functions of the pages alone: nothing to serve, no files");
  command->add_option("--stamp", options.stamp, "touch this file at the end")->type_name("FILE");
  command->add_option("--diagnostics", options.common.diagnostics, "how to print mistakes: text or json (a line each)")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--depfile", options.common.depfile, "write make-style dependencies to this file")
      ->type_name("FILE");
  add_cache(*command, options.common.cache);
  command->footer(R"(
What did not change is not written again. The CMake functions quire_add_site and
quire_add_pages call this; by hand it is for other build systems.

examples:
  pagec generate site/ -o gen/ --site shop                a site to be linked into a server
  pagec generate views/ -o gen/ --pages-only              pages as functions, for any program)");
  return command;
}

CLI::App* add_render(CLI::App& app, RenderOptions& options) {
  CLI::App* command = app.add_subcommand("render", "run one page without a server and print its body");
  command->add_option("PAGE", options.page, "the page's file")->required()->type_name("PAGE");
  command->add_option("--data", options.data, "JSON file whose members become request attributes")->type_name("FILE");
  command->add_option("--param", options.params, "a request parameter, K=V; may be repeated")->allow_extra_args(false);
  command->add_option("--header", options.headers, "a header field, 'K: V'; may be repeated")->allow_extra_args(false);
  command->add_option("--method", options.method, "the request's method (default: GET)");
  add_root(*command, options.common.root);
  add_common(*command, options.common);
  command->footer(R"(
examples:
  pagec render site/cart.page --param item=tea --param count=3
  pagec render site/cart.page --data cart.json --header 'Accept-Language: fr'
  pagec render site/form.page --method POST > page.html)");
  return command;
}

CLI::App* add_import(CLI::App& app, ImportOptions& options) {
  CLI::App* command = app.add_subcommand("import", "turn JSPs into pages, as far as they can be");
  command->add_option("PATH", options.paths, "JSPs (.jsp .jspf .jspx .tag .tagx .tagf), or folders of them")
      ->required()
      ->type_name("PATH");
  command->add_option("-o,--output", options.output, "a file, or a folder to write to (default: beside each JSP)")
      ->type_name("FILE");
  command->add_flag("--force", options.force, "write over files that are there");
  command->add_option("--root", options.common.root, "the site's folder (default: the nearest one above with WEB-INF)")
      ->type_name("DIR");
  command
      ->add_option("--diagnostics", options.common.diagnostics, "how to print what is left: text or json (a line each)")
      ->check(CLI::IsMember({"text", "json"}));
  command->footer(R"(
examples:
  pagec import shop/ -o site/           all JSPs of a webapp; then `pagec check site/`
  pagec import shop/cart.jsp            to shop/cart.page
  pagec import cart.jsp -o new.page --force
What surely means the same in C++ is turned. The rest stands in comments that begin with
`<%-- import:` and say what to do. What a condition, a loop or a tag that is left shows is not
shown until it is written; where it may end the page, the page answers 501. Printed values are escaped: where one is HTML on
purpose, write `<%- %>`. Other files than JSPs are not copied.
Exit status: 0 written, 1 a page does not translate or cannot be written, 2 bad usage.)");
  return command;
}

CLI::App* add_doctor(CLI::App& app, DoctorOptions& options) {
  CLI::App* command = app.add_subcommand("doctor", "tell what is missing or slow on this machine, and the remedy");
  command->add_option("DIR", options.folder, "a webapp, to be looked at as well")->type_name("DIR");
  command->add_flag("--json", options.json, "print one JSON object");
  add_cache(*command, options.cache);
  command->footer(R"(
examples:
  pagec doctor              this machine
  pagec doctor site/        and whether it is ready for that site
  pagec doctor --json | jq -r '.findings[] | select(.status != "ok") | .remedy'
Exit status: 0 nothing is missing, 1 something is, 2 bad usage.)");
  return command;
}

int run(int argc, char** argv) {
  CLI::App app("pagec: the compiler of Quire's .page files", "pagec");
  app.set_version_flag("--version", "pagec " QUIRE_VERSION);
  app.require_subcommand(1);
  app.footer(kExamples);

  NewOptions new_options;
  const CLI::App* new_command = add_new(app, new_options);
  CheckOptions check_options;
  const CLI::App* check_command = add_check(app, check_options);
  TranslateOptions translate_options;
  const CLI::App* translate_command = add_translate(app, translate_options);
  BuildOptions build_options;
  const CLI::App* build_command = add_build(app, build_options);
  GenerateOptions generate_options;
  const CLI::App* generate_command = add_generate(app, generate_options);
  RenderOptions render_options;
  const CLI::App* render_command = add_render(app, render_options);
  ImportOptions import_options;
  const CLI::App* import_command = add_import(app, import_options);
  DoctorOptions doctor_options;
  const CLI::App* doctor_command = add_doctor(app, doctor_options);
  std::string shell;
  const CLI::App* completion_command = quire::cli::add_completion_command(app, shell);

  ServiceOptions service_options;
  CLI::App* service_command = app.add_subcommand("serve-builds", "")->group("");
  service_command->add_option("--channel", service_options.channel)->required();
  service_command->add_option("--cache", service_options.common.cache);
  service_command->add_flag("--development", service_options.development);
  service_command->add_flag("--debug-info", service_options.debug_info);
  service_command->add_option("--check", service_options.checks)->delimiter(',');
  service_command->add_option("--seconds", service_options.seconds);
  service_command->add_option("--memory", service_options.memory);

  if (const std::optional<int> code = quire::cli::parse(app, argc, argv)) return *code;
  if (*new_command) return make_site(new_options);
  if (*check_command) return check(check_options);
  if (*translate_command) return translate(translate_options);
  if (*build_command) return build(build_options);
  if (*generate_command) return generate(generate_options);
  if (*render_command) return render(render_options);
  if (*import_command) return import_pages(import_options);
  if (*doctor_command) return doctor(doctor_options);
  if (*completion_command) return quire::cli::print_completion(app, shell), 0;
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
