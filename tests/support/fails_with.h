#pragma once

#include <gmock/gmock.h>

#include <string>

#include "hcn/error.h"

namespace support {

// Of a call into HCN: EXPECT_THAT([&] { hcn.OpenEndpoint(id); }, FailsWith(0x803b0002)).
inline auto FailsWith(hcn::HResult code) {
  return testing::Throws<hcn::Error>(testing::Property("code", &hcn::Error::code, code));
}

// The same, and the error record says why.
inline auto FailsWith(hcn::HResult code, const std::string& detail) {
  return testing::Throws<hcn::Error>(
      testing::AllOf(testing::Property("code", &hcn::Error::code, code),
                     testing::Property("record", &hcn::Error::record, testing::HasSubstr(detail))));
}

}  // namespace support
