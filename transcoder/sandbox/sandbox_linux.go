package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// Open files: three pipes and the Go runtime's own, or what CUDA opens besides.
const (
	maxFiles    = 64
	maxFilesGPU = 1024
)

// Supported is what Enter could do on this kernel.
func Supported() Report {
	r := Report{Seccomp: seccomp.Supported()}
	if !r.Seccomp {
		r.Missing = append(r.Missing, "the kernel has no seccomp")
	}
	abi, err := ll.LandlockGetABIVersion()
	if err != nil || abi < 1 {
		r.Missing = append(r.Missing, "the kernel has no Landlock")
	} else {
		r.Landlock = abi
	}
	return r
}

// Enter restricts the process as far as the kernel can, and reports how far that is. There is no way back. It may be
// called before the process has done anything for a stranger, from any goroutine. After an error the process is not
// restricted as it should be, and had better end.
//
// On a GPU the folder that CUDA_CACHE_PATH names stays writable.
func Enter(cfg Config) (Report, error) {
	// What is loaded when it is first needed must be there already: the local time zone.
	_, _ = time.Now().Local().Zone()
	// Where the machine runs out of memory, this process is the first that the kernel should end. Not every container lets it.
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)

	// Who loads a filter has given up new privileges, and it is a thread that does.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	r := Supported()
	if err := limit(cfg); err != nil {
		return Report{}, err
	}
	if r.Landlock > 0 {
		if err := guardFiles(cfg); err != nil {
			return Report{}, fmt.Errorf("enter the sandbox: Landlock: %w", err)
		}
	}
	if r.Seccomp {
		filter := seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: policy(cfg)}
		if err := seccomp.LoadFilter(filter); err != nil {
			return Report{}, fmt.Errorf("enter the sandbox: %w", err)
		}
	}
	return r, nil
}

// limit sets the resource limits.
func limit(cfg Config) error {
	files := uint64(maxFiles)
	if cfg.GPU {
		files = maxFilesGPU
	}
	limits := map[int]uint64{
		unix.RLIMIT_CORE:   0, // a core holds the video
		unix.RLIMIT_FSIZE:  0, // pipes have no size
		unix.RLIMIT_NOFILE: files,
	}
	if cfg.GPU && kernelCache() != "" {
		limits[unix.RLIMIT_FSIZE] = maxCacheFile
	}
	if cfg.Memory > 0 && !cfg.GPU {
		used, err := data()
		if err != nil {
			return fmt.Errorf("enter the sandbox: %w", err)
		}
		limits[unix.RLIMIT_DATA] = used + cfg.Memory
	}
	for which, n := range limits {
		var now unix.Rlimit
		if err := unix.Getrlimit(which, &now); err != nil {
			return fmt.Errorf("enter the sandbox: read limit %d: %w", which, err)
		}
		n = min(n, now.Max)
		if err := unix.Setrlimit(which, &unix.Rlimit{Cur: n, Max: n}); err != nil {
			return fmt.Errorf("enter the sandbox: set limit %d: %w", which, err)
		}
	}
	return nil
}

// data is what RLIMIT_DATA counts, in bytes.
func data() (uint64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmData:"); ok {
			kib, err := strconv.ParseUint(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("no VmData in /proc/self/status")
}

// maxCacheFile bounds what one write to CUDA's cache may grow a file to.
const maxCacheFile = 64 << 20

// kernelCache is the folder in which CUDA keeps the kernels that it has compiled, where the operator says that it may.
func kernelCache() string { return os.Getenv("CUDA_CACHE_PATH") }

// guardFiles leaves the process no file that it has not opened, or those that NVIDIA's driver needs; and no TCP, no abstract Unix
// sockets and no signals to others where the kernel's Landlock knows them.
func guardFiles(cfg Config) error {
	var rules []landlock.Rule
	if cfg.GPU {
		rules = append(rules,
			landlock.RODirs("/usr", "/lib", "/lib64", "/opt", "/etc/ld.so.conf.d", "/sys",
				"/proc/self", "/proc/driver", "/proc/sys").IgnoreIfMissing(), // of other processes /proc tells too much
			landlock.ROFiles("/etc/ld.so.cache", "/etc/ld.so.conf", "/proc/cpuinfo", "/proc/meminfo", "/proc/devices", "/proc/modules",
				"/proc/filesystems", "/proc/stat", "/proc/version").IgnoreIfMissing(),
			landlock.RWFiles(devices()...).WithIoctlDev().IgnoreIfMissing(),
			landlock.RWDirs("/dev/nvidia-caps").WithIoctlDev().IgnoreIfMissing(),
		)
		if dir := kernelCache(); dir != "" {
			rules = append(rules, landlock.RWDirs(dir).IgnoreIfMissing())
		}
	}
	return landlock.V8.BestEffort().Restrict(rules...)
}

// devices are the device files that CUDA opens.
func devices() []string {
	found, _ := filepath.Glob("/dev/nvidia*") // the pattern is well formed
	files := []string{"/dev/null", "/dev/zero", "/dev/urandom"}
	for _, path := range found {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			files = append(files, path)
		}
	}
	return files
}
