package sandbox

import (
	"fmt"
	"strings"
)

// Config says what the process still needs.
type Config struct {
	// GPU leaves it NVIDIA's devices and driver libraries.
	GPU bool
	// Memory is how many bytes of data it may have beyond what it has now; 0 means any number. On a GPU the kernel does not
	// hold it to that: drivers map more than they use.
	Memory uint64
}

// Report is what holds a process back.
type Report struct {
	Seccomp  bool `json:"seccomp"`  // system calls are filtered
	Landlock int  `json:"landlock"` // the version of Landlock that guards files; 0: none
	// Missing says what the kernel does not have, for people; empty where all is in force.
	Missing []string `json:"missing,omitempty"`
}

// String is for people: "seccomp, landlock 7".
func (r Report) String() string {
	var has []string
	if r.Seccomp {
		has = append(has, "seccomp")
	}
	if r.Landlock > 0 {
		has = append(has, fmt.Sprintf("landlock %d", r.Landlock))
	}
	if len(has) == 0 {
		has = append(has, "none")
	}
	s := strings.Join(has, ", ")
	if len(r.Missing) > 0 {
		s += " (" + strings.Join(r.Missing, "; ") + ")"
	}
	return s
}
