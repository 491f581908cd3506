echo "the package, from its zip: each sample conflist, for both generations of containerd"
zip_file=$(find "$windows" -name 'hcn-slice-*.zip' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
[ -n "$zip_file" ] || fail "the package" "a zip in $windows" "none"
unzip -q -d "$c/hcn-slice" "$zip_file"
(cd "$c/hcn-slice" && sha256sum --quiet -c SHA256SUMS)
ok "sums of $(basename "$zip_file")" "$(wc -l <"$c/hcn-slice/SHA256SUMS") files as packed"
expect "version of the executable" "$(basename "$zip_file" | cut -d - -f 3)" \
  "$(under_wine 'C:\hcn-slice\hcn-slice.exe' version | tr -d '\r' | awk '{ print $NF }')"

# What flannel leaves on a node for its overlay.
flannel() {
  mkdir -p "$c/run/flannel"
  echo 'FLANNEL_SUBNET=10.200.9.1/24' >"$c/run/flannel/subnet.env"
  sed 's|vxlan0|flannel.4096|; s|10\.201\.7|10.200.9|' "$here/vxlan.json" >"$work/flannel.json"
  "$executable" simulator plant network "$work/flannel.json"
}
# sample NAME ADDRESS: a pod's ADD and DEL in each version
sample() {
  local version
  fresh_host
  [ "$1" != overlay ] || flannel
  for version in 1.0.0 1.1.0; do
    jq --arg version "$version" --arg state 'C:\state' '{cniVersion: $version, name} + .plugins[0]
      + {stateDir: $state}' "$c/hcn-slice/conflists/$1.conflist" >"$work/sample.json"
    verb ADD "sample-$version" "$pod"
    [ "$code" = 0 ] || fail "$1.conflist" "an address" "$(cat "$work/out")"
    expect "$1.conflist: address" "$2" "$(printed '.ips[0].address')"
    silent_verb DEL "sample-$version" "$pod"
    rm "$c"/state/cursor-*
  done
  verb ADD stranger 99999999-9999-4999-8999-999999999999
  refused "$1.conflist: a namespace that is not there" 3 namespace
  nothing_left "$1.conflist"
}
plugin_exe=$c/hcn-slice/hcn-slice.exe
conf=sample
sample internal 10.200.42.2/24
sample l2bridge 10.200.42.2/24
sample nat 172.28.42.2/24
sample overlay 10.200.9.2/24
conf=conf
plugin_exe=$c/cni/bin/hcn-slice.exe
