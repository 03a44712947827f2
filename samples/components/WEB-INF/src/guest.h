#pragma once

#include <quire/codec.h>

#include <string>

/// The input of the form in `guest.page`, kept in the session.
struct Guest {
  std::string name;
  int visits = 0;
};
QUIRE_FIELDS(Guest, name, visits)
