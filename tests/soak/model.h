#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "hcn/guid.h"
#include "tests/process/node.h"

namespace soak {

// What a pod should hold, as far as its runtime was told.
enum class Holding {
  kNothing,  // never anything, or a DEL or GC has said that it is gone
  kAddress,  // an ADD has told it
  kUnsure,   // a call failed or died: anything that the next DEL takes
};

struct Pod {
  process::Call call;             // with its container and namespace
  bool has_namespace_of_runtime;  // otherwise ADD makes it
  Holding holding = Holding::kNothing;
  nlohmann::json result = {};      // of the ADD
  bool has_lost_endpoint = false;  // HNS was restarted since

  [[nodiscard]] hcn::Guid Id() const;
  // That the ADD told, without the length of its prefix.
  [[nodiscard]] std::string Address() const;
};

// One call of a round, and how it ended.
struct Deed {
  process::Call call;
  std::optional<std::size_t> pod = {};   // whose call it is
  bool is_disturbed = false;             // it was told to fail, or to die, or may have been killed
  std::vector<std::size_t> spared = {};  // of a GC: the pods on its list
  process::End end = {};
};

// All pods of the node.
class Model {
 public:
  explicit Model(std::size_t count);

  [[nodiscard]] const std::vector<Pod>& pods() const { return pods_; }

  // Learns from the ends of calls that ran beside each other. What must not have come is a
  // violation.
  [[nodiscard]] std::vector<std::string> Learn(const std::vector<Deed>& deeds);

  // What happens to the node.
  void Reboot();
  void RestartService();
  void LoseNamespace(std::size_t pod);

 private:
  std::vector<std::string> LearnOf(std::size_t pod, const std::vector<const Deed*>& deeds,
                                   bool may_be_swept);
  void LearnFromSweep(const Deed& gc, const std::vector<Deed>& deeds);

  std::vector<Pod> pods_;
};

[[nodiscard]] std::string Describe(const Deed& deed);

}  // namespace soak
