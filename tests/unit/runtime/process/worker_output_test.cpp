#include "runtime/process/worker_output.h"

#include "runtime/base/file.h"
#include "runtime/log/server_log.h"
#include "tests/unit/temporary_folder.h"

#include <unistd.h>
#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

TEST_CASE("what a worker prints becomes entries of the log") {
  const TemporaryFolder folder;
  LogSettings settings;
  settings.server = folder.path() + "/server.log";
  REQUIRE(open_server_log(settings));
  {
    const WorkerOutput output;
    const std::string text = "one\n2026-01-01 forged \x1b[2J\nno end";
    REQUIRE(::write(output.descriptor(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  flush_server_log();
  const std::string log = read_file(settings.server).value_or("");
  CHECK(log.find(" warning output of a worker: one\n") != std::string::npos);
  CHECK(log.find(" warning output of a worker: 2026-01-01 forged \\x1b[2J\n") != std::string::npos);
  CHECK(log.find(" warning output of a worker: no end\n") != std::string::npos);
}

}  // namespace
}  // namespace quire
