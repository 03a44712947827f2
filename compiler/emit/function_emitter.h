#ifndef QUIRE_COMPILER_EMIT_FUNCTION_EMITTER_H_
#define QUIRE_COMPILER_EMIT_FUNCTION_EMITTER_H_

#include "compiler/ast/page.h"
#include "compiler/emit/el_emitter.h"
#include "compiler/emit/unit_writer.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// `tag_0_card`: the namespace for a tag file.
std::string tag_namespace(const Page& root, std::size_t tag_file);

/// Whether what is written there is HTML: its text has tags or references, or it runs something that may.
bool has_markup(const std::vector<Node>& nodes);

/// Writes the body of the render function of a page or tag file. Each node becomes one
/// statement, so that `if (x)` may precede it; only a bean is several statements, because
/// its name must be visible to the code that follows.
class FunctionEmitter {
 public:
  /// `root` has the tag files; `page` is the page or tag file to render. Keeps references
  /// to all arguments.
  FunctionEmitter(UnitWriter& out, const Page& root, const Page& page)
      : out_(out), root_(root), page_(page), el_(out, page) {}

  /// All statements, wrapped in the page's layout if it has one.
  void run();

 private:
  // function_emitter.cpp: text and code
  void nodes(const std::vector<Node>& nodes);
  void node(const Node& node);
  void slot();
  void text_statement();
  void nonce();
  void constant_text(std::string_view text);
  void scriptlet(const Node& node);
  void note_preprocessor(const CppCode& code);
  /// `quire_frame_.at(3)`; valid until the next call.
  std::string_view store(Span span);
  template <typename... Texts>
  void line(const Texts&... texts) {
    out_.glue(indent(), texts..., "\n");
  }
  /// Valid until the next call.
  std::string_view indent();
  void open_block(std::string_view head = "{");
  void close_block(std::string_view tail = "}");
  /// The content of an action or function; text does not extend past its ends.
  void block(const std::vector<Node>& content);

  // value_emitter.cpp: attributes' values
  /// A C++ expression of type `std::string_view`; may write statements before it.
  std::string text_of(const Attribute& attribute, Escaping escaping = Escaping::kOff);
  std::string text_of(const Node& slot) { return captured(slot, "quire::captured_value"); }
  /// The same as HTML, in which values are escaped.
  std::string markup_of(const Node& slot) { return captured(slot, "quire::captured"); }
  std::string captured(const Node& slot, std::string_view function);
  /// The same for the attribute or slot with that name; `""` if there is none.
  std::string text_of(const Node& action, std::string_view name);
  /// Writes code that prints an expression or `${…}`; `place` is the reported position.
  void print(const Node& node, Span place, std::string_view writer, Escaping escaping);
  void note_value(const Node& node, std::string_view writer, Escaping escaping);
  /// The function that prints it and its first arguments: `quire::print_html(quire_out_, `.
  std::string printer(const Node& node, std::string_view writer, Escaping escaping) const;
  /// A `quire::Place`: `{quire::Part::kUrlPath}`.
  static std::string in_cpp(const ValuePlace& place);
  /// The same for `${…}`; of `a ? b : c`, only one is printed.
  void print_el(const Node& node, const ElNode& expression, const std::string& printer);
  /// The C++ expression for `${…}`. With `takes_unset`, it may be a name that nobody has set: null.
  void el_value(const Node& node, bool takes_unset = false);
  ElEmitter::Unset unset_in(const Node& node) const;

  // action_emitter.cpp: standard actions
  void action(const Node& node);
  void call(const Node& node, std::string_view function);
  void use_bean(const Node& node);
  void set_property(const Node& node);
  void set_property(const Node& node, const Attribute& bean, const Attribute& property);
  void get_property(const Node& node);
  void element_action(const Node& node);
  void fragment(const Node& node);
  void invoke(const Node& node);
  void run_fragment(const Node& node, const std::string& fragment, const std::string& is_markup);

