// toml++ itself: Debian has it as a shared library and as headers, and no
// archive to link into a program.
#define TOML_HEADER_ONLY 0
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
