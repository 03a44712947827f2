#ifndef QUIRE_COMPILER_SITE_PAGE_OBJECT_H_
#define QUIRE_COMPILER_SITE_PAGE_OBJECT_H_

#include "compiler/make/compile_page.h"
#include "compiler/make/object_origin.h"
#include "compiler/make/prelude.h"
#include "runtime/protocol/build_answer.h"

#include <map>
#include <string>
#include <vector>

namespace quire::compiler {

/// A page compiled but not linked, as a build ahead keeps it for the next one.
/// In the objects' folder:
///
///     <object name>.o      the object, which pages may share: see `page_group.h`
///     <path hash>.record   what is served with it, see `deployed_record`
struct PageObject {
  /// As in `/cart/view.page`.
  std::string page;
  /// The path hash of a page that was compiled alone.
  std::string object_name;
  ObjectOrigin origin;
  std::string object_hash;
  std::string record_hash;
  /// The page and what it includes.
  std::vector<FileStamp> sources;
  std::vector<std::string> links;
  bool imports_std = false;
  /// See `needs_own_library`.
  bool stands_alone = false;
};
BOOST_DESCRIBE_STRUCT(PageObject, (),
                      (page, object_name, origin, object_hash, record_hash, sources, links, imports_std, stands_alone))

/// What became of a page.
struct ObjectAnswer {
  BuildAnswer answer;
  /// Only if `answer.ok`.
  PageObject object;
};
BOOST_DESCRIBE_STRUCT(ObjectAnswer, (), (answer, object))

/// Where the record of a page stands.
std::string record_path(const std::string& folder, const std::string& page);
/// Where the object of that name stands.
std::string object_path(const std::string& folder, const std::string& object_name);

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

/// How pages are compiled, and for `ObjectOrigin::settings`.
std::string object_settings(const Prelude& prelude, Optimization optimization);

/// A page on its way to an object, stage by stage. What a stage refuses is
/// reported to the translation's sink, and the later ones do nothing then.
struct ObjectBuild {
  /// `work` of its order is the objects' folder.
  PageCompile page;
  /// Of the last build; may be null. What is as it was is kept.
  const PageObject* before = nullptr;
  PageObject object = {};
  /// It is other code than before.
  bool compiled = false;
  bool has_object = false;
};

void translate_object(ObjectBuild& build, Preludes& preludes);
/// Compiles the page alone, in this process.
void compile_object(ObjectBuild& build);
/// Writes the record.
void finish_object(ObjectBuild& build);
ObjectAnswer answer_object(ObjectBuild& build);
/// Whether the object is in the folder as it was written then.
bool is_intact(const std::string& folder, const PageObject& object);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_PAGE_OBJECT_H_
