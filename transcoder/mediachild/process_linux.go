package mediachild

import "syscall"

// processAttributes: a process group of its own, so that Ctrl-C reaches the parent only, and the kernel's promise
// that the child does not outlive it.
func processAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
