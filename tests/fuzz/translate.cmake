# Fuzzers of the translation stages. Run one on a scratch folder and its seeds:
#   build/bin/lexer_fuzz -dict=tests/fuzz/page.dict -max_total_time=60 /tmp/corpus tests/fuzz/seeds/lexer
foreach(fuzzer cpp_scanner lexer xml value_parser el site_settings translate import)
  add_executable(${fuzzer}_fuzz ${fuzzer}_fuzz.cpp)
  target_link_libraries(${fuzzer}_fuzz PRIVATE quire_translate)
  target_compile_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
endforeach()
# Coverage of the code under test guides the fuzzers.
target_compile_options(quire_translate PRIVATE -fsanitize=fuzzer-no-link)
