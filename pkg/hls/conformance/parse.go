package conformance

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Playlist is a parsed media playlist.
type Playlist struct {
	Version               int
	TargetDuration        time.Duration
	PartTarget            time.Duration // 0 when there is no EXT-X-PART-INF
	ServerControl         map[string]string
	MediaSequence         uint64
	DiscontinuitySequence uint64
	IndependentSegments   bool
	Type                  string // EXT-X-PLAYLIST-TYPE
	Skipped               uint64
	Segments              []Segment // the last may be open
	Hints                 []string  // URIs of PRELOAD-HINTs of TYPE=PART
	Reports               []Report
	DateRanges            []map[string]string // attributes of EXT-X-DATERANGE
	Keys                  []map[string]string // attributes of EXT-X-KEY
	Ended                 bool

	skipsRanges bool // a delta update that leaves out date ranges, too

	seen map[string]int // how often each tag stands in it
}

// Segment is a segment of a playlist.
type Segment struct {
	MSN           uint64
	URI           string // empty for the open segment
	Duration      time.Duration
	DateTime      time.Time
	Map           string
	MapRange      ByteRange
	Range         ByteRange
	Key           Key // of the segment and its parts
	MapKey        Key // of its init segment
	Discontinuity bool
	Gap           bool
	Parts         []Part
}

// Key is how something is encrypted; the zero value: not at all.
type Key struct {
	Method string // such as AES-128
	URI    string
	Format string // KEYFORMAT; "identity": at the URI is the key itself
	IV     string // hexadecimal digits; empty: the number of the segment
}

// Part is a partial segment.
type Part struct {
	URI              string
	Range            ByteRange
	Duration         time.Duration
	Independent, Gap bool
}

// ByteRange is the part of a file that a URI means; all of it if the length is 0.
type ByteRange struct{ Offset, Length int64 }

// Report is a rendition report.
type Report struct {
	URI      string
	LastMSN  uint64
	LastPart uint64
}

// Has says whether a tag, such as "EXT-X-MAP", stands in the playlist.
func (p *Playlist) Has(tag string) bool { return p.seen[tag] > 0 }

// last is the newest part or whole segment: its sequence number and part index, -1 for a segment without parts.
func (p *Playlist) last() (msn uint64, part int, ok bool) {
	if len(p.Segments) == 0 {
		return 0, 0, false
	}
	s := p.Segments[len(p.Segments)-1]
	return s.MSN, len(s.Parts) - 1, true
}

// needed is the EXT-X-VERSION that what stands in the playlist asks for: section 8.
func (p *Playlist) needed() int {
	version := 1
	need := func(v int, ok bool) {
		if ok {
			version = max(version, v)
		}
	}
	for _, s := range p.Segments {
		need(3, s.Duration%time.Second != 0)
	}
	for _, k := range p.Keys {
		need(2, k["IV"] != "")
		need(5, k["KEYFORMAT"] != "" || k["KEYFORMATVERSIONS"] != "")
	}
	need(4, p.Has("EXT-X-BYTERANGE") || p.Has("EXT-X-I-FRAMES-ONLY"))
	need(5, p.Has("EXT-X-MAP"))
	need(6, p.Has("EXT-X-MAP") && !p.Has("EXT-X-I-FRAMES-ONLY"))
	need(8, p.Has("EXT-X-DEFINE"))
	need(9, p.Skipped > 0)
	need(10, p.skipsRanges)
	return version
}

// ErrSyntax is wrapped by every error of Parse.
var ErrSyntax = errors.New("invalid playlist")

// single says whether a tag may stand in a playlist only once, and before its first segment unless it ends it.
func single(tag string) bool {
	switch tag {
	case "EXTM3U", "EXT-X-VERSION", "EXT-X-TARGETDURATION", "EXT-X-SERVER-CONTROL", "EXT-X-PART-INF",
		"EXT-X-MEDIA-SEQUENCE", "EXT-X-DISCONTINUITY-SEQUENCE", "EXT-X-INDEPENDENT-SEGMENTS", "EXT-X-PLAYLIST-TYPE",
		"EXT-X-SKIP", "EXT-X-ENDLIST":
		return true
	}
	return false
}

