//go:build unix && !linux

package mediachild

import (
	"os/exec"
	"syscall"
)

// processAttributes: a process group of its own, so that Ctrl-C reaches the parent only. A child whose parent is
// gone ends when it finds its input closed.
func processAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}

// start starts a process.
func start(cmd *exec.Cmd) error { return cmd.Start() }

// resident is not known here.
func resident(int) uint64 { return 0 }

// workInBatches has no meaning here.
func workInBatches() {}
