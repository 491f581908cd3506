#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "hcn/hresult.h"
#include "tests/support/world.h"

// What the tests of the verbs have in common, beyond a node.
namespace plugin {

// The netns of support::Call.
inline constexpr std::string_view kNetns = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11";
// HCN is not running.
inline constexpr hcn::HResult kNoHcn = hcn::kRpcServerUnavailable;

// A call for pod number `n`, below 10000, which has a container and a namespace of its own.
[[nodiscard]] support::Call Pod(unsigned n);
// World::Conf() with the members of `changes` (RFC 7386).
[[nodiscard]] nlohmann::json ConfWith(std::string_view changes);
// A call for the first pod with such a configuration.
[[nodiscard]] support::Call CallWith(std::string_view changes);

// Pod `n` on a slice that has one address.
[[nodiscard]] support::Call OnTheSmallestSlice(unsigned n);
// A pod that runs, as the runtime makes it: namespace, ADD, container. The result.
nlohmann::json Start(support::World& world, const support::Call& call);

// Fails the first `most` calls of an HCN function.
[[nodiscard]] support::Disturb Failing(std::string function, hcn::HResult code, unsigned most);
// Fails every call into HCN.
[[nodiscard]] support::Disturb WithoutHcn();
// The process dies around the first such operation.
[[nodiscard]] support::Disturb KillAt(support::Moment moment, std::string operation);
// `act` happens just before the n-th such operation, counted from 1.
[[nodiscard]] support::Disturb Before(std::string operation, unsigned n, std::function<void()> act);

// The host, and what our state folder holds beside the log.
struct Snapshot {
  nlohmann::json host;
  std::map<std::string, std::string> files;

  [[nodiscard]] static Snapshot Of(support::World& world);
  bool operator==(const Snapshot&) const = default;
};
void PrintTo(const Snapshot& snapshot, std::ostream* out);

// The lines of the log so far.
[[nodiscard]] std::string LogOf(support::World& world);
// The content of a file in the state folder.
[[nodiscard]] std::string ContentOf(support::World& world, const std::string& name);

// The id of the call's endpoint, whether there is one or not.
[[nodiscard]] std::string IdOf(const support::Call& call);
// The call's endpoint as HCN shows it; null when there is none.
[[nodiscard]] nlohmann::json EndpointOf(const support::World& world, const support::Call& call);
// The endpoint's address without its prefix length; empty when there is none.
[[nodiscard]] std::string AddressOf(const support::World& world, const support::Call& call);
// Makes the call's endpoint anew, changed, behind the plugin's back.
void ChangeEndpoint(support::World& world, const support::Call& call,
                    const std::function<void(nlohmann::json&)>& change);
// An endpoint that somebody else made on the world's only network.
void PlantForeign(support::World& world, std::string_view id, std::string_view address);
// An endpoint with the call's id and name, in `name_space` where that is not empty.
void PlantOwn(support::World& world, const support::Call& call, std::string_view address,
              std::string_view name_space);

}  // namespace plugin