// Parse reads a media playlist. Tags that it does not know are passed over.
func Parse(body []byte) (*Playlist, error) {
	m := &mediaParser{Playlist: &Playlist{seen: make(map[string]int)}, ends: make(map[string]int64)}
	if err := eachLine(body, m.line); err != nil {
		return nil, err
	}
	if m.extinf {
		return nil, fmt.Errorf("%w: EXTINF without a URI behind it", ErrSyntax)
	}
	if m.pending {
		m.flush()
	}
	p := m.Playlist
	if p.seen["EXT-X-TARGETDURATION"] == 0 {
		return nil, fmt.Errorf("%w: no EXT-X-TARGETDURATION", ErrSyntax)
	}
	return p, nil
}

// eachLine checks the text and calls f with every line's tag and value, or with an empty tag and a URI.
func eachLine(body []byte, f func(tag, value string) error) error {
	text := string(body)
	if !utf8.ValidString(text) {
		return fmt.Errorf("%w: not UTF-8", ErrSyntax)
	}
	if !strings.HasPrefix(text, "#EXTM3U\n") && !strings.HasPrefix(text, "#EXTM3U\r\n") {
		return fmt.Errorf("%w: does not begin with #EXTM3U", ErrSyntax)
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
			return fmt.Errorf("%w: line %d: control character", ErrSyntax, number)
		}
		tag, value := "", line
		if strings.HasPrefix(line, "#") {
			if !strings.HasPrefix(line, "#EXT") {
				continue // a comment
			}
			tag, value, _ = strings.Cut(line[1:], ":")
		} else if line == "" {
			continue
		}
		if err := f(tag, value); err != nil {
			return fmt.Errorf("%w: line %d: %w", ErrSyntax, number, err)
		}
	}
	return nil
}

// mediaParser is the state of reading a media playlist.
type mediaParser struct {
	*Playlist
	s       Segment
	pending bool   // s has a tag that waits for its URI
	extinf  bool   // that tag is EXTINF
	current string // URI of the EXT-X-MAP in force
	mapped  ByteRange
	key     Key              // of the EXT-X-KEY in force
	mapKey  Key              // likewise at the EXT-X-MAP in force
	ends    map[string]int64 // where the last byte range of a URI ended
	span    ByteRange        // of the EXT-X-BYTERANGE that waits for its URI
	follows bool             // it did not say where it begins
	trailer bool             // the playlist's tail has begun
}

func (m *mediaParser) begin() *Segment {
	m.pending = true
	m.s.MSN = m.MediaSequence + m.Skipped + uint64(len(m.Segments))
	return &m.s
}

func (m *mediaParser) flush() {
	m.s.Map, m.s.MapRange, m.s.MapKey, m.s.Key = m.current, m.mapped, m.mapKey, m.key
	m.Segments = append(m.Segments, m.s)
	m.s, m.pending, m.extinf = Segment{}, false, false
}

// place checks that a tag may stand where it does.
func (m *mediaParser) place(tag string) error {
	if tag != "" {
		m.seen[tag]++
	}
	if single(tag) {
		switch {
		case m.seen[tag] > 1:
			return fmt.Errorf("%s must not appear more than once", tag)
		case tag != "EXT-X-ENDLIST" && (len(m.Segments) > 0 || m.pending):
			return fmt.Errorf("%s must appear before the first segment", tag)
		}
	}
	switch tag {
	case "EXT-X-RENDITION-REPORT", "EXT-X-PRELOAD-HINT", "EXT-X-ENDLIST":
		if m.pending && !m.extinf {
			m.flush() // the open segment
		}
		m.trailer = true
	case "", "EXTINF", "EXT-X-PART", "EXT-X-GAP":
		if m.trailer {
			return errors.New("a segment behind the end of the playlist")
		}
	case "EXT-X-MAP", "EXT-X-KEY", "EXT-X-DISCONTINUITY", "EXT-X-PROGRAM-DATE-TIME":
		if m.trailer || len(m.s.Parts) > 0 {
			return fmt.Errorf("%s behind a part of its segment or the end of the playlist", tag)
		}
	case "EXT-X-STREAM-INF", "EXT-X-MEDIA", "EXT-X-I-FRAME-STREAM-INF", "EXT-X-SESSION-DATA", "EXT-X-SESSION-KEY":
		return fmt.Errorf("%s in a media playlist", tag)
	}
	return nil
}

