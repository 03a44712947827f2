# Fuzzers for runtime/http. To run one on a temporary folder and its seeds:
#   build/bin/url_fuzz -max_total_time=60 /tmp/corpus tests/fuzz/seeds/url
foreach(fuzzer http_request chunked url cookies)
  add_executable(${fuzzer}_fuzz ${fuzzer}_fuzz.cpp)
  target_link_libraries(${fuzzer}_fuzz PRIVATE quire_http)
  target_compile_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${fuzzer}_fuzz PRIVATE -fsanitize=fuzzer)
endforeach()
# Coverage of the code under test guides the fuzzers.
foreach(library quire_base quire_http)
  target_compile_options(${library} PRIVATE -fsanitize=fuzzer-no-link)
endforeach()
