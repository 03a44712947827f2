// /empty.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>

namespace quire::units::p_54aefc9afef94d31_8e5531b51ea77e9b {

static void render_95816354c0071bda([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_) {
  quire::Frame quire_frame_(context);
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
}

}  // namespace quire::units::p_54aefc9afef94d31_8e5531b51ea77e9b

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_54aefc9afef94d31_95816354c0071bda;
extern "C" const quire::PageEntry quire_page_54aefc9afef94d31_95816354c0071bda = {quire::kAbiStamp, "/empty.page", 1, &quire::units::p_54aefc9afef94d31_8e5531b51ea77e9b::render_95816354c0071bda};
