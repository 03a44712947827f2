// /xml.pagex, translated by pagec: edit the page, not this file.
#include <quire/page.h>
#include <vector>

namespace quire::units::p_70d2e51d2b51fe98_3d615a531c73f9d1 {

int twice(int n) { return n * 2; }

static void render_422b6050fc57b064([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  quire_frame_.at(0);
for (int i = 0; i < 3 && i < 9; ++i) {
  quire_out_.literal(quire_text_[1]);
  quire_frame_.at(1), quire::print_in(quire_out_, {quire::Part::kAttribute},
 i 
  );
  quire_out_.literal(quire_text_[2]);
  quire_frame_.at(2), quire::print_html(quire_out_,
twice(i) & 1
  );
  quire_out_.literal(quire_text_[3]);
  quire_frame_.at(3);
}
  quire_out_.literal(quire_text_[4]);
}

}  // namespace quire::units::p_70d2e51d2b51fe98_3d615a531c73f9d1

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_70d2e51d2b51fe98_422b6050fc57b064;
extern "C" const quire::PageEntry quire_page_70d2e51d2b51fe98_422b6050fc57b064 = {quire::kAbiStamp, "/xml.pagex", 5, &quire::units::p_70d2e51d2b51fe98_3d615a531c73f9d1::render_422b6050fc57b064, nullptr, false, true};
