#include "tools/pagec/cmake_target.h"

#include "runtime/base/command.h"
#include "runtime/base/file.h"
#include "runtime/dev/editor.h"
#include "tools/pagec/site.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <stdexcept>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// The module that `quire_add_site` adds for each site: it links the site's libraries.
constexpr std::string_view kLibraries = "_libraries";

/// Returns CMake's exit code.
int run_cmake(std::vector<std::string> words) {
  words.insert(words.begin(), "cmake");
  const Result<int> code = run_command(words);
  if (!code) throw std::runtime_error(code.error().sentence);
  return *code;
}

json::value read_json(const fs::path& path) {
  const Result<std::string> text = read_file(path.string());
  if (!text) throw std::runtime_error(text.error().sentence);
  boost::system::error_code error;
  json::value value = json::parse(*text, error);
  if (error) throw std::runtime_error(path.string() + " is damaged; run cmake again");
  return value;
}

std::string text_of(const json::value& value) { return json::value_to<std::string>(value); }

/// The elements of an array that may be missing.
json::array list_of(const json::value& object, std::string_view name) {
  const json::value* list = object.as_object().if_contains(name);
  return list == nullptr ? json::array() : list->as_array();
}

/// The answer of CMake's File API in a build folder.
class Reply {
 public:
  explicit Reply(const fs::path& build);

  const fs::path& build() const { return build_; }
  /// The description of a target; null if there is none.
  json::value target(std::string_view name) const;
  /// The names of all targets.
  std::vector<std::string> targets() const;
  /// The targets made by `quire_add_site`.
  std::vector<std::string> sites() const;

 private:
  json::value read(const json::value& entry) const { return read_json(folder_ / text_of(entry.at("jsonFile"))); }
  json::array entries() const { return model_.at("configurations").as_array().at(0).at("targets").as_array(); }

  fs::path build_;
  fs::path folder_;
  json::value model_;
};

/// The newest index has the greatest name.
std::optional<fs::path> find_index(const fs::path& folder) {
  std::set<fs::path> found;
  boost::system::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().starts_with("index-")) found.insert(entry->path());
  return found.empty() ? std::nullopt : std::optional(*found.rbegin());
}

Reply::Reply(const fs::path& build) : build_(build), folder_(build / ".cmake" / "api" / "v1" / "reply") {
  const auto index = find_index(folder_);
  if (!index) throw std::runtime_error("CMake did not describe its targets in " + folder_.string());
  const json::value value = read_json(*index);
  for (const json::value& object : list_of(value, "objects"))
    if (text_of(object.at("kind")) == "codemodel" && object.at("version").at("major").as_int64() == 2)
      model_ = read(object);
  if (model_.is_null()) throw std::runtime_error(index->string() + " contains no code model of version 2");
}

json::value Reply::target(std::string_view name) const {
  for (const json::value& entry : entries())
    if (text_of(entry.at("name")) == name) return read(entry);
  return {};
}

std::vector<std::string> Reply::targets() const {
  std::vector<std::string> names;
  for (const json::value& entry : entries()) names.push_back(text_of(entry.at("name")));
  return names;
}

std::vector<std::string> Reply::sites() const {
  std::vector<std::string> all = targets();
  std::vector<std::string> sites;
  for (const std::string& name : all)
    if (std::ranges::find(all, name + std::string(kLibraries)) != all.end()) sites.push_back(name);
  return sites;
}

