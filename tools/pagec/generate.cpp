#include "compiler/clang/clang_frontend.h"
#include "compiler/emit/linked_page.h"
#include "compiler/lex/cpp_keyword.h"
#include "compiler/make/header_folders.h"
#include "compiler/make/prelude.h"
#include "compiler/make/site_toolchain.h"
#include "compiler/translate.h"
#include "runtime/base/file.h"
#include "runtime/protocol/private_path.h"
#include "tools/pagec/build/site_tree.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/generate/site_unit.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// A page, and the name of its translation unit in the output folder.
struct UnitName {
  std::string page;
  std::string output;
  /// False if web.toml says that the file is not a page, or is ignored: its unit is empty.
  bool is_page = true;
  bool has_hashed_names = false;

  compiler::PageFunction function() const { return compiler::page_function(page, has_hashed_names); }
};

/// One run of the command.
struct Generation {
  const GenerateOptions& options;
  std::string root;
  /// An absolute path.
  fs::path output;
  std::vector<UnitName> units;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  /// What web.toml adds.
  compiler::SiteToolchain site = {};
  /// Linker options from the `link` attributes of pages.
  std::set<std::string> libraries = {};
  /// The files that the output depends on.
  std::set<std::string> read = {};
  /// Files to write, by path in the output folder: all of them, or none if there are errors.
  std::map<std::string, std::string> files = {};
};

/// The pages of a site, without those that a built site does not contain.
std::set<std::string> pages_of(const std::string& root) {
  const WebSettings settings = read_web_settings(root);
  std::set<std::string> pages;
  for (const PageName& page : find_pages(root, root))
    if (!settings.is_ignored(page.page)) pages.insert(page.page);
  return pages;
}

/// Parses the list. Each line consists of a page, a tab, and the name of its unit.
std::vector<UnitName> read_list(const GenerateOptions& options, const std::string& root) {
  const Result<std::string> text = read_file(options.list);
  if (!text) throw UsageError("cannot read " + options.list);
  const std::set<std::string> pages = pages_of(root);
  std::vector<UnitName> units;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos)
      throw UsageError(options.list + ": a line must consist of a page, a tab and a file: " + line);
    const std::string page = name_page((fs::path(root) / line.substr(0, tab)).string(), root).page;
    units.push_back({page, line.substr(tab + 1), pages.contains(page)});
  }
  return units;
}

std::vector<UnitName> units_of(const GenerateOptions& options, const std::string& root) {
  if (!options.list.empty()) return read_list(options, root);
  std::vector<UnitName> units;
  for (const std::string& page : pages_of(root)) units.push_back({page, ""});
  return units;
}

/// Reports files by their full paths: build tools print them in folders of their own.
void tell(Generation& run, const compiler::Translation& translation) {
  compiler::SourceSet sources;
  for (compiler::FileId id = 0; id < translation.sources.size(); ++id) {
    const compiler::SourceFile& file = translation.sources.file(id);
    const std::string& name = file.path().empty() ? file.name() : file.path();
    sources.add(compiler::SourceFile(name, file.path(), std::string(file.stored_bytes())));
  }
  print_diagnostics(translation.sink, sources, run.options.common.diagnostics);
  run.errors += translation.sink.error_count();
  run.warnings += translation.sink.diagnostics().size() - translation.sink.error_count();
}

void refuse(Generation& run, const std::string& page, const std::string& sentence) {
  ++run.errors;
  const ReportedDiagnostic diagnostic = build_failure(run.root + page, sentence);
  if (run.options.common.diagnostics == "json") print_json(diagnostic);
  else std::fputs(diagnostic.rendered.c_str(), stderr);
}

/// Whether C++ calls the page by its name: it has arguments, or nothing is served.
bool is_called(const Generation& run, const UnitName& unit) {
  return run.options.pages_only ||
         compiler::translate(run.root, unit.page, {compiler::UnitForm::kLinked}).unit.has_arguments;
}

/// If several pages have the same names in C++, those that are only served get others.
void separate_equal_names(Generation& run) {
  std::map<std::string, std::set<UnitName*>> by_name;
  for (UnitName& unit : run.units) {
    if (!unit.is_page) continue;
    by_name[unit.function().name].insert(&unit);
    by_name[unit.function().arguments].insert(&unit);
  }
  for (const auto& [name, units] : by_name)
    if (units.size() > 1)
      for (UnitName* unit : units) unit->has_hashed_names = !is_called(run, *unit);
  for (UnitName& unit : run.units)
    if (unit.output.empty()) unit.output = unit.function().name + ".page.cpp";
}

