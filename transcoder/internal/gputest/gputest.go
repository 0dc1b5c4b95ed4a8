// Package gputest gives tests a GPU, and says why where there is none.
package gputest

import (
	"os"
	"testing"

	"github.com/millrace/millrace/transcoder/gpu"
)

// Variable says in the environment what the machine must have: "decode" for a GPU with NVDEC, "encode" for one with NVENC
// too. A test that would be skipped for want of it fails instead.
const Variable = "MILLRACE_TEST_GPU"

// System returns the machine's GPUs, of which there is at least one. Without any it skips the test, or fails it.
func System(t testing.TB) *gpu.System {
	t.Helper()
	s, err := gpu.Open()
	if err != nil {
		without(t, os.Getenv(Variable) != "", "no GPU: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// NoEncoder skips a test of NVENC for a reason, or fails it.
func NoEncoder(t testing.TB, reason string) {
	t.Helper()
	without(t, os.Getenv(Variable) == "encode", "no NVENC: %s", reason)
}

func without(t testing.TB, required bool, format string, args ...any) {
	t.Helper()
	if required {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
