#include <quire/tag.h>
#include <string>
namespace widgets {
struct Opaque {};
struct Other {};
struct show {
  std::string text;
  void render(quire::TagContext& tag) const { tag.out() << Other{}; }
};
template <class T>
void show_any(quire::Writer& out, const T& value) { out << value; }
}
