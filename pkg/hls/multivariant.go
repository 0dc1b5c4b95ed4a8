package hls

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/millrace/millrace/pkg/media"
)

// MediaType is the TYPE of an EXT-X-MEDIA.
type MediaType string

// The types.
const (
	Audio          MediaType = "AUDIO"
	Subtitles      MediaType = "SUBTITLES"
	ClosedCaptions MediaType = "CLOSED-CAPTIONS"
)

// NoCaptions is the ClosedCaptions of all variants of a stream that has no captions in its video.
const NoCaptions = "NONE"

// Rendition is an EXT-X-MEDIA: an alternative that variants refer to by its group.
type Rendition struct {
	Type       MediaType // empty: Audio
	Group      string    // GROUP-ID
	Name       string
	Language   string // RFC 5646; "und" when unknown
	Channels   int    // 0 leaves CHANNELS out
	Default    bool   // DEFAULT=YES
	AutoSelect bool   // AUTOSELECT=YES
	InstreamID string // of ClosedCaptions: CC1 to CC4, SERVICE1 to SERVICE63
	URI        string // empty: it is what the variant's own playlist has
}

// Variant is an EXT-X-STREAM-INF with its URI.
type Variant struct {
	URI              string
	Bandwidth        int // peak bits per second, audio included
	AverageBandwidth int // likewise; 0 leaves it out
	Codecs           []string
	Width, Height    int     // 0 leaves RESOLUTION out
	FrameRate        float64 // 0 leaves it out
	VideoRange       string  // "SDR", "HLG" or "PQ"; empty leaves it out
	Audio            string  // group of its audio renditions; empty for none
	Subtitles        string  // likewise
	ClosedCaptions   string  // likewise, or NoCaptions; empty: nobody knows
}

// Multivariant is a multivariant playlist.
type Multivariant struct {
	Renditions []Rendition
	Variants   []Variant
}

// AudioTrack is an audio track that a Multivariant may have.
type AudioTrack struct {
	Format           media.AudioFormat
	Codecs           []string
	Bandwidth        int // as of a Variant
	AverageBandwidth int
	URI              string
}

// AddAudio gives every variant the tracks as its audio group: the first one is the default. Their names are made distinct, and
// a player may choose one by itself if none before it has its language. Where there are no variants the first track becomes
// one.
func (m *Multivariant) AddAudio(group string, tracks ...AudioTrack) {
	if len(tracks) == 0 {
		return
	}
	alone := len(m.Variants) == 0
	if alone {
		m.Variants = []Variant{{URI: tracks[0].URI}}
	}
	grouped := !alone || len(tracks) > 1
	var codecs []string
	peak, average := 0, 0
	for i, t := range tracks {
		for _, c := range t.Codecs {
			if !slices.Contains(codecs, c) {
				codecs = append(codecs, c)
			}
		}
		peak, average = max(peak, t.Bandwidth), max(average, t.AverageBandwidth)
		if !grouped {
			break
		}
		r := Rendition{
			Group: group, Name: m.audioName(t.Format), Language: quotable(t.Format.Language), Channels: t.Format.Channels, Default: i == 0, URI: t.URI,
		}
		if r.Language == "" {
			r.Language = "und"
		}
		r.AutoSelect = i == 0 || r.Language != "und" && !m.any(func(o Rendition) bool { return o.Language == r.Language })
		if alone && i == 0 {
			r.URI = ""
		}
		m.Renditions = append(m.Renditions, r)
	}
	for i := range m.Variants {
		v := &m.Variants[i]
		v.Codecs = append(v.Codecs, codecs...)
		v.Bandwidth += peak
		v.AverageBandwidth += average
		if grouped {
			v.Audio = group
		}
	}
}

// audioName is a track's name, or one that is made up, unlike those that are taken.
func (m *Multivariant) audioName(f media.AudioFormat) string {
	name, number := quotable(f.Name), strconv.Itoa(f.Track+1)
	switch {
	case name != "":
	case f.Track == 0:
		name = "Audio"
	default:
		name = "Audio " + number
	}
	for m.any(func(r Rendition) bool { return r.Name == name }) {
		name += " (" + number + ")"
	}
	return name
}

