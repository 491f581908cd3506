#include "conf/addresses.h"

#include <algorithm>
#include <optional>

namespace conf {

ipam::IpAddress ParseAddress(const Value& value) {
  const std::optional<ipam::IpAddress> address = ipam::IpAddress::Parse(value.String());
  if (!address) {
    value.FailExpecting("an IP address");
  }
  return *address;
}

std::vector<ipam::Subnet> ParseSubnets(const Value& list) {
  std::vector<ipam::Subnet> subnets;
  list.EachElement([&](const Value& element) {
    subnets.push_back(element.Parsed(ipam::Subnet::ParseNormalised));
  });
  return subnets;
}

std::vector<ipam::AddressRequest> ParseRequests(const Value& list) {
  std::vector<ipam::AddressRequest> requests;
  list.EachElement([&](const Value& element) {
    const auto request = element.Parsed(ipam::AddressRequest::Parse);
    const auto same_family = [&](const ipam::AddressRequest& other) {
      return other.address.family() == request.address.family();
    };
    if (std::any_of(requests.begin(), requests.end(), same_family)) {
      list.FailInvalid("must not ask for two addresses of one family");
    }
    requests.push_back(request);
  });
  return requests;
}

std::vector<std::string> ParseStrings(const Value& list) {
  std::vector<std::string> strings;
  list.EachElement([&](const Value& element) {
    if (element.Filled()) {
      strings.push_back(element.String());
    }
  });
  return strings;
}

std::vector<std::string> ParseAddressTexts(const Value& list) {
  std::vector<std::string> addresses;
  list.EachElement([&](const Value& element) {
    if (element.Filled()) {
      addresses.push_back(ParseAddress(element).ToString());
    }
  });
  return addresses;
}

}  // namespace conf
