#ifndef QUIRE_RUNTIME_DEV_REPORT_PAGE_H_
#define QUIRE_RUNTIME_DEV_REPORT_PAGE_H_

#include "runtime/dev/report.h"

#include <string>

namespace quire {

/// The report as an HTML page for the author, which works without scripts, except that
/// clicking a place opens the editor. `epilogue` is HTML to insert before `</body>`.
std::string report_page(const Report& report, const std::string& epilogue);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_REPORT_PAGE_H_
