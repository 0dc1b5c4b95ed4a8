// Package webvtt reads WebVTT that somebody sends, and writes the segments of a subtitle rendition (RFC 8216bis 3.1.4).
//
// Parse never panics and bounds what it returns, for any bytes. What Append writes of cues that Parse returned, or whose text Escape made, is
// WebVTT that says the same. Of files only the cues are read: regions, styles and notes are passed over, and so are settings that nobody knows.
package webvtt

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/millrace/millrace/pkg/media"
)

// Bounds of what is read.
const (
	MaxCues     = 500  // of a file
	MaxText     = 1024 // bytes of a cue's text
	maxSettings = 128  // bytes
	maxHours    = 9999
)

// ContentType is the media type of WebVTT.
const ContentType = "text/vtt"

// ErrSyntax is wrapped by what is wrong with a file.
var ErrSyntax = errors.New("invalid WebVTT")

// Cue is text and when it is shown. Of times, whole milliseconds are written.
type Cue struct {
	ID       string      `json:"id,omitempty"` // empty: none
	Start    media.Ticks `json:"start"`
	End      media.Ticks `json:"end"`
	Settings string      `json:"settings,omitempty"` // where it is shown; empty: below
	Text     string      `json:"text"`               // with markup and escapes; no line of it is empty
}

// millisecond is one in ticks.
const millisecond = media.Second / 1000

// Escape makes the text of a cue of plain text: without markup, and without its empty lines.
func Escape(plain string) string {
	return tidy(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r\n", "\n", "\r", "\n", "\x00", "\ufffd").Replace(plain))
}

// tidy is text without empty lines.
func tidy(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(line, " \t"); strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

var setting = regexp.MustCompile(`^(vertical:(rl|lr)` +
	`|line:(-?\d{1,3}|\d{1,3}(\.\d{1,3})?%)(,(start|center|end))?` +
	`|position:\d{1,3}(\.\d{1,3})?%(,(line-left|center|line-right))?` +
	`|size:\d{1,3}(\.\d{1,3})?%` +
	`|align:(start|center|end|left|right))$`)

// Settings checks what a cue says of its place; its error wraps ErrSyntax.
func Settings(s string) error {
	if len(s) > maxSettings {
		return fmt.Errorf("%w: settings of more than %d bytes", ErrSyntax, maxSettings)
	}
	for one := range strings.FieldsSeq(s) {
		if !setting.MatchString(one) {
			return fmt.Errorf("%w: setting %.32q: vertical, line, position, size or align", ErrSyntax, one)
		}
	}
	return nil
}

// Parse reads the cues of a file, as they stand in it.
func Parse(b []byte) ([]Cue, error) {
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrSyntax)
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\ufffd").Replace(text)
	rest, found := strings.CutPrefix(text, "WEBVTT")
	if !found || rest != "" && !strings.ContainsRune(" \t\n", rune(rest[0])) {
		return nil, fmt.Errorf("%w: it does not begin with WEBVTT", ErrSyntax)
	}
	var cues []Cue
	header := true
	var block []string
	number, first := 0, 0 // of lines
	end := func() error {
		defer func() { block, header = nil, false }()
		if header {
			return nil
		}
		c, ok, err := parseCue(block)
		switch {
		case err != nil:
			return fmt.Errorf("%w: cue at line %d: %w", ErrSyntax, first, err)
		case !ok:
			return nil
		case len(cues) == MaxCues:
			return fmt.Errorf("%w: more than %d cues", ErrSyntax, MaxCues)
		}
		cues = append(cues, c)
		return nil
	}
	for line := range strings.SplitSeq(rest, "\n") {
		number++
		if line == "" {
			if number > 1 || rest == "" { // the first is what stands behind WEBVTT
				if err := end(); err != nil {
					return nil, err
				}
			}
			continue
		}
		if len(block) == 0 {
			first = number
		}
		block = append(block, line)
	}
	if err := end(); err != nil {
		return nil, err
	}
	return cues, nil
}

const arrow = "-->"

// parseCue reads a block; ok says that it is a cue with text.
func parseCue(block []string) (c Cue, ok bool, err error) {
	at := 0
	for at < len(block) && at < 2 && !strings.Contains(block[at], arrow) {
		at++ // its identifier
	}
	if at == len(block) || at == 2 {
		return c, false, nil // a note, a style, a region
	}
	from, to, _ := strings.Cut(block[at], arrow)
	words := strings.Fields(to)
	if len(words) == 0 {
		return c, false, errors.New("no end")
	}
	if c.Start, err = parseTime(strings.TrimSpace(from)); err != nil {
		return c, false, err
	}
	if c.End, err = parseTime(words[0]); err != nil {
		return c, false, err
	}
	if c.End <= c.Start {
		return c, false, errors.New("it ends before it begins")
	}
	var settings []string
	size := 0
	for _, word := range words[1:] {
		if size += len(word) + 1; size <= maxSettings && setting.MatchString(word) {
			settings = append(settings, word)
		}
	}
	c.Settings = strings.Join(settings, " ")
	for _, line := range block[at+1:] {
		if strings.Contains(line, arrow) {
			return c, false, errors.New("an empty line is missing before the next one")
		}
	}
	c.Text = tidy(strings.Join(block[at+1:], "\n"))
	if len(c.Text) > MaxText {
		return c, false, fmt.Errorf("its text has more than %d bytes", MaxText)
	}
	return c, c.Text != "", nil
}

var timestamp = regexp.MustCompile(`^(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})$`)

func parseTime(text string) (media.Ticks, error) {
	m := timestamp.FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("time %.32q: want 00:00:00.000", text)
	}
	var parts [4]int64
	for i := range parts {
		if m[i+1] != "" {
			parts[i], _ = strconv.ParseInt(m[i+1], 10, 64) // it is a few digits
		}
	}
	return media.Ticks(((parts[0]*60+parts[1])*60+parts[2])*1000+parts[3]) * millisecond, nil
}

