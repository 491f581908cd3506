# Words to run the plugin with, beside those of e2e/lib.sh: sourced by run.
# The shared conflist, with its state on drive C:, and what containerd makes of it for the plugin.
jq --arg state 'C:\state' '.plugins[0] |= del(.timeouts) + {stateDir: $state}' "$NETCONFPATH/10-overlay.conflist" \
  >"$c/cni/net.d/10-overlay.conflist"
jq '{cniVersion: "1.1.0", name} + .plugins[0]' "$c/cni/net.d/10-overlay.conflist" >"$work/conf.json"

# configure NAME BASE FILTER [OPTION…]: the configuration NAME is BASE changed by a jq filter
configure() {
  jq "${@:4}" "$3" "$work/$2.json" >"$work/changed.json"
  mv "$work/changed.json" "$work/$1.json"
}

# verb COMMAND [CONTAINER NETNS [IFNAME]]: leaves what is printed in $work/out and the exit code in $code. The
# configuration is $conf, the faults are $faults.
conf=conf faults=
verb() {
  local variables=(CNI_COMMAND="$1" CNI_PATH='C:\cni\bin' HCN_SIMULATOR_FAULTS="$faults")
  if [ $# -gt 1 ]; then
    variables+=(CNI_CONTAINERID="$2" CNI_NETNS="$3" CNI_IFNAME="${4-eth0}")
  fi
  code=0
  (for variable in "${variables[@]}"; do export "${variable?}"; done
    under_wine "$plugin_exe" <"$work/$conf.json" >"$work/out" 2>"$work/err") || code=$?
  [ $code != 124 ] || exit 1
}
printed() { jq -r "$1" "$work/out"; }
# silent_verb …: succeeds and prints nothing
silent_verb() {
  verb "$@"
  [ "$code" = 0 ] && [ ! -s "$work/out" ] || fail "$1" "nothing printed, exit code 0" "$code $(cat "$work/out")"
}
# refused WHAT CODE PART: the last verb ended with 1 and this CNI error, whose text has the part
refused() {
  [ "$code" = 1 ] || fail "$1: exit code" 1 "$code"
  [ "$(printed .code)" = "$2" ] || fail "$1: code" "$2" "$(cat "$work/out")"
  case $(printed .msg) in
    *"$3"*) ok "$1" "$2 $(printed .msg | cut -c 1-150)" ;;
    *) fail "$1" "'$3'" "$(printed .msg)" ;;
  esac
}
# A host with one namespace of a runtime, and no state.
pod=11111111-1111-4111-8111-111111111111
fresh_host() {
  "$executable" simulator reset
  "$executable" simulator add-namespace "$pod"
  rm -rf "$c/state"
  mkdir "$c/state"
}
# Nothing of any pod is left.
nothing_left() {
  local left="$(host '.endpoints | length') endpoints, $(records) records"
  [ "$left" = "0 endpoints, 0 records" ] || fail "$1" nothing "$left"
}
