// /empty.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>

namespace quire::units::p_54aefc9afef94d31_8e5531b51ea77e9b {

static void render_f62fb203075b82f4([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
}

}  // namespace quire::units::p_54aefc9afef94d31_8e5531b51ea77e9b

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_54aefc9afef94d31_f62fb203075b82f4;
extern "C" const quire::PageEntry quire_page_54aefc9afef94d31_f62fb203075b82f4 = {quire::kAbiStamp, "/empty.page", 1, &quire::units::p_54aefc9afef94d31_8e5531b51ea77e9b::render_f62fb203075b82f4};