// AppendSegment writes a segment behind b, of media that begins at a time of which the cues' times are on the same timeline, and which the media
// has as it is: its presentation timestamps in 90 kHz are those of the timeline.
func AppendSegment(b []byte, begins media.Ticks, cues []Cue) []byte {
	const per90kHz, wrap = 90, 1 << 33 // of a millisecond
	at := max(begins, 0) / millisecond
	b = append(b, "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:"...)
	b = appendTime(b, at*millisecond)
	b = append(b, ",MPEGTS:"...)
	b = strconv.AppendInt(b, int64(at)*per90kHz%wrap, 10)
	return appendCues(append(b, '\n'), cues)
}

// Append writes a file behind b, whose times are those of the cues.
func Append(b []byte, cues []Cue) []byte {
	return appendCues(append(b, "WEBVTT\n"...), cues)
}

func appendCues(b []byte, cues []Cue) []byte {
	for _, c := range cues {
		b = append(b, '\n')
		if c.ID != "" {
			b = append(b, c.ID...)
			b = append(b, '\n')
		}
		b = appendTime(b, c.Start)
		b = append(b, " --> "...)
		b = appendTime(b, max(c.End, c.Start+millisecond))
		if c.Settings != "" {
			b = append(b, ' ')
			b = append(b, c.Settings...)
		}
		b = append(b, '\n')
		b = append(b, c.Text...)
		b = append(b, '\n')
	}
	return b
}

func appendTime(b []byte, t media.Ticks) []byte {
	ms := int64(min(max(t, 0)/millisecond, maxHours*3600*1000))
	return fmt.Appendf(b, "%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}

// Check says whether a segment has what players need of one: the signature, and where its times are on those of the media. It returns its
// cues, with times on the media's timeline, which may have wrapped.
func Check(segment []byte) ([]Cue, error) {
	cues, err := Parse(segment)
	if err != nil {
		return nil, err
	}
	header, _, _ := bytes.Cut(bytes.ReplaceAll(segment, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	m := timestampMap.FindSubmatch(header)
	if m == nil {
		return nil, fmt.Errorf("%w: no X-TIMESTAMP-MAP", ErrSyntax)
	}
	fields := map[string]string{string(m[1]): string(m[2]), string(m[3]): string(m[4])}
	local, err := parseTime(fields["LOCAL"])
	if err != nil {
		return nil, fmt.Errorf("%w: X-TIMESTAMP-MAP: %w", ErrSyntax, err)
	}
	stamp, err := strconv.ParseInt(fields["MPEGTS"], 10, 34)
	if err != nil || stamp < 0 {
		return nil, fmt.Errorf("%w: X-TIMESTAMP-MAP with MPEGTS %q", ErrSyntax, fields["MPEGTS"])
	}
	shift := media.Rescale(stamp, 90_000) - local
	for i := range cues {
		cues[i].Start += shift
		cues[i].End += shift
	}
	return cues, nil
}

var timestampMap = regexp.MustCompile(`(?m)^X-TIMESTAMP-MAP=(LOCAL|MPEGTS):([0-9:.]+),(LOCAL|MPEGTS):([0-9:.]+)$`)
