echo "the unit tests, cross-built"
# one room's tests: a line with how many there are, or what failed
unit_tests() {
  local room
  room=$(basename "$1" _tests.exe)
  if ! under_wine "$(on_windows "$1")" --gtest_brief=1 >"$work/$room.log" 2>&1; then
    grep -v '^\[  PASSED' "$work/$room.log" | tail -n 60 >&2
    fail "unit tests of $room" "all of them to pass" "what is above"
  fi
  ok "unit tests of $room" "$(sed -n 's/.*PASSED *\] //p' "$work/$room.log" | tail -n 1)"
}
# All rooms at once: much of what they do is to wait.
rooms=()
for tests_exe in $(find "$tests" -name '*_tests.exe' | sort); do
  unit_tests "$tests_exe" &
  rooms+=($!)
done
for room in "${rooms[@]}"; do wait "$room"; done
