#include "compiler/import/tags/libraries.h"

#include "compiler/ast/known_library.h"
#include "compiler/import/tags/header.h"
#include "compiler/import/xml_tree.h"
#include "compiler/source/include_resolver.h"
#include "runtime/base/ascii.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

namespace fs = boost::filesystem;

constexpr std::size_t kMaxDescriptors = 1000;

/// `shop_tags` for `WEB-INF/tld/shop.tld`.
std::string namespace_of(std::string_view path) {
  std::string stem = fs::path(std::string(path)).stem().string();
  std::string name;
  for (const char c : stem)
    if (is_alphanumeric(c)) name += to_lower(c);
    else if (!name.empty() && name.back() != '_') name += '_';
  while (name.ends_with('_')) name.pop_back();
  if (name.empty() || is_digit(name.front())) name = "site" + name;
  return name + "_tags";
}

/// The folder of the library's tag files, if it has nothing else, and they are there under the same names.
std::string tag_folder(const TagLibraryDescriptor& library) {
  if (!library.tags.empty() || !library.functions.empty() || library.tag_files.empty()) return {};
  std::string folder;
  for (const auto& tag : library.tag_files) {
    const std::size_t slash = tag.path.rfind('/');
    const std::string_view file = std::string_view(tag.path).substr(slash + 1);
    const bool is_named = file == tag.name + ".tag" || file == tag.name + ".tagx";
    if (slash == std::string::npos || !is_named || !tag.path.starts_with("/WEB-INF/tags/")) return {};
    const std::string here = tag.path.substr(0, slash);
    if (!folder.empty() && here != folder) return {};
    folder = here;
  }
  return folder;
}

}  // namespace

std::string SiteTagLibrary::header_text(const std::set<std::array<std::string, 3>>& attributes,
                                        const std::set<std::array<std::string, 2>>& in_values) const {
  TagLibraryDescriptor library = descriptor;
  for (TagLibraryDescriptor::Tag& tag : library.tags) tag.is_in_values = in_values.contains({header, tag.name});
  for (const auto& [file, tag, attribute] : attributes) {
    const auto found = std::ranges::find(library.tags, tag, &TagLibraryDescriptor::Tag::name);
    const bool is_open = file == header && found != library.tags.end() && found->is_open;
    const auto has_name = [&](const auto& each) { return each.name == attribute; };
    if (is_open && std::ranges::none_of(found->attributes, has_name))
      found->attributes.push_back({attribute, {}, false, true});
  }
  return tags_header(library, path, cpp_namespace);
}

std::string SiteTagLibrary::location() const {
  if (!known_uri.empty()) return "uri=\"" + known_uri + "\"";
  if (!tagdir.empty()) return "tagdir=\"" + tagdir + "\"";
  return "header=\"" + header + "\" namespace=\"" + cpp_namespace + "\"";
}

std::string SiteTagLibrary::namespace_name() const {
  if (!known_uri.empty()) return known_uri;
  return tagdir.empty() ? "quire-header:" + header + "#" + cpp_namespace : "urn:jsptagdir:" + tagdir;
}

SiteTagLibraries::SiteTagLibraries(const std::string& root, const std::string& web_xml) {
  for (const std::string folder : {"WEB-INF", "META-INF"})
    for (const std::string& file : files_in(root + "/" + folder, ".tld", kMaxDescriptors))
      read(root + "/" + folder + "/" + file, folder + "/" + file);
  for (const std::string& folder : class_path_of(root))
    for (const std::string& file : files_in(folder + "/META-INF", ".tld", kMaxDescriptors))
      read(folder + "/META-INF/" + file, "META-INF/" + file);
  read_names(web_xml);
}

