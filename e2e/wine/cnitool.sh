echo "cnitool.exe: add, check, status, del in a namespace of the runtime; add, gc, del in one that the plugin makes"
go_build "$here/../cnitool" github.com/containernetworking/cni/cnitool
cnitool() {
  (export CNI_PATH='C:\cni\bin' NETCONFPATH='C:\cni\net.d'
    under_wine "$(on_windows "$work/go/cnitool.exe")" "$1" "$name" "$2")
}
# What is kept of a pod between the calls, on the current drive.
kept() { find "$c/var/lib/cni/results" -type f 2>/dev/null | wc -l; }
fresh_host
name=$(jq -r .name "$c/cni/net.d/10-overlay.conflist")
cnitool add "$pod" >"$work/out"
expect "address in the result" 10.200.42.2/24 "$(printed '.ips[0].address')"
expect "version of the result" 1.1.0 "$(printed .cniVersion)"
expect "endpoints" "10.200.42.2 in $pod" \
  "$(host '.endpoints[] | "\(.IpConfigurations[0].IpAddress) in \(.HostComputeNamespace | ascii_downcase)"')"
expect "results that cnitool keeps in C:\\var\\lib\\cni\\results" 1 "$(kept)"
cnitool check "$pod"
cnitool status "$pod"
cnitool del "$pod"
expect_empty
expect "results that cnitool keeps" 0 "$(kept)"
made=22222222-2222-4222-8222-222222222222
cnitool add "$made" >"$work/out"
expect "address in the result" 10.200.42.3/24 "$(printed '.ips[0].address')"
cnitool gc "$made"
expect_empty
cnitool del "$made"
expect_empty

echo "cnitool.exe: a dual-stack pod, on a network of its own"
jq '.name = "dual" | .plugins[0] |= (.slice = ["10.200.44.0/24", "fd00:200:44::/64"] | .network = {owner: "service:dual"})' \
  "$c/cni/net.d/10-overlay.conflist" >"$c/cni/net.d/20-dual.conflist"
name=dual
cnitool add "$pod" >"$work/out"
expect "addresses in the result" "10.200.44.2/24 fd00:200:44::2/64" "$(printed '[.ips[].address] | join(" ")')"
expect "default routes in the result" "0.0.0.0/0 10.200.44.1 ::/0 fd00:200:44::1" "$(printed '[.routes[] | .dst, .gw] | join(" ")')"
expect "addresses and routes of the endpoint" "10.200.44.2 fd00:200:44::2 10.200.44.1 fd00:200:44::1" \
  "$(host '.endpoints[0] | [.IpConfigurations[].IpAddress, .Routes[].NextHop] | join(" ")')"
cnitool check "$pod"
cnitool del "$pod"
expect "endpoints left" 0 "$(host '.endpoints | length')"
rm "$c/cni/net.d/20-dual.conflist"
