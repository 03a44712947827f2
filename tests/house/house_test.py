#!/usr/bin/env python3
"""Tests of the house rules."""

import unittest

import circles
import descriptors
import folders
import layers
import ldd
import names
import sizes
import source_tree
import symbols
import type_names
import untested


def layer_failures(path, text, *others):
    return list(layers.check_file(path, text, lambda name: name in others))


class Text(unittest.TestCase):
    def test_comments_and_strings_are_blanked_and_lines_are_kept(self):
        code = source_tree.code_only('a /* {\n */ b // "\n"{" R"x({")" )x" \'{\' 1\'000 c')
        self.assertEqual(code.split(), ["a", "b", "1'000", "c"])
        self.assertEqual(code.count("\n"), 2)


class Layers(unittest.TestCase):
    def test_earlier_stages_may_be_included(self):
        self.assertEqual(layer_failures("compiler/lex/a.cpp", '#include "compiler/diag/b.h"', "compiler/diag/b.h"), [])

    def test_later_stages_may_not_be_included(self):
        self.assertEqual(
            layer_failures("compiler/lex/a.cpp", '\n#include "compiler/emit/b.h"', "compiler/emit/b.h"),
            ["compiler/lex/a.cpp:2: `compiler/emit/b.h`: compiler/lex may not include compiler/emit"],
        )

    def test_the_pipeline_uses_the_stages_but_not_clang(self):
        self.assertEqual(layer_failures("compiler/translate.cpp", '#include "compiler/emit/b.h"', "compiler/emit/b.h"), [])
        self.assertTrue(layer_failures("compiler/translate.cpp", '#include "compiler/clang/b.h"', "compiler/clang/b.h"))

    def test_the_compiler_does_not_use_the_page_api(self):
        self.assertTrue(layer_failures("compiler/check/a.cpp", "#include <quire/page.h>"))

    def test_the_server_and_the_runtime_do_not_use_the_compiler(self):
        for path in ("tools/paged/main.cpp", "runtime/serve/a.cpp"):
            self.assertTrue(layer_failures(path, '#include "compiler/translate.h"', "compiler/translate.h"), path)

    def test_the_command_line_uses_neither_the_compiler_nor_the_server(self):
        for name in ("compiler/diag/b.h", "runtime/http/b.h"):
            self.assertTrue(layer_failures("tools/cli/a.cpp", f'#include "{name}"', name), name)

    def test_later_parts_of_the_runtime_may_not_be_included(self):
        self.assertEqual(layer_failures("runtime/load/a.cpp", '#include "runtime/http/b.h"', "runtime/http/b.h"), [])
        self.assertTrue(layer_failures("runtime/http/a.cpp", '#include "runtime/load/b.h"', "runtime/load/b.h"))

    def test_everything_but_pages_may_use_the_ground_floor(self):
        for path in ("compiler/source/a.cpp", "runtime/http/a.cpp", "tools/cli/a.cpp", "tools/paged/a.cpp"):
            for name in ("runtime/base/b.h", "runtime/protocol/b.h"):
                self.assertEqual(layer_failures(path, f'#include "{name}"', name), [], path)
        self.assertEqual(layer_failures("runtime/protocol/a.cpp", '#include "runtime/base/b.h"', "runtime/base/b.h"), [])
        for path in ("runtime/api/a.cpp", "runtime/api/quire/a.h"):
            self.assertTrue(layer_failures(path, '#include "runtime/base/b.h"', "runtime/base/b.h"), path)
        for name in ("runtime/protocol/b.h", "runtime/api/quire/b.h", "compiler/source/b.h"):
            self.assertTrue(layer_failures("runtime/base/a.cpp", f'#include "{name}"', name), name)

    def test_only_cpp_files_in_a_few_folders_may_include_clang(self):
        clang = "#include <clang/Basic/Diagnostic.h>"
        self.assertEqual(layer_failures("compiler/clang/a.cpp", clang), [])
        for path in ("compiler/clang/a.h", "compiler/process/a.cpp", "compiler/emit/a.cpp", "runtime/load/a.cpp", "tools/pagec/a.cpp", "tests/unit/a.cpp"):
            self.assertTrue(layer_failures(path, clang), path)

    def test_http_does_not_use_sockets(self):
        self.assertTrue(layer_failures("runtime/http/a.cpp", "#include <sys/socket.h>"))
        self.assertTrue(layer_failures("runtime/http/a.cpp", "#include <boost/asio.hpp>"))
        for name in ("boost/beast/http/basic_parser.hpp", "boost/asio/buffer.hpp", "arpa/inet.h"):
            self.assertEqual(layer_failures("runtime/http/a.cpp", f"#include <{name}>"), [], name)

    def test_the_page_api_is_thin(self):
        self.assertEqual(layer_failures("runtime/api/quire/a.h", "#include <string>"), [])
        self.assertTrue(layer_failures("runtime/api/quire/a.h", "#include <chrono>"))
        self.assertTrue(layer_failures("runtime/api/quire/a.h", "#include <boost/json.hpp>"))
        self.assertEqual(layer_failures("runtime/api/a.cpp", "#include <chrono>"), [])

    def test_stdlib_headers_hide_their_libraries(self):
        self.assertTrue(layer_failures("stdlib/sql/a.h", "#include <soci/soci.h>"))
        self.assertEqual(layer_failures("stdlib/sql/a.cpp", "#include <soci/soci.h>"), [])

    def test_unknown_folders_are_refused(self):
        self.assertTrue(layer_failures("compiler/extra/a.cpp", ""))
        self.assertTrue(layer_failures("runtime/extra/a.cpp", ""))

    def test_includes_in_comments_are_ignored(self):
        self.assertEqual(layer_failures("compiler/lex/a.cpp", "// #include <clang/x.h>\n/*\n#include <llvm/y.h>\n*/"), [])


