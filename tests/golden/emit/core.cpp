// /core.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>
#include <quire/core.h>
#include <quire/core_link.h>
#include <quire/core_loop.h>
#include <quire/el.h>

namespace quire::units::p_2078d1e39f815fd3_f195572e6c321c46 {

}

namespace quire::units::names_2078d1e39f815fd3_cbc222362fd73b6e {
[[maybe_unused]] constexpr quire::el::Name error{quire::detail::view("error", 5)};
[[maybe_unused]] constexpr quire::el::Name n{quire::detail::view("n", 1)};
[[maybe_unused]] constexpr quire::el::Name row{quire::detail::view("row", 3)};
[[maybe_unused]] constexpr quire::el::Name rows{quire::detail::view("rows", 4)};
[[maybe_unused]] constexpr quire::el::Name t{quire::detail::view("t", 1)};
[[maybe_unused]] constexpr quire::el::Name text{quire::detail::view("text", 4)};
[[maybe_unused]] constexpr quire::el::Name total{quire::detail::view("total", 5)};
[[maybe_unused]] constexpr quire::el::Name u{quire::detail::view("u", 1)};
[[maybe_unused]] constexpr quire::el::Name v{quire::detail::view("v", 1)};
[[maybe_unused]] constexpr quire::el::Name w{quire::detail::view("w", 1)};
[[maybe_unused]] constexpr quire::el::Name x{quire::detail::view("x", 1)};
}

