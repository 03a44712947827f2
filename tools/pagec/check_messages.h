#ifndef QUIRE_TOOLS_PAGEC_CHECK_MESSAGES_H_
#define QUIRE_TOOLS_PAGEC_CHECK_MESSAGES_H_

#include "runtime/protocol/build_order.h"
#include "tools/pagec/report.h"

#include <vector>

namespace quire::pagec {

/// Reports messages that pages name and bundles do not have, for each language that a bundle is in, and what is wrong
/// with the files of these bundles.
void check_messages(const std::vector<BuildOrder>& orders, Report& report);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_CHECK_MESSAGES_H_
