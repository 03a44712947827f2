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

/// A page that has been compiled but not linked, as `pagec build` keeps it for the next build. Its
/// files in the folder of objects:
///
///     <object name>.o      the object, which pages may share: see `page_group.h`
///     <path hash>.record   what is deployed with it: see `deployed_record`
struct PageObject {
  /// A path such as `/cart/view.page`.
  std::string page;
  /// For a page that was compiled alone, the hash of its path.
  std::string object_name;
  ObjectOrigin origin;
  std::string object_hash;
  std::string record_hash;
  /// The page and the files that it includes.
  std::vector<FileStamp> sources;
  std::vector<std::string> links;
  bool imports_std = false;
  /// See `needs_own_library`.
  bool stands_alone = false;
};
BOOST_DESCRIBE_STRUCT(PageObject, (),
                      (page, object_name, origin, object_hash, record_hash, sources, links, imports_std, stands_alone))

/// The result of compiling a page.
struct ObjectAnswer {
  BuildAnswer answer;
  /// Set only if `answer.ok`.
  PageObject object;
};
BOOST_DESCRIBE_STRUCT(ObjectAnswer, (), (answer, object))

/// The path of a page's record.
std::string record_path(const std::string& folder, const std::string& page);
/// The path of the object with that name.
std::string object_path(const std::string& folder, const std::string& object_name);

/// The preludes of one build, each looked up once. Not thread-safe.
class Preludes {
 public:
  explicit Preludes(const Toolchain& toolchain) : toolchain_(toolchain) {}
  /// Throws as `find_prelude` does.
  const Prelude& find(PreludeKind kind);

 private:
  const Toolchain& toolchain_;
  std::map<PreludeKind, Prelude> found_;
};

/// How pages are compiled, as stored in `ObjectOrigin::settings`.
std::string object_settings(const Toolchain& toolchain, const Prelude& prelude, Optimization optimization);

/// A page being compiled to an object, stage by stage. Stages report errors to the translation's
/// sink; after an error, the later stages do nothing.
struct ObjectBuild {
  /// The `work` of its order is the folder of objects.
  PageCompile page;
  /// The object from the last build, which is kept if nothing has changed; may be null.
  const PageObject* before = nullptr;
  PageObject object = {};
  /// Whether the code differs from that of the last build.
  bool compiled = false;
  bool has_object = false;
};

void translate_object(ObjectBuild& build, Preludes& preludes);
/// Compiles the page alone, in this process.
void compile_object(ObjectBuild& build);
/// Writes the record.
void finish_object(ObjectBuild& build);
ObjectAnswer answer_object(ObjectBuild& build);
/// Whether the object's file is still as it was written.
bool is_intact(const std::string& folder, const PageObject& object);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_PAGE_OBJECT_H_