func (m *Multivariant) any(is func(Rendition) bool) bool {
	return slices.ContainsFunc(m.Renditions, is)
}

// Append renders m behind b.
func (m *Multivariant) Append(b []byte) []byte {
	b = append(b, "#EXTM3U\n#EXT-X-VERSION:"...)
	if m.any(func(r Rendition) bool { return strings.HasPrefix(r.InstreamID, "SERVICE") }) {
		b = append(b, "7\n"...) // 7: such an INSTREAM-ID
	} else {
		b = append(b, "4\n"...) // 4: the AUDIO attribute
	}
	for _, r := range m.Renditions {
		b = append(b, "#EXT-X-MEDIA:TYPE="...)
		b = append(b, cmp.Or(r.Type, Audio)...)
		b = append(b, ",GROUP-ID="...)
		b = appendQuoted(b, r.Group)
		b = append(b, ",NAME="...)
		b = appendQuoted(b, r.Name)
		b = append(b, ",LANGUAGE="...)
		b = appendQuoted(b, r.Language)
		if r.Default {
			b = append(b, ",DEFAULT=YES"...)
		}
		if r.AutoSelect {
			b = append(b, ",AUTOSELECT=YES"...)
		}
		if r.Channels > 0 {
			b = append(b, ",CHANNELS="...)
			b = appendQuoted(b, strconv.Itoa(r.Channels))
		}
		if r.InstreamID != "" {
			b = append(b, ",INSTREAM-ID="...)
			b = appendQuoted(b, r.InstreamID)
		}
		if r.URI != "" {
			b = append(b, ",URI="...)
			b = appendQuoted(b, r.URI)
		}
		b = append(b, '\n')
	}
	for _, v := range m.Variants {
		b = append(b, "#EXT-X-STREAM-INF:BANDWIDTH="...)
		b = strconv.AppendInt(b, int64(v.Bandwidth), 10)
		if v.AverageBandwidth > 0 {
			b = append(b, ",AVERAGE-BANDWIDTH="...)
			b = strconv.AppendInt(b, int64(v.AverageBandwidth), 10)
		}
		b = append(b, ",CODECS="...)
		b = appendQuoted(b, strings.Join(v.Codecs, ","))
		if v.Width > 0 && v.Height > 0 {
			b = append(b, ",RESOLUTION="...)
			b = strconv.AppendInt(b, int64(v.Width), 10)
			b = append(b, 'x')
			b = strconv.AppendInt(b, int64(v.Height), 10)
		}
		if v.FrameRate > 0 {
			b = append(b, ",FRAME-RATE="...)
			b = strconv.AppendFloat(b, v.FrameRate, 'f', 3, 64)
		}
		if v.VideoRange != "" {
			b = append(b, ",VIDEO-RANGE="...)
			b = append(b, v.VideoRange...)
		}
		if v.Audio != "" {
			b = append(b, ",AUDIO="...)
			b = appendQuoted(b, v.Audio)
		}
		if v.Subtitles != "" {
			b = append(b, ",SUBTITLES="...)
			b = appendQuoted(b, v.Subtitles)
		}
		switch v.ClosedCaptions {
		case "":
		case NoCaptions:
			b = append(b, ",CLOSED-CAPTIONS=NONE"...)
		default:
			b = append(b, ",CLOSED-CAPTIONS="...)
			b = appendQuoted(b, v.ClosedCaptions)
		}
		b = append(b, '\n')
		b = append(b, v.URI...)
		b = append(b, '\n')
	}
	return b
}

// VideoRange is the VIDEO-RANGE of transfer characteristics (RFC 8216bis 4.4.6.2).
func VideoRange(transfer uint8) string {
	switch transfer {
	case 16: // SMPTE ST 2084
		return "PQ"
	case 18: // ARIB STD-B67
		return "HLG"
	default:
		return "SDR"
	}
}
