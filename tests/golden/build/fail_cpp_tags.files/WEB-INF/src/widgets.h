#include <quire/tag.h>
namespace widgets {
struct alert {
  std::string_view text;
  std::string_view level = "info";
  int times = 1;
  void render(quire::TagContext& tag) const { tag.out() << text; }
};
}  // namespace widgets
