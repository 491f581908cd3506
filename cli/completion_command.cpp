#include "cli/completion_command.h"

#include "cli/arguments.h"

namespace cli {
namespace {

// Both ask the executable what may follow, so that they need not change with it.

constexpr std::string_view kBash = R"script(# hcn-slice: source <(hcn-slice completion bash)
_hcn_slice() {
  local words=("${COMP_WORDS[@]:1:COMP_CWORD-1}") word=${COMP_WORDS[COMP_CWORD]}
  mapfile -t COMPREPLY < <(compgen -W "$("$1" "${words[@]}" --list-words 2>/dev/null)" -- "$word")
}
complete -o default -F _hcn_slice hcn-slice
)script";

constexpr std::string_view kPowerShell =
    R"script(# hcn-slice: hcn-slice completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName hcn-slice, hcn-slice.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $words = @($before | Select-Object -Skip 1)
    & $before[0] @words --list-words 2>$null |
        Where-Object { $_ -like "$wordToComplete*" } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
)script";

constexpr Positional kShell{"SHELL", "bash or powershell"};

}  // namespace

ExitCode RunCompletion(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "completion",
      "Prints a script that makes a shell complete commands and options of hcn-slice.",
      {kShell},
      {},
      "source <(hcn-slice completion bash)"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  const std::string& shell = values->at(std::string(kShell.name));
  if (shell == "bash") {
    host.io.WriteOutput(kBash);
  } else if (shell == "powershell") {
    host.io.WriteOutput(kPowerShell);
  } else {
    throw UsageError("completion knows bash and powershell, not \"" + shell + "\"");
  }
  return kDone;
}

}  // namespace cli
