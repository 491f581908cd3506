# A Windows of this run's own: sourced by run, which has set $work, $windows and $here. One wineserver serves the whole
# run; it is stopped at the end, and ends by itself a minute after a run that was killed.
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
c=$WINEPREFIX/drive_c
system32=$c/windows/system32
plugin_exe=$c/cni/bin/hcn-slice.exe

# The host's folder as programs under Wine spell it.
on_windows() { printf 'Z:%s' "${1//\//\\}"; }

start_wine() {
  mkdir -p "$WINEPREFIX"
  wineserver -p60
  timeout -k 10 120 wineboot -i >"$work/wineboot.log" 2>&1 || { cat "$work/wineboot.log" >&2; return 1; }
  mkdir -p "$c/cni/bin" "$c/cni/net.d" "$work/go"
  cp "$windows/hcn-slice.exe" "$plugin_exe"
  x86_64-w64-mingw32-gcc-posix -O2 -s -shared -o "$system32/bcryptprimitives.dll" "$here/bcryptprimitives.c" -ladvapi32
  install_simulator
  # What the helpers look at from the side of Linux.
  ln -s "$c/state" "$work/state"
}
stop_wine() {
  wineserver -k || true
  timeout 30 wineserver -w || true
}

# The simulator is HCN here: the DLLs are where Windows has the real ones.
install_simulator() { cp "$windows"/simulator/*.dll "$system32"; }
remove_simulator() { rm -f "$system32/computenetwork.dll" "$system32/vmcompute.dll"; }

# under_wine PROGRAM ARGUMENT…: on drive C:, where the programs keep what they keep in /var/lib. What has not ended after
# $patience seconds stands still: it is killed and named, and the code is 124.
patience=120
exec {messages}>&2
under_wine() {
  local code=0
  (cd "$c" && HCN_SIMULATOR_DIR=$(on_windows "$work/host") exec timeout -k 10 "$patience" wine "$@" {messages}>&-) || code=$?
  [ $code != 124 ] || printf 'FAILED: %s: killed after %s s, in which it has not ended\n' "$1" "$patience" >&$messages
  return $code
}
