#include <quire/tag.h>
#include <optional>
namespace widgets {
struct mark {
  int times = 1;
  std::optional<double> rate = {};
  void render(quire::TagContext& tag) const { tag.body(); }
};
}
