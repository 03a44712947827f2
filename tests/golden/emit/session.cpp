// /session.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>
#include <string>
#include "cart.h"

namespace quire::units::p_28fee61695590dc9_8d1efb5c000efca6 {

 static int twice(int n) { return 2 * n; } 

static void render_eb14ca483a905371([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  quire_frame_.at(0), quire::print_raw(quire_out_,
 twice(21) 
  );
  quire_out_.literal(quire_text_[1]);
  quire_frame_.at(1), quire::print_raw(quire_out_,
 "<b>" 
  );
  quire_out_.literal(quire_text_[2]);
}

}  // namespace quire::units::p_28fee61695590dc9_8d1efb5c000efca6

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_28fee61695590dc9_eb14ca483a905371;
extern "C" const quire::PageEntry quire_page_28fee61695590dc9_eb14ca483a905371 = {quire::kAbiStamp, "/session.page", 3, &quire::units::p_28fee61695590dc9_8d1efb5c000efca6::render_eb14ca483a905371, nullptr, false, true};
