#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>

#include "hcn/hcn_api.h"

namespace hcn {

// For the order of calls, for "never called" and for failures by hand. What HCN does is the
// simulator's to show.
class MockHcnApi : public HcnApi {
 public:
  MOCK_METHOD(std::string, EnumerateNetworks, (std::string_view query), (override));
  MOCK_METHOD(HandleValue, CreateNetwork, (const Guid& id, std::string_view settings), (override));
  MOCK_METHOD(HandleValue, OpenNetwork, (const Guid& id), (override));
  MOCK_METHOD(void, ModifyNetwork, (HandleValue network, std::string_view settings), (override));
  MOCK_METHOD(std::string, QueryNetworkProperties, (HandleValue network, std::string_view query),
              (override));
  MOCK_METHOD(void, DeleteNetwork, (const Guid& id), (override));
  MOCK_METHOD(void, CloseNetwork, (HandleValue network), (noexcept, override));

  MOCK_METHOD(std::string, EnumerateEndpoints, (std::string_view query), (override));
  MOCK_METHOD(HandleValue, CreateEndpoint,
              (HandleValue network, const Guid& id, std::string_view settings), (override));
  MOCK_METHOD(HandleValue, OpenEndpoint, (const Guid& id), (override));
  MOCK_METHOD(void, ModifyEndpoint, (HandleValue endpoint, std::string_view settings), (override));
  MOCK_METHOD(std::string, QueryEndpointProperties, (HandleValue endpoint, std::string_view query),
              (override));
  MOCK_METHOD(void, DeleteEndpoint, (const Guid& id), (override));
  MOCK_METHOD(void, CloseEndpoint, (HandleValue endpoint), (noexcept, override));

  MOCK_METHOD(std::string, EnumerateNamespaces, (std::string_view query), (override));
  MOCK_METHOD(HandleValue, CreateNamespace, (const Guid& id, std::string_view settings),
              (override));
  MOCK_METHOD(HandleValue, OpenNamespace, (const Guid& id), (override));
  MOCK_METHOD(void, ModifyNamespace, (HandleValue name_space, std::string_view settings),
              (override));
  MOCK_METHOD(std::string, QueryNamespaceProperties,
              (HandleValue name_space, std::string_view query), (override));
  MOCK_METHOD(void, DeleteNamespace, (const Guid& id), (override));
  MOCK_METHOD(void, CloseNamespace, (HandleValue name_space), (noexcept, override));
};

}  // namespace hcn