void SiteTagLibraries::read(const std::string& file, const std::string& name) {
  const std::size_t count = libraries_.size() + damaged_sinks_.size();
  Result<std::string> bytes = read_file(file);
  if (!bytes || bytes->size() > IncludeResolver::kMaxBytes || count >= kMaxDescriptors) return;
  SourceSet sources;
  Sink sink;
  const FileId id = sources.add(read_xml_file(name, *std::move(bytes)));
  auto descriptor = read_descriptor(id, sources, sink);
  if (descriptor) return add({name, *std::move(descriptor)});
  damaged_sources_.push_back(std::move(sources));
  damaged_sinks_.push_back(std::move(sink));
}

void SiteTagLibraries::add(SiteTagLibrary library) {
  if (known_library(library.descriptor.uri)) library.known_uri = library.descriptor.uri;
  library.tagdir = tag_folder(library.descriptor);
  const std::string stem = namespace_of(library.path);
  const auto is_taken = [&](const std::string& name) {
    return std::ranges::find(libraries_, name, &SiteTagLibrary::cpp_namespace) != libraries_.end();
  };
  library.cpp_namespace = stem;
  for (int number = 2; is_taken(library.cpp_namespace); ++number)
    library.cpp_namespace = stem + "_" + std::to_string(number);
  library.header = library.cpp_namespace + ".h";
  names_.emplace("/" + library.path, libraries_.size());
  if (!library.descriptor.uri.empty()) names_.emplace(library.descriptor.uri, libraries_.size());
  libraries_.push_back(std::move(library));
}

/// `<taglib>` of web.xml, where it was up to JSP 2.0 or below `<jsp-config>`.
void SiteTagLibraries::read_names(const std::string& web_xml) {
  if (web_xml.empty() || web_xml.size() > IncludeResolver::kMaxBytes) return;
  SourceSet sources;
  Sink ignored;
  const auto root = read_xml_tree(sources.add(read_xml_file("WEB-INF/web.xml", web_xml)), sources, ignored);
  if (!root) return;
  std::vector<XmlTree> elements = root->children;
  for (const XmlTree& element : root->children)
    if (element.name == "jsp-config") elements.insert(elements.end(), element.children.begin(), element.children.end());
  for (const XmlTree& element : elements) {
    if (element.name != "taglib") continue;
    // Relative to the folder of web.xml.
    std::string location(element.text_of("taglib-location"));
    if (!location.starts_with('/')) location.insert(0, "/WEB-INF/");
    const std::string uri(element.text_of("taglib-uri"));
    const auto found = names_.find(location);
    if (found == names_.end() || uri.empty()) continue;
    names_.insert_or_assign(uri, std::size_t{found->second});
  }
}

const SiteTagLibrary* SiteTagLibraries::find(std::string_view uri) const {
  const auto found = names_.find(uri);
  return found == names_.end() ? nullptr : &libraries_[found->second];
}

std::vector<std::string> class_path_of(const std::string& root) {
  std::vector<std::string> folders{root + "/WEB-INF/classes"};
  boost::system::error_code error;
  fs::path site = fs::canonical(root, error);
  site.remove_trailing_separator();
  if (!error && site.string().ends_with("/src/main/webapp"))
    folders.push_back((site.parent_path() / "resources").string());
  std::erase_if(folders, [](const std::string& folder) {
    boost::system::error_code failure;
    return !fs::is_directory(folder, failure);
  });
  return folders;
}

std::vector<std::string> files_in(const std::string& folder, std::string_view extension, std::size_t most) {
  std::vector<std::string> files;
  boost::system::error_code error;
  if (!fs::is_directory(fs::symlink_status(folder, error))) return files;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  fs::recursive_directory_iterator entry(folder, kOptions, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end && files.size() < most;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    boost::system::error_code failure;
    const bool is_file = fs::is_regular_file(entry->symlink_status(failure));
    if (!is_file || !path.string().ends_with(extension)) continue;
    if (fs::file_size(path, failure) <= IncludeResolver::kMaxBytes)
      files.push_back(fs::relative(path, folder, failure).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace quire::compiler