/// What `quire_add_site` wrote beside the generated code of a target.
json::value site_of(const Reply& reply, const std::string& target) {
  const std::string folder = text_of(reply.target(target).at("paths").at("build"));
  return read_json(fs::absolute(folder, reply.build()) / (target + ".quire") / "site.json");
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// The target for the site in `root`, if none is named.
std::string choose(const Reply& reply, const CMakeTarget& wanted) {
  const std::vector<std::string> sites = reply.sites();
  if (sites.empty())
    throw UsageError("--cmake " + wanted.build +
                     ": the project has no target made by quire_add_site; its targets are " + joined(reply.targets()));
  for (const std::string& site : sites) {
    const bool is_meant =
        wanted.target.empty() ? text_of(site_of(reply, site).at("root")) == wanted.root : site == wanted.target;
    if (is_meant) return site;
  }
  const std::string what = wanted.target.empty() ? "no target of quire_add_site has the folder " + wanted.root
                                                 : "no target `" + wanted.target + "` was made by quire_add_site";
  throw UsageError("--cmake " + wanted.build + ": " + what + "; targets: " + joined(sites));
}

/// Words that have to do with how the generated code is built, not with what the site uses.
bool is_of_build(const std::string& word) {
  for (const char* prefix : {"-std=", "-O", "-g", "-fPI", "-fpi", "-fpch", "-Winvalid-pch", "@", "-M", "-D", "-I"})
    if (word.starts_with(prefix)) return true;
  return false;
}

/// The options of a target, one word each.
std::vector<std::string> words_of(const json::value& fragments, std::string_view name) {
  std::vector<std::string> words;
  for (const json::value& fragment : list_of(fragments, name)) {
    const json::value* role = fragment.as_object().if_contains("role");
    if (role != nullptr && text_of(*role) != "libraries") continue;
    const auto split = split_command(text_of(fragment.at("fragment")));
    if (split) words.insert(words.end(), split->begin(), split->end());
  }
  return words;
}

/// Adds the folders, macros and options that the target's C++ is compiled with.
void add_compile_flags(const json::value& target, const compiler::Toolchain& toolchain, TargetFlags& flags) {
  const json::array groups = list_of(target, "compileGroups");
  const auto group =
      std::ranges::find_if(groups, [](const json::value& group) { return text_of(group.at("language")) == "CXX"; });
  if (group == groups.end()) return;
  for (const json::value& include : list_of(*group, "includes")) {
    const std::string folder = text_of(include.at("path"));
    // Precompiled headers contain the page API of this program.
    if (fs::exists(folder + "/quire/page.h")) continue;
    const json::value* is_system = include.as_object().if_contains("isSystem");
    if (is_system != nullptr && is_system->as_bool()) flags.compile.insert(flags.compile.end(), {"-isystem", folder});
    else flags.compile.push_back("-I" + folder);
  }
  for (const json::value& define : list_of(*group, "defines"))
    flags.compile.push_back("-D" + text_of(define.at("define")));
  const std::vector<std::string> words = words_of(*group, "compileCommandFragments");
  for (std::size_t index = 0; index < words.size(); ++index) {
    const std::string& word = words[index];
    if (word == "-Xclang" || word == "-include") ++index;
    else if (is_of_build(word) || !word.starts_with('-')) continue;
    else if (const std::string objection = flag_objection(toolchain, word); objection.empty())
      flags.compile.push_back(word);
    else std::fprintf(stderr, "pagec: note: option `%s` is left out: %s\n", word.c_str(), objection.c_str());
  }
}

void add_libraries(const json::value& target, const fs::path& build, TargetFlags& flags) {
  for (const std::string& word : words_of(target.at("link"), "commandFragments")) {
    if (word.starts_with("-l") || word.starts_with("-L")) flags.libraries.push_back(word);
    // Pages are linked with the libquire of this program.
    if (word.starts_with('-') || fs::path(word).filename().string().starts_with("libquire")) continue;
    flags.libraries.push_back(fs::absolute(word, build).lexically_normal().string());
  }
}

/// Asks CMake to describe its targets, now and whenever it runs.
void ask(const CMakeTarget& wanted, const fs::path& build) {
  const fs::path query = build / ".cmake" / "api" / "v1" / "query" / "client-quire" / "codemodel-v2";
  if (fs::exists(query) && find_index(build / ".cmake" / "api" / "v1" / "reply")) return;
  fs::create_directories(query.parent_path());
  write_file(query.string(), "");
  if (run_cmake({build.string()}) != 0)
    throw std::runtime_error("--cmake " + wanted.build + ": cmake failed; correct the project first");
}

}  // namespace

TargetFlags flags_of(const CMakeTarget& wanted, const compiler::Toolchain& toolchain) try {
  boost::system::error_code error;
  const fs::path build = fs::canonical(wanted.build, error);
  if (error || !fs::exists(build / "CMakeCache.txt"))
    throw UsageError("--cmake " + wanted.build + ": not a build folder of CMake; create it with `cmake -S PROJECT -B " +
                     wanted.build + "`");
  ask(wanted, build);
  const std::string target = choose(Reply(build), wanted);
  // Runs CMake first if the project has changed.
  if (run_cmake({"--build", build.string(), "--target", target + std::string(kLibraries)}) != 0)
    throw std::runtime_error("--cmake " + wanted.build + ": the libraries of `" + target + "` cannot be built");
  const Reply reply(build);
  const std::string version = text_of(site_of(reply, target).at("quire"));
  if (version != QUIRE_VERSION)
    throw UsageError("--cmake " + wanted.build + ": the project was configured with Quire " + version +
                     ", and this is " QUIRE_VERSION "; configure it with this version");
  TargetFlags flags;
  add_compile_flags(reply.target(target), toolchain, flags);
  add_libraries(reply.target(target + std::string(kLibraries)), build, flags);
  return flags;
} catch (const boost::system::system_error&) {
  throw std::runtime_error("--cmake " + wanted.build + ": CMake's description of its targets is incomplete; remove " +
                           wanted.build + "/.cmake/api, and try again");
}

compiler::Toolchain toolchain_with(compiler::Toolchain toolchain, const TargetFlags& flags) {
  toolchain.options.site_flags = flags.compile;
  toolchain.options.site_libraries = flags.libraries;
  return toolchain;
}

}  // namespace quire::pagec