func (m *mediaParser) line(tag, value string) (err error) {
	if err = m.place(tag); err != nil {
		return err
	}
	var a map[string]string
	switch tag {
	case "EXT-X-VERSION":
		m.Version, err = strconv.Atoi(value)
	case "EXT-X-TARGETDURATION":
		var n uint64
		if n, err = strconv.ParseUint(value, 10, 31); err == nil && n == 0 {
			err = errors.New("target duration 0")
		}
		m.TargetDuration = time.Duration(n) * time.Second
	case "EXT-X-MEDIA-SEQUENCE":
		m.MediaSequence, err = strconv.ParseUint(value, 10, 62)
	case "EXT-X-DISCONTINUITY-SEQUENCE":
		m.DiscontinuitySequence, err = strconv.ParseUint(value, 10, 62)
	case "EXT-X-INDEPENDENT-SEGMENTS":
		m.IndependentSegments = true
	case "EXT-X-PLAYLIST-TYPE":
		m.Type = value
	case "EXT-X-ENDLIST":
		m.Ended = true
	case "EXT-X-SERVER-CONTROL":
		m.ServerControl, err = attributes(value)
	case "EXT-X-PART-INF":
		if a, err = attributes(value); err == nil {
			m.PartTarget, err = seconds(a["PART-TARGET"])
		}
	case "EXT-X-SKIP":
		if a, err = attributes(value); err == nil {
			m.Skipped, err = strconv.ParseUint(a["SKIPPED-SEGMENTS"], 10, 31)
			_, m.skipsRanges = a["RECENTLY-REMOVED-DATERANGES"]
		}
	case "EXT-X-DISCONTINUITY":
		m.begin().Discontinuity = true
	case "EXT-X-GAP":
		m.begin().Gap = true
	case "EXT-X-MAP":
		m.begin()
		a, err = attributes(value)
		m.mapKey = m.key
		if m.current = a["URI"]; err == nil && m.current == "" {
			err = errors.New("no URI")
		}
		if err == nil {
			m.mapped, err = m.byteRange(m.current, a["BYTERANGE"])
		}
	case "EXT-X-BYTERANGE":
		m.begin()
		m.span, m.follows, err = parseByteRange(value)
	case "EXT-X-KEY":
		m.begin()
		if a, err = attributes(value); err == nil {
			m.Keys = append(m.Keys, a)
			err = m.keyed(a)
		}
	case "EXT-X-DATERANGE":
		if a, err = attributes(value); err == nil {
			m.DateRanges = append(m.DateRanges, a)
		}
	case "EXT-X-PROGRAM-DATE-TIME":
		m.begin().DateTime, err = time.Parse("2006-01-02T15:04:05.999999999Z07:00", value)
	case "EXT-X-PART":
		var part Part
		part, err = m.parsePart(value)
		s := m.begin()
		s.Parts = append(s.Parts, part)
	case "EXTINF":
		number, _, _ := strings.Cut(value, ",")
		m.begin().Duration, err = seconds(number)
		m.extinf = true
	case "EXT-X-PRELOAD-HINT":
		if a, err = attributes(value); err == nil && a["TYPE"] == "PART" {
			m.Hints = append(m.Hints, a["URI"])
		}
	case "EXT-X-RENDITION-REPORT":
		var r Report
		if r, err = parseReport(value); err == nil {
			m.Reports = append(m.Reports, r)
		}
	case "":
		if !m.extinf {
			return errors.New("a URI without EXTINF")
		}
		m.s.URI = value
		if m.span.Length > 0 {
			m.s.Range = m.placeRange(value, m.span, m.follows)
			m.span = ByteRange{}
		}
		m.flush()
	}
	return err
}

// keyed notes an EXT-X-KEY. Of several formats in force at one time it keeps the one that needs nothing but the key.
func (m *mediaParser) keyed(a map[string]string) error {
	k := Key{Method: a["METHOD"], URI: a["URI"], Format: cmp.Or(a["KEYFORMAT"], identity)}
	switch {
	case k.Method == "":
		return errors.New("EXT-X-KEY without METHOD")
	case k.Method == "NONE":
		if len(a) > 1 {
			return errors.New("EXT-X-KEY of METHOD=NONE with other attributes")
		}
		m.key = Key{}
		return nil
	case k.URI == "":
		return errors.New("EXT-X-KEY without URI")
	}
	if iv, ok := a["IV"]; ok {
		digits := strings.ToLower(iv)
		const most = 32
		if k.IV, ok = strings.CutPrefix(digits, "0x"); !ok || k.IV == "" || len(k.IV) > most || strings.Trim(k.IV, "0123456789abcdef") != "" {
			return fmt.Errorf("IV %q is not a hexadecimal number of 128 bits", iv)
		}
	}
	if m.key.Format != identity || k.Format == identity {
		m.key = k
	}
	return nil
}

