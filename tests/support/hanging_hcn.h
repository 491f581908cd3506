#pragma once

#include <future>
#include <string_view>
#include <utility>

#include "hcn/error.h"
#include "tests/support/hooked_hcn_api.h"

namespace support {

// Its calls come back when the test lets them, and then only to end.
class HangingHcn final : public HookedHcnApi {
 public:
  HangingHcn(hcn::HcnApi& api, std::shared_future<void> release, std::promise<void> gone)
      : HookedHcnApi(api,
                     [release = std::move(release)](std::string_view function, Moment) {
                       release.wait();
                       throw hcn::Error(function, hcn::kManagerStopped);
                     }),
        gone_(std::move(gone)) {}
  ~HangingHcn() override { gone_.set_value(); }

 private:
  std::promise<void> gone_;
};

}  // namespace support
