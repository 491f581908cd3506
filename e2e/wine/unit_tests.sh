echo "the unit tests, cross-built"
# unit_tests EXE [SHARD SHARDS]: a room's tests, or one of so many shards of them (GoogleTest's words): a line with how
# many passed, or what failed, or which one did not end
unit_tests() {
  local room log
  room=$(basename "$1" _tests.exe)
  [ $# = 1 ] || room="$room, $(($2 + 1)) of $3"
  log=$work/$room.log
  if ! (export GTEST_SHARD_INDEX=${2-0} GTEST_TOTAL_SHARDS=${3-1} patience=1800
    under_wine "$(on_windows "$1")" >"$log" 2>&1); then
    grep -v -E '^(\[ +(RUN|OK|PASSED) |\[-+\]|\{|$)' "$log" | tail -n 60 >&2
    tail -n 1 "$log" >&2
    fail "unit tests of $room" "all of them to pass" "what is above"
  fi
  ok "unit tests of $room" "$(sed -n 's/.*PASSED *\] //p' "$log" | tail -n 1)"
}
# All rooms at once, and the longest one twice: much of what they do is to wait.
runs=()
for tests_exe in $(find "$tests" -name '*_tests.exe' | sort); do
  case $tests_exe in
    */sweep_tests.exe) shards=('0 2' '1 2') ;;
    *) shards=('') ;;
  esac
  for shard in "${shards[@]}"; do
    unit_tests "$tests_exe" $shard &
    runs+=($!)
  done
done
for run in "${runs[@]}"; do wait "$run"; done
