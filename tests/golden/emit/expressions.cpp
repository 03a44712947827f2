// /expressions.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>
#include <quire/el.h>
#include <quire/json.h>

namespace quire::units::p_957a83a8a3dbd3dc_a3a5874a9be3d019 {

}

namespace quire::units::names_957a83a8a3dbd3dc_3a8472c467477441 {
[[maybe_unused]] constexpr quire::el::Name a{quire::detail::view("a", 1)};
[[maybe_unused]] constexpr quire::el::Name b{quire::detail::view("b", 1)};
[[maybe_unused]] constexpr quire::el::Name quire_el_class{quire::detail::view("class", 5)};
[[maybe_unused]] constexpr quire::el::Name f{quire::detail::view("f", 1)};
[[maybe_unused]] constexpr quire::el::Name flag{quire::detail::view("flag", 4)};
[[maybe_unused]] constexpr quire::el::Name list{quire::detail::view("list", 4)};
[[maybe_unused]] constexpr quire::el::Name m{quire::detail::view("m", 1)};
[[maybe_unused]] constexpr quire::el::Name user{quire::detail::view("user", 4)};
[[maybe_unused]] constexpr quire::el::Name x{quire::detail::view("x", 1)};
QUIRE_EL_MEMBER(quire_member_firstName, firstName, first_name, FirstName);
QUIRE_EL_MEMBER(quire_member_k, k, k, K);
QUIRE_EL_MEMBER(quire_member_n, n, n, N);
QUIRE_EL_MEMBER(quire_member_o, o, o, O);
QUIRE_EL_MEMBER(quire_member_size, size, size, Size);
}

namespace quire::units::p_957a83a8a3dbd3dc_a3a5874a9be3d019 {

static void render_11d8f8bddfedf0aa([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  using namespace quire::units::names_957a83a8a3dbd3dc_3a8472c467477441;
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  quire_frame_.at(0), quire::el::print_in(quire_out_, context, {quire::Part::kAttribute}, quire::el::get(context, quire::el::find(context, user), quire_member_firstName));
  quire_out_.literal(quire_text_[1]);
  {
    quire_frame_.at(1);
    if (quire::el::test(context, quire::el::greater(context, quire::el::add(context, quire::el::find(context, a), 1LL), 2LL))) {
      quire::el::print_html(quire_out_, context, "x");
    }
    else {
      quire::el::print_html(quire_out_, context, quire::el::call(context, quire::el::get(context, quire::el::find(context, b), quire_member_k), quire_member_size));
    }
  }
  quire_out_.literal(quire_text_[2]);
  {
    quire_frame_.at(2);
    if (quire::el::test(context, quire::el::find(context, flag))) {
      quire::el::print_raw(quire_out_, context, "checked");
    }
    else {
      quire::el::print_raw(quire_out_, context, "");
    }
  }
  quire_out_.literal(quire_text_[3]);
  quire_frame_.at(3), quire::el::print_html(quire_out_, context, (quire::el::test(context, quire::el::is_empty(context, quire::el::find_or_null(context, list))) || quire::el::test(context, !quire::el::test(context, quire::el::find(context, flag)))));
  quire_out_.literal(quire_text_[4]);
  quire_frame_.at(4), quire::el::print_html(quire_out_, context, (quire::el::hold(context, quire::el::value(context, quire::el::find_or_null(context, x))) ? quire::el::held(context) : quire::el::value(context, (quire::el::hold_unless_null(context, quire::el::value(context, quire::el::find_or_null(context, quire_el_class))) ? quire::el::held(context) : quire::el::value(context, "y")))));
  quire_out_.literal(quire_text_[5]);
  quire_frame_.at(5), quire::el::print_html(quire_out_, context, (static_cast<void>(quire::el::assign(context, f, quire::el::lambda(context, 1, [&]([[maybe_unused]] const quire::Value* quire_arguments_0_) -> const quire::Value& { [[maybe_unused]] const quire::Value& n = quire_arguments_0_[0]; return quire::el::value(context, quire::el::multiply(context, quire::el::find(context, n), 2LL)); }))), quire::el::function(context, [&]<bool quire_must>(auto&&... quire_a) -> decltype(auto) { if constexpr (quire_must || requires { f(static_cast<decltype(quire_a)>(quire_a)...); }) return (quire::el::Result(context), f(static_cast<decltype(quire_a)>(quire_a)...)); else return quire::el::detail::NoMember(); }, 3LL)));
  quire_out_.literal(quire_text_[6]);
  quire_frame_.at(6), quire::el::print_html(quire_out_, context, quire::el::get(context, quire::el::map(context, {{"k", quire::el::list(context, {1LL, 2.5, nullptr})}}), quire_member_k));
  quire_out_.literal(quire_text_[7]);
  quire_frame_.at(7), quire::el::print_html(quire_out_, context, quire::el::set(context, m, {quire::detail::view("n", 1), "o"}, 5LL));
  quire_out_.literal(quire_text_[8]);
  quire_frame_.at(8), quire::el::print_html(quire_out_, context, quire::el::function(context, [&]<bool quire_must>(auto&&... quire_a) -> decltype(auto) { if constexpr (quire_must || requires { std::min(static_cast<decltype(quire_a)>(quire_a)...); }) return (quire::el::Result(context), std::min(static_cast<decltype(quire_a)>(quire_a)...)); else return quire::el::detail::NoMember(); }, 1LL, 2LL));
  quire_out_.literal(quire_text_[9]);
  quire_frame_.at(9), quire::el::print_js(quire_out_, context, {quire::Part::kJs}, quire::el::equal(context, quire::el::find_or_null(context, user), nullptr));
  quire_out_.literal(quire_text_[10]);
}

}  // namespace quire::units::p_957a83a8a3dbd3dc_a3a5874a9be3d019

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_957a83a8a3dbd3dc_11d8f8bddfedf0aa;
extern "C" const quire::PageEntry quire_page_957a83a8a3dbd3dc_11d8f8bddfedf0aa = {quire::kAbiStamp, "/expressions.page", 11, &quire::units::p_957a83a8a3dbd3dc_a3a5874a9be3d019::render_11d8f8bddfedf0aa, nullptr, false, true};
