#include "compiler/make/missing_import.h"

#include "compiler/clang/remap.h"
#include "compiler/make/prelude.h"
#include "compiler/make/source_list.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

/// With one header, another one may turn out to be missing.
constexpr int kMaxRounds = 4;
/// How many headers of the site are compiled to see what they declare.
constexpr int kMaxProbes = 24;

struct MissingImport {
  UnknownName use;
  /// What of the name the header declares.
  std::string declared;
  /// `<map>` or `"shop/cart.h"`.
  std::string header;
};

/// The headers of the site that a unit can include.
class SiteHeaders {
 public:
  SiteHeaders(const Toolchain& toolchain, const CompileOptions& options) : toolchain_(toolchain), options_(options) {}

  /// The header that declares a name, unless several do.
  std::optional<std::string> find(const std::string& name) {
    const auto [known, is_new] = found_.try_emplace(name);
    if (is_new) known->second = look_for(name);
    return known->second;
  }

 private:
  struct Header {
    std::string name;
    std::string text;
  };

  std::optional<std::string> look_for(std::string_view name) {
    if (!is_read_) read();
    std::optional<std::string> found;
    for (const auto& [path, header] : headers_) {
      if (find_word(header.text, name.substr(0, name.find("::"))) == std::string::npos) continue;
      if (++probes_ > kMaxProbes) return std::nullopt;
      const std::string quoted = '"' + header.name + '"';
      UnitCompile compile(toolchain_, options_);
      if (!compile.begin("#include " + quoted + "\n") || compile.file_declaring(name) != path) continue;
      if (found) return std::nullopt;
      found = quoted;
    }
    return found;
  }

  void add(const std::string& folder, const fs::path& path) {
    const std::string extension = path.extension().string();
    if (extension != ".h" && extension != ".hpp" && extension != ".hh" && extension != ".hxx") return;
    if (auto text = read_file(path.string()))
      headers_.emplace(path.string(), Header{path.string().substr(folder.size() + 1), *std::move(text)});
  }

  void read() {
    is_read_ = true;
    for (const std::string& folder : options_.include_dirs) {
      const bool is_deep = folder.ends_with(kSiteSources);
      boost::system::error_code error;
      for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (!is_deep) entry.disable_recursion_pending();
        add(folder, entry->path());
      }
    }
  }

  const Toolchain& toolchain_;
  const CompileOptions& options_;
  bool is_read_ = false;
  int probes_ = 0;
  /// By path.
  std::map<std::string, Header> headers_;
  /// The names that were looked for.
  std::map<std::string, std::optional<std::string>> found_;
};

/// Finds the headers round by round.
class Search {
 public:
  Search(const Toolchain& toolchain, CompileOptions options, const CppUnit& unit)
      : toolchain_(toolchain), options_(std::move(options)), site_(toolchain_, options_), unit_(unit) {
    options_.check_only = true;
  }

  /// Adds the headers that declare these names. Returns false if none is new.
  bool add(const std::vector<UnknownName>& names) {
    const std::size_t before = headers_.size();
    for (const UnknownName& use : names) {
      std::optional<StandardName> found = find_standard_name(use.name);
      if (!found && unit_.code.find("using namespace std;") != std::string::npos)
        found = find_standard_name("std::" + use.name);
      if (!found)
        if (auto header = site_.find(use.name)) found = StandardName{use.name, *std::move(header)};
      if (!found) continue;
      headers_.insert(found->header);
      imports_.push_back({use, std::move(found->name), std::move(found->header)});
    }
    return headers_.size() > before;
  }

  /// Compiles with the headers; returns nullopt if there are errors in them.
  std::optional<CompiledUnit> compile(Translation& translation) {
    std::string includes;
    for (const std::string& header : headers_)
      includes += "#if __has_include(" + header + ")\n#include " + header + "\n#endif\n";
    // As with the page's import of a standard header.
    if (includes.find('<') != std::string::npos) options_.prelude = find_prelude(toolchain_, PreludeKind::kStd).path;
    UnitCompile compile(toolchain_, options_);
    if (!compile.begin(includes)) return std::nullopt;
    CompiledUnit unit = compile.finish(unit_.code, options_.unit_path, translation);
    compile.tell_mistakes();
    return unit;
  }

