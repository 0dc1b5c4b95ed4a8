package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of the times in /proc: USER_HZ is 100 on every Linux that Go runs on.
const tick = 10 * time.Millisecond

// stat is what /proc/PID/stat says of a process.
type stat struct {
	parent int
	own    time.Duration // user and system time
	reaped time.Duration // of the children that it has waited for, and theirs
}

// parseStat reads the text of /proc/PID/stat. The command's name may hold anything, spaces and parentheses too.
func parseStat(text []byte) (stat, error) {
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	if len(fields) < 15 {
		return stat{}, fmt.Errorf("/proc stat of %d fields", len(fields))
	}
	var n [5]int64
	for i, field := range []int{1, 11, 12, 13, 14} { // ppid, utime, stime, cutime, cstime; the state is 0
		v, err := strconv.ParseInt(fields[field], 10, 64)
		if err != nil {
			return stat{}, fmt.Errorf("/proc stat: %w", err)
		}
		n[i] = v
	}
	return stat{parent: int(n[0]), own: time.Duration(n[1]+n[2]) * tick, reaped: time.Duration(n[3]+n[4]) * tick}, nil
}

// usage is what a process and its descendants have used.
type usage struct {
	own      time.Duration // of the process
	children time.Duration // of all below it, those that have ended included
	pids     []int         // of those below it that still run
}

// treeUsage reads the usage of a process's whole tree.
func treeUsage(pid int) (usage, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return usage{}, err
	}
	root, err := parseStat(text)
	if err != nil {
		return usage{}, err
	}
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return usage{}, err
	}
	all := map[int]stat{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it ended
		}
		if s, err := parseStat(text); err == nil {
			id, _ := strconv.Atoi(filepath.Base(filepath.Dir(file))) // digits, as the pattern says
			all[id] = s
		}
	}
	u := usage{own: root.own, children: root.reaped}
	for _, id := range descendants(all, pid) {
		u.children += all[id].own + all[id].reaped
		u.pids = append(u.pids, id)
	}
	return u, nil
}

// descendants lists the processes below one.
func descendants(all map[int]stat, pid int) []int {
	var out []int
	for id, s := range all {
		if s.parent == pid && id != pid {
			out = append(out, id)
			out = append(out, descendants(all, id)...)
		}
	}
	return out
}

// memory is what a process holds, in bytes.
type memory struct{ now, peak int64 }

// processMemory reads resident memory; a process that has ended has none.
func processMemory(pid int) memory {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return memory{}
	}
	return parseStatus(text)
}

func parseStatus(text []byte) memory {
	var m memory
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		fields := strings.Fields(value)
		if len(fields) != 2 || fields[1] != "kB" {
			continue
		}
		kilobytes, err := strconv.ParseInt(fields[0], 10, 64)
		if err != nil {
			continue
		}
		switch name {
		case "VmRSS":
			m.now = kilobytes << 10
		case "VmHWM":
			m.peak = kilobytes << 10
		}
	}
	return m
}
