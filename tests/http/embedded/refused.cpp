// What a program must not serve; its first argument says which.
#include <quire/abi_stamp.h>
#include <quire/server.h>

#include <string_view>
#include <vector>

namespace {

const quire::EmbeddedSite kOld = {"0000000000000000", "old", {}, {}, {}};
const quire::EmbeddedSite kGood = {quire::kAbiStamp, "good", {}, {}, {}};
const quire::EmbeddedSite kBroken = {quire::kAbiStamp, "broken", {}, {}, "\nwelcome = 7\n"};

std::vector<quire::MountedSite> sites(std::string_view name) {
  if (name == "abi") return {{"", kGood}, {"/old", kOld}};
  if (name == "path") return {{"shop/", kGood}};
  if (name == "twice") return {{"/a", kGood}, {"/a", kGood}};
  if (name == "settings") return {{"", kBroken}};
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view which = argc > 1 ? argv[1] : "";
  return quire::serve(1, argv, sites(which));
}
