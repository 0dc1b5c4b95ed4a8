// Package conformance checks HLS against RFC 8216bis, its Low-Latency profile, and what players enforce beyond it.
//
// A checker is fed what a client saw: versions of playlists with the times at which they were seen, and the media that
// they list. It promises to name the rule that was broken (Rules lists them) and to accept any bytes. It fetches nothing
// and knows nothing of the server: pkg/hlscheck is the client.
package conformance

import (
	"fmt"
	"time"
)

// Violation is a rule broken by a playlist, by the media in it, or by the server that has it.
type Violation struct {
	Rule     Rule
	Playlist string // as the caller named it
	Version  int    // index of the version; 0 where there is only one
	Text     string
}

// String names the rule, the place and what was found.
func (v Violation) String() string {
	return fmt.Sprintf("%s[%d]: %s: %s (%s)", v.Playlist, v.Version, v.Rule, v.Text, v.Rule.Rationale())
}

// Version is what a client saw at an instant.
type Version struct {
	At   time.Time // zero when not known: rules about time are then not checked
	Body []byte
}

// Findings collects what was checked and what was found. The zero value is ready; it is for one goroutine.
type Findings struct {
	Violations []Violation
	Checked    map[Rule]int // how often each rule was applied

	// Slack is how long an answer may have been on its way: of two playlists, one is newer only if it was seen so much later.
	Slack time.Duration

	name    string
	version int
}

// About names the playlist that the next findings are about.
func (f *Findings) About(name string) { f.name, f.version = name, 0 }

// Check applies a rule: where it does not hold, the text says what was found instead.
func (f *Findings) Check(ok bool, rule Rule, format string, args ...any) {
	f.passed(rule)
	if !ok {
		f.Violations = append(f.Violations, Violation{Rule: rule, Playlist: f.name, Version: f.version, Text: fmt.Sprintf(format, args...)})
	}
}

// Fail says that a rule does not hold.
func (f *Findings) Fail(rule Rule, format string, args ...any) { f.Check(false, rule, format, args...) }

func (f *Findings) passed(rule Rule) {
	if f.Checked == nil {
		f.Checked = make(map[Rule]int)
	}
	f.Checked[rule]++
}
