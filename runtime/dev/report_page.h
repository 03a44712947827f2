#ifndef QUIRE_RUNTIME_DEV_REPORT_PAGE_H_
#define QUIRE_RUNTIME_DEV_REPORT_PAGE_H_

#include "runtime/dev/report.h"

#include <string>

namespace quire {

/// For the author, in development: the report as a page that needs no script;
/// one makes its places open the editor. `epilogue` is HTML before `</body>`.
std::string report_page(const Report& report, const std::string& epilogue);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_REPORT_PAGE_H_
