echo "host-local.exe gives the addresses, by ipam.type"
go_build "$here" github.com/containernetworking/plugins/plugins/ipam/host-local
cp "$work/go/host-local.exe" "$c/cni/bin"
leases() { find "$c/leases" -name '10.200.42.*' 2>/dev/null | wc -l; }
expect_both_empty() {
  expect_empty
  expect "leases left" 0 "$(leases)"
}
# The network is there before the pods are.
fresh_host
verb ADD first "$pod"
silent_verb DEL first "$pod"
configure delegated conf 'del(.slice) | .ipam = {type: "host-local", dataDir: "C:\\leases",
  ranges: [[{subnet: "10.200.42.0/24", rangeStart: "10.200.42.50"}]]}'
conf=delegated
verb ADD web "$pod"
expect "address, gateway, route" "10.200.42.50/24 10.200.42.1 0.0.0.0/0" \
  "$(printed '"\(.ips[0].address) \(.ips[0].gateway) \(.routes[0].dst)"')"
expect "address and route of the endpoint" "10.200.42.50 10.200.42.1" \
  "$(host '.endpoints[0] | "\(.IpConfigurations[0].IpAddress) \(.Routes[0].NextHop)"')"
expect "leases, records" "1 1" "$(leases) $(records)"
configure check delegated '. + {prevResult: $result[0]}' --slurpfile result "$work/out"
conf=check
silent_verb CHECK web "$pod"
rm "$c"/leases/*/10.200.42.50
verb CHECK web "$pod"
[ "$code" = 1 ] || fail "CHECK without the lease" 1 "$code"
expect_in "CHECK without the lease" host-local "$(printed .msg | head -n 1)"
conf=delegated
silent_verb DEL web "$pod"
silent_verb DEL web ''
expect_both_empty

faults=HcnCreateEndpoint=0x803B001E
verb ADD web "$pod"
faults=
refused "ADD that fails" 100 0x803b001e
expect_both_empty

# dies COMMAND FAULT: its lease is kept until the DEL that follows
dies() {
  [ "$1" = ADD ] || verb ADD web "$pod"
  faults=$2
  verb "$1" web "$pod"
  faults=
  [ "$code" != 0 ] && [ ! -s "$work/out" ] || fail "$1 with $2" "a death without a word" "$code $(cat "$work/out")"
  expect "$1 with $2: leases" 1 "$(leases)"
  silent_verb DEL web "$pod"
  silent_verb DEL web "$pod"
  nothing_left "$1 with $2, then DEL"
  expect "then DEL: leases" 0 "$(leases)"
}
for fault in HcnCreateEndpoint=kill HcnCreateEndpoint@after=kill HcnModifyNamespace@after=kill; do dies ADD "$fault"; done
for fault in HcnDeleteEndpoint=kill HcnDeleteEndpoint@after=kill; do dies DEL "$fault"; done
expect_both_empty

configure absent delegated '.ipam.type = "dhcp"'
conf=absent
verb ADD web "$pod"
refused "an IPAM plugin that is not in CNI_PATH" 4 dhcp
cp "$plugin_exe" "$c/cni/bin/somebody-else.exe"
configure itself delegated '.ipam.type = "somebody-else"'
conf=itself
verb ADD web "$pod"
refused "hcn-slice.exe as its own IPAM plugin" 7 "is hcn-slice itself"
conf=conf
rm "$c/cni/bin/somebody-else.exe"
expect_both_empty
