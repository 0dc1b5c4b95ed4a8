package main

import (
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/millrace/millrace/"

// arrow forbids packages below from to reach to, directly or through others.
type arrow struct{ from, to, reason string }

var forbidden = []arrow{
	{"broadcaster", module + "orchestrator", "roles meet on the wire only"},
	{"broadcaster", module + "transcoder", "roles meet on the wire only"},
	{"orchestrator", module + "broadcaster", "roles meet on the wire only"},
	{"orchestrator", module + "transcoder", "roles meet on the wire only"},
	{"transcoder", module + "broadcaster", "roles meet on the wire only"},
	{"transcoder", module + "orchestrator", "roles meet on the wire only"},
	{"pkg", module + "broadcaster", "arrows point down"},
	{"pkg", module + "orchestrator", "arrows point down"},
	{"pkg", module + "transcoder", "arrows point down"},
	{"broadcaster", "github.com/asticode/go-astiav", "cgo must not reach a process that holds a key"},
	{"orchestrator", "github.com/asticode/go-astiav", "cgo must not reach a process that holds a key"},
	{"broadcaster", "github.com/NVIDIA/go-nvml", "GPUs are the transcoder's"},
	{"orchestrator", "github.com/NVIDIA/go-nvml", "GPUs are the transcoder's"},
	{"transcoder/agent", "github.com/asticode/go-astiav", "only media children decode"},
	{"pkg/media", "github.com/", "values need the standard library only"},
	{"pkg/ticket", "github.com/ethereum/go-ethereum/core", "tickets are values: hashing is all they need of Ethereum"},
	{"pkg/ledger", module + "pkg/wire", "both sides of a session count alike, whatever carries the messages"},
	{"pkg/ticket", module, "both sides of the chain are held to it, not it to them"},
	{"pkg/hls", "net/http", "rendering a playlist is not serving it"},
}

// door names the only packages that may import a dependency.
type door struct {
	dependency string
	packages   []string
	reason     string
}

var doors = []door{
	{"github.com/asticode/go-astiav", []string{"transcoder/pipeline"}, "native objects have one home"},
	{"github.com/NVIDIA/go-nvml", []string{"transcoder/gpu"}, "the driver's return codes have one home"},
	{"github.com/elastic/go-seccomp-bpf", []string{"transcoder/sandbox"}, "what confines a process is read in one place"},
	{"github.com/landlock-lsm/go-landlock", []string{"transcoder/sandbox"}, "what confines a process is read in one place"},
	{"github.com/yutopp/go-rtmp", []string{"broadcaster/ingest/rtmp", "pkg/publish"}, "it must be guarded"},
	{"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts", []string{"pkg/mpegts"}, "it writes transport streams; it is not to read what strangers send"},
	{"github.com/Eyevinn/mp4ff", []string{"pkg/fmp4"}, "boxes are packed and parsed in one place"},
	{"github.com/ethereum/go-ethereum/ethclient", []string{"pkg/chain"}, "RPC errors and fail-over have one home"},
	{"github.com/ethereum/go-ethereum/signer", []string{"pkg/signer"}, "what is signed is checked in one place"},
	{"modernc.org/sqlite", []string{"pkg/store"}, "a file that must not be lost is opened in one way"},
	{"go.opentelemetry.io/otel", []string{"pkg/tracing"}, "how a part's trace is put together is known in one place"},
	{"github.com/redis/go-redis", []string{"broadcaster/cluster"}, "keys, scripts and what it means that Redis is away have one home"},
	{"gocloud.dev", []string{"broadcaster/record"}, "what is kept of streams is kept in one way"},
	{"github.com/alecthomas/kong", []string{""}, "the command line is the root package's"},
}

// pkg is what the test needs of `go list`.
type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func listPackages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,Deps", "./...").Output()
	require.NoError(t, err)
	var pkgs []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); err == io.EOF {
			return pkgs
		} else {
			require.NoError(t, err)
		}
		pkgs = append(pkgs, p)
	}
}

func TestImports(t *testing.T) {
	pkgs := listPackages(t)
	require.Greater(t, len(pkgs), 20)
	for _, p := range pkgs {
		rel := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, strings.TrimSuffix(module, "/")), "/")
		for _, a := range forbidden {
			if rel != a.from && !strings.HasPrefix(rel, a.from+"/") {
				continue
			}
			for _, dep := range p.Deps {
				if strings.HasPrefix(dep, a.to) && !strings.HasPrefix(dep, module+a.from) {
					t.Errorf("%s reaches %s: %s", rel, dep, a.reason)
				}
			}
		}
		for _, d := range doors {
			for _, imp := range p.Imports {
				if strings.HasPrefix(imp, d.dependency) && !within(rel, d.packages) {
					t.Errorf("%s imports %s, which only %v may: %s", rel, imp, d.packages, d.reason)
				}
			}
		}
	}
}

func within(rel string, packages []string) bool {
	for _, p := range packages {
		if rel == p || p != "" && strings.HasPrefix(rel, p+"/") {
			return true
		}
	}
	return false
}

// TestPackageDocs: every package opens with what it is for.
func TestPackageDocs(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.ImportPath}}\t{{.Doc}}", "./...").Output()
	require.NoError(t, err)
	for line := range strings.Lines(string(out)) {
		path, doc, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if strings.Contains(path, "/bindings/") || strings.Contains(path, "/millracev1") {
			continue // generated
		}
		require.NotEmptyf(t, doc, "%s has no package comment", path)
	}
}
