package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// machine is where it was measured.
type machine struct {
	CPU     string  `json:"cpu"`
	Cores   int     `json:"cores"`
	Memory  int64   `json:"memory_bytes"`
	OS      string  `json:"os"`
	Kernel  string  `json:"kernel"`
	FFmpeg  string  `json:"ffmpeg"`
	Go      string  `json:"go"`
	Commit  string  `json:"commit"`
	LoadAvg float64 `json:"load_average"` // of the last minute, before it began: a busy machine spoils every figure
}

// describeMachine reads what it can; what it cannot read stays empty.
func describeMachine(ctx context.Context) machine {
	m := machine{Cores: runtime.NumCPU(), Go: runtime.Version()}
	m.CPU = field(readFile("/proc/cpuinfo"), "model name", ":")
	if m.CPU == "" {
		m.CPU = runtime.GOARCH
	}
	if f := strings.Fields(field(readFile("/proc/meminfo"), "MemTotal", ":")); len(f) > 0 {
		kilobytes, _ := strconv.ParseInt(f[0], 10, 64) // 0 if it is none
		m.Memory = kilobytes << 10
	}
	m.OS = strings.Trim(field(readFile("/etc/os-release"), "PRETTY_NAME", "="), `"`)
	m.Kernel = strings.TrimSpace(readFile("/proc/sys/kernel/osrelease"))
	if words := strings.Fields(output1(ctx, "ffmpeg", "-version")); len(words) > 2 {
		m.FFmpeg = words[2]
	}
	m.Commit = output1(ctx, "git", "describe", "--always", "--dirty")
	if f := strings.Fields(readFile("/proc/loadavg")); len(f) > 0 {
		m.LoadAvg, _ = strconv.ParseFloat(f[0], 64) // 0 if it is none
	}
	return m
}

// busy says that something else was running.
func (m machine) busy() bool { return m.LoadAvg > float64(m.Cores)/4 }

func readFile(name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(data)
}

// field is the value of the first line with a key.
func field(text, key, separator string) string {
	for line := range strings.Lines(text) {
		k, v, ok := strings.Cut(line, separator)
		if ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// output1 is the first line that a command prints; empty if it fails.
func output1(ctx context.Context, name string, args ...string) string {
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return strings.TrimSpace(line)
}
