// A page in a program without a server.
#include "user.h"

#include <pages/profile.h>

#include <iostream>

int main() {
  const User user{"Ada & Grace", {"English", "COBOL"}};
  quire::Writer out;
  pages::profile(out, {.user = user, .level = 2});
  std::cout << out.text();
}
