# What the parts of make e2e share. Sourced by a part that has set $executable and $work, an empty folder of its own.
# Sets up a simulated host, the folders of a runtime's plugins and configurations (the network "overlay"), and words to
# say what is seen.
export HCN_SIMULATOR_DIR=$work/host HCN_SLICE=$executable VERBS=$work/verbs FAULTS=$work/faults
export CNI_PATH=$work/bin NETCONFPATH=$work/net.d
mkdir -p "$CNI_PATH" "$NETCONFPATH"
: >"$VERBS"
: >"$FAULTS"

# Runtimes run the plugin through this: it notes which verbs really reached the plugin, and brings the faults of the hour.
cat >"$CNI_PATH/hcn-slice" <<'EOF'
#!/bin/sh
echo "$CNI_COMMAND" >>"$VERBS"
HCN_SIMULATOR_FAULTS=$(cat "$FAULTS")
export HCN_SIMULATOR_FAULTS
exec "$HCN_SLICE"
EOF
chmod +x "$CNI_PATH/hcn-slice"
sed "s|@STATE@|$work/state|" "$(dirname "${BASH_SOURCE[0]}")/overlay.conflist" >"$NETCONFPATH/10-overlay.conflist"

host() { "$executable" simulator dump | jq -r "$1"; }
records() { find "$work/state/records" -name '*.json' 2>/dev/null | wc -l; }

# fail WHAT EXPECTED GOT
fail() {
  printf 'FAILED: %s: expected %s, got %s\n' "$@" >&2
  "$executable" simulator dump | jq -c . >&2
  exit 1
}
ok() { printf '  ok: %s: %s\n' "$@"; }
# expect WHAT WANTED GOT: they are the same
expect() {
  [ "$2" = "$3" ] || fail "$@"
  ok "$1" "$3"
}
# expect_in WHAT PART TEXT: the part is in the text
expect_in() {
  case $3 in *"$2"*) ok "$1" "$3" ;; *) fail "$1" "a text with '$2'" "$3" ;; esac
}
# reached VERBS: what the plugin was asked since the last time
reached() {
  expect "verbs that reached the plugin" "$1" "$(paste -sd ' ' "$VERBS")"
  : >"$VERBS"
}
expect_empty() {
  expect "endpoints left" 0 "$(host '.endpoints | length')"
  expect "records left" 0 "$(records)"
  expect "networks left" 1 "$(host '.networks | length')"
}
# eventually WHAT COMMAND…: the command succeeds within 30 seconds
eventually() {
  local what=$1 end=$((SECONDS + 30))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || fail "$what" "it within 30 s" "nothing"
    sleep 0.1
  done
}
