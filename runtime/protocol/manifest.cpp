#include "runtime/protocol/manifest.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <sys/stat.h>
#include <boost/json.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string_view>

namespace quire {

namespace {

namespace json = boost::json;

constexpr const char kSeal[] = "seal";

/// What is wrong with a manifest, as a phrase that follows its path.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Adds the seal as the last member.
std::string sealed(json::object manifest) {
  manifest[kSeal] = content_hash(json::serialize(manifest));
  return json::serialize(manifest) + "\n";
}

/// Whether a relative path stays in its folder.
bool stays_inside(std::string_view path) {
  if (path.find('\0') != std::string_view::npos) return false;
  for (;;) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment.empty() || segment == "." || segment == "..") return false;
    if (end == path.size()) return true;
    path.remove_prefix(end + 1);
  }
}

/// Refuses paths that lead out of the folder, pages that are listed twice, and pages whose library is not listed.
void check(const Manifest& manifest) {
  const auto check_path = [](const char* what, const std::string& path, std::string_view relative) {
    if (!stays_inside(relative))
      throw Refusal(std::string("lists ") + what + " `" + path + "`, which is outside the folder");
  };
  std::set<std::string> libraries;
  for (const Manifest::Library& library : manifest.libraries) {
    check_path("library", library.file, library.file);
    libraries.insert(library.file);
  }
  for (const Manifest::Page& page : manifest.pages) {
    const std::string_view path = page.page;
    check_path("page", page.page, path.starts_with('/') ? path.substr(1) : "");
    check_path("record", page.record, page.record);
    if (!libraries.contains(page.library))
      throw Refusal("lists page `" + page.page + "` in library `" + page.library + "`, which it does not list");
  }
  const auto same = std::ranges::adjacent_find(manifest.pages, {}, &Manifest::Page::page);
  if (same != manifest.pages.end()) throw Refusal("lists page `" + same->page + "` twice");
}

Manifest parse(std::string_view text, const std::string& abi) {
  json::value value = json::parse(text);
  json::object& object = value.as_object();
  const auto version = json::value_to<std::string>(object.at("quire"));
  const auto format = object.at("format").to_number<std::int64_t>();
  if (format != Manifest().format)
    throw Refusal("has format " + std::to_string(format) + ", written by Quire " + version +
                  ", but this server reads format " + std::to_string(Manifest().format));
  object.erase(kSeal);
  if (sealed(object) != text) throw Refusal("was changed after the build");
  const auto built_abi = json::value_to<std::string>(object.at("abi"));
  if (built_abi != abi)
    throw Refusal("was built by Quire " + version + " for a different page API (" + built_abi + "; this server has " +
                  abi + ")");
  auto manifest = json::value_to<Manifest>(value);
  std::ranges::sort(manifest.pages, {}, &Manifest::Page::page);
  check(manifest);
  return manifest;
}

}  // namespace

bool is_built_site(const std::string& root) {
  struct stat status{};
  return ::stat((root + "/" + kManifest).c_str(), &status) == 0;
}

std::string to_text(const Manifest& manifest) { return sealed(json::value_from(manifest).as_object()); }

Result<Manifest> read_manifest(const std::string& root, const std::string& abi) {
  constexpr const char* kRemedy = "; build the site again, with the `pagec` of this server's version";
  const std::string path = root + "/" + kManifest;
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  try {
    return parse(*text, abi);
  } catch (const Refusal& refusal) {
    return Error{path + " " + refusal.what() + kRemedy};
  } catch (const std::exception&) {
    return Error{path + (text->empty() ? " is empty" : " is damaged") + kRemedy};
  }
}

}  // namespace quire
