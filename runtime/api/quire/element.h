#ifndef QUIRE_ELEMENT_H_
#define QUIRE_ELEMENT_H_

#include <quire/writer.h>

#include <string>
#include <string_view>

namespace quire {

/// Writes an XML element whose name is known when the page runs:
/// `<page:element>`.
///
///     quire::Element element(out, "p");
///     element.attribute("style", "color:red");
///     element.open();
///     out.raw("text");
///     element.close();  // <p style="color:red">text</p>
///
/// Without `open`, the result is `<p style="color:red"/>`. Values are escaped. A name that is not
/// valid in XML (XML 1.0, 2.3) throws `std::invalid_argument`.
class QUIRE_API Element {
 public:
  Element(Writer& out, std::string_view name);
  void attribute(std::string_view name, std::string_view value);
  void open();
  void close();

 private:
  Writer& out_;
  const std::string name_;
  bool is_open_ = false;
};

}  // namespace quire

#endif  // QUIRE_ELEMENT_H_
