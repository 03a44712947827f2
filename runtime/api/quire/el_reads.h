#ifndef QUIRE_EL_READS_H_
#define QUIRE_EL_READS_H_

/// For a server in development: which values an expression that failed has used. Not for pages.

#include <quire/page_context.h>

#include <string>
#include <vector>

namespace quire::el {

/// A name in an expression, and the value that it had, as JSON of a limited length.
struct Read {
  std::string name;
  std::string value;
};

/// From now on, the running page notes the attributes that its expressions name.
QUIRE_API void note_reads(PageContext& context);
/// Those of the expression that is being evaluated, in order, each once. Empty unless they are noted.
QUIRE_API std::vector<Read> noted_reads(PageContext& context);

}  // namespace quire::el

#endif  // QUIRE_EL_READS_H_
