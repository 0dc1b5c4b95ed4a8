package conformance

// Rule names a rule.
type Rule string

// The rules that are about playlists.
const (
	Syntax          Rule = "syntax"
	Needed          Rule = "version"
	Excess          Rule = "version-excess"
	Target          Rule = "target-duration"
	PartTarget      Rule = "part-target"
	ServerControl   Rule = "server-control"
	MediaSequence   Rule = "media-sequence"
	Edit            Rule = "edit"
	Removal         Rule = "removal"
	PlaylistType    Rule = "playlist-type"
	Discontinuities Rule = "discontinuity-sequence"
	DateTime        Rule = "program-date-time"
	DateRanges      Rule = "date-range"
	Map             Rule = "map"
	Encryption      Rule = "encryption"
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

// The rules that are about media.
const (
	InitSegment   Rule = "init-segment"
	Fragments     Rule = "fragments"
	TransportPSI  Rule = "mpeg-ts"
	Timeline      Rule = "timeline"
	Extinf        Rule = "extinf"
	Discontinuity Rule = "discontinuity"
	Independent   Rule = "independent-segments"
	PartStart     Rule = "independent-parts"
	Codecs        Rule = "codecs"
	Bandwidth     Rule = "bandwidth"
	MediaTimes    Rule = "matching-timestamps"
	Subtitles     Rule = "subtitles"
)

// The rules that are about HTTP. Nothing in this package checks them.
const (
	ContentType  Rule = "content-type"
	Availability Rule = "availability"
	Retention    Rule = "retention"
	Atomic       Rule = "atomic-update"
	Blocking     Rule = "blocking-reload"
	Release      Rule = "release"
	Directives   Rule = "delivery-directives"
	PartCadence  Rule = "part-cadence"
	Compression  Rule = "gzip"
	Caching      Rule = "caching"
	Validators   Rule = "validators"
	CrossOrigin  Rule = "cors"
	Ranges       Rule = "range"
	Head         Rule = "head"
	NotFound     Rule = "not-found"
	Redirect     Rule = "redirect"
	Secure       Rule = "tls"
	Multiplexed  Rule = "http2"
)

// AES128 is the METHOD by which whole segments and parts are encrypted.
const AES128 = "AES-128"

// Level says how much a rule binds.
type Level string

// The levels. Breaking a Must breaks playback somewhere; a Should costs quality, latency or money.
const (
	Must   Level = "must"
	Should Level = "should"
)

// Description is what is to be known of a rule.
type Description struct {
	Rule    Rule
	Level   Level
	Section string // of RFC 8216bis, or "Apple" and the number in the HLS Authoring Specification, or who asks for it
	Text    string
}

// Rules lists all rules: those about playlists first, then media, then HTTP.
func Rules() []Description {
	return []Description{
		{Syntax, Must, "4.1, 4.4", "players stop at a playlist that they cannot parse"},
		{Needed, Must, "8", "the version is at least what the playlist needs"},
		{Excess, Should, "6.2.1", "the version is no more than the playlist needs, so that old clients can read it"},
		{Target, Must, "4.4.3.1", "EXTINF, rounded, is at most the target duration, which never changes"},
		{PartTarget, Must, "4.4.3.7, 4.4.4.9", "parts are at most the part target and mostly not below 85 % of it; AVPlayer stops at an excess of 1 ms, and when it changes"},
		{ServerControl, Must, "4.4.3.8", "hold-backs and skip boundary have minima, and never change"},
		{MediaSequence, Must, "6.2.2", "one segment keeps one number; the first never decreases"},
		{Edit, Must, "6.2.1", "a playlist may only grow at its end and lose whole segments at its head"},
		{Removal, Must, "6.2.2", "three target durations stay listed"},
		{PlaylistType, Must, "4.4.3.5", "what has a type never loses a segment"},
		{Discontinuities, Must, "6.2.2", "it counts the discontinuities that left, always"},
		{DateTime, Must, "6.2.1, Apple 8.4", "date-times map the timeline unambiguously"},
		{DateRanges, Must, "4.4.5.1", "a date range has an identity and a place in time, and keeps them"},
		{Map, Must, "4.4.4.5", "every fMP4 segment has an init segment"},
		{Encryption, Must, "4.4.4.4", "a segment keeps its key, a key can be had, and what is encrypted with it reads back, each part by itself"},
		{PartSet, Must, "6.2.1", "the parts of a segment are the segment"},
		{StaleParts, Should, "4.4.4.9", "parts leave when three target durations lie behind them"},
		{Hint, Must, "4.4.5.3", "a live playlist hints the part that comes next, an ended one hints nothing"},
		{EndList, Must, "6.2.1", "nothing changes after EXT-X-ENDLIST"},
		{Cadence, Must, "6.2.1", "a live playlist grows within one and a half target durations"},
		{Reports, Must, "B.1", "each playlist reports every other, as fresh as itself"},
		{Alignment, Must, "6.2.4", "renditions have the same content at the same times"},
		{Skew, Must, "6.2.4", "no rendition is ahead of another by more than a target duration"},
		{Delta, Must, "6.2.5.1", "a delta update leaves out old segments and nothing else"},
		{Variants, Must, "4.4.6, Apple 9", "what a player needs to choose a variant is declared"},

		{InitSegment, Must, "3.1.2", "an init segment describes its tracks, can be extended by fragments, and holds no samples"},
		{Fragments, Must, "3.1.2", "every fragment says its decode time and addresses its samples from its own beginning"},
		{TransportPSI, Must, "3.1.1", "every MPEG-TS segment begins with PAT and PMT"},
		{Timeline, Must, "3, Apple 7.3", "a segment continues where the one before it ended, to the frame"},
		{Extinf, Must, "Apple 8.1", "durations, added up over any run of segments, are true to a frame"},
		{Discontinuity, Must, "4.4.4.3", "a change of format or of timestamps is announced"},
		{Independent, Must, "4.4.2.1, Apple 7.4", "every segment begins with a picture that needs no other"},
		{PartStart, Must, "4.4.4.9", "a part that is marked independent begins with a picture that needs no other"},
		{Codecs, Must, "6.2.4", "CODECS names every format that there is"},
		{Bandwidth, Must, "4.4.6.2", "BANDWIDTH is an upper bound of what comes (10 % are forgiven)"},
		{MediaTimes, Must, "6.2.4", "renditions have the same timestamps at the same dates"},
		{Subtitles, Must, "3.1.4", "segments of WebVTT say how their times are those of the media, and have the cues that are shown in them"},

		{ContentType, Must, "4, Apple 10.4", "playlists and media have their media types"},
		{Availability, Must, "6.2.1", "what is listed can be downloaded at once, faster than it plays"},
		{Retention, Must, "6.2.2", "what left the playlist stays for as long as somebody may play it"},
		{Atomic, Must, "6.2.1", "a playlist changes at once or not at all"},
		{Blocking, Must, "6.2.5.2", "a blocking reload is answered when what it asks for is there, and before players give up"},
		{Release, Should, "6.2.5.2", "blocked playlists and the hinted part are released together (median within 50 ms)"},
		{Directives, Must, "6.2.5.2", "directives that make no sense are refused, stale ones are answered"},
		{PartCadence, Should, "6.2.1", "parts come within one part target of each other; twice that is a stall"},
		{Compression, Should, "6.2.1, Apple 10.1", "playlists are compressed for those who can read that"},
		{Caching, Should, "6.2.1, 6.2.5", "caches may keep media long and live playlists briefly"},
		{Validators, Should, "RFC 9110 8.8", "media has an ETag or a date, and is not sent twice to who has it"},
		{CrossOrigin, Must, "Fetch", "players on other sites may read, and may ask for ranges"},
		{Ranges, Must, "RFC 9110 14", "byte ranges of media are answered with 206"},
		{Head, Must, "RFC 9110 9.3.2", "HEAD is answered like GET"},
		{NotFound, Must, "RFC 9110 15.5", "what is not there is answered with 404 or 410"},
		{Redirect, Must, "Apple 8.18", "media is not redirected"},
		{Secure, Must, "Apple 10.3", "TLS is 1.2 or newer, with forward secrecy"},
		{Multiplexed, Should, "B.1", "low latency needs HTTP/2: Safari plays at normal latency without it"},
	}
}

// Describe describes a rule; one that Rules does not list has a name only.
func (r Rule) Describe() Description {
	for _, d := range Rules() {
		if d.Rule == r {
			return d
		}
	}
	return Description{Rule: r}
}

// Rationale says why the rule matters, with the section that it is from.
func (r Rule) Rationale() string {
	d := r.Describe()
	return d.Section + ": " + d.Text
}
