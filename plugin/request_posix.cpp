#include "plugin/request.h"

namespace plugin {

conf::Defaults DefaultsOf(ProcessIo& /*io*/) { return {"/var/lib/cni/hcn-slice"}; }

}  // namespace plugin
