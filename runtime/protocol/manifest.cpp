#include "runtime/protocol/manifest.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_member.h"

#include <sys/stat.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace quire {

namespace {

namespace json = boost::json;

constexpr std::int64_t kFormat = 2;
constexpr const char kSeal[] = "seal";

/// What is wrong with a manifest, in words that follow its path.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Adds the seal as the last member.
std::string sealed(json::object manifest) {
  manifest[kSeal] = content_hash(json::serialize(manifest));
  return json::serialize(manifest) + "\n";
}

/// Whether the text is what `sealed` makes of all but its seal.
bool is_sealed(std::string_view text, json::object manifest) {
  manifest.erase(kSeal);
  return sealed(std::move(manifest)) == text;
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
std::string file_member(const json::object& object, const char* name, const std::string& what) {
  std::string path = text_member(object, name);
  if (path.starts_with('/') || !stays_inside("/" + path))
    throw Refusal("has a " + what + " that leads out of the folder, `" + path + "`");
  return path;
}

json::object to_json(const Manifest::Library& library) {
  return {{"file", library.file}, {"size", library.size}, {"hash", library.hash}};
}

Manifest::Library library_from_json(const json::object& object) {
  return {file_member(object, "file", "library"), number_member<std::uint64_t>(object, "size"),
          text_member(object, "hash")};
}

json::object to_json(const Manifest::Dependency& dependency) {
  return {{"path", dependency.path}, {"hash", dependency.hash}};
}

Manifest::Dependency dependency_from_json(const json::object& object) {
  return {text_member(object, "path"), text_member(object, "hash")};
}

json::object to_json(const Manifest::Page& page, const Manifest& manifest) {
  json::array dependencies;
  for (const Manifest::Dependency& dependency : page.dependencies) dependencies.push_back(to_json(dependency));
  return {{"page", page.page},
          {"record", page.record},
          {"hash", page.hash},
          {"library", manifest.libraries[page.library].file},
          {"dependencies", std::move(dependencies)}};
}

Manifest::Page page_from_json(const json::object& object, const Manifest& manifest) {
  Manifest::Page page{text_member(object, "page"), file_member(object, "record", "record"), text_member(object, "hash"),
                      0, list_member(object, "dependencies", dependency_from_json)};
  if (!page.page.starts_with('/') || !stays_inside(page.page))
    throw Refusal("has a page that leads out of the folder, `" + page.page + "`");
  const std::string library = text_member(object, "library");
  while (page.library < manifest.libraries.size() && manifest.libraries[page.library].file != library) ++page.library;
  if (page.library == manifest.libraries.size())
    throw Refusal("has page `" + page.page + "` in `" + library + "`, which is none of its libraries");
  return page;
}

Manifest from_json(const json::object& object) {
  Manifest manifest{text_member(object, "quire"),
                    text_member(object, "abi"),
                    text_member(object, "optimization"),
                    list_member(object, "libraries", library_from_json),
                    {}};
  manifest.pages =
      list_member(object, "pages", [&](const json::object& page) { return page_from_json(page, manifest); });
  const auto by_path = [](const Manifest::Page& a, const Manifest::Page& b) { return a.page < b.page; };
  std::sort(manifest.pages.begin(), manifest.pages.end(), by_path);
  for (std::size_t at = 1; at < manifest.pages.size(); ++at)
    if (manifest.pages[at].page == manifest.pages[at - 1].page)
      throw Refusal("has page `" + manifest.pages[at].page + "` twice");
  return manifest;
}

Manifest parse(std::string_view text, const std::string& abi) {
  const json::value value = json::parse(text);
  const json::object& object = value.as_object();
  const std::string version = text_member(object, "quire");
  const auto format = number_member<std::int64_t>(object, "format");
  if (format != kFormat)
    throw Refusal("is of form " + std::to_string(format) + ", written by Quire " + version +
                  ", and this server reads form " + std::to_string(kFormat));
  if (!is_sealed(text, object)) throw Refusal("was changed after the build");
  const std::string built_abi = text_member(object, "abi");
  if (built_abi != abi)
    throw Refusal("was built by Quire " + version + " for another page API (" + built_abi + ", this server has " + abi +
                  ")");
  return from_json(object);
}

}  // namespace

bool is_built_site(const std::string& root) {
  struct stat status{};
  return ::stat((root + "/" + kManifest).c_str(), &status) == 0;
}

std::string to_text(const Manifest& manifest) {
  json::array libraries;
  for (const Manifest::Library& library : manifest.libraries) libraries.push_back(to_json(library));
  json::array pages;
  for (const Manifest::Page& page : manifest.pages) pages.push_back(to_json(page, manifest));
  return sealed({{"format", kFormat},
                 {"quire", manifest.quire},
                 {"abi", manifest.abi},
                 {"optimization", manifest.optimization},
                 {"libraries", std::move(libraries)},
                 {"pages", std::move(pages)}});
}

Result<Manifest> read_manifest(const std::string& root, const std::string& abi) {
  constexpr const char* kRemedy = "; build the site again, with `pagec build` of this server's version";
  const std::string path = root + "/" + kManifest;
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  try {
    return parse(*text, abi);
  } catch (const Refusal& refusal) {
    return Error{path + " " + refusal.what() + kRemedy};
  } catch (const std::exception& error) {
    return Error{path + " is no manifest of a build (" + error.what() + ")" + kRemedy};
  }
}

}  // namespace quire