class Circles(unittest.TestCase):
    @staticmethod
    def failures(texts):
        return list(circles.check(circles.graph(texts)))

    def test_a_header_and_its_source_file_are_one_unit(self):
        self.assertEqual(self.failures({"runtime/a.h": "", "runtime/a.cpp": '#include "runtime/a.h"'}), [])
        api = {"runtime/api/quire/a.h": "", "runtime/api/a.cpp": "#include <quire/a.h>"}
        self.assertEqual(list(circles.graph(api)), ["runtime/api/a"])

    def test_two_units_that_include_each_other_are_refused(self):
        failures = self.failures({"x/a.h": "", "x/a.cpp": '#include "x/b.h"', "x/b.h": '#include "a.h"'})
        self.assertEqual(failures, ["2 units include each other: x/a → x/b, x/b → x/a"])

    def test_a_circle_through_a_third_unit_is_found_without_its_neighbours(self):
        texts = {"x/a.h": '#include "b.h"', "x/b.h": '#include "c.def"', "x/c.def": '#include "a.h"'}
        texts |= {"x/d.h": '#include "a.h"', "x/e.h": "", "x/a.cpp": '#include "e.h"'}
        self.assertEqual(circles.circles(circles.graph(texts)), [("x/a", "x/b", "x/c")])


class TypeNames(unittest.TestCase):
    @staticmethod
    def names(text):
        return [name for _, name in type_names.types(text)]

    def test_every_kind_of_definition_is_found(self):
        text = (
            "namespace a::b {\ntemplate <class T> class C final : public D<T> {};\nstruct alignas(8) E {\n};\n"
            "enum class F : int { kX };\nusing G = int;\nunion QUIRE_API H { int i; };\nstruct E::I {};\n}\ntypedef int J;\n"
        )
        self.assertEqual(self.names(text), ["a::b::C", "a::b::E", "a::b::F", "a::b::G", "a::b::H", "a::b::E::I", "J"])

    def test_declarations_and_local_types_are_ignored(self):
        text = (
            "namespace a {\nstruct B;\nenum class C : int;\ntemplate <> struct D<int> {};\nnamespace { struct E {}; }\n"
            "struct F f() { struct G {}; return {}; }\nstruct H { struct I {}; using J = int; };\nusing K::L;\n}\n"
        )
        self.assertEqual(self.names(text), ["a::H"])

    def test_a_second_definition_in_the_same_namespace_is_refused(self):
        one, two = "namespace a {\nstruct B {};\n}", "namespace c { struct B {}; }"
        self.assertEqual(list(type_names.check({"x.h": one, "y.cpp": two})), [])
        failures = list(type_names.check({"x.h": one, "y.cpp": one}))
        self.assertEqual(failures, ["x.h:2: `a::B` is defined again at y.cpp:2"])


