echo "when HCN does not do what it should"
# every_call ACTION: a fault for each function of HCN
every_call() {
  local kind functions=()
  for kind in Network Endpoint Namespace; do
    functions+=("HcnEnumerate${kind}s" "HcnCreate$kind" "HcnOpen$kind" "HcnModify$kind")
    functions+=("HcnQuery${kind}Properties" "HcnDelete$kind")
  done
  printf "%s=$1," "${functions[@]}"
}
# fails WHAT CODE PART STEP: with one pod alive, every verb fails so, with this next step in its text. STATUS of a node
# that cannot serve is 50, whatever the reason.
fails() {
  local command
  conf=check
  for command in STATUS ADD CHECK GC DEL; do
    case $command in
      STATUS) verb STATUS && refused "$1: STATUS" 50 "$3" ;;
      # prevResult has eth0 already.
      ADD) verb ADD second "$pod" eth1 && refused "$1: ADD" "$2" "$3" ;;
      GC) verb GC && refused "$1: GC" "$2" "$3" ;;
      *) verb "$command" web "$pod" && refused "$1: $command" "$2" "$3" ;;
    esac
    expect_in "$1: $command: next step" "$4" "$(printed .msg | sed 's/.*Next step: //' | cut -c 1-100)"
  done
}
settled() {
  faults= conf=conf
  expect "$1: what the pod owns still" "1 endpoints, 1 records" \
    "$(host '.endpoints | length') endpoints, $(records) records"
}

fresh_host
verb ADD web "$pod"
configure check conf '. + {prevResult: $result[0], "cni.dev/valid-attachments": [],
  timeouts: {add: 2, del: 2, check: 2, gc: 2, status: 2}}' --slurpfile result "$work/out"
remove_simulator
fails "no computenetwork.dll" 100 ERROR_MOD_NOT_FOUND "Install the Containers feature"
install_simulator
settled "no computenetwork.dll"
faults=$(every_call 0x800706ba)
fails "service down" 11 RPC_S_SERVER_UNAVAILABLE "Look at the service 'hns'"
settled "service down"
faults=$(every_call 0x80070005)
fails "access denied" 100 E_ACCESSDENIED "Run as LocalSystem"
settled "access denied"

echo "when HCN never answers"
faults=$(every_call hang)
conf=check
for command in STATUS "ADD second $pod eth1" "CHECK web $pod" GC "DEL web $pod"; do
  verb $command
  refused "hang: ${command%% *}" 11 "gave up at the deadline"
done
settled "hang"
silent_verb DEL second "$pod" eth1
silent_verb DEL web "$pod"
expect_empty
