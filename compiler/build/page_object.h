#ifndef QUIRE_COMPILER_BUILD_PAGE_OBJECT_H_
#define QUIRE_COMPILER_BUILD_PAGE_OBJECT_H_

#include "compiler/build/page_builder.h"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {

/// A page compiled but not linked, as a build ahead keeps it for the next one.
/// In the objects' folder:
///
///     <path hash>.o        the object
///     <path hash>.record   what is served with it, see `deployed_record`
struct PageObject {
  /// As in `/cart/view.page`.
  std::string page;
  std::string code_hash;
  /// Of the toolchain, the prelude and the optimization.
  std::string settings;
  std::string object_hash;
  std::string record_hash;
  /// The page and what it includes; then headers.
  std::vector<FileStamp> sources;
  std::vector<FileStamp> headers;
  /// Files whose appearance makes the page old.
  std::vector<std::string> absent;
  std::vector<std::string> links;
  bool imports_std = false;
  bool asks_own_line = false;
  /// See `needs_own_library`.
  bool stands_alone = false;
};

boost::json::object to_json(const PageObject& object);
/// Throws `boost::system::system_error` for another shape.
PageObject page_object_from_json(const boost::json::object& object);

/// Where the object and the record of a page stand, without their ends.
std::string object_stem(const std::string& folder, const std::string& page);

/// The preludes of one build, each looked for once. Not thread-safe.
class Preludes {
 public:
  explicit Preludes(const Toolchain& toolchain) : toolchain_(toolchain) {}
  /// Throws as `find_prelude` does.
  const Prelude& find(PreludeKind kind);

 private:
  const Toolchain& toolchain_;
  std::map<PreludeKind, Prelude> found_;
};

/// How pages are compiled, and for `PageObject::settings`.
std::string object_settings(const Prelude& prelude, Optimization optimization);

/// Translates a page and compiles it to `request.work`, the objects' folder, in
/// this process. What is as in `before`, where there is such a one, is kept.
/// Answers as `build_page` does, with the `PageObject` as `object` where the
/// page has no mistakes. Never throws.
boost::json::object build_object(const Toolchain& toolchain, const BuildRequest& request, Preludes& preludes,
                                 const PageObject* before);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_PAGE_OBJECT_H_
