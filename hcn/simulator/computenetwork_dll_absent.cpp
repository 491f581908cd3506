#include <computenetwork.h>

#include "hcn/simulator/computenetwork_dll.h"

// The exports for what the simulated host has not: load balancers, SDN routes, guest network
// services, port reservations, statistics. There are none of them and none can be made, so that
// lists are empty, creating one says 0x80004001, and nothing is found or open. Those without a
// declaration in mingw's header are as hcsshim (hcn/hcn.go) and Microsoft's metadata have them.
namespace hcn::simulator {
namespace {

HRESULT NoneListed(PWSTR* list, PWSTR* record) {
  return Serve(record, [&] {
    PWSTR& out = Out(list);
    out = ToCoTaskMem("[]");
  });
}

HRESULT NotSupported(PWSTR* record) {
  return Serve(record, [] { throw Refusal(kNotImplemented, "The simulated host has none."); });
}

// With an out parameter, emptied.
HRESULT NotSupported(void** out, PWSTR* record) {
  if (out != nullptr) *out = nullptr;
  return NotSupported(record);
}

HRESULT NotSupported(PWSTR* out, PWSTR* record) {
  if (out != nullptr) *out = nullptr;
  return NotSupported(record);
}

HRESULT NotFound(PWSTR* record) {
  return Serve(record, [] { throw Refusal(kElementNotFound); });
}

HRESULT NotFound(void** handle, PWSTR* record) {
  if (handle != nullptr) *handle = nullptr;
  return NotFound(record);
}

HRESULT NotOpen(PWSTR* record) {
  return Serve(record, [] { throw Refusal(kInvalidArgument); });
}

HRESULT NotOpen(PWSTR* properties, PWSTR* record) {
  if (properties != nullptr) *properties = nullptr;
  return NotOpen(record);
}

}  // namespace
}  // namespace hcn::simulator

namespace door = hcn::simulator;
using HCN_SDNROUTE = void*;

HRESULT WINAPI HcnEnumerateLoadBalancers(PCWSTR, PWSTR* list, PWSTR* record) {
  return door::NoneListed(list, record);
}
HRESULT WINAPI HcnCreateLoadBalancer(REFGUID, PCWSTR, PHCN_LOADBALANCER handle, PWSTR* record) {
  return door::NotSupported(handle, record);
}
HRESULT WINAPI HcnOpenLoadBalancer(REFGUID, PHCN_LOADBALANCER handle, PWSTR* record) {
  return door::NotFound(handle, record);
}
HRESULT WINAPI HcnModifyLoadBalancer(HCN_LOADBALANCER, PCWSTR, PWSTR* record) {
  return door::NotOpen(record);
}
HRESULT WINAPI HcnQueryLoadBalancerProperties(HCN_LOADBALANCER, PCWSTR, PWSTR* properties,
                                              PWSTR* record) {
  return door::NotOpen(properties, record);
}
HRESULT WINAPI HcnDeleteLoadBalancer(REFGUID, PWSTR* record) { return door::NotFound(record); }
HRESULT WINAPI HcnCloseLoadBalancer(HCN_LOADBALANCER) { return door::NotOpen(nullptr); }

