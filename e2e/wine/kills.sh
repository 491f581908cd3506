echo "killed at each HCN call of ADD and DEL, then DEL"
# calls_of COMMAND: the functions that it calls, as Function#n, without Close
calls_of() {
  (export HCN_SIMULATOR_LOG; HCN_SIMULATOR_LOG=$(on_windows "$work/$1.log"); verb "$1" victim "$pod")
  jq -r .function "$work/$1.log" | grep -v '^HcnClose' | awk '{ print $1 "#" ++count[$1] }'
}
# died COMMAND FAULT: it ended without a word
died() {
  faults=$2
  verb "$1" victim "$pod"
  faults=
  [ "$code" != 0 ] && [ ! -s "$work/out" ] || fail "$1 with $2" "a death without a word" "$code $(cat "$work/out")"
}
# A process that the simulator started before it killed its caller finishes the call: rundll32, with a file of this host.
until_late_calls_are_over() {
  for _ in {1..600}; do
    pgrep -f "rundll32.*${work##*/}" >/dev/null || return 0
    sleep 0.05
  done
  fail "late calls" "their end" "$(pgrep -af rundll32)"
}
# killed COMMAND FAULT: what it left goes with the next DEL, and nothing comes back
killed() {
  fresh_host
  [ "$1" = ADD ] || verb ADD victim "$pod"
  died "$1" "$2"
  silent_verb DEL victim "$pod"
  # It may have come while DEL was at work, or after: a process under Wine starts slowly.
  until_late_calls_are_over
  case $2 in *late*) silent_verb DEL victim "$pod" ;; esac
  nothing_left "$1 with $2, then DEL"
}
for command in ADD DEL; do
  fresh_host
  [ "$command" = ADD ] || verb ADD victim "$pod"
  mapfile -t calls < <(calls_of "$command")
  [ ${#calls[@]} -gt 0 ] || fail "HCN calls of $command" some none
  # `late` is for what changes something.
  mapfile -t changes < <(printf '%s\n' "${calls[@]}" | grep -E '^Hcn(Create|Modify|Delete)')
  for call in "${calls[@]}"; do
    killed "$command" "$call=kill"
    killed "$command" "$call@after=kill"
  done
  for call in "${changes[@]}"; do killed "$command" "$call=late:200ms"; done
  ok "$command: killed before and after each of ${#calls[@]} calls, late in ${#changes[@]}, then DEL" "nothing left"
done
