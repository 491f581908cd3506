// Speaks CRI to a containerd as kubelet does: cri SOCKET COMMAND [ARGUMENT…]
//
//	wait                     until it answers
//	import BINARY            makes a sandbox image of a static executable
//	run POD…                 RunPodSandbox, all at once; prints "POD ID" of each that runs
//	address ID…              PodSandboxStatus; prints the addresses of each, an empty line when there is none
//	stop ID…, remove ID…     StopPodSandbox and RemovePodSandbox, all at once
//	pods                     the ID of each pod sandbox
//	network                  Status; prints "ready", or "not ready: " and the message
//
// What fails is one line each on stderr, and the exit code is 1.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

type runtime struct {
	socket string
	cri.RuntimeServiceClient
	images cri.ImageServiceClient
}

var commands = map[string]func(context.Context, runtime, []string) error{
	"wait":    wait,
	"import":  importImage,
	"run":     forEach(runPod),
	"address": forEach(address),
	"stop":    forEach(stop),
	"remove":  forEach(remove),
	"pods":    pods,
	"network": network,
}

func main() {
	if len(os.Args) < 3 || commands[os.Args[2]] == nil {
		fmt.Fprintln(os.Stderr, "usage: cri SOCKET wait|import|run|address|stop|remove|pods|network [ARGUMENT…]")
		os.Exit(2)
	}
	if err := call(os.Args[1], commands[os.Args[2]], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func call(socket string, command func(context.Context, runtime, []string) error, arguments []string) error {
	connection, err := grpc.NewClient("unix://"+socket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return command(ctx, runtime{socket, cri.NewRuntimeServiceClient(connection), cri.NewImageServiceClient(connection)}, arguments)
}

func forEach(command func(context.Context, runtime, string) error) func(context.Context, runtime, []string) error {
	return func(ctx context.Context, to runtime, arguments []string) error {
		failures := make([]error, len(arguments))
		var all sync.WaitGroup
		for i, argument := range arguments {
			all.Add(1)
			go func() {
				defer all.Done()
				failures[i] = command(ctx, to, argument)
			}()
		}
		all.Wait()
		return errors.Join(failures...)
	}
}

// until asks again until done; nobody tells a CRI client when something becomes true.
func until(ctx context.Context, done func() error) error {
	for {
		err := done()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func wait(ctx context.Context, to runtime, _ []string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	return until(ctx, func() error {
		_, err := to.ListPodSandbox(ctx, &cri.ListPodSandboxRequest{})
		return err
	})
}

func runPod(ctx context.Context, to runtime, pod string) error {
	answer, err := to.RunPodSandbox(ctx, &cri.RunPodSandboxRequest{Config: &cri.PodSandboxConfig{
		Metadata:  &cri.PodSandboxMetadata{Name: pod, Namespace: "e2e", Uid: pod},
		DnsConfig: &cri.DNSConfig{Servers: []string{"10.96.0.10"}, Searches: []string{"svc.cluster.local"}},
		Linux:     &cri.LinuxPodSandboxConfig{CgroupParent: os.Getenv("E2E_CGROUP")},
	}})
	if err != nil {
		return fmt.Errorf("RunPodSandbox %s: %w", pod, err)
	}
	fmt.Println(pod, answer.PodSandboxId)
	return nil
}

func address(ctx context.Context, to runtime, id string) error {
	answer, err := to.PodSandboxStatus(ctx, &cri.PodSandboxStatusRequest{PodSandboxId: id})
	if err != nil {
		return fmt.Errorf("PodSandboxStatus %s: %w", id, err)
	}
	addresses := []string{answer.GetStatus().GetNetwork().GetIp()}
	for _, more := range answer.GetStatus().GetNetwork().GetAdditionalIps() {
		addresses = append(addresses, more.GetIp())
	}
	fmt.Println(strings.Join(addresses, " "))
	return nil
}

func stop(ctx context.Context, to runtime, id string) error {
	if _, err := to.StopPodSandbox(ctx, &cri.StopPodSandboxRequest{PodSandboxId: id}); err != nil {
		return fmt.Errorf("StopPodSandbox %s: %w", id, err)
	}
	return nil
}

func remove(ctx context.Context, to runtime, id string) error {
	if _, err := to.RemovePodSandbox(ctx, &cri.RemovePodSandboxRequest{PodSandboxId: id}); err != nil {
		return fmt.Errorf("RemovePodSandbox %s: %w", id, err)
	}
	return nil
}

func pods(ctx context.Context, to runtime, _ []string) error {
	answer, err := to.ListPodSandbox(ctx, &cri.ListPodSandboxRequest{})
	if err != nil {
		return fmt.Errorf("ListPodSandbox: %w", err)
	}
	for _, pod := range answer.Items {
		fmt.Println(pod.Id)
	}
	return nil
}

func network(ctx context.Context, to runtime, _ []string) error {
	answer, err := to.Status(ctx, &cri.StatusRequest{})
	if err != nil {
		return fmt.Errorf("Status: %w", err)
	}
	for _, condition := range answer.Status.Conditions {
		if condition.Type != cri.NetworkReady {
			continue
		}
		if condition.Status {
			fmt.Println("ready")
		} else {
			fmt.Println("not ready:", condition.Message)
		}
		return nil
	}
	return errors.New("Status: there is no condition NetworkReady")
}
