package main

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	goruntime "runtime"

	containerd "github.com/containerd/containerd/v2/client"
	"github.com/containerd/containerd/v2/pkg/namespaces"
	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	oci "github.com/opencontainers/image-spec/specs-go/v1"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

const sandboxImage = "hcn-slice.test/pause:1" // as in config.toml

// importImage makes an image whose only file and entry point is the static executable.
func importImage(ctx context.Context, to runtime, arguments []string) error {
	if len(arguments) != 1 {
		return fmt.Errorf("import takes one executable, not %d", len(arguments))
	}
	executable, err := os.ReadFile(arguments[0])
	if err != nil {
		return err
	}
	archive, err := ociArchive(executable)
	if err != nil {
		return err
	}
	client, err := containerd.New(to.socket)
	if err != nil {
		return err
	}
	defer client.Close()
	if _, err := client.Import(namespaces.WithNamespace(ctx, "k8s.io"), bytes.NewReader(archive)); err != nil {
		return fmt.Errorf("import %s: %w", sandboxImage, err)
	}
	return until(ctx, func() error { return requireImage(ctx, to) })
}

// requireImage fails until CRI, which is told of images by events, knows the sandbox image.
func requireImage(ctx context.Context, to runtime) error {
	answer, err := to.images.ImageStatus(ctx, &cri.ImageStatusRequest{Image: &cri.ImageSpec{Image: sandboxImage}})
	if err == nil && answer.Image == nil {
		err = fmt.Errorf("CRI does not know the image %s", sandboxImage)
	}
	return err
}

// ociArchive writes an OCI image layout: layer, configuration, manifest, index.
func ociArchive(executable []byte) ([]byte, error) {
	layer, err := tarOf(map[string][]byte{"pause": executable})
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	add := func(kind string, content []byte) oci.Descriptor {
		sum := digest.FromBytes(content)
		files["blobs/sha256/"+sum.Encoded()] = content
		return oci.Descriptor{MediaType: kind, Digest: sum, Size: int64(len(content))}
	}
	versioned := specs.Versioned{SchemaVersion: 2}
	config := add(oci.MediaTypeImageConfig, document(oci.Image{
		Platform: oci.Platform{OS: goruntime.GOOS, Architecture: goruntime.GOARCH},
		Config:   oci.ImageConfig{Entrypoint: []string{"/pause"}},
		RootFS:   oci.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromBytes(layer)}},
	}))
	manifest := add(oci.MediaTypeImageManifest, document(oci.Manifest{
		Versioned: versioned, MediaType: oci.MediaTypeImageManifest, Config: config,
		Layers: []oci.Descriptor{add(oci.MediaTypeImageLayer, layer)},
	}))
	manifest.Annotations = map[string]string{"io.containerd.image.name": sandboxImage}
	files[oci.ImageIndexFile] = document(oci.Index{Versioned: versioned, Manifests: []oci.Descriptor{manifest}})
	files[oci.ImageLayoutFile] = document(oci.ImageLayout{Version: oci.ImageLayoutVersion})
	return tarOf(files)
}

func document(value any) []byte {
	content, err := json.Marshal(value)
	if err != nil {
		panic(err) // only of types that JSON cannot hold
	}
	return content
}

func tarOf(files map[string][]byte) ([]byte, error) {
	var buffer bytes.Buffer
	archive := tar.NewWriter(&buffer)
	for name, content := range files {
		if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(content))}); err != nil {
			return nil, err
		}
		if _, err := archive.Write(content); err != nil {
			return nil, err
		}
	}
	return buffer.Bytes(), archive.Close()
}