class Folders(unittest.TestCase):
    def test_number_of_units_in_a_folder(self):
        paths = [f"compiler/a/u{number}{suffix}" for number in range(25) for suffix in (".h", ".cpp")]
        self.assertEqual(list(folders.check(paths)), [])
        self.assertEqual(len(list(folders.check([*paths, "compiler/a/v.cpp"]))), 1)

    def test_folders_named_like_build_output_are_refused(self):
        for path in ("compiler/build/a.cpp", "runtime/build/x/a.h"):
            self.assertEqual(len(list(folders.check([path]))), 1, path)
        self.assertEqual(list(folders.check(["compiler/build_tools/a.cpp", "compiler/build.cpp"])), [])


class Descriptors(unittest.TestCase):
    def test_close_is_refused_outside_runtime_base(self):
        text = "#include <unistd.h>\nvoid f(int a) {\n  ::close(a);\n  close(a);\n}\n"
        failures = list(descriptors.check("compiler/a.cpp", text))
        self.assertEqual([failure.split(" ")[0] for failure in failures], ["compiler/a.cpp:3:", "compiler/a.cpp:4:"])
        self.assertEqual(list(descriptors.check("runtime/base/a.cpp", text)), [])

    def test_member_functions_named_close_are_allowed(self):
        text = "void C::close(int a) {\n  close();\n  b.close(a);\n  c->close(a);\n  C::close(a);\n  close(d);\n}\n// ::close(e)\n"
        self.assertEqual(descriptors.closes(text), [])


class Untested(unittest.TestCase):
    LIST = "golden/check, fuzz/a_fuzz.cpp: compared byte by byte\n  compiler/check/ b c\n  compiler/ d\n"

    @staticmethod
    def failures(sources, text, *tests):
        exists = {*sources, "tests/golden/check", "tests/fuzz/a_fuzz.cpp", *tests}.__contains__
        return list(untested.check(sources, tests, list(untested.read_list(text)), exists))

    def test_a_file_needs_a_unit_test_or_a_reason(self):
        sources = ["compiler/check/b.cpp", "compiler/check/c.cpp", "compiler/d.cpp", "runtime/e.cpp"]
        self.assertEqual(self.failures(sources, self.LIST, "tests/unit/runtime/e_test.cpp"), [])
        self.assertEqual(len(self.failures(sources, self.LIST)), 1)

    def test_outdated_entries_are_refused(self):
        sources = ["compiler/check/b.cpp", "compiler/check/c.cpp", "compiler/d.cpp"]
        for failures in (
            self.failures(sources[1:], self.LIST),
            self.failures(sources, self.LIST, "tests/unit/compiler/d_test.cpp"),
            self.failures(sources, self.LIST + "  compiler/ d\n"),
        ):
            self.assertEqual(len(failures), 1, failures)

    def test_a_test_without_a_source_file_is_refused(self):
        self.assertEqual(self.failures(["x/a.cpp"], "", "tests/unit/x/a_test.cpp"), [])
        self.assertEqual(len(self.failures(["x/a.cpp"], "", "tests/unit/x/a_test.cpp", "tests/unit/y/b_test.cpp")), 1)

    def test_missing_tests_and_reasons_are_refused(self):
        self.assertEqual(len(self.failures(["x/a.cpp"], "golden/none: because\n  x/ a\n")), 1)
        self.assertEqual(len(self.failures(["x/a.cpp"], "golden/check\n  x/ a\n")), 1)


