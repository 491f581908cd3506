// Calls the plugin as container runtimes do, with their libraries and the forms of their arguments: go-cni WAY [ARGUMENT…]
//
//	containerd-add ID NETNS INGRESS   go-cni's Setup, as internal/cri/server/sandbox_run.go of containerd calls it
//	containerd-check ID NETNS         go-cni's Check
//	containerd-del ID NETNS           go-cni's Remove; NETNS is empty when the namespace is gone
//	crio-add ID NETNS IP MAC PORT     libcni, as pkg/ocicni/ocicni.go of cri-o/ocicni calls it
//	crio-del ID NETNS                 the same
//	crio-gc [ID…]                     GC as CRI-O sends it when it starts; without a pod the list is null
//	gc                                GC of a caller that has no list
//
// Takes the plugins from CNI_PATH and the networks from NETCONFPATH. Adding prints interface, address and
// sandbox of each address.
package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	gocni "github.com/containerd/go-cni"
	"github.com/containernetworking/cni/libcni"
	"github.com/containernetworking/cni/pkg/types"
	current "github.com/containernetworking/cni/pkg/types/100"
)

var ways = map[string]struct {
	arguments int // -1: any number
	call      func(context.Context, []string) error
}{
	"containerd-add":   {3, containerdAdd},
	"containerd-check": {2, containerdCheck},
	"containerd-del":   {2, containerdDel},
	"crio-add":         {5, crioAdd},
	"crio-del":         {2, crioDel},
	"crio-gc":          {-1, crioGc},
	"gc":               {0, gc},
}

func main() {
	if len(os.Args) < 2 {
		fail(2, "usage: go-cni WAY [ARGUMENT…]; main.go lists the ways")
	}
	way, known := ways[os.Args[1]]
	if arguments := os.Args[2:]; !known || way.arguments >= 0 && len(arguments) != way.arguments {
		fail(2, "go-cni: no such way, or not its arguments: "+fmt.Sprint(os.Args[1:]))
	} else if err := way.call(context.Background(), arguments); err != nil {
		fail(1, err.Error())
	}
}

func fail(code int, text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(code)
}

// containerd is go-cni with the options of containerd's CRI on Windows, which adds no loopback.
func containerd() (gocni.CNI, error) {
	cni, err := gocni.New(gocni.WithMinNetworkCount(1), gocni.WithPluginConfDir(os.Getenv("NETCONFPATH")),
		gocni.WithPluginMaxConfNum(2), gocni.WithPluginDir(filepath.SplitList(os.Getenv("CNI_PATH"))))
	if err != nil {
		return nil, err
	}
	return cni, cni.Load(gocni.WithDefaultConf)
}

// containerdOptions are those of a pod with a host port, a bandwidth, DNS and annotations. go-cni's types have no JSON
// names, so that the members reach the plugin as HostPort, EgressRate, Servers.
func containerdOptions(id string, ingress uint64) []gocni.NamespaceOpts {
	return []gocni.NamespaceOpts{
		gocni.WithLabels(map[string]string{
			"K8S_POD_NAMESPACE": "e2e", "K8S_POD_NAME": "pod", "K8S_POD_INFRA_CONTAINER_ID": id, "K8S_POD_UID": "",
			"IgnoreUnknown": "1",
		}),
		gocni.WithCapability("io.kubernetes.cri.pod-annotations", map[string]string{"a": "b"}),
		gocni.WithCapabilityPortMap([]gocni.PortMapping{{HostPort: 8080, ContainerPort: 80, Protocol: "tcp"}}),
		gocni.WithCapabilityBandWidth(gocni.BandWidth{
			EgressRate: 8_000_000, EgressBurst: burst(8_000_000), IngressRate: ingress, IngressBurst: burst(ingress),
		}),
		gocni.WithCapabilityDNS(gocni.DNS{Servers: []string{"10.96.0.10"}, Searches: []string{"svc.cluster.local"}}),
		gocni.WithCapabilityCgroupPath("/kubepods/pod"),
	}
}

// burst is what containerd sends with a rate: the most that 32 bits hold.
func burst(rate uint64) uint64 {
	if rate == 0 {
		return 0
	}
	return 1<<32 - 1
}

