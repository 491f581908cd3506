#include "hcn/simulator/tables.h"

namespace hcn::simulator {
namespace {

constexpr auto kQueryFields =
    std::to_array<Field>({SchemaVersion(), Number("Flags", kMostU32), Text("Filter")});

constexpr auto kNetworkResources =
    std::to_array<std::string_view>({"Policy", "DNS", "Extension", "Subnet", "IPSubnet"});
constexpr auto kEndpointResources = std::to_array<std::string_view>({"Port", "Policy"});
constexpr auto kNamespaceResources = std::to_array<std::string_view>({"Container", "Endpoint"});

// The three requests differ in what they can be about.
constexpr std::array<Field, 5> RequestFields(std::span<const std::string_view> resources) {
  return {Choice("ResourceType", resources), Choice("RequestType", kRequestTypes),
          FreeForm("Settings"), Text("ResourceUri"), SchemaVersion()};
}
constexpr auto kModifyNetworkFields = RequestFields(kNetworkResources);
constexpr auto kModifyEndpointFields = RequestFields(kEndpointResources);
constexpr auto kModifyNamespaceFields = RequestFields(kNamespaceResources);

constexpr auto kNamespaceEndpointFields = std::to_array<Field>({Id("EndpointId")});
constexpr auto kNamespaceContainerFields = std::to_array<Field>({Text("ContainerId")});

}  // namespace

const DocumentTable kQueryTable = {"HostComputeQuery", kQueryFields};
const DocumentTable kModifyNetworkTable = {"ModifyNetworkSettingRequest", kModifyNetworkFields};
const DocumentTable kModifyEndpointTable = {"ModifyEndpointSettingRequest", kModifyEndpointFields};
const DocumentTable kModifyNamespaceTable = {"ModifyNamespaceSettingRequest",
                                             kModifyNamespaceFields};
const DocumentTable kNamespaceEndpointTable = {"Settings", kNamespaceEndpointFields};
const DocumentTable kNamespaceContainerTable = {"Settings", kNamespaceContainerFields};

}  // namespace hcn::simulator
