#include "cli/patient_hcn.h"

namespace cli {

void PatientHcn::GiveUp(const char* function) {
  hung_ = std::string(function) + " has not come back for " +
          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience_).count()) +
          " s";
  throw HcnHangs(hung_);
}

}  // namespace cli