/// Two pages whose names map to the same C++ function are an error.
void refuse_equal_names(Generation& run) {
  std::map<std::string, std::string> taken;
  for (const UnitName& unit : run.units) {
    if (!unit.is_page) continue;
    const compiler::PageFunction function = unit.function();
    for (const std::string& name : {function.name, function.arguments}) {
      const auto [at, is_new] = taken.emplace(name, unit.page);
      if (is_new || at->second == unit.page) continue;
      refuse(run, unit.page,
             "this page and " + at->second.substr(1) + " would both be named `" + run.options.cpp_namespace +
                 "::" + name + "` in C++; rename one of them");
      break;
    }
  }
}

bool has_cpp_tags(const compiler::CppUnit& unit) {
  return std::ranges::any_of(unit.tag_uses, [](const compiler::TagUse& use) { return !use.cpp_scope.empty(); });
}

/// Only Clang knows the struct of a C++ tag and the order of its fields. Compiles
/// the page, which also reports unknown and missing attributes in terms of the page,
/// and translates it again with the fields. After errors, `translation` is kept.
void put_tag_fields_in_order(const Generation& run, compiler::EmitOptions emit, compiler::Translation& translation) {
  static const compiler::Toolchain toolchain =
      compiler::site_toolchain(compiler::find_toolchain({run.options.common.cache}), {run.root, {}, {}}).toolchain;
  const std::string page = translation.unit.path;
  const compiler::Prelude prelude = compiler::find_prelude(toolchain, compiler::prelude_for(translation.unit));
  const compiler::CompileOptions options{page + ".cpp", prelude.path, compiler::include_dirs({run.root, page, {}}),
                                         Optimization::kNone, true};
  compiler::CompiledUnit compiled = compiler::compile_unit(toolchain, options, translation);
  translation.sink.sort();
  if (translation.sink.has_errors()) return;
  emit.tag_fields = std::move(compiled.tag_fields);
  translation = compiler::translate(run.root, page, emit);
}

/// The generated code may be compiled from any folder: includes that are relative
/// to the page's folder become absolute.
std::string with_whole_paths(const std::string& code, const fs::path& folder) {
  constexpr std::string_view kInclude = "#include \"";
  std::string text;
  std::istringstream lines(code);
  for (std::string line; std::getline(lines, line); text += line + '\n') {
    const std::size_t end = line.find('"', kInclude.size());
    if (!line.starts_with(kInclude) || end == std::string::npos) continue;
    const fs::path beside = folder / line.substr(kInclude.size(), end - kInclude.size());
    if (fs::exists(beside)) line.replace(kInclude.size(), end - kInclude.size(), beside.string());
  }
  return text;
}

void generate_page(Generation& run, const UnitName& unit) {
  const compiler::EmitOptions emit{compiler::UnitForm::kLinked, run.options.site, run.options.cpp_namespace,
                                   unit.has_hashed_names};
  compiler::Translation translation = compiler::translate(run.root, unit.page, emit);
  if (!translation.sink.has_errors() && has_cpp_tags(translation.unit)) put_tag_fields_in_order(run, emit, translation);
  tell(run, translation);
  for (compiler::FileId id = 0; id < translation.sources.size(); ++id)
    run.read.insert(translation.sources.file(id).path());
  if (translation.sink.has_errors()) return;
  for (const compiler::LinkedLibrary& library : translation.unit.links) run.libraries.insert(library.option);
  const fs::path folder = fs::path(run.root + unit.page).parent_path();
  const std::string code =
      compiler::with_line_directives(translation.unit, translation.sources, compiler::LineNames::kOnDisk).code;
  run.files[unit.output] = with_whole_paths(code, folder);
  const std::string header = run.options.cpp_namespace + "/" + unit.function().name + ".h";
  run.files["include/" + header] = with_whole_paths(translation.unit.header, folder);
}

/// A word in a response file or a linker script.
std::string quoted(const std::string& word) {
  std::string text = "\"";
  for (const char c : word) text += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
  return text + "\"";
}

/// Writes what the units need, in addition to libquire: response files with options for the compiler
/// and for linking with it, `compile.txt` and `link.txt`, and a script that linkers take for a
/// library, `libraries.ld`. Unlike an option, its path may contain any character.
void generate_flags(Generation& run) {
  std::string compile;
  for (const std::string& flag : run.site.compile_flags) compile += quoted(flag) + "\n";
  std::string link;
  const auto add_search_path = [&](const std::string& folder) {
    for (const std::string& word : {std::string("-rpath"), folder}) link += "-Xlinker " + quoted(word) + "\n";
  };
  std::string libraries = "/* Libraries of the site " + run.options.site + ". Generated by pagec. */\n";
  for (const std::string& option : run.libraries) libraries += "INPUT(" + option + ")\n";
  for (const std::string& flag : run.site.link_flags) {
    if (flag.starts_with("-l")) libraries += "INPUT(" + flag + ")\n";
    else if (flag.starts_with("-L")) libraries += "SEARCH_DIR(" + quoted(flag.substr(2)) + ")\n";
    else if (flag.starts_with("/")) libraries += "INPUT(" + quoted(flag) + ")\n";
    else link += quoted(flag) + "\n";
    if (flag.starts_with("-L")) add_search_path(flag.substr(2));
    if (flag.starts_with("/") && !flag.ends_with(".a")) add_search_path(fs::path(flag).parent_path().string());
  }
  run.files["compile.txt"] = compile;
  run.files["link.txt"] = link;
  run.files["libraries.ld"] = libraries;
}

