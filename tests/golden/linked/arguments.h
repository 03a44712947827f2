// arguments.page as a function: made by pagec, edit the page.
#ifndef QUIRE_PAGES_3c16ffb490904a65_H_
#define QUIRE_PAGES_3c16ffb490904a65_H_

#include <quire/writer.h>
#include <quire/attribute.h>
#include <string>
#include "user.h"

#include <string_view>

namespace pages {

/// Arguments of arguments.page.
struct ArgumentsArgs {
  const User& user;
  int level = quire::attribute<int>::of(quire::AttributeText(std::string_view("2", 1)));
};

/// Writes arguments.page to `out`, which need not have a target. Throws what the page throws, and
/// `std::logic_error` where it wants what only a server has; see
/// `<quire/standalone.h>`. Any thread.
void arguments(quire::Writer& out, const ArgumentsArgs& args);

}

#endif
