package mediachild

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// processAttributes: a process group of its own, so that Ctrl-C reaches the parent only, and the kernel's promise
// that the child does not outlive it.
func processAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// idleTime is how long Go's monitor thread sleeps at most between two looks at a child's threads.
const idleTime = 10 * time.Millisecond

// start starts a process whose threads wake up late where nothing but time wakes them. Of those a child has one, Go's monitor, which otherwise
// looks every few microseconds, while a codec runs, whether it has to give the codec's place to somebody else: twice as many switches
// between threads, and two per cent of a small session's time. A child inherits this from the thread that makes it, which is the caller's own.
func start(cmd *exec.Cmd) error {
	if unix.Prctl(unix.PR_SET_TIMERSLACK, uintptr(idleTime), 0, 0, 0) == nil {
		defer func() { _ = unix.Prctl(unix.PR_SET_TIMERSLACK, 0, 0, 0, 0) }() // what it was
	}
	return cmd.Start()
}

// resident is how many bytes of main memory a process holds; 0 if that cannot be told.
func resident(pid int) uint64 {
	statm, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	fields := bytes.Fields(statm)
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseUint(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * uint64(os.Getpagesize())
}

// workInBatches tells the kernel that this process computes: when one of its threads wakes up it waits for the end of another's time
// slice. So children do not push each other from the processors, whose caches they need, and what serves a network goes first.
// Where it cannot be had children only cost a little more.
func workInBatches() {
	threads, err := os.ReadDir("/proc/self/task") // those of Go's runtime; what they make is like them
	if err != nil {
		return
	}
	for _, t := range threads {
		id, err := strconv.Atoi(t.Name())
		if err != nil {
			continue
		}
		if attr, err := unix.SchedGetAttr(id, 0); err == nil && attr.Policy == unix.SCHED_NORMAL {
			attr.Policy = unix.SCHED_BATCH
			_ = unix.SchedSetAttr(id, attr, 0) // it is gone, or may not
		}
	}
}
