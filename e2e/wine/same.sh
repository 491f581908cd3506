echo "the same input on Linux and under Wine"
# life FOLDER: what a pod's ADD, CHECK and DEL print, and what HCN was asked, by whichever executable `verb` runs
life() {
  local to=$work/$1
  mkdir "$to"
  verb ADD same "$pod"
  cp "$work/out" "$to/result.json"
  verb DEL same "$pod"
  cp "$work/out" "$to/del"
}
configure same conf '. + {macPrefix: "0E-2A", dns: {nameservers: ["10.96.0.10"], search: ["svc.cluster.local"]},
  runtimeConfig: {portMappings: [{hostPort: 8080, containerPort: 80, protocol: "tcp"}]}}'
conf=same
fresh_host
(export HCN_SIMULATOR_LOG; HCN_SIMULATOR_LOG=$(on_windows "$work/wine.log"); life wine)
configure same same '. + {stateDir: $state}' --arg state "$work/linux-state"
fresh_host
(
  under_wine() { shift; "$executable" "$@"; }
  export HCN_SIMULATOR_LOG=$work/linux.log
  life linux
)
conf=conf
questions() { jq -c '{function, id, document, error}' "$1"; }
expect "calls of ADD and DEL" "$(questions "$work/linux.log" | wc -l)" "$(questions "$work/wine.log" | wc -l)"
diff <(questions "$work/linux.log") <(questions "$work/wine.log") >&2 ||
  fail "what HCN is asked" "the same" "what is above"
ok "what HCN is asked" "the same functions, ids and documents, byte for byte"
cmp "$work/linux/result.json" "$work/wine/result.json" >&2 ||
  fail "the result" "the same" "$(cat "$work/wine/result.json")"
ok "the result" "the same, byte for byte"
