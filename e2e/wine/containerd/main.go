//go:build windows

// What containerd's CRI service does with a pod's network on Windows (internal/cri/server/service_windows.go,
// sandbox_run.go, sandbox_stop.go and pkg/netns/netns_windows.go of containerd 2), without the pod:
// containerd CONF_DIR PLUGIN_DIR ADDRESS
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/Microsoft/hcsshim/hcn"
	"github.com/containerd/go-cni"
)

const sandbox = "5e1f0c6d3c8f4b7aa1f2d94c60e7b3985e1f0c6d3c8f4b7aa1f2d94c60e7b398"

func must(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "FAILED: %s: %v\n", what, err)
		os.Exit(1)
	}
}

func expect(what, wanted, got string) {
	if wanted != got {
		fmt.Fprintf(os.Stderr, "FAILED: %s: expected %s, got %s\n", what, wanted, got)
		os.Exit(1)
	}
	fmt.Printf("  ok: %s: %s\n", what, got)
}

func options() []cni.NamespaceOpts {
	return []cni.NamespaceOpts{
		cni.WithLabels(map[string]string{
			"K8S_POD_NAMESPACE":          "shop",
			"K8S_POD_NAME":               "web",
			"K8S_POD_INFRA_CONTAINER_ID": sandbox,
			"K8S_POD_UID":                "0f3c1c9e-8c5b-4a57-9a0e-3f6f6a1f7c11",
			"IgnoreUnknown":              "1",
		}),
		cni.WithCapability("io.kubernetes.cri.pod-annotations", map[string]string{"shop/team": "web"}),
		cni.WithCapabilityPortMap([]cni.PortMapping{{HostPort: 8080, ContainerPort: 80, Protocol: "tcp"}}),
		cni.WithCapabilityDNS(cni.DNS{
			Servers:  []string{"10.96.0.10"},
			Searches: []string{"shop.svc.cluster.local", "svc.cluster.local"},
			Options:  []string{"ndots:5"},
		}),
	}
}

func plugins(confDir, pluginDir string) cni.CNI {
	network, err := cni.New(cni.WithMinNetworkCount(1), cni.WithPluginConfDir(confDir),
		cni.WithPluginMaxConfNum(1), cni.WithPluginDir([]string{pluginDir}))
	must("cni.New", err)
	must("loading "+confDir, network.Load(cni.WithDefaultConf))
	must("Status", network.Status())
	return network
}

func expectPolicies(endpoint *hcn.HostComputeEndpoint) {
	var types []string
	for _, policy := range endpoint.Policies {
		// HCN leaves out the first value of an enumeration, and hcsshim does not put it back.
		if policy.Type == "" {
			policy.Type = hcn.PortMapping
		}
		types = append(types, string(policy.Type))
		if policy.Type == hcn.PortMapping {
			var mapping hcn.PortMappingPolicySetting
			must("settings of PortMapping", json.Unmarshal(policy.Settings, &mapping))
			expect("host port, container port, protocol", "8080 80 6",
				fmt.Sprint(mapping.ExternalPort, mapping.InternalPort, mapping.Protocol))
		}
	}
	expect("policies that hcsshim reads", "OutBoundNAT SDNRoute SDNRoute ACL PortMapping", strings.Join(types, " "))
}

func expectAttached(namespace, address string) string {
	ids, err := hcn.GetNamespaceEndpointIds(namespace)
	must("GetNamespaceEndpointIds", err)
	expect("endpoints that hcsshim lists in the namespace", "1", fmt.Sprint(len(ids)))
	endpoint, err := hcn.GetEndpointByID(ids[0])
	must("GetEndpointByID", err)
	expect("address that hcsshim reads", address, endpoint.IpConfigurations[0].IpAddress)
	expect("DNS servers that hcsshim reads", "10.96.0.10", strings.Join(endpoint.Dns.ServerList, " "))
	expectPolicies(endpoint)
	return endpoint.Id
}

func expectGone(namespace, endpoint string) {
	_, err := hcn.GetEndpointByID(endpoint)
	expect("the endpoint is not found", "true", fmt.Sprint(hcn.IsNotFoundError(err)))
	ids, err := hcn.GetNamespaceEndpointIds(namespace)
	must("GetNamespaceEndpointIds", err)
	expect("endpoints left in the namespace", "0", fmt.Sprint(len(ids)))
}

func main() {
	confDir, pluginDir, address := os.Args[1], os.Args[2], os.Args[3]
	ctx := context.Background()
	namespace, err := (&hcn.HostComputeNamespace{}).Create()
	must("creating the namespace", err)
	network := plugins(confDir, pluginDir)

	result, err := network.Setup(ctx, sandbox, namespace.Id, options()...)
	must("Setup", err)
	expect("the pod's address", address, result.Interfaces["eth0"].IPConfigs[0].IP.String())
	endpoint := expectAttached(namespace.Id, address)

	must("Remove", network.Remove(ctx, sandbox, namespace.Id, options()...))
	expectGone(namespace.Id, endpoint)
	must("Remove without a namespace", network.Remove(ctx, sandbox, "", options()...))
	must("deleting the namespace", namespace.Delete())
	_, err = hcn.GetNamespaceByID(namespace.Id)
	expect("the namespace is not found", "true", fmt.Sprint(hcn.IsNotFoundError(err)))
}
