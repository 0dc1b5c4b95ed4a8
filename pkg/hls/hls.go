// Package hls holds HLS playlists as values and renders them: the multivariant playlist, and the media playlist of
// one rendition with its Low-Latency parts (RFC 8216bis).
//
// It promises that equal values give equal bytes, that EXT-X-VERSION is what the playlist needs and no more, and
// that a delta update differs from the full playlist only as section 6.2.5.1 allows. What a stream's playlist says
// at an instant is left to its origin; whether a sequence of playlists keeps the rules is checked in
// pkg/hls/conformance.
package hls

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/millrace/millrace/pkg/media"
)

// ContentType is the media type of both kinds of playlist.
const ContentType = "application/vnd.apple.mpegurl"

// appendSeconds prints a span as seconds with six decimals, rounded to the nearest: 25 microseconds are 9 ticks.
func appendSeconds(b []byte, t media.Ticks) []byte {
	micros := (int64(t)*25 + 4) / 9
	b = strconv.AppendInt(b, micros/1e6, 10)
	b = append(b, '.')
	frac := micros % 1e6
	for unit := int64(1e5); unit > 0; unit /= 10 {
		b = append(b, byte('0'+frac/unit%10))
	}
	return b
}

// appendShortSeconds prints a span as seconds without trailing zeros.
func appendShortSeconds(b []byte, t media.Ticks) []byte {
	return strconv.AppendFloat(b, t.Seconds(), 'f', -1, 64)
}

// appendTime prints an instant as EXT-X-PROGRAM-DATE-TIME wants it: ISO 8601, to the millisecond, in UTC.
func appendTime(b []byte, t time.Time) []byte {
	return t.UTC().AppendFormat(b, "2006-01-02T15:04:05.000Z07:00")
}

// appendQuoted prints a quoted string.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	b = append(b, quotable(s)...)
	return append(b, '"')
}

// quotable is what may stand in a quoted string. HLS has no escapes: other characters are left out.
func quotable(s string) string {
	bad := func(c rune) bool { return c == '"' || unicode.IsControl(c) }
	if !strings.ContainsFunc(s, bad) {
		return s
	}
	return strings.Map(func(c rune) rune {
		if bad(c) {
			return -1
		}
		return c
	}, s)
}