func containerdAdd(ctx context.Context, arguments []string) error {
	id, netns := arguments[0], arguments[1]
	ingress, err := strconv.ParseUint(arguments[2], 10, 64)
	if err != nil {
		return err
	}
	cni, err := containerd()
	if err != nil {
		return err
	}
	result, err := cni.Setup(ctx, id, netns, containerdOptions(id, ingress)...)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(result.Interfaces)) {
		for _, address := range result.Interfaces[name].IPConfigs {
			fmt.Println(name, address.IP, result.Interfaces[name].Sandbox)
		}
	}
	return nil
}

func containerdCheck(ctx context.Context, arguments []string) error {
	cni, err := containerd()
	if err != nil {
		return err
	}
	return cni.Check(ctx, arguments[0], arguments[1], containerdOptions(arguments[0], 0)...)
}

func containerdDel(ctx context.Context, arguments []string) error {
	cni, err := containerd()
	if err != nil {
		return err
	}
	return cni.Remove(ctx, arguments[0], arguments[1], containerdOptions(arguments[0], 0)...)
}

// crio is libcni with the network "overlay".
func crio() (*libcni.CNIConfig, *libcni.NetworkConfigList, error) {
	list, err := libcni.LoadConfList(os.Getenv("NETCONFPATH"), "overlay")
	return libcni.NewCNIConfig(filepath.SplitList(os.Getenv("CNI_PATH")), nil), list, err
}

type crioPortMapping struct {
	HostPort      int32  `json:"hostPort"`
	ContainerPort int32  `json:"containerPort"`
	Protocol      string `json:"protocol"`
	HostIP        string `json:"hostIP"`
}

func crioPod(id, netns string, port int32, more ...[2]string) *libcni.RuntimeConf {
	return &libcni.RuntimeConf{
		ContainerID: id, NetNS: netns, IfName: "eth0",
		Args: append([][2]string{
			{"IgnoreUnknown", "1"}, {"K8S_POD_NAMESPACE", "e2e"}, {"K8S_POD_NAME", "pod"},
			{"K8S_POD_INFRA_CONTAINER_ID", id}, {"K8S_POD_UID", "u"},
		}, more...),
		CapabilityArgs: map[string]any{
			"portMappings": []crioPortMapping{{port, 80, "tcp", ""}},
			"bandwidth":    map[string]uint64{"ingressRate": 0, "ingressBurst": 0, "egressRate": 8000000, "egressBurst": 8000000},
			"aliases":      map[string][]string{"overlay": {"web"}},
			"cgroupPath":   "kubepods.slice",
		},
	}
}

func crioAdd(ctx context.Context, arguments []string) error {
	cni, list, err := crio()
	if err != nil {
		return err
	}
	port, err := strconv.ParseInt(arguments[4], 10, 32)
	if err != nil {
		return err
	}
	pod := crioPod(arguments[0], arguments[1], int32(port), [2]string{"IP", arguments[2]}, [2]string{"MAC", arguments[3]})
	result, err := cni.AddNetworkList(ctx, list, pod)
	if err != nil {
		return err
	}
	read, err := current.NewResultFromResult(result)
	if err != nil {
		return err
	}
	for _, address := range read.IPs {
		fmt.Println(read.Interfaces[*address.Interface].Name, address.Address.IP, read.Interfaces[*address.Interface].Sandbox)
	}
	return nil
}

func crioDel(ctx context.Context, arguments []string) error {
	cni, list, err := crio()
	if err != nil {
		return err
	}
	return cni.DelNetworkList(ctx, list, crioPod(arguments[0], arguments[1], 8080))
}

func crioGc(ctx context.Context, ids []string) error {
	args := &libcni.GCArgs{} // a nil list, as in CRI-O, is null on the wire
	for _, id := range ids {
		args.ValidAttachments = append(args.ValidAttachments, types.GCAttachment{ContainerID: id, IfName: "eth0"})
	}
	return collect(ctx, args)
}

func gc(ctx context.Context, _ []string) error {
	return collect(ctx, nil)
}

func collect(ctx context.Context, args *libcni.GCArgs) error {
	cni, list, err := crio()
	if err != nil {
		return err
	}
	return cni.GCNetworkList(ctx, list, args)
}
