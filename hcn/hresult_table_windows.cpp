#include <algorithm>
#include <array>

#include "hcn/hresult_table.h"

namespace hcn {
namespace {

using enum ErrorClass;

// Codes of COM, Win32 and HCS that HCN passes on. Numbers and symbols: winerror.h. Where each one
// was met: hcsshim and its issues, WSL (WslCoreNetworkingSupport.h, wslutil.cpp), moby, Antrea.
constexpr auto kRows = std::to_array<HResultInfo>({
    {0x80004001, "E_NOTIMPL", kUnsupported,
     "This build of Windows does not implement the function or the policy.",
     "A policy or network type of a newer Windows in 'endpointPolicies' or 'network.type'.",
     "Compare the node's Windows build with what the policy needs; update it or drop the policy."},
    {0x80004005, "E_FAIL", kTransient, "HNS failed without saying why.",
     "Old builds do so when networks are made at the same time.",
     "Try again; if it stays, read the Host-Network-Service event log of the node."},
    {0x80070002, "ERROR_FILE_NOT_FOUND", kGone, "The object is not there any more.",
     "Somebody else removed it, or a reboot took it away.",
     "Nothing to do for a removal; otherwise make the object again."},
    {0x80070005, "E_ACCESSDENIED", kDenied, "The caller may not use HNS.",
     "A shell that is not elevated, or a runtime that does not run as LocalSystem.",
     "Run as LocalSystem, as an administrator or as a member of Hyper-V Administrators."},
    {0x80070032, "ERROR_NOT_SUPPORTED", kEnvironment,
     "A Windows feature that HNS needs is not installed.",
     "The node was set up without the Containers feature, or Hyper-V for isolated pods.",
     "Install the Containers feature (and Hyper-V for isolated pods) and restart the node."},
    {0x80070034, "ERROR_DUP_NAME", kConflict, "The name is already used on the network.",
     "Leftovers of a NAT or ICS network.",
     "Look for a stale network with that name (hnsdiag list networks) and remove it."},
    {0x80070057, "E_INVALIDARG", kConfig, "A parameter is wrong.",
     "Often the adapter, or a second external network on one adapter.",
     "Check the adapter's name and which HNS networks are already bound to it."},
    {0x8007007e, "ERROR_MOD_NOT_FOUND", kEnvironment,
     "This Windows has no computenetwork.dll, or lacks one that it needs.",
     "The node was set up without the Containers feature, or was not restarted since.",
     "Install the Containers feature and restart the node."},
    {0x8007007f, "ERROR_PROC_NOT_FOUND", kEnvironment,
     "The computenetwork.dll of this Windows does not have this function.",
     "A Windows older than Server 2019.",
     "Update the node: HCN needs Windows Server 2019 or newer."},
    {0x800700b7, "ERROR_ALREADY_EXISTS", kConflict,
     "Something with that name or subnet is already there.",
     "Leftovers of a NAT or ICS network, or two networks of one subnet.",
     "Look for a stale network with that name or subnet (hnsdiag list networks) and remove it."},
    {0x80070424, "ERROR_SERVICE_DOES_NOT_EXIST", kEnvironment, "The HNS service is not installed.",
     "The node was set up without the Containers feature.",
     "Install the Containers feature and restart the node."},
    {0x80070426, "ERROR_SERVICE_NOT_ACTIVE", kTransient, "The HNS service is not running.",
     "It crashed, somebody stopped it, or the node has only just started.",
     "Look at the service 'hns' (sc query hns); after a crash Windows starts it within 2 minutes."},
    {0x80070490, "ERROR_NOT_FOUND", kGone,
     "The namespace, the endpoint or its network does not exist.",
     "The runtime removed the namespace first, or a reboot took a NAT or Internal network away.",
     "Nothing to do for a removal; otherwise see whether a reboot took the network away."},
    {0x800704db, "ERROR_SERVICE_NOT_FOUND", kEnvironment, "A service that HNS needs is missing.",
     "The Containers feature is installed in part, or a service was removed.",
     "Install the Containers feature and restart the node."},
    {0x800705b4, "ERROR_TIMEOUT", kTransient, "HNS gave up waiting for a part of the host.",
     "A busy or stuck virtual switch.", "Try again; if it stays, restart the service 'hns'."},
    {0x800706ba, "RPC_S_SERVER_UNAVAILABLE", kTransient,
     "The HNS service does not answer: it is stopped or restarting.",
     "It crashed, or somebody restarted it while pods were made.",
     "Look at the service 'hns' (sc query hns); after a crash Windows starts it within 2 minutes."},
    {0x800706be, "RPC_S_CALL_FAILED", kTransient,
     "The HNS service died during the call; nobody knows whether the call took effect.",
     "HNS crashed, or was restarted by hand.",
     "Ask HNS what is there before trying again; look for crashes of 'hns' in the event log."},
    {0x800706bf, "RPC_S_CALL_FAILED_DNE", kTransient,
     "The HNS service went away before it took the call, which had no effect.",
     "HNS crashed, or was restarted by hand.",
     "Try again; look for crashes of 'hns' in the event log."},
    {0x800706d9, "EPT_S_NOT_REGISTERED", kTransient,
     "The HNS service has not opened its door: it is starting, or not installed.",
     "A node that has only just started, or one without the Containers feature.",
     "Wait a minute; if it stays, install the Containers feature and restart the node."},
    {0x80071392, "ERROR_OBJECT_ALREADY_EXISTS", kConflict,
     "Windows Server 2019's way to say that the address or the endpoint is already there.",
     "An endpoint that some other plugin or an unclean reboot left.",
     "Find who holds the address (hnsdiag list endpoints -df)."},
    {0x80370114, "HCS_E_SERVICE_NOT_AVAILABLE", kEnvironment,
     "The container platform of this Windows is not complete.",
     "The Containers feature, or Hyper-V for isolated pods, is missing.",
     "Install the Containers feature (and Hyper-V for isolated pods) and restart the node."},
});

static_assert(std::ranges::adjacent_find(kRows, std::ranges::greater_equal{}, &HResultInfo::code) ==
                  kRows.end(),
              "sorted, no code twice");

}  // namespace

std::span<const HResultInfo> WindowsHResults() { return kRows; }

}  // namespace hcn
