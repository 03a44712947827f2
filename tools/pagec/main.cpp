#include "tools/cli/command_line.h"
#include "tools/cli/completion.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/site.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <memory>

namespace {

using namespace quire::pagec;

constexpr const char* kExamples = R"(
examples:
  pagec new site/                          create a starter site
  pagec check site/                        report all errors in all pages
  pagec translate site/cart.page           print the generated C++
  pagec explain site/cart.page:14          show how values are escaped
  pagec build site/ -o out/                build a site that runs without a compiler
  pagec generate site/ -o gen/             generate C++ to link into your own program
  pagec render site/cart.page --param n=3  run one page without a server
  pagec import site.jsp/ -o site/          convert JSP files to pages
  pagec doctor site/                       find what is missing or slow on this machine
  pagec completion --help                  set up shell completion)";

void add_cache(CLI::App& command, std::string& cache) {
  command.add_option("--cache", cache, "folder for precompiled headers (default: $QUIRE_CACHE or ~/.cache/quire)")
      ->type_name("DIR");
}

void add_root(CLI::App& command, std::string& root) {
  command.add_option("--root", root, "the site's folder (default: the nearest parent that has WEB-INF)")
      ->type_name("DIR");
}

void add_diagnostics(CLI::App& command, std::string& diagnostics) {
  command.add_option("--diagnostics", diagnostics, "format of diagnostics: text or json (one object per line)")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_depfile(CLI::App& command, std::string& depfile) {
  command.add_option("--depfile", depfile, "write dependencies to this file in make syntax")->type_name("FILE");
}

void add_common(CLI::App& command, CommonOptions& common) {
  add_diagnostics(command, common.diagnostics);
  add_cache(command, common.cache);
  add_depfile(command, common.depfile);
}

void add_cmake(CLI::App& command, std::vector<std::string>& cmake) {
  command
      .add_option("--cmake", cmake,
                  "CMake's build folder, and a target of quire_add_site (default: that of the site): use its libraries")
      ->expected(1, 2)
      ->type_name("DIR");
}

void add_jobs(CLI::App& command, int& jobs) {
  command.add_option("-j,--jobs", jobs, "number of parallel compile jobs (default: one per core)")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
}

CLI::App* add_new(CLI::App& app, NewOptions& options) {
  CLI::App* command = app.add_subcommand("new", "create a starter site");
  command->add_option("DIR", options.folder, "the folder to create; if it exists, it must be empty")
      ->required()
      ->type_name("DIR");
  command->footer(R"(
examples:
  pagec new site/   then run `paged dev site/` and edit site/index.page)");
  return command;
}

CLI::App* add_check(CLI::App& app, CheckOptions& options) {
  CLI::App* command = app.add_subcommand("check", "translate, compile and link pages, and report all errors");
  command->add_option("PATH", options.paths, "pages or folders")->required()->type_name("PATH");
  add_jobs(*command, options.jobs);
  add_cmake(*command, options.cmake);
  add_root(*command, options.common.root);
  add_common(*command, options.common);
  command->footer(R"(
examples:
  pagec check site/                         check all pages
  pagec check site/ --cmake build/          the same with the libraries of its CMake project
  pagec check site/cart.page                check one page
  pagec check site/ --diagnostics=json -j4  write diagnostics for another program)");
  return command;
}

CLI::App* add_translate(CLI::App& app, TranslateOptions& options) {
  CLI::App* command = app.add_subcommand("translate", "print the C++ generated for a page, with #line directives");
  command->add_option("PAGE", options.page, "the page file")->required()->type_name("PAGE");
  command->add_option("-o,--output", options.output, "write to this file instead of standard output")
      ->type_name("FILE");
  add_root(*command, options.common.root);
  add_common(*command, options.common);
  command->footer(R"(
examples:
  pagec translate site/cart.page
  pagec translate site/cart.page -o cart.cpp --depfile cart.d)");
  return command;
}

CLI::App* add_explain(CLI::App& app, ExplainOptions& options) {
  CLI::App* command = app.add_subcommand("explain", "show how the values on a line of a page are escaped, and why");
  command
      ->add_option("PLACE", options.place, "PAGE:LINE or PAGE:LINE:COLUMN; with --raw, a page or folder (default: .)")
      ->type_name("PLACE");
  command->add_flag("--raw", options.raw, "list everything that is printed without escaping");
  add_root(*command, options.common.root);
  add_diagnostics(*command, options.common.diagnostics);
  command->footer(R"(
examples:
  pagec explain site/cart.page:14       all values on line 14
  pagec explain site/cart.page:14:9     the value at column 9, in bytes
  pagec explain --raw site/             what to look at in a security review)");
  return command;
}

CLI::App* add_build(CLI::App& app, BuildOptions& options) {
  CLI::App* command = app.add_subcommand("build", "compile a whole site to be served without a compiler");
  command->add_option("DIR", options.folder, "the site's folder")->required()->type_name("DIR");
  command->add_option("-o,--output", options.output, "the folder to create or replace, outside DIR")->type_name("DIR");
  command->add_option("--war", options.archive, "pack the output into this file, in addition to or instead of -o")
      ->type_name("FILE");
  add_jobs(*command, options.jobs);
  command->add_option("-O", options.level, "optimization: 0 compiles fast, 2 makes fast pages (default: 2)")
      ->check(CLI::IsMember({0, 2}))
      ->type_name("N");
  command->add_flag("--sources", options.with_sources, "include pages and tag files in the output, for reference");
  command->add_flag("--watch", options.watches, "rebuild after each change until interrupted");
  command->add_option("--work", options.work, "folder for files that the next build reuses (default: in the cache)")
      ->type_name("DIR");
  add_common(*command, options.common);
  command->footer(R"(
examples:
  pagec build site/ -o out/           for production: copy out/ to the server's webapps/
  pagec build site/ --war shop.war    pack the site into a single file
  pagec build site/ -o out/ -O0 -j2   find out quickly whether the site builds
  pagec build site/ -o out/ --watch   rebuild after each change
The output is replaced as a whole; if any page has an error, it is left unchanged.
Exit status: 0 built, 1 errors in the site or a failed operation, 2 invalid usage.)");
  return command;
}

CLI::App* add_generate(CLI::App& app, GenerateOptions& options) {
  CLI::App* command =
      app.add_subcommand("generate", "write a site as C++ for another build system: units, headers and static files");
  command->add_option("DIR", options.folder, "the site's folder")->required()->type_name("DIR");
  command->add_option("-o,--output", options.output, "the output folder")->required()->type_name("DIR");
  command->add_option("--site", options.site, "name of the site in C++, `sites::NAME` (default: site)")
      ->type_name("NAME");
  command->add_option("--namespace", options.cpp_namespace, "C++ namespace of the page functions (default: pages)")
      ->type_name("NAME");
  command
      ->add_option("--list", options.list,
                   "read the pages from this file; each line: path in DIR, tab, name of the .cpp file")
      ->type_name("FILE");
  command->add_flag("--pages-only", options.pages_only, "generate only the page functions, without a site to serve");
  command->add_option("--stamp", options.stamp, "touch this file when done")->type_name("FILE");
  add_diagnostics(*command, options.common.diagnostics);
  add_depfile(*command, options.common.depfile);
  add_cache(*command, options.common.cache);
  command->footer(R"(
Unchanged files are not rewritten. The CMake functions quire_add_site and
quire_add_pages run this command; other build systems can call it directly.

examples:
  pagec generate site/ -o gen/ --site shop                a site to link into a server
  pagec generate views/ -o gen/ --pages-only              pages as functions, for any program)");
  return command;
}

CLI::App* add_render(CLI::App& app, RenderOptions& options) {
  CLI::App* command = app.add_subcommand("render", "run a page without a server and print the response body");
  command->add_option("PAGE", options.page, "the page file")->required()->type_name("PAGE");
  command->add_option("--data", options.data, "JSON file with an object whose members become request attributes")
      ->type_name("FILE");
  command->add_option("--param", options.params, "request parameter, K=V; may be repeated")->allow_extra_args(false);
  command->add_option("--header", options.headers, "request header field, 'K: V'; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--method", options.method, "request method (default: GET)");
  add_root(*command, options.common.root);
  add_diagnostics(*command, options.common.diagnostics);
  add_cache(*command, options.common.cache);
  command->footer(R"(
examples:
  pagec render site/cart.page --param item=tea --param count=3
  pagec render site/cart.page --data cart.json --header 'Accept-Language: fr'
  pagec render site/form.page --method POST > page.html)");
  return command;
}

CLI::App* add_import(CLI::App& app, ImportOptions& options) {
  CLI::App* command = app.add_subcommand("import", "convert JSP files to pages, and web.xml to web.toml");
  command->add_option("PATH", options.paths, "JSP files (.jsp .jspf .jspx .tag .tagx .tagf), or folders of them")
      ->required()
      ->type_name("PATH");
  command->add_option("-o,--output", options.output, "output file or folder (default: next to each JSP file)")
      ->type_name("FILE");
  command->add_flag("--force", options.force, "overwrite existing files");
  command->add_option("--map", options.map, "TOML file that says which tags become others")->type_name("FILE");
  add_root(*command, options.common.root);
  add_diagnostics(*command, options.common.diagnostics);
  command->footer(R"(
examples:
  pagec import shop/ -o site/           a web application: its JSP files and WEB-INF/web.xml
  pagec import shop/cart.jsp            writes shop/cart.page
  pagec import cart.jsp -o new.page --force
Only code with a definite equivalent in C++ is converted. The rest is kept in comments that
start with `<%-- import:` and describe what to do. The content of an unconverted condition,
loop or tag is not shown until you have rewritten it; where such code could end the page, the
page responds with status 501. Printed values are escaped: for intentional HTML, write
`<%- %>`. An existing WEB-INF/web.toml is never changed, and other files are not copied.
Afterwards, run `pagec check`.
Expressions and the core, function, format, form and security libraries are kept. For the site's own
libraries (.tld), WEB-INF/src gets headers with a struct or function for each tag or function, to be
written. Messages of Spring, Struts and OpenMRS become `fmt:message`; guards of Shiro and Spring
Security become `security:` tags, with WEB-INF/src/security.h to be written. `--map` adds tags:
  [[tag]]
  name = "shop:text"
  becomes = "fmt:message"
  attributes = { id = "key" }
Exit status: 0 written, 1 a page does not translate or cannot be written, 2 invalid usage.)");
  return command;
}

CLI::App* add_doctor(CLI::App& app, DoctorOptions& options) {
  CLI::App* command =
      app.add_subcommand("doctor", "check this machine for missing or slow components and suggest remedies");
  command->add_option("DIR", options.folder, "a web application to check as well")->type_name("DIR");
  command->add_flag("--json", options.json, "print the result as a JSON object");
  add_cache(*command, options.cache);
  command->footer(R"(
examples:
  pagec doctor              check this machine
  pagec doctor site/        also check that it is ready for a site
  pagec doctor --json | jq -r '.findings[] | select(.status != "ok") | .remedy'
Exit status: 0 nothing is missing, 1 something is missing, 2 invalid usage.)");
  return command;
}

/// What the development server asks before it starts the compile service.
CLI::App* add_ask_cmake(CLI::App& app, TargetOptions& options) {
  CLI::App* command = app.add_subcommand("ask-cmake", "")->group("");
  add_cmake(*command, options.cmake);
  command->add_option("--root", options.common.root)->required();
  command->add_option("--output", options.output)->required();
  return command;
}

/// The compile service, which the development server starts.
CLI::App* add_service(CLI::App& app, ServiceOptions& options) {
  CLI::App* command = app.add_subcommand("serve-builds", "")->group("");
  command->add_option("--channel", options.channel)->required();
  command->add_option("--cache", options.common.cache);
  command->add_option("--site-flags", options.site_flags);
  command->add_flag("--development", options.development);
  command->add_flag("--debug-info", options.debug_info);
  command->add_option("--check", options.checks)->delimiter(',');
  command->add_option("--seconds", options.seconds);
  command->add_option("--memory", options.memory);
  return command;
}

int run(int argc, char** argv) {
  CLI::App app("pagec: the Quire compiler for .page files", "pagec");
  app.set_version_flag("--version", "pagec " QUIRE_VERSION);
  app.require_subcommand(1);
  app.footer(kExamples);

  int code = 0;
  const auto add = [&]<class Options>(CLI::App* (*define)(CLI::App&, Options&), int (*command)(const Options&)) {
    const auto options = std::make_shared<Options>();
    define(app, *options)->callback([=, &code] { code = command(*options); });
  };
  add(add_new, make_site);
  add(add_check, check);
  add(add_translate, translate);
  add(add_explain, explain);
  add(add_build, build);
  add(add_generate, generate);
  add(add_render, render);
  add(add_import, import_pages);
  add(add_doctor, doctor);
  quire::cli::add_completion_command(app);
  add(add_ask_cmake, ask_cmake);
  add(add_service, serve);
  return quire::cli::parse(app, argc, argv).value_or(code);
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