class Sizes(unittest.TestCase):
    def test_files(self):
        self.assertEqual(sizes.check_file("compiler/a.h", "\n" * 400), ([], []))
        self.assertEqual(len(sizes.check_file("compiler/a.h", "\n" * 401)[1]), 1)
        self.assertEqual(len(sizes.check_file("compiler/a.h", "\n" * 801)[0]), 1)
        self.assertEqual(len(sizes.check_file("runtime/api/quire/a.h", "\n" * 150)[0]), 1)

    def test_functions_in_namespaces_and_classes_are_found(self):
        text = (
            "namespace a {\n#define M {\nstruct S : T {\n  S() : x_(1) {\n    if (y) {\n    }\n  }\n};\n"
            'int f(int x) {\n  return "{"[0];\n}\nauto g = to_array(\n{\n});\n}  // namespace a\n'
            "MACRO(x)\nnamespace b {\nvoid h() {}\n}\n"
        )
        self.assertEqual([(first, lines) for first, lines, _ in sizes.functions(text)], [(4, 4), (9, 3), (18, 1)])

    def test_a_long_function_is_a_remark(self):
        text = "int f() {\n" + "  g();\n" * 59 + "}\n"
        self.assertEqual(len(sizes.check_file("compiler/a.cpp", text)[1]), 1)
        self.assertEqual(sizes.check_file("compiler/a.cpp", text.replace("  g();\n", "", 1)), ([], []))


class Names(unittest.TestCase):
    def test_unknown_top_level_names_are_refused(self):
        whole = [*source_tree.TOP_FOLDERS, *names.TOP_FILES, ".git", "build", "build-asan"]
        self.assertEqual(list(names.check_top(whole)), [])
        self.assertEqual(len(list(names.check_top([*whole, "src"]))), 1)
        self.assertEqual(len(list(names.check_top(whole[1:]))), 1)

    def test_pattern_names_and_unfinished_work_are_refused(self):
        self.assertTrue(list(names.check_file("compiler/a.h", "class PageManager final {")))
        self.assertTrue(list(names.check_file("compiler/string_utils.h", "")))
        self.assertTrue(list(names.check_file("compiler/PageParser.h", "")))
        self.assertTrue(list(names.check_file("compiler/a.h", "// " + names.REFUSED_WORDS[0] + ": later")))
        self.assertEqual(list(names.check_file("compiler/a.h", "class Page {\n  Information x;\n")), [])


class Binaries(unittest.TestCase):
    def test_libraries_of_the_compiler_are_found(self):
        output = "\tlinux-vdso.so.1 (0x0)\n\tlibz.so.1 => /lib/libz.so.1 (0x0)\n\tlibLLVM.so.19.1 => /lib/libLLVM.so.19.1 (0x0)\n"
        self.assertEqual(ldd.refused_libraries(output), ["libLLVM.so.19.1"])
        self.assertEqual(ldd.refused_libraries("\t/lib/libclang-cpp.so.19.1 (0x0)\n"), ["libclang-cpp.so.19.1"])
        self.assertEqual(ldd.refused_libraries("\tlibclang_rt.asan-x86_64.so => /lib/x.so (0x0)\n"), [])

    def test_run_paths_do_not_depend_on_the_current_folder(self):
        line = " 0x01d (RUNPATH)            Library runpath: [{}]\n"
        self.assertEqual(ldd.refused_folders(line.format("$ORIGIN/../lib:/a")), [])
        self.assertEqual(ldd.refused_folders(line.format("/a::b:")), ["", "b", ""])
        self.assertEqual(ldd.refused_folders(""), [])

    def test_symbols_of_other_namespaces_are_refused(self):
        ours = "01 T quire::Writer::flush()\n02 V typeinfo for quire::Writer\n03 W std::vector<int>::push_back(int const&)\n"
        self.assertEqual(symbols.strangers(symbols.exported(ours)), [])
        theirs = "01 T boost::json::parse(quire::Value)\n02 W boost::a()\n03 T helper\n04 T std::f()\n05 T notquire::f()\n"
        self.assertEqual(len(symbols.strangers(symbols.exported(theirs))), 5)


if __name__ == "__main__":
    unittest.main()