namespace quire::units::p_2078d1e39f815fd3_f195572e6c321c46 {

static void render_34190ff64b121d61([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  using namespace quire::units::names_2078d1e39f815fd3_cbc222362fd73b6e;
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  quire_frame_.at(0);
 int total = 1; 
  quire_out_.literal(quire_text_[1]);
  {
    const bool quire_test_0_ = (quire_frame_.at(1), quire::core::test(context, quire::el::find_or_null(context, total)));
    quire_frame_.at(2);
    quire::core::set(context, t, quire_test_0_);
    if (quire_test_0_) {
      quire_out_.literal(quire_text_[2]);
    }
  }
  quire_out_.literal(quire_text_[3]);
  {
    if (quire_frame_.at(4), quire::core::test(context, 
 total > 0 
    )) {
      quire_out_.literal(quire_text_[4]);
    }
  }
  quire_out_.literal(quire_text_[5]);
  {
    if (quire_frame_.at(5), quire::core::test(context, quire::el::find_or_null(context, x))) {
      quire_out_.literal(quire_text_[6]);
    }
    else {
      quire_out_.literal(quire_text_[7]);
    }
  }
  quire_out_.literal(quire_text_[8]);
  {
    quire_frame_.at(6);
    auto&& quire_items_1_ = quire::core::items(context, quire::el::find_or_null(context, rows));
    for ([[maybe_unused]] auto&& row : quire_items_1_) {
      quire_out_.literal(quire_text_[9]);
      quire_frame_.at(7), quire::el::print_html(quire_out_, context, quire::el::find_or_null(context, row));
      quire_out_.literal(quire_text_[10]);
    }
  }
  quire_out_.literal(quire_text_[11]);
  {
    quire_frame_.at(8);
    auto&& quire_items_2_ = quire::core::items(context, quire::el::find_or_null(context, rows));
    quire_frame_.at(9);
    for (auto quire_loop_3_ = quire::core::loop(quire_items_2_, quire::core::Bounds(1, quire::el::to<long long>(context, quire::el::find(context, total)), quire::core::kAbsent)); quire_loop_3_.more(); quire_loop_3_.next()) {
      [[maybe_unused]] auto&& row = quire_loop_3_.item();
      [[maybe_unused]] const auto s = quire_loop_3_.status();
      quire_out_.literal(quire_text_[12]);
      quire_frame_.at(10), quire::el::print_html(quire_out_, context, quire::el::find_or_null(context, row));
      quire_out_.literal(quire_text_[13]);
    }
  }
  quire_out_.literal(quire_text_[14]);
  {
    quire_frame_.at(11);
    for (quire::core::Counter quire_loop_4_(quire::core::Bounds(1, 3, quire::core::kAbsent)); quire_loop_4_.more(); quire_loop_4_.next()) {
      [[maybe_unused]] auto&& n = quire_loop_4_.item();
      quire_out_.literal(quire_text_[15]);
      quire_frame_.at(12), quire::el::print_html(quire_out_, context, quire::el::find_or_null(context, n));
      quire_out_.literal(quire_text_[16]);
    }
  }
  quire_out_.literal(quire_text_[17]);
  {
    quire_frame_.at(13);
    const quire::core::TextItems quire_items_5_(quire::detail::view("a;b", 3), quire::detail::view(";", 1));
    for ([[maybe_unused]] auto&& t : quire_items_5_) {
      quire_out_.literal(quire_text_[18]);
      quire_frame_.at(14), quire::el::print_html(quire_out_, context, quire::el::find_or_null(context, t));
      quire_out_.literal(quire_text_[19]);
    }
  }
  quire_out_.literal(quire_text_[20]);
  {
    quire_frame_.at(15);
    quire::core::set(context, v, quire::el::find(context, x), quire::Scope::kRequest);
  }
  quire_out_.literal(quire_text_[21]);
  {
    quire::core::Body quire_body_6_(quire_out_, true);
    quire_out_.literal(quire_text_[22]);
    quire_frame_.at(16), quire::el::print_html(quire_out_, context, quire::el::find(context, x));
    quire_out_.literal(quire_text_[23]);
    quire_frame_.at(17);
    quire::core::set(context, w, quire_body_6_.value());
  }
  quire_out_.literal(quire_text_[24]);
  quire_frame_.at(18), quire::core::remove(context, quire::detail::view("v", 1));
  quire_out_.literal(quire_text_[25]);
  {
    quire_frame_.at(19);
    quire::core::set_property(context, x, {quire::detail::view("y", 1)}, quire::detail::view("1", 1), [&](auto& quire_target_, const auto& quire_set_) {
      if constexpr (requires { quire_target_.set_y(quire_set_); }) quire_target_.set_y(quire_set_);
      else quire::el::assign(context, quire_target_.y, quire_set_);
    });
  }
  quire_out_.literal(quire_text_[26]);
  {
    quire_frame_.at(20), quire::el::print_html(quire_out_, context, quire::el::find(context, x));
  }
  quire_out_.literal(quire_text_[27]);
  {
    quire_frame_.at(21);
    auto&& quire_value_7_ = quire::el::find_or_null(context, x);
    if (!quire::el::is_null(context, quire_value_7_)) quire::el::print_raw(quire_out_, context, quire_value_7_);
    else {
      quire_frame_.at(22), quire::el::print_raw(quire_out_, context, quire::detail::view("none", 4));
    }
  }
  quire_out_.literal(quire_text_[28]);
  {
    quire_frame_.at(23);
    auto&& quire_value_8_ = quire::el::find_or_null(context, x);
    if (!quire::el::is_null(context, quire_value_8_)) quire::el::print_in(quire_out_, context, {quire::Part::kAttribute}, quire_value_8_);
    else {
      quire::core::Body quire_body_9_(quire_out_, false);
      quire_out_.literal(quire_text_[29]);
      quire_frame_.at(24), quire::el::print_in(quire_out_, context, {quire::Part::kAttribute}, quire_body_9_.value());
    }
  }
  quire_out_.literal(quire_text_[30]);
  try {
    quire_out_.literal(quire_text_[31]);
    quire_frame_.at(25), quire::el::print_html(quire_out_, context, quire::el::find(context, x));
    quire_out_.literal(quire_text_[32]);
    quire::core::set(context, error, nullptr);
  }
  catch (const quire::PageExit&) { throw; }
  catch (const std::exception& quire_error_10_) {
    quire::core::set(context, error, quire::core::caught(context, quire_error_10_));
  }
  quire_out_.literal(quire_text_[33]);
  try {
    quire_out_.literal(quire_text_[34]);
  }
  catch (const quire::PageExit&) { throw; }
  catch (const std::exception& quire_error_11_) {
    static_cast<void>(quire_error_11_);
  }
  quire_out_.literal(quire_text_[35]);
  {
    quire_frame_.at(26);
    quire::core::Link quire_link_12_(context, quire::detail::view("/p", 2));
    quire_out_.literal(quire_text_[36]);
    {
      quire_frame_.at(27), quire_link_12_.param(quire::detail::view("q", 1), quire::el::text(context, quire::el::find(context, x)));
    }
    quire_out_.literal(quire_text_[37]);
    quire_frame_.at(28);
    quire::print_in(quire_out_, {quire::Part::kUrlStart, quire::Within::kAttribute}, quire_link_12_.url());
  }
  quire_out_.literal(quire_text_[38]);
  {
    quire::Writer quire_value_13_;
    quire_frame_.at(29), quire::el::print_raw(quire_value_13_, context, quire::el::find(context, x));
    quire_value_13_.raw(quire::detail::view("/p", 2));
    quire_frame_.at(30);
    quire::core::Link quire_link_14_(context, quire_value_13_.text(), quire::detail::view("/o", 2));
    quire_frame_.at(31);
    quire::core::set(context, u, quire_link_14_.text());
  }
  quire_out_.literal(quire_text_[39]);
  {
    quire_frame_.at(32);
    quire::core::Import quire_link_15_(quire::detail::view("a.page", 6));
    quire_frame_.at(33);
    quire_link_15_.include(context);
  }
  quire_out_.literal(quire_text_[40]);
  {
    quire_frame_.at(34);
    quire::core::Import quire_link_16_(quire::el::text(context, quire::el::find(context, x)));
    quire_out_.literal(quire_text_[41]);
    {
      quire::core::Body quire_body_17_(quire_out_, false);
      quire_out_.literal(quire_text_[42]);
      quire_frame_.at(35), quire_link_16_.param(quire::detail::view("n", 1), quire::el::text(context, quire_body_17_.value()));
    }
    quire_out_.literal(quire_text_[43]);
    quire_frame_.at(36);
    quire::core::set(context, text, quire_link_16_.value(context));
  }
  quire_out_.literal(quire_text_[44]);
  {
    quire::Writer quire_value_18_;
    quire_value_18_.raw(quire::detail::view("/", 1));
    quire_frame_.at(37), quire::el::print_raw(quire_value_18_, context, quire::el::find(context, x));
    quire_frame_.at(38);
    quire::core::Link quire_link_19_(context, quire_value_18_.text());
    quire_frame_.at(39);
    quire_link_19_.redirect(context);
  }
  quire_out_.literal(quire_text_[45]);
}

}  // namespace quire::units::p_2078d1e39f815fd3_f195572e6c321c46

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_2078d1e39f815fd3_34190ff64b121d61;
extern "C" const quire::PageEntry quire_page_2078d1e39f815fd3_34190ff64b121d61 = {quire::kAbiStamp, "/core.page", 46, &quire::units::p_2078d1e39f815fd3_f195572e6c321c46::render_34190ff64b121d61, nullptr, false, true};
