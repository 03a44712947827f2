#pragma once

#include <quire/codec.h>

#include <string>

/// What the form of `guest.page` asks for; kept in the session.
struct Guest {
  std::string name;
  int visits = 0;
};
QUIRE_FIELDS(Guest, name, visits)
