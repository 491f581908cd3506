#include "hcn/simulator/make_api.h"

namespace hcn::simulator {

std::filesystem::path HostFolder(std::string_view value) {
  return value.empty() ? "/var/lib/hcn-simulator" : std::filesystem::path(value);
}

}  // namespace hcn::simulator
