echo "win-overlay.exe with host-local.exe, against the same DLL"
go_build "$here" github.com/containernetworking/plugins/plugins/main/windows/win-overlay \
  github.com/containernetworking/plugins/plugins/ipam/host-local
cp "$work/go/win-overlay.exe" "$work/go/host-local.exe" "$c/cni/bin"
# peer COMMAND: leaves what is printed in $work/out and the exit code in $code
peer() {
  code=0
  (export CNI_COMMAND=$1 CNI_PATH='C:\cni\bin' CNI_CONTAINERID=peer CNI_NETNS="$pod" CNI_IFNAME=eth0
    under_wine 'C:\cni\bin\win-overlay.exe' <"$work/peer.json" >"$work/out" 2>"$work/err") || code=$?
}
fresh_host
"$executable" simulator plant network "$here/vxlan.json"
jq -n '{
  cniVersion: "1.0.0", name: "vxlan0", type: "win-overlay", apiVersion: 2, ipMasq: true,
  ipam: {type: "host-local", subnet: "10.201.7.0/24", rangeStart: "10.201.7.20", dataDir: "C:\\host-local"},
  dns: {nameservers: ["10.96.0.10"], search: ["svc.cluster.local"]},
  policies: [{name: "EndpointPolicy", value: {
    Type: "SDNRoute", Settings: {DestinationPrefix: "10.96.0.0/12", NeedEncap: true}}}]
}' >"$work/peer.json"
peer ADD
[ "$code" = 0 ] || fail "ADD of win-overlay" 0 "$code $(cat "$work/out" "$work/err")"
expect "address that it got from host-local" 10.201.7.20/24 "$(printed '.ips[0].address')"
expect "its endpoint" "peer_vxlan0 10.201.7.20 in $pod" \
  "$(host '.endpoints[] | "\(.Name) \(.IpConfigurations[0].IpAddress) in \(.HostComputeNamespace | ascii_downcase)"')"
# Ours beside it, on its network.
configure beside conf '.slice = {subnet: "10.201.7.0/24", rangeStart: "10.201.7.100"}
  | .network = {name: "vxlan0", type: "Overlay"}'
conf=beside
verb ADD ours "$pod"
expect "an address of ours on the same network" 10.201.7.100/24 "$(printed '.ips[0].address')"
configure gc beside '. + {"cni.dev/valid-attachments": []}'
conf=gc
silent_verb GC
conf=conf
expect "endpoints after our GC: the peer's" peer_vxlan0 "$(host '[.endpoints[].Name] | join(" ")')"
peer DEL
[ "$code" = 0 ] || fail "DEL of win-overlay" 0 "$code $(cat "$work/out" "$work/err")"
expect "endpoints left" 0 "$(host '.endpoints | length')"
