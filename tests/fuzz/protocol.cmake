# Fuzzers of runtime/protocol. Run one on a scratch folder and its seeds:
#   build/bin/line_table_fuzz -max_total_time=60 /tmp/corpus tests/fuzz/seeds/line_table
foreach(fuzzer line_table)
  add_executable(${fuzzer}_fuzz ${fuzzer}_fuzz.cpp)
  target_link_libraries(${fuzzer}_fuzz PRIVATE quire_protocol)
  target_compile_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
endforeach()
# Coverage of the code under test guides the fuzzers.
target_compile_options(quire_protocol PRIVATE -fsanitize=fuzzer-no-link)
