package broadcaster_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/ingest"
	apiclient "github.com/millrace/millrace/pkg/client"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
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

// TestCaptions_added: what is added over the API is shown at its time, in playlists that keep the rules, live and when the stream has ended.
func TestCaptions_added(t *testing.T) {
	const token = "0123456789abcdef"
	b := startWith(t, broadcaster.Config{AnyStream: true, APIToken: token}, broadcaster.Deps{})
	v := view(t, b)
	c, err := apiclient.New(v.base, apiclient.Config{Token: token, HTTP: v.client})
	require.NoError(t, err)
	one := func(start, text string) apiclient.CaptionSpec {
		return apiclient.CaptionSpec{Name: "English", Language: "en", Cues: []apiclient.CueSpec{{Start: start, Duration: 3, Text: text}}}
	}
	_, err = c.AddCaptions(t.Context(), "mine", "en", one("", "nobody is there"))
	require.Equal(t, "not_found", apiclient.Code(err))
	p := join(t, b).formats(&small, &tone)
	_, err = c.AddCaptions(t.Context(), "mine", "en", one("", "nothing is there"))
	require.Equal(t, "not_begun", apiclient.Code(err))
	p.send(5)
	now, err := c.AddCaptions(t.Context(), "mine", "en", one("now", "now & here"))
	require.NoError(t, err)
	require.False(t, now.Cues[0].Late)
	began := now.Cues[0].Start
	later, err := c.AddCaptions(t.Context(), "mine", "en", one(began.Add(4*time.Second).Format(time.RFC3339Nano), "later"))
	require.NoError(t, err)
	require.Equal(t, apiclient.PlacedCue{Start: began.Add(4 * time.Second), End: began.Add(7 * time.Second)}, later.Cues[0])
	late, err := c.AddCaptions(t.Context(), "mine", "en", one(began.Add(-2*time.Second).Format(time.RFC3339Nano), "late"))
	require.NoError(t, err)
	require.True(t, late.Cues[0].Late)
	_, err = c.AddCaptions(t.Context(), "mine", "en", one(began.Add(-70*time.Second).Format(time.RFC3339Nano), "long ago"))
	require.Equal(t, "too_late", apiclient.Code(err))
	require.Equal(t, []media.CaptionTrack{{ID: "en", Name: "English", Language: "en"}}, v.stream().Captions)

	// As a player sees it: cues are where EXT-X-PROGRAM-DATE-TIME says that it is their time.
	p.send(7)
	require.Contains(t, v.body("/hls/mine/index.m3u8"), `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="English",LANGUAGE="en",AUTOSELECT=YES,URI="text-en/media.m3u8"`)
	playlist, err := conformance.Parse([]byte(v.body("/hls/mine/text-en/media.m3u8")))
	require.NoError(t, err)
	source, err := conformance.Parse([]byte(v.body("/hls/mine/source/media.m3u8")))
	require.NoError(t, err)
	shown := map[string][]time.Time{}
	for i, s := range playlist.Segments {
		require.Equal(t, source.Segments[i].DateTime, s.DateTime)
		if s.URI == "" || len(source.Segments[i].Parts) == 0 {
			continue
		}
		cues, err := webvtt.Check([]byte(v.body("/hls/mine/text-en/" + s.URI)))
		require.NoError(t, err)
		fragment, err := fmp4.ParsePart([]byte(v.body("/hls/mine/source/" + source.Segments[i].Parts[0].URI)))
		require.NoError(t, err)
		begins := media.Rescale(fragment.Start+int64(fragment.Samples[0].Offset), fmp4.VideoTimescale)
		for _, c := range cues {
			shown[c.Text] = append(shown[c.Text], s.DateTime.Add((c.Start - begins).Duration()))
		}
	}
	for text, want := range map[string]time.Time{"now &amp; here": began, "later": began.Add(4 * time.Second), "late": began.Add(-2 * time.Second)} {
		require.NotEmpty(t, shown[text], text)
		for _, got := range shown[text] {
			require.WithinDuration(t, want, got, 2*time.Millisecond, text)
		}
	}
	p.sink.End(nil)
	v.waitFor(api.StreamEnded)
	report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: v.base + "/hls/mine/index.m3u8", For: time.Second})
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, report.Write(&text, false))
	require.True(t, report.Conforms(), &text)
	require.Contains(t, report.Playlists, "text-en/media.m3u8")
	i := slices.IndexFunc(report.Findings, func(f hlscheck.Finding) bool { return f.Rule == conformance.Subtitles })
	require.Equal(t, hlscheck.Kept, report.Findings[i].Verdict)
	_, err = c.AddCaptions(t.Context(), "mine", "en", one("", "over"))
	require.Equal(t, "not_found", apiclient.Code(err))
}
