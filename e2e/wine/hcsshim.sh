echo "the tests of hcsshim's own hcn package, but for what docs/simulator.md says the simulator does not have"
not_had='Create(Update)?Delete(LoadBalancer|Route)|Get(LoadBalancer|Route)ById|(LoadBalancer|Route)AddRemoveEndpoint'
not_had="$not_had|Add(DSR|ILB)?LoadBalancer|AddRoute"
not_had="$not_had|Network|Endpoint(StatsAll)?|AccelnetNnvManagementMacAddresses"
"$executable" simulator reset
(cd "$here" && GOTOOLCHAIN=local GOOS=windows GOFLAGS=-buildvcs=false \
  go test -c -tags integration -o "$work/go/hcsshim.exe" github.com/Microsoft/hcsshim/hcn)
under_wine "$(on_windows "$work/go/hcsshim.exe")" -test.v -test.skip "^Test($not_had)\$" >"$work/hcsshim.log" 2>&1 || {
  grep -B 5 '^--- FAIL' "$work/hcsshim.log" >&2
  fail "hcsshim's tests" "all of them to pass" "what is above"
}
expect "tests of hcsshim that pass" 63 "$(grep -c '^--- PASS' "$work/hcsshim.log")"
expect "endpoints left" 0 "$(host '.endpoints | length')"