extern "C" {

HRESULT WINAPI HcnEnumerateSdnRoutes(PCWSTR, PWSTR* list, PWSTR* record) {
  return door::NoneListed(list, record);
}
HRESULT WINAPI HcnCreateSdnRoute(REFGUID, PCWSTR, HCN_SDNROUTE* handle, PWSTR* record) {
  return door::NotSupported(handle, record);
}
HRESULT WINAPI HcnOpenSdnRoute(REFGUID, HCN_SDNROUTE* handle, PWSTR* record) {
  return door::NotFound(handle, record);
}
HRESULT WINAPI HcnModifySdnRoute(HCN_SDNROUTE, PCWSTR, PWSTR* record) {
  return door::NotOpen(record);
}
HRESULT WINAPI HcnQuerySdnRouteProperties(HCN_SDNROUTE, PCWSTR, PWSTR* properties, PWSTR* record) {
  return door::NotOpen(properties, record);
}
HRESULT WINAPI HcnDeleteSdnRoute(REFGUID, PWSTR* record) { return door::NotFound(record); }
HRESULT WINAPI HcnCloseSdnRoute(HCN_SDNROUTE) { return door::NotOpen(nullptr); }

HRESULT WINAPI HcnEnumerateGuestNetworkServices(PCWSTR, PWSTR* list, PWSTR* record) {
  return door::NoneListed(list, record);
}
HRESULT WINAPI HcnOpenGuestNetworkService(REFGUID, PHCN_GUESTNETWORKSERVICE handle, PWSTR* record) {
  return door::NotFound(handle, record);
}
HRESULT WINAPI HcnQueryGuestNetworkServiceProperties(HCN_GUESTNETWORKSERVICE, PCWSTR,
                                                     PWSTR* properties, PWSTR* record) {
  return door::NotOpen(properties, record);
}

HRESULT WINAPI HcnQueryEndpointStats(HCN_ENDPOINT, PCWSTR, PWSTR* stats, PWSTR* record) {
  return door::NotSupported(stats, record);
}
HRESULT WINAPI HcnQueryEndpointAddresses(HCN_ENDPOINT, PCWSTR, PWSTR* addresses, PWSTR* record) {
  return door::NotSupported(addresses, record);
}

}  // extern "C"

HRESULT WINAPI HcnCreateGuestNetworkService(REFGUID, PCWSTR, PHCN_GUESTNETWORKSERVICE handle,
                                            PWSTR* record) {
  return door::NotSupported(handle, record);
}
HRESULT WINAPI HcnModifyGuestNetworkService(HCN_GUESTNETWORKSERVICE, PCWSTR, PWSTR* record) {
  return door::NotOpen(record);
}
HRESULT WINAPI HcnDeleteGuestNetworkService(REFGUID, PWSTR* record) {
  return door::NotFound(record);
}
HRESULT WINAPI HcnCloseGuestNetworkService(HCN_GUESTNETWORKSERVICE) {
  return door::NotOpen(nullptr);
}
HRESULT WINAPI HcnRegisterGuestNetworkServiceCallback(HCN_GUESTNETWORKSERVICE,
                                                      HCN_NOTIFICATION_CALLBACK, void*,
                                                      HCN_CALLBACK* handle) {
  return door::NotSupported(handle, nullptr);
}
HRESULT WINAPI HcnUnregisterGuestNetworkServiceCallback(HCN_CALLBACK) {
  return door::NotOpen(nullptr);
}

HRESULT WINAPI HcnReserveGuestNetworkServicePort(HCN_GUESTNETWORKSERVICE, HCN_PORT_PROTOCOL,
                                                 HCN_PORT_ACCESS, USHORT, HANDLE* handle) {
  return door::NotSupported(handle, nullptr);
}
HRESULT WINAPI HcnReserveGuestNetworkServicePortRange(HCN_GUESTNETWORKSERVICE, USHORT,
                                                      HCN_PORT_RANGE_RESERVATION*, HANDLE* handle) {
  return door::NotSupported(handle, nullptr);
}
HRESULT WINAPI HcnReleaseGuestNetworkServicePortReservationHandle(HANDLE) {
  return door::NotOpen(nullptr);
}
HRESULT WINAPI HcnEnumerateGuestNetworkPortReservations(ULONG* count,
                                                        HCN_PORT_RANGE_ENTRY** entries) {
  if (count == nullptr || entries == nullptr) return E_INVALIDARG;
  *count = 0;
  *entries = nullptr;
  return S_OK;
}
VOID WINAPI HcnFreeGuestNetworkPortReservations(HCN_PORT_RANGE_ENTRY*) {}

// Registering works, as a host's does; no notification ever comes.
HRESULT WINAPI HcnRegisterServiceCallback(HCN_NOTIFICATION_CALLBACK, void*, HCN_CALLBACK* handle) {
  static char registered = 0;
  if (handle == nullptr) return E_INVALIDARG;
  *handle = &registered;
  return S_OK;
}
HRESULT WINAPI HcnUnregisterServiceCallback(HCN_CALLBACK) { return S_OK; }
