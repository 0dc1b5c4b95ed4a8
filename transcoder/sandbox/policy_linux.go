package sandbox

import (
	"os"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// own are the system calls of a process that keeps to itself: the Go runtime's, the C library's and the codecs'.
var own = []string{ //nolint:gochecknoglobals // a table
	// memory
	"brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "mincore", "membarrier", "get_mempolicy",
	// threads and their signals
	"exit", "exit_group", "futex", "futex_wake", "futex_wait", "futex_waitv", "futex_requeue", "set_robust_list", "get_robust_list", "rseq",
	"set_tid_address", "sched_yield", "sched_getaffinity", "sched_setaffinity", "sched_getparam", "sched_getscheduler",
	"sched_get_priority_max", "sched_get_priority_min", "getcpu", "gettid", "getpid", "getppid", "rt_sigaction", "rt_sigprocmask",
	"rt_sigreturn", "rt_sigpending", "rt_sigtimedwait", "sigaltstack", "restart_syscall", "getpriority",
	// time
	"clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "timer_create", "timer_settime",
	"timer_delete", "setitimer",
	// files that are open
	"read", "write", "readv", "writev", "pread64", "close", "fstat", "lseek", "fcntl", "dup", "dup2", "dup3", "pipe2", "eventfd2", "poll",
	"ppoll", "select", "pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2",
	// what the machine is
	"getrandom", "getrusage", "sysinfo", "uname", "getuid", "geteuid", "getgid", "getegid", "getrlimit", "times", "arch_prctl",
}

// forbidden are the system calls that a GPU's driver has no use for.
var forbidden = []string{ //nolint:gochecknoglobals // a table
	// the network
	"socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "recvmmsg",
	// which io_uring would do as well
	"io_uring_setup", "io_uring_enter", "io_uring_register",
	// other processes
	"execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_open", "pidfd_getfd",
	"pidfd_send_signal", "kcmp", "kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "setpgid", "setsid",
	// what only administrators need
	"bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "mount", "umount2", "pivot_root", "chroot", "unshare",
	"setns", "open_tree", "move_mount", "fsopen", "fsmount", "fsconfig", "fspick", "mount_setattr", "open_by_handle_at", "name_to_handle_at",
	"init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "syslog",
	"settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "iopl", "ioperm", "quotactl",
	"fanotify_init", "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "setfsuid", "setfsgid", "capset",
	"personality", "setrlimit", "seccomp",
}

// policy is the filter for a process. What is refused fails with EPERM, and clone3, whose flags a filter cannot see, with ENOSYS:
// the C library then uses clone.
func policy(cfg Config) seccomp.Policy {
	noClone3 := seccomp.SyscallGroup{Names: known("clone3"), Action: seccomp.ActionErrno | seccomp.Action(unix.ENOSYS)}
	self := uint64(os.Getpid())
	if cfg.GPU {
		return seccomp.Policy{DefaultAction: seccomp.ActionAllow, Syscalls: []seccomp.SyscallGroup{
			noClone3,
			{Names: known(forbidden...), Action: seccomp.ActionErrno, NamesWithCondtions: []seccomp.NameWithConditions{
				when("clone", 0, seccomp.BitsNotSet, unix.CLONE_THREAD),
				when("tgkill", 0, seccomp.NotEqual, self),
				when("prlimit64", 2, seccomp.NotEqual, 0), // it would set a limit
			}},
		}}
	}
	return seccomp.Policy{DefaultAction: seccomp.ActionErrno, Syscalls: []seccomp.SyscallGroup{
		noClone3,
		{Names: known(own...), Action: seccomp.ActionAllow, NamesWithCondtions: []seccomp.NameWithConditions{
			when("clone", 0, seccomp.BitsSet, unix.CLONE_THREAD),
			when("tgkill", 0, seccomp.Equal, self),
			when("prlimit64", 2, seccomp.Equal, 0),
			when("prctl", 0, seccomp.Equal, unix.PR_SET_NAME),
			when("prctl", 0, seccomp.Equal, unix.PR_SET_VMA),
		}},
	}}
}

func when(name string, argument uint32, op seccomp.Operation, value uint64) seccomp.NameWithConditions {
	return seccomp.NameWithConditions{Name: name, Conditions: seccomp.ArgumentConditions{{Argument: argument, Operation: op, Value: value}}}
}

// known leaves out the names that this processor's kernels do not have, or that are newer than the library.
func known(names ...string) []string {
	info, err := arch.GetInfo("")
	if err != nil {
		return names // which then fails to load
	}
	var out []string
	for _, name := range names {
		if _, ok := info.SyscallNames[name]; ok {
			out = append(out, name)
		}
	}
	return out
}
