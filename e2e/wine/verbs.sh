echo "hcn-slice.exe: every verb, as a runtime calls it"
fresh_host
verb VERSION
expect "VERSION" "0.1.0 0.2.0 0.3.0 0.3.1 0.4.0 1.0.0 1.1.0" "$(printed '.supportedVersions | join(" ")')"
silent_verb STATUS
verb ADD web "$pod"
[ "$code" = 0 ] || fail ADD "an address" "$code $(cat "$work/out" "$work/err")"
cp "$work/out" "$work/result.json"
expect "ADD: address" 10.200.42.2/24 "$(printed '.ips[0].address')"
expect "ADD: interface" eth0 "$(printed '.interfaces[0].name')"
expect "ADD: endpoints of the host" "10.200.42.2 in $pod" \
  "$(host '.endpoints[] | "\(.IpConfigurations[0].IpAddress) in \(.HostComputeNamespace | ascii_downcase)"')"
expect "ADD: records" 1 "$(records)"
configure check conf '. + {prevResult: $result[0]}' --slurpfile result "$work/result.json"
conf=check
silent_verb CHECK web "$pod"
conf=conf
verb ADD web "$pod"
refused "ADD of what is alive" 101 web
configure gc conf '. + {"cni.dev/valid-attachments": [{containerID: "web", ifname: "eth0"}]}'
conf=gc
silent_verb GC
expect "GC with the pod in its list: endpoints left" 1 "$(host '.endpoints | length')"
conf=conf
silent_verb DEL web "$pod"
silent_verb DEL web ''
expect_empty
# The GUID in capitals and braces, in a namespace that the plugin makes, and no DEL.
verb ADD orphan '{2222AAAA-2222-4222-8222-222222222222}'
expect "ADD: the freed address rests" 10.200.42.3/24 "$(printed '.ips[0].address')"
configure gc conf '. + {"cni.dev/valid-attachments": []}'
conf=gc
silent_verb GC
conf=conf
expect_empty
expect "GC: namespaces left" "$pod" "$(host '[.namespaces[] | select(.Type == null).ID | ascii_downcase] | join(" ")')"
verb BREW web "$pod"
refused "a verb that is none" 4 CNI_COMMAND
