#include "compiler/ast/known_library.h"

#include "runtime/base/near_name.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

struct Named {
  std::string_view name;
  KnownLibrary library;
};

constexpr Named kUris[] = {
#define QUIRE_LIBRARY(library, uri) {uri, KnownLibrary::k##library},
#include "compiler/ast/known_library.def"
};

constexpr std::string_view kNames[] = {
#define QUIRE_LIBRARY(library, uri) uri,
#include "compiler/ast/known_library.def"
};

constexpr Named kDescriptors[] = {{"c", KnownLibrary::kCore},
                                  {"fn", KnownLibrary::kFunctions},
                                  {"fmt", KnownLibrary::kFormat},
                                  {"sql", KnownLibrary::kSql},
                                  {"x", KnownLibrary::kXml}};

/// `c` of `/WEB-INF/tld/c-1_0-rt.tld`; empty if it is not the path of a descriptor.
std::string_view descriptor_name(std::string_view uri) {
  constexpr std::string_view kExtension = ".tld";
  const bool is_near = uri.starts_with("/WEB-INF/") || uri.find_first_of("/:") == std::string_view::npos;
  if (!uri.ends_with(kExtension) || !is_near) return {};
  uri.remove_suffix(kExtension.size());
  uri.remove_prefix(uri.rfind('/') + 1);
  return uri.substr(0, uri.find('-'));
}

template <class Table>
std::optional<KnownLibrary> find(const Table& table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Named::name);
  return found == std::end(table) ? std::nullopt : std::optional(found->library);
}

}  // namespace

std::optional<KnownLibrary> known_library(std::string_view uri) {
  if (const auto library = find(kUris, uri)) return library;
  return find(kDescriptors, descriptor_name(uri));
}

std::string_view name_of(KnownLibrary library) {
  constexpr std::string_view kLibraryNames[] = {"core",     "functions", "format", "form",
                                                "security", "sql",       "xml",    "rules"};
  return kLibraryNames[static_cast<std::size_t>(library)];
}

std::string_view near_library(std::string_view uri) { return near_name(uri, kNames); }

}  // namespace quire::compiler
