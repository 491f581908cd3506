echo "what containerd does on Windows: hcsshim and go-cni around the plugin"
go_build "$here" ./containerd
fresh_host
"$executable" simulator reset
under_wine "$(on_windows "$work/go/containerd.exe")" 'C:\cni\net.d' 'C:\cni\bin' 10.200.42.2
expect_empty