/// Reads `[build]` in web.toml, and reports errors in it.
void read_flags(Generation& run) {
  run.site = compiler::site_flags({run.root, {}, {}});
  Report report(run.options.common.diagnostics, 0);
  report.add({}, run.site.mistakes);
  run.errors += report.errors();
  for (const FileStamp& file : run.site.files) run.read.insert(file.path);
}

/// `pages.h`, which includes the header of each page.
void generate_all_pages_header(Generation& run) {
  const std::string& name = run.options.cpp_namespace;
  std::string text = "// All pages as functions. Generated by pagec.\n#pragma once\n\n";
  for (const UnitName& unit : run.units)
    if (unit.is_page) text += "#include <" + name + "/" + unit.function().name + ".h>\n";
  run.files["include/" + name + ".h"] = text;
}

/// What the server may send, and what only pages may include. The program has the settings anyway.
bool is_embedded(const std::string& path) { return "/" + path != kWebSettings && is_resource("/" + path); }

void generate_site(Generation& run) {
  SiteUnit site{run.options.site, {}, {}, read_file(run.root + "/WEB-INF/web.toml").value_or("")};
  for (const UnitName& unit : run.units)
    if (unit.is_page) site.pages.push_back(unit.page);
  std::ranges::sort(site.pages);
  const std::string cache = (run.output / "encoded").string();
  fs::create_directories(cache);
  for (const SiteFile& file : read_site_tree(run.root, /*with_sources=*/false).files) {
    if (!is_embedded(file.path)) continue;
    site.files.push_back(encode_static_file("/" + file.path, file.source, cache));
    run.read.insert(file.source);
  }
  run.files["files.bin"] = blob_of(site);
  run.files["site.cpp"] = code_of(site, (run.output / "files.bin").string());
  run.files["include/" + site.name + "_site.h"] = header_of(site);
}

/// Leaves unchanged files alone, so that nothing that depends on them is rebuilt.
void write_changed(const Generation& run) {
  for (const auto& [name, bytes] : run.files) {
    const fs::path path = run.output / name;
    if (const Result<std::string> old = read_file(path.string()); old && *old == bytes) continue;
    fs::create_directories(path.parent_path());
    write_file(path.string(), bytes);
  }
}

void write_dependencies(Generation& run) {
  // Files that could not be read have an empty path.
  run.read.erase("");
  const std::string target = run.options.stamp.empty() ? (run.output / "site.cpp").string() : run.options.stamp;
  write_depfile(run.options.common.depfile, target, run.read);
}

}  // namespace

int generate(const GenerateOptions& options) {
  if (!compiler::is_variable_name(options.site)) throw UsageError("--site " + options.site + ": not a valid C++ name");
  if (!compiler::is_variable_name(options.cpp_namespace))
    throw UsageError("--namespace " + options.cpp_namespace + ": not a valid C++ name");
  if (!fs::is_directory(options.folder)) throw UsageError(options.folder + " is not a folder");
  const std::string root = fs::canonical(options.folder).string();
  Generation run{options, root, fs::absolute(options.output).lexically_normal(), units_of(options, root)};
  separate_equal_names(run);
  refuse_equal_names(run);
  read_flags(run);
  for (const UnitName& unit : run.units)
    if (unit.is_page) generate_page(run, unit);
    else run.files[unit.output] = "// " + unit.page.substr(1) + " is not a page, according to WEB-INF/web.toml.\n";
  if (run.errors + run.warnings > 0 && options.common.diagnostics == "text")
    std::fprintf(stderr, "%s, %s\n", counted(run.errors, "error").c_str(), counted(run.warnings, "warning").c_str());
  if (run.errors > 0) return kExitMistakes;
  generate_all_pages_header(run);
  generate_flags(run);
  if (!options.pages_only) generate_site(run);
  write_changed(run);
  if (!options.common.depfile.empty()) write_dependencies(run);
  if (!options.stamp.empty()) write_file(options.stamp, "");
  return 0;
}

}  // namespace quire::pagec