// identity is the KEYFORMAT of keys that are what their URI has.
const identity = "identity"

// byteRange resolves a BYTERANGE attribute of a URI.
func (m *mediaParser) byteRange(uri, value string) (ByteRange, error) {
	if value == "" {
		return ByteRange{}, nil
	}
	r, follows, err := parseByteRange(value)
	if err != nil {
		return r, err
	}
	return m.placeRange(uri, r, follows), nil
}

func (m *mediaParser) placeRange(uri string, r ByteRange, follows bool) ByteRange {
	if follows {
		r.Offset = m.ends[uri]
	}
	m.ends[uri] = r.Offset + r.Length
	return r
}

// parseByteRange reads "LENGTH@OFFSET", or "LENGTH", which follows what came before.
func parseByteRange(s string) (r ByteRange, follows bool, err error) {
	length, offset, ok := strings.Cut(s, "@")
	const bits = 40 // a terabyte
	n, err := strconv.ParseUint(length, 10, bits)
	if err != nil || n == 0 {
		return r, false, fmt.Errorf("byte range %q", s)
	}
	r.Length = int64(n)
	if ok {
		if n, err = strconv.ParseUint(offset, 10, bits); err != nil {
			return r, false, fmt.Errorf("byte range %q", s)
		}
		r.Offset = int64(n)
	}
	return r, !ok, nil
}

func (m *mediaParser) parsePart(value string) (Part, error) {
	a, err := attributes(value)
	if err != nil {
		return Part{}, err
	}
	part := Part{URI: a["URI"], Independent: a["INDEPENDENT"] == "YES", Gap: a["GAP"] == "YES"}
	if part.URI == "" {
		return part, errors.New("a part without URI")
	}
	if part.Range, err = m.byteRange(part.URI, a["BYTERANGE"]); err != nil {
		return part, err
	}
	part.Duration, err = seconds(a["DURATION"])
	return part, err
}

func parseReport(value string) (r Report, err error) {
	a, err := attributes(value)
	if err != nil {
		return r, err
	}
	r.URI = a["URI"]
	if r.LastMSN, err = strconv.ParseUint(a["LAST-MSN"], 10, 62); err != nil {
		return r, err
	}
	if v, ok := a["LAST-PART"]; ok {
		r.LastPart, err = strconv.ParseUint(v, 10, 31)
	}
	return r, err
}

// seconds reads a decimal-floating-point.
func seconds(s string) (time.Duration, error) {
	if strings.Trim(s, "0123456789.") != "" {
		return 0, fmt.Errorf("%q is not a decimal number", s)
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v > 1e6 {
		return 0, fmt.Errorf("%q is not a number of seconds", s)
	}
	return time.Duration(math.Round(v * float64(time.Second))), nil
}

// attributes reads an attribute list (4.2). Quoted values lose their quotes.
func attributes(s string) (map[string]string, error) {
	out := make(map[string]string)
	for s != "" {
		name, rest, ok := strings.Cut(s, "=")
		if !ok || name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
			return nil, fmt.Errorf("attribute name %q", name)
		}
		var value string
		if quoted, found := strings.CutPrefix(rest, `"`); found {
			if value, rest, ok = strings.Cut(quoted, `"`); !ok {
				return nil, fmt.Errorf("attribute %s: no closing quote", name)
			}
			if rest != "" && rest[0] != ',' {
				return nil, fmt.Errorf("attribute %s: text behind the closing quote", name)
			}
			s = strings.TrimPrefix(rest, ",")
		} else {
			value, s, _ = strings.Cut(rest, ",")
			if value == "" || strings.ContainsAny(value, "\" \t") {
				return nil, fmt.Errorf("attribute %s: value %q", name, value)
			}
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("attribute %s appears twice", name)
		}
		out[name] = value
	}
	return out, nil
}