  /// The first use of each header, without names that are still unknown.
  std::vector<MissingImport> take(const std::vector<UnknownName>& unknown) {
    std::erase_if(imports_, [&](const MissingImport& import) {
      const bool is_unknown =
          std::ranges::any_of(unknown, [&](const UnknownName& name) { return name.span == import.use.span; });
      return is_unknown || headers_.erase(import.header) == 0;
    });
    return std::move(imports_);
  }

 private:
  const Toolchain& toolchain_;
  CompileOptions options_;
  SiteHeaders site_;
  const CppUnit& unit_;
  std::set<std::string> headers_;
  std::vector<MissingImport> imports_;
};

bool is_cpp_file(const SourceFile& file, const MissingImport& import) {
  return !import.use.in_page || is_site_source(file.name());
}

/// What the author has to write.
std::string remedy(const SourceFile& file, const MissingImport& import) {
  if (is_cpp_file(file, import)) return "#include " + import.header;
  const bool is_xml = file.name().ends_with('x');
  const bool is_tag = file.name().find(".tag") != std::string::npos;
  std::string name = import.header;
  if (name.starts_with('"')) name = name.substr(1, name.size() - 2);
  else if (is_xml) name.replace(0, 1, "&lt;");
  return (is_xml ? "<page:directive." : "<%@ ") + std::string(is_tag ? "tag" : "page") + " import=\"" + name + "\"" +
         (is_xml ? "/>" : " %>");
}

/// Adds the header to the file's last import if that is simple; otherwise adds an import.
std::optional<Fix> fix_for(const Translation& translation, const MissingImport& import, const std::string& remedy) {
  const FileId id = import.use.span.file;
  const SourceFile& file = translation.sources.file(id);
  const auto insertion = [id](std::size_t at, std::string text) {
    return Fix{{id, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)}, std::move(text)};
  };
  if (is_cpp_file(file, import)) {
    const std::size_t line = file.bytes().starts_with("#include") ? 0 : file.bytes().find("\n#include");
    if (line == std::string_view::npos) return std::nullopt;
    return insertion(line == 0 ? 0 : line + 1, remedy + "\n");
  }
  if (remedy.starts_with("<page:")) return std::nullopt;
  const std::string_view code = translation.unit.code;
  std::optional<Fix> fix;
  for (const Segment& segment : translation.unit.segments) {
    const bool is_import = code.substr(0, segment.unit_begin).ends_with("\n#include <");
    if (is_import && segment.page.file == id && file.bytes().substr(segment.page.end).starts_with('>'))
      fix = insertion(segment.page.end + 1, ", " + import.header);
  }
  return fix ? fix : insertion(0, remedy);
}

void report(const MissingImport& import, Translation& translation) {
  const SourceFile& file = translation.sources.file(import.use.span.file);
  const std::string what = remedy(file, import);
  const std::string header =
      import.header.starts_with('"') ? import.header.substr(1, import.header.size() - 2) : import.header;
  Diagnostic& diagnostic =
      translation.sink.report(DiagnosticKind::kMissingImport, import.use.span,
                              "`" + import.declared + "` is declared in `" + header + "`, which is not " +
                                  (is_cpp_file(file, import) ? "included" : "imported") + "; write `" + what + "`");
  if (auto fix = fix_for(translation, import, what)) diagnostic.fixes.push_back(*std::move(fix));
}

}  // namespace

void report_missing_imports(const Toolchain& toolchain, const CompileOptions& options, std::vector<UnknownName> names,
                            const Sink& before, Translation& translation) {
  const Sink original = translation.sink;
  Search search(toolchain, options, translation.unit);
  for (int round = 0; round < kMaxRounds && search.add(names); ++round) {
    translation.sink = before;
    std::optional<CompiledUnit> unit = search.compile(translation);
    if (!unit) {
      translation.sink = original;
      return;
    }
    names = std::move(unit->unknown_names);
  }
  const std::vector<MissingImport> imports = search.take(names);
  if (imports.empty()) translation.sink = original;
  for (const MissingImport& import : imports) report(import, translation);
}

}  // namespace quire::compiler