  // standard_tag_emitter.cpp
  /// The value of an attribute: either code, or the single expression of `attribute`.
  struct ValueCode {
    const Attribute* attribute = nullptr;
    std::string code;
    /// The position to report.
    Span span;
  };
  void standard_tag(const Node& tag);
  /// An attribute that becomes a member of the options of a function.
  struct Option {
    std::string name;
    ValueCode code;
  };
  std::vector<Option> options_of(const Node& tag);
  void put_options(const Node& tag, const std::vector<Option>& options);
  ValueCode value_code(const Node& tag, std::string_view name);
  void put(const ValueCode& value, bool unset_is_null);
  void put_call(std::string_view function, const Node& tag, const ValueCode& value, bool unset_is_null);
  void note_tag_use(const Node& tag, const Attribute* attribute, std::uint32_t begin);
  void core_if(const Node& tag);
  void core_choose(const Node& tag);
  void core_branch(const Node& tag, std::string_view begin);
  void core_test(const Node& tag);
  void core_catch(const Node& tag);
  void core_out(const Node& tag);
  ValueCode out_value(const Node& tag, std::string_view name, Escaping escaping);
  void core_print(const Node& tag, Escaping escaping);
  std::string core_body(const Node& tag, bool is_markup);
  void core_set(const Node& tag);
  void core_set_property(const Node& tag, const ValueCode& value);
  void core_remove(const Node& tag);
  void begin_set(const Node& tag);
  void end_set(const Node& tag);

  // format_emitter.cpp
  void format(const Node& tag);
  void format_value(const Node& tag);
  void format_call(const Node& tag, const std::vector<Option>& options, const std::string& params);
  void format_message(const Node& tag);
  void format_param(const Node& tag);
  void format_scope(const Node& tag);
  void format_setting(const Node& tag);

  // form_emitter.cpp
  /// The form whose tags are written.
  struct OpenForm {
    const Node* tag = nullptr;
    /// The variable with its model; empty if it has none.
    std::string model;
  };
  void form(const Node& tag);
  std::string form_model(const Node& tag, std::vector<Option>& options);
  void check_path(const FormTag& kind, std::vector<Option>& options);
  void label_field(const Node& label, std::vector<Option>& options, std::vector<Option>& attributes);
  Option form_attribute(const Attribute& attribute);
  void put_form_attributes(const Node& tag, const std::vector<Option>& attributes);
  void security(const Node& tag);

  // core_loop_emitter.cpp
  void core_loop(const Node& tag);
  void loop_over_items(const Node& tag);
  void loop_over_numbers(const Node& tag);
  void put_loop_variable(const Node& tag, std::string_view attribute);
  void put_bounds(const Node& tag);
  void rest_of_loop(const Node& tag, const std::string& loop);
  void loop_content(const Node& tag);

  // core_link_emitter.cpp
  void core_link(const Node& tag);
  void core_import(const Node& tag);
  void core_param(const Node& tag);
  void link_params(const Node& tag, const std::string& link);

  // tag_emitter.cpp: tags and layouts
  void tag(const Node& node);
  struct TagCall;
  void prepare(TagCall& use);
  bool is_elsewhere(const Node& tag) const;
  std::string tag_place(const Node& tag, bool has_no_body) const;
  void callback(const std::string& name, const std::vector<Node>& content);
  void file_attributes(TagCall& use, const TagSettings& tag);
  void struct_fields(TagCall& use);
  void attribute_value(TagCall& use, std::string_view name, const std::string& field);
  void dynamic_value(TagCall& use, const Attribute& attribute);
  void slot_value(TagCall& use, const Node& slot, const std::string& field);
  void embedded(const Node& part);
  void layout_slot(const Node& node);
  void layout_head();
  void layout_tail();

  UnitWriter& out_;
  const Page& root_;
  const Page& page_;
  ElEmitter el_;
  std::string text_;
  std::string blanks_;
  std::string stored_;
  // The variables that `c:param` and `fmt:param` add to.
  std::string link_;
  std::string params_;
  OpenForm form_;
  // Where the call of `quire::core::set` begins that is being written.
  std::uint32_t core_set_begin_ = 0;
  // The last scriptlet ended with something like `if (x)`.
  bool statement_open_ = false;
  // A block for one statement is open, up to the end of the text.
  bool in_nonce_block_ = false;
  std::size_t depth_ = 1;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_FUNCTION_EMITTER_H_
