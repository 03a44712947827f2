#ifndef QUIRE_TESTS_ESCAPE_TALLY_H_
#define QUIRE_TESTS_ESCAPE_TALLY_H_

#include <catch2/catch.hpp>

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>

namespace quire::escape_test {

/// Counts the cases of another project: those that agree with it, those that differ for a reason that the test
/// gives, and those that fail.
class Tally {
 public:
  explicit Tally(std::string name) : name_(std::move(name)) {}

  /// `reason` is why the case may differ; empty if it may not.
  void add(bool agrees, std::string_view reason, const std::string& what) {
    if (agrees) ++passed_;
    else if (!reason.empty()) ++listed_;
    else {
      ++failed_;
      UNSCOPED_INFO(what);
    }
  }
  /// Prints the counts; the test fails if a case has failed.
  void finish() const {
    std::cout << name_ << ": " << passed_ << " passed, " << listed_ << " listed with a reason, " << failed_
              << " failed\n";
    CHECK(failed_ == 0);
    CHECK(passed_ > 0);
  }

 private:
  std::string name_;
  std::size_t passed_ = 0;
  std::size_t listed_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace quire::escape_test

#endif  // QUIRE_TESTS_ESCAPE_TALLY_H_
