// plain.page as a function: made by pagec, edit the page.
#ifndef QUIRE_PAGES_8e2de1c29068a588_H_
#define QUIRE_PAGES_8e2de1c29068a588_H_

#include <quire/writer.h>

#include <string_view>

namespace pages {

/// Arguments of plain.page.
struct PlainArgs {};

/// Writes plain.page to `out`, which need not have a target. Throws what the page throws, and
/// `std::logic_error` where it wants what only a server has; see
/// `<quire/standalone.h>`. Any thread.
void plain(quire::Writer& out, const PlainArgs& args = {});

}

#endif
