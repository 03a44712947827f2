#include "compiler/make/package.h"

#include <libpkgconf/libpkgconf.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <sstream>

namespace quire::compiler {

namespace {

constexpr int kMaxDepth = 2000;

/// Appends the client's messages to the string at `data`.
bool take_message(const char* message, const pkgconf_client_t*, const void* data) {
  *static_cast<std::string*>(const_cast<void*>(data)) += message;
  return true;
}

using Client = std::unique_ptr<pkgconf_client_t, decltype(&pkgconf_client_free)>;

Client open_client(std::string& messages) {
  const pkgconf_cross_personality_t* machine = pkgconf_cross_personality_default();
  Client client(pkgconf_client_new(take_message, &messages, machine), pkgconf_client_free);
  pkgconf_client_dir_list_build(client.get(), machine);
  return client;
}

template <class Item, class Take>
void for_each(const pkgconf_list_t& list, Take take) {
  for (const pkgconf_node_t* node = list.head; node != nullptr; node = node->next)
    take(*static_cast<const Item*>(node->data));
}

using Collect = unsigned int (*)(pkgconf_client_t*, pkgconf_pkg_t*, pkgconf_list_t*, int);

std::vector<std::string> options(pkgconf_client_t* client, pkgconf_pkg_t* package, Collect collect) {
  pkgconf_list_t list = PKGCONF_LIST_INITIALIZER;
  collect(client, package, &list, kMaxDepth);
  std::vector<std::string> options;
  for_each<pkgconf_fragment_t>(list, [&](const pkgconf_fragment_t& fragment) {
    if (pkgconf_fragment_has_system_dir(client, &fragment)) return;
    options.push_back((fragment.type != 0 ? std::string("-") + fragment.type : "") + fragment.data);
  });
  pkgconf_fragment_free(&list);
  return options;
}

std::string output_of(const char* command) {
  std::string text;
  FILE* pipe = ::popen(command, "re");
  if (pipe == nullptr) return text;
  char part[4096];
  for (std::size_t size = 0; (size = std::fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, size);
  ::pclose(pipe);
  return text;
}

/// The Debian package that is likely to contain the description, among those that apt knows. Debian
/// names it after the library, but has no list of such files unless apt-file is installed.
std::string debian_package(const std::string& name) {
  std::string lower = name;
  std::ranges::replace(lower, '_', '-');
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  std::set<std::string> known;
  std::istringstream names(output_of("apt-cache pkgnames 2>/dev/null"));
  for (std::string one; std::getline(names, one);) known.insert(one);
  for (const std::string& candidate : {"lib" + lower + "-dev", lower + "-dev", "lib" + lower + "1-dev", lower})
    if (known.contains(candidate)) return candidate;
  return {};
}

std::string not_found(const std::string& name) {
  const std::string debian = debian_package(name);
  return "package `" + name + "` is not installed: pkg-config finds no `" + name + ".pc`" +
         (debian.empty() ? "; install the development package that contains it" : "; try `apt install " + debian + "`");
}

}  // namespace

Package find_package(const std::string& name) {
  Package found;
  std::string messages;
  const Client client = open_client(messages);
  pkgconf_pkg_t* package = pkgconf_pkg_find(client.get(), name.c_str());
  if (package == nullptr) {
    for_each<pkgconf_path_t>(client->dir_list, [&](const pkgconf_path_t& folder) {
      found.missing.push_back(std::string(folder.path) + "/" + name + ".pc");
    });
    found.mistake = not_found(name);
    return found;
  }
  messages.clear();
  if (pkgconf_pkg_verify_graph(client.get(), package, kMaxDepth) != PKGCONF_PKG_ERRF_OK) {
    const std::string first = messages.substr(0, messages.find('\n'));
    found.mistake = "package `" + name + "` cannot be used; pkg-config reports: " + first;
  } else {
    found.compile = options(client.get(), package, pkgconf_pkg_cflags);
    found.link = options(client.get(), package, pkgconf_pkg_libs);
  }
  for_each<pkgconf_pkg_t>(client->pkg_cache, [&](const pkgconf_pkg_t& part) {
    if (part.filename != nullptr) found.files.emplace_back(part.filename);
  });
  pkgconf_pkg_unref(client.get(), package);
  return found;
}

}  // namespace quire::compiler
