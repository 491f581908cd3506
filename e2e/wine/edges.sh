echo "names and paths at the edge"
fresh_host
# lives WHAT CONTAINER IFNAME [CONFIGURATION]: ADD and DEL work, and leave nothing
lives() {
  conf=${4-conf}
  verb ADD "$2" "$pod" "$3"
  [ "$code" = 0 ] || fail "$1" "an address" "$(cat "$work/out")"
  local address
  address=$(printed '.ips[0].address')
  silent_verb DEL "$2" "$pod" "$3"
  expect "$1: $address, and after DEL endpoints left" 0 "$(host '.endpoints | length')"
  conf=conf
}
long=$(printf 'c%.0s' {1..300})
lives "container id of 300 characters" "$long" eth0
lives "ifname of 15 characters" web abcdefghijklmno
lives "ifname with a dot" web eth0.100
for ifname in abcdefghijklmnop 'a/b' 'a:b' '..' 'a b'; do
  verb ADD web "$pod" "$ifname"
  refused "ifname '$ifname'" 4 CNI_IFNAME
done
verb ADD 'web/../x' "$pod"
refused "container id with a slash" 4 CNI_CONTAINERID
verb ADD web 'C:\netns\web'
refused "CNI_NETNS that is no GUID" 4 CNI_NETNS
configure script conf '.stateDir = "C:\\state\\Zustände 状態"'
lives "state path of other scripts" web eth0 script
expect "records below it" yes "$([ -d "$c/state/Zustände 状態/records" ] && echo yes || echo no)"
configure deep conf '.stateDir = "C:\\state\\" + ([range(4) | "d" * 90] | join("\\"))'
lives "state path of $(jq -r '.stateDir | length' "$work/deep.json") characters" web eth0 deep
mkdir "$c/open"
chmod 777 "$c/open"
configure open conf '.stateDir = "C:\\open"'
conf=open
verb ADD web "$pod"
refused "state folder that others may write to" 5 "may write to it"
configure relative conf '.stateDir = "state"'
conf=relative
verb ADD web "$pod"
refused "state path that is relative" 7 stateDir
configure share conf '.stateDir = "\\\\server\\share\\state"'
conf=share
verb ADD web "$pod"
refused "state path on another machine" 7 stateDir
configure other conf '.stateDir = "/var/lib/cni"'
conf=other
verb ADD web "$pod"
refused "state path without a drive" 7 stateDir
conf=conf
nothing_left "the end"
