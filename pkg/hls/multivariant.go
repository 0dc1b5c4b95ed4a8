package hls

import (
	"strconv"
	"strings"
)

// Rendition is an EXT-X-MEDIA of TYPE=AUDIO: an alternative that variants refer to by its group.
type Rendition struct {
	Group    string // GROUP-ID
	Name     string
	Language string // RFC 5646; "und" when unknown
	Channels int    // 0 leaves CHANNELS out
	Default  bool   // DEFAULT=YES; AUTOSELECT is always YES
	URI      string
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
}

// Multivariant is a multivariant playlist.
type Multivariant struct {
	Renditions []Rendition
	Variants   []Variant
}

// Append renders m behind b.
func (m *Multivariant) Append(b []byte) []byte {
	b = append(b, "#EXTM3U\n#EXT-X-VERSION:4\n"...) // 4: the AUDIO attribute
	for _, r := range m.Renditions {
		b = append(b, "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="...)
		b = appendQuoted(b, r.Group)
		b = append(b, ",NAME="...)
		b = appendQuoted(b, r.Name)
		b = append(b, ",LANGUAGE="...)
		b = appendQuoted(b, r.Language)
		if r.Default {
			b = append(b, ",DEFAULT=YES"...)
		}
		b = append(b, ",AUTOSELECT=YES"...)
		if r.Channels > 0 {
			b = append(b, ",CHANNELS="...)
			b = appendQuoted(b, strconv.Itoa(r.Channels))
		}
		b = append(b, ",URI="...)
		b = appendQuoted(b, r.URI)
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
