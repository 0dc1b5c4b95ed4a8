// Package conformance checks HLS playlists against RFC 8216bis, its Low-Latency profile, and what players enforce
// beyond it.
//
// A checker is fed what a client saw: versions of playlists with the times at which they were seen. It promises to
// name the rule that was broken and to accept any bytes. It fetches nothing and knows nothing of the server that
// made the playlists; media is not looked into.
package conformance

import (
	"fmt"
	"time"
)

// Rule names a rule.
type Rule string

// The rules.
const (
	Syntax          Rule = "syntax"
	Needed          Rule = "version"
	Target          Rule = "target-duration"
	PartTarget      Rule = "part-target"
	ServerControl   Rule = "server-control"
	MediaSequence   Rule = "media-sequence"
	Edit            Rule = "edit"
	Removal         Rule = "removal"
	Discontinuities Rule = "discontinuity-sequence"
	DateTime        Rule = "program-date-time"
	Map             Rule = "map"
	PartSet         Rule = "part-set"
	StaleParts      Rule = "stale-parts"
	Hint            Rule = "preload-hint"
	EndList         Rule = "endlist"
	Cadence         Rule = "cadence"
	Reports         Rule = "rendition-report"
	Alignment       Rule = "alignment"
	Skew            Rule = "skew"
	Delta           Rule = "delta-update"
	Variants        Rule = "variants"
)

// Rationale says why the rule matters. Numbers are sections of RFC 8216bis.
func (r Rule) Rationale() string {
	switch r {
	case Syntax:
		return "4.1, 4.4: players stop at a playlist that they cannot parse"
	case Needed:
		return "8: the version is what the playlist needs, and no more, so that old clients can read it"
	case Target:
		return "4.4.3.1: EXTINF, rounded, is at most the target duration, which never changes"
	case PartTarget:
		return "4.4.3.7, 4.4.4.9: parts are at most the part target and mostly not below 85 % of it; AVPlayer stops at an excess of 1 ms, and when it changes"
	case ServerControl:
		return "4.4.3.8: hold-backs and skip boundary have minima, and never change"
	case MediaSequence:
		return "6.2.2: one segment keeps one number; the first never decreases"
	case Edit:
		return "6.2.1: a playlist may only grow at its end and lose whole segments at its head"
	case Removal:
		return "6.2.2: three target durations stay listed"
	case Discontinuities:
		return "6.2.2: it counts the discontinuities that left, always"
	case DateTime:
		return "6.2.1: date-times map the timeline unambiguously"
	case Map:
		return "4.4.4.5: every fMP4 segment has an init segment"
	case PartSet:
		return "6.2.1: the parts of a segment are the segment"
	case StaleParts:
		return "4.4.4.9: parts leave when three target durations lie behind them"
	case Hint:
		return "4.4.5.3: a live playlist hints the part that comes next, an ended one hints nothing"
	case EndList:
		return "6.2.1: nothing changes after EXT-X-ENDLIST"
	case Cadence:
		return "6.2.1: a live playlist grows within one and a half target durations"
	case Reports:
		return "B.1: each playlist reports every other, as fresh as itself"
	case Alignment:
		return "6.2.4: renditions have the same content at the same times"
	case Skew:
		return "6.2.4: no rendition is ahead of another by more than a target duration"
	case Delta:
		return "6.2.5.1: a delta update leaves out old segments and nothing else"
	case Variants:
		return "4.4.6: what a player needs to choose a variant is declared"
	}
	return ""
}

// Violation is a rule broken by a playlist.
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

// findings collects violations about one playlist.
type findings struct {
	name    string
	version int
	list    []Violation
}

func (f *findings) add(rule Rule, format string, args ...any) {
	f.list = append(f.list, Violation{Rule: rule, Playlist: f.name, Version: f.version, Text: fmt.Sprintf(format, args...)})
}

func (f *findings) check(ok bool, rule Rule, format string, args ...any) {
	if !ok {
		f.add(rule, format, args...)
	}
}
