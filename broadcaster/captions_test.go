package broadcaster_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// ccMessage is a NAL unit of H.264, with its length, that has triplets of caption data.
func ccMessage(triplets ...byte) []byte {
	payload := append([]byte("\xb5\x00\x31GA94\x03"), 0xc0|byte(len(triplets)/3), 0xff)
	payload = append(append(payload, triplets...), 0xff)
	nal := append([]byte{6, 4, byte(len(payload))}, payload...)
	return append([]byte{0, 0, 0, byte(len(nal) + 1)}, append(nal, 0x80)...)
}

// TestCaptions_inVideo: multivariant playlists say of captions in the video what is known of them, in all variants alike.
func TestCaptions_inVideo(t *testing.T) {
	fill, rollUp := ccMessage(0xfc, 0x80, 0x80), ccMessage(0xfc, 0x94, 0x25, 0xff, 0x02, 0x22, 0xfe, 'h', 'i')
	declared := []media.CaptionTrack{{ID: "CC1", Name: "English", Language: "en"}, {ID: "CC3", Name: "Español", Language: "es"}}
	const none, cc = "CLOSED-CAPTIONS=NONE", `CLOSED-CAPTIONS="cc"`
	line := func(id, name, language string) string {
		return `#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="` + name + `",LANGUAGE="` + language + `",AUTOSELECT=YES,INSTREAM-ID="` + id + `"`
	}
	for name, c := range map[string]struct {
		declared []media.CaptionTrack
		publish  func(p *publisher)
		attr     string
		media    []string
		offered  []media.CaptionTrack
	}{
		"none": {publish: func(p *publisher) { p.send(4) }, attr: none},
		"nobody knows": {publish: func(p *publisher) {
			p.messages = fill
			p.send(4)
		}},
		"seen": {
			publish: func(p *publisher) {
				p.messages = rollUp
				p.send(4)
			}, attr: cc, media: []string{line("CC1", "CC1", "und"), strings.Replace(line("SERVICE1", "SERVICE1", "und"), ",AUTOSELECT=YES", "", 1)},
			offered: []media.CaptionTrack{{ID: "CC1"}, {ID: "SERVICE1"}},
		},
		"seen later": {
			publish: func(p *publisher) {
				p.send(4)
				p.messages = rollUp
				p.send(1)
			}, attr: cc, media: []string{line("CC1", "CC1", "und"), strings.Replace(line("SERVICE1", "SERVICE1", "und"), ",AUTOSELECT=YES", "", 1)},
			offered: []media.CaptionTrack{{ID: "CC1"}, {ID: "SERVICE1"}},
		},
		"declared": {
			declared: declared, publish: func(p *publisher) { p.send(4) }, attr: cc,
			media: []string{line("CC1", "English", "en"), line("CC3", "Español", "es")}, offered: declared,
		},
	} {
		t.Run(name, func(t *testing.T) {
			registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
			require.NoError(t, err)
			_, key, err := registry.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: admission.Policy{Captions: c.declared}})
			require.NoError(t, err)
			b := startWith(t, broadcaster.Config{}, broadcaster.Deps{Streams: registry})
			v := view(t, b)
			p := &publisher{T: t}
			p.sink, err = b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Query: url.Values{}, Close: func(error) {}})
			require.NoError(t, err)
			c.publish(p.formats(&small, &tone))
			for _, path := range []string{"/hls/mine/index.m3u8", "/hls/mine/ts.m3u8"} {
				index := v.body(path)
				require.Empty(t, conformance.CheckMultivariant("index", []byte(index)))
				var lines []string
				for line := range strings.Lines(index) {
					switch {
					case strings.Contains(line, "TYPE=CLOSED-CAPTIONS"):
						lines = append(lines, strings.TrimSpace(line))
					case strings.HasPrefix(line, "#EXT-X-STREAM-INF:") && c.attr != "":
						require.Contains(t, line, ","+c.attr)
					case strings.HasPrefix(line, "#EXT-X-STREAM-INF:"):
						require.NotContains(t, line, "CLOSED-CAPTIONS")
					}
				}
				require.Equal(t, c.media, lines)
			}
			require.Equal(t, c.offered, v.stream().Captions)
			p.sink.End(nil)
		})
	}
}
