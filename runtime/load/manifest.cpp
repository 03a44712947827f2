#include "runtime/load/manifest.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <quire/abi.h>
#include <sys/stat.h>
#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace quire {

namespace {

namespace json = boost::json;

constexpr std::int64_t kFormat = 1;

/// What is wrong with a manifest, in words that follow its path.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string text_of(const json::object& object, const char* name) {
  return json::value_to<std::string>(object.at(name));
}

/// Whether the text before the seal is what was sealed.
bool is_sealed(std::string_view text) {
  constexpr std::string_view kSeal = ",\"seal\":\"";
  constexpr std::string_view kEnd = "\"}\n";
  const std::size_t at = text.rfind(kSeal);
  if (at == std::string_view::npos || !text.ends_with(kEnd)) return false;
  const std::string_view seal = text.substr(at + kSeal.size(), text.size() - at - kSeal.size() - kEnd.size());
  return seal == content_hash(text.substr(0, at));
}

/// Whether a path that begins with a slash stays below it.
bool stays_inside(std::string_view path) {
  if (path.find('\0') != std::string_view::npos) return false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment.empty() || segment == "." || segment == "..") return false;
    path.remove_prefix(end);
  }
  return true;
}

/// The path of a file; `what` is what it names.
std::string file_of(const json::object& object, const char* name, const std::string& what) {
  std::string path = text_of(object, name);
  if (path.starts_with('/') || !stays_inside("/" + path))
    throw Refusal("has a " + what + " that leads out of the folder, `" + path + "`");
  return path;
}

Manifest::Page page_of(const json::object& object, const Manifest& manifest) {
  Manifest::Page page{text_of(object, "page"), file_of(object, "record", "record"), text_of(object, "hash"), 0};
  if (!page.page.starts_with('/') || !stays_inside(page.page))
    throw Refusal("has a page that leads out of the folder, `" + page.page + "`");
  const std::string library = text_of(object, "library");
  while (page.library < manifest.libraries.size() && manifest.libraries[page.library].file != library) ++page.library;
  if (page.library == manifest.libraries.size())
    throw Refusal("has page `" + page.page + "` in `" + library + "`, which is none of its libraries");
  return page;
}

Manifest manifest_of(const json::object& object) {
  Manifest manifest;
  for (const json::value& value : object.at("libraries").as_array()) {
    const json::object& library = value.as_object();
    manifest.libraries.push_back(
        {file_of(library, "file", "library"), library.at("size").to_number<std::uint64_t>(), text_of(library, "hash")});
  }
  for (const json::value& value : object.at("pages").as_array())
    manifest.pages.push_back(page_of(value.as_object(), manifest));
  const auto by_path = [](const Manifest::Page& a, const Manifest::Page& b) { return a.page < b.page; };
  std::sort(manifest.pages.begin(), manifest.pages.end(), by_path);
  for (std::size_t at = 1; at < manifest.pages.size(); ++at)
    if (manifest.pages[at].page == manifest.pages[at - 1].page)
      throw Refusal("has page `" + manifest.pages[at].page + "` twice");
  return manifest;
}

Manifest parse(std::string_view text) {
  const json::value value = json::parse(text);
  const json::object& object = value.as_object();
  const std::string version = text_of(object, "quire");
  const auto format = object.at("format").to_number<std::int64_t>();
  if (format != kFormat)
    throw Refusal("is of form " + std::to_string(format) + ", written by Quire " + version +
                  ", and this server reads form " + std::to_string(kFormat));
  if (!is_sealed(text)) throw Refusal("was changed after the build");
  const std::string abi = text_of(object, "abi");
  if (abi != kAbiStamp)
    throw Refusal("was built by Quire " + version + " for another page API (" + abi + ", this server has " + kAbiStamp +
                  ")");
  return manifest_of(object);
}

}  // namespace

bool is_built_site(const std::string& root) {
  struct stat status{};
  return ::stat((root + kManifest).c_str(), &status) == 0;
}

Result<Manifest> read_manifest(const std::string& root) {
  constexpr const char* kRemedy = "; build the site again, with `pagec build` of this server's version";
  const std::string path = root + kManifest;
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  try {
    return parse(*text);
  } catch (const Refusal& refusal) {
    return Error{path + " " + refusal.what() + kRemedy};
  } catch (const std::exception& error) {
    return Error{path + " is no manifest of a build (" + error.what() + ")" + kRemedy};
  }
}

}  // namespace quire
