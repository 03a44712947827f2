# Fuzzers for the translation stages. To run one on a temporary folder and its seeds:
#   build/bin/lexer_fuzz -dict=tests/fuzz/page.dict -max_total_time=60 /tmp/corpus tests/fuzz/seeds/lexer
foreach(fuzzer cpp_scanner lexer xml value_parser el site_settings translate import)
  add_executable(${fuzzer}_fuzz ${fuzzer}_fuzz.cpp)
  target_link_libraries(${fuzzer}_fuzz PRIVATE $<IF:$<STREQUAL:${fuzzer},import>,quire_import,quire_translate>)
  target_compile_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
endforeach()
# Coverage of the code under test guides the fuzzers.
foreach(library quire_translate quire_import)
  target_compile_options(${library} PRIVATE -fsanitize=fuzzer-no-link)
endforeach()
