#include "tools/pagec/import/import_site.h"

#include "compiler/import/tags/header.h"
#include "runtime/base/file.h"
#include "tools/pagec/build/places.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace quire::pagec {
namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// Writes a file, unless there is one; reports it unless it has that text already.
void write_new(const std::string& name, const fs::path& file, const std::string& text, ImportReport& report,
               const std::string& encoding = {}) {
  const bool exists = fs::exists(file);
  if (exists) {
    const Result<std::string> present = read_file(file.string());
    if (present && *present == text) return;
  } else {
    write_with_folder(file, text);
  }
  report.add_other(name, file.string(), !exists, encoding);
}

std::set<std::string> keys_of(const std::vector<const compiler::ImportedFile*>& pages) {
  std::set<std::string> keys;
  for (const compiler::ImportedFile* page : pages)
    keys.insert(page->needs.messages.begin(), page->needs.messages.end());
  return keys;
}

/// Adds a value for what `path`, such as `address.city` or `items.[].name`, reads: its name, which is `name` if there
/// is no more of it.
void add_sample(json::value& value, std::string_view path, std::string_view name) {
  if (path.empty()) {
    if (value.is_null()) value = name;
    return;
  }
  const std::string_view part = path.substr(0, path.find('.'));
  const std::string_view rest = path.substr(std::min(part.size() + 1, path.size()));
  if (part == "[]") {
    if (value.is_object()) return;
    if (!value.is_array()) value = json::array(1);
    return add_sample(value.get_array()[0], rest, name);
  }
  if (value.is_array()) return;
  if (!value.is_object()) value = json::object();
  add_sample(value.get_object()[part], rest, part);
}

}  // namespace

void write_with_folder(const fs::path& path, const std::string& text) {
  if (!path.parent_path().empty()) make_folder(path.parent_path().string());
  write_file(path.string(), text);
}

void write_site(const compiler::JspSite& site, const std::vector<const compiler::ImportedFile*>& pages,
                const fs::path& target, ImportReport& report) {
  std::set<std::string> headers;
  std::set<std::array<std::string, 3>> attributes;
  std::set<std::array<std::string, 2>> in_values;
  bool has_guards = false;
  for (const compiler::ImportedFile* page : pages) {
    for (const auto& [header, uses] : page->needs.libraries) headers.insert(header);
    attributes.insert(page->needs.attributes.begin(), page->needs.attributes.end());
    in_values.insert(page->needs.tags_in_values.begin(), page->needs.tags_in_values.end());
    has_guards = has_guards || page->needs.has_guards;
  }
  const compiler::SiteTagLibraries& libraries = site.libraries();
  for (std::size_t index = 0; index < libraries.damaged_sinks().size(); ++index)
    report.add_damaged(libraries.damaged_sinks()[index], libraries.damaged_sources()[index]);
  const fs::path sources = target / "WEB-INF/src";
  for (const compiler::SiteTagLibrary& library : libraries.all())
    if (headers.contains(library.header))
      write_new(library.path, sources / library.header, library.header_text(attributes, in_values), report);
  if (has_guards) write_new("guards", sources / "security.h", compiler::guards_header(), report);
  for (const compiler::MessageKeys::File* bundle : site.messages().files_with(keys_of(pages))) {
    const bool is_quires = bundle->folder.ends_with("/WEB-INF/messages");
    const fs::path source = fs::path(bundle->folder) / bundle->path;
    fs::path copy = target / (is_quires ? "WEB-INF/messages" : "WEB-INF/classes") / bundle->path;
    Result<std::string> bytes = read_file(source.string());
    if (!bytes) continue;
    bool is_converted = false;
    const std::string text = compiler::bundle_text(*std::move(bytes), is_converted);
    // Java needs the file as it is; the bundles of Quire come before those of Java.
    boost::system::error_code error;
    if (is_converted && fs::equivalent(source, copy, error)) copy = target / "WEB-INF/messages" / bundle->path;
    write_new(bundle->path, copy, text, report, is_converted ? "ISO-8859-1" : "");
  }
}

std::string bundle_of(const compiler::JspSite& site, const std::vector<const compiler::ImportedFile*>& pages) {
  return site.messages().best_bundle(keys_of(pages));
}

void write_sample(const fs::path& file, const std::vector<compiler::ImportedFile>& pages) {
  json::object data;
  for (const compiler::ImportedFile& page : pages)
    for (const auto& [bean, paths] : page.beans) {
      json::value& value = data[bean];
      for (const std::string& path : paths) add_sample(value, path, bean);
      if (value.is_null()) value = json::object();
    }
  if (!data.empty() && !fs::exists(file)) write_with_folder(file, json::serialize(data) + "\n");
}

}  // namespace quire::pagec
