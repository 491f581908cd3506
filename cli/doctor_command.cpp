#include "cli/doctor_command.h"

#include "cli/doctor.h"
#include "cli/operator_session.h"
#include "cli/print_json.h"

namespace cli {

ExitCode RunDoctor(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "doctor",
      "Looks at HNS, the runtime's configuration, networks, state folder, slices, log and "
      "antivirus\n"
      "exclusions, and says what is wrong, what it means and what to do. Changes nothing, and "
      "ends\n"
      "although HNS hangs. Ends with 3 when something needs attention, with 0 when all is well.",
      {},
      {kConflistOption, kStateDirOption, kTimeoutOption, kJsonOption},
      "hcn-slice doctor"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  const Diagnosis diagnosis = Examine(host, *values, PatienceIn(*values));
  if (values->contains(kJsonOption.name)) {
    PrintJson(host, ToJson(diagnosis.findings));
  } else {
    host.io.WriteOutput(ToText(diagnosis.findings));
  }
  const ExitCode code = NeedsAttention(diagnosis.findings) ? kNeedsAttention : kDone;
  if (diagnosis.has_hung) host.io.ExitNow(code);
  return code;
}

}  // namespace cli
