package broadcaster_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/bits"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/browsertest"
	apiclient "github.com/millrace/millrace/pkg/client"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testmedia"
)

// captionedFLV is a clip whose video has CEA-608 captions in CC1: each second "SECOND NNN" is rolled up.
func captionedFLV(t *testing.T, spec testmedia.Spec) []byte {
	t.Helper()
	odd := func(b byte) byte {
		if bits.OnesCount8(b)%2 == 0 {
			return b | 0x80
		}
		return b
	}
	fps := int(spec.FPS.Float())
	pairs := func(second int) (list [][2]byte) {
		// Two rows that roll up, a carriage return, the last row, and the text.
		list = [][2]byte{{0x14, 0x25}, {0x14, 0x2d}, {0x14, 0x70}}
		text := fmt.Sprintf("SECOND %03d", second)
		for i := 0; i+1 < len(text); i += 2 {
			list = append(list, [2]byte{text[i], text[i+1]})
		}
		return list
	}
	var out bytes.Buffer
	w, err := flv.NewWriter(&out, true, true)
	require.NoError(t, err)
	frame := 0
	for _, tag := range testmedia.Tags(t, testmedia.FLV(t, spec)) {
		if v, err := flv.ParseVideo(tag.Data); tag.Type == flv.TagVideo && err == nil && v.Packet == flv.PacketFrame {
			pair := [2]byte{0, 0}
			if list := pairs(frame / fps); frame%fps < len(list) {
				pair = list[frame%fps]
			}
			v.Data = slices.Concat(ccMessage(0xfc, odd(pair[0]), odd(pair[1])), v.Data)
			tag.Data = flv.AppendVideo(nil, v)
			frame++
		}
		require.NoError(t, w.Write(tag))
	}
	return out.Bytes()
}

// TestCaptions_browser: hls.js offers the captions in the video, and those that were added, and shows them at their times; so it does when the
// stream's recording is played.
func TestCaptions_browser(t *testing.T) {
	b := browsertest.New(t)
	clip := captionedFLV(t, testmedia.Spec{Seconds: 120, FPS: media.Rational{Num: 25, Den: 1}, GOP: 25, Audio: 48000})
	const token = "0123456789abcdef"
	recorder, err := record.Open(t.Context(), record.Config{URL: t.TempDir(), Node: "a"}, record.Deps{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
	node := startWith(t, broadcaster.Config{AnyStream: true, APIToken: token, Ladder: media.Ladder{}, Record: true, ReconnectWindow: -1}, broadcaster.Deps{Recorder: recorder})
	v := view(t, node)
	c, err := apiclient.New(v.base, apiclient.Config{Token: token, HTTP: v.client})
	require.NoError(t, err)
	p, err := publish.New(publish.Config{
		URL: "rtmp://" + node.RTMPAddr().String() + "/live/mine", Loop: true,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(clip)), nil },
	}, publish.Deps{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	published := make(chan struct{})
	go func() { defer close(published); _ = p.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-published })

	// A track is there before the player is.
	add := func(start, text string) apiclient.PlacedCue {
		placed, err := c.AddCaptions(t.Context(), "mine", "en", apiclient.CaptionSpec{
			Name: "English", Language: "en", Cues: []apiclient.CueSpec{{Start: start, Duration: 4, Text: text}},
		})
		require.NoError(t, err)
		return placed.Cues[0]
	}
	require.Eventually(t, func() bool {
		_, err := c.AddCaptions(t.Context(), "mine", "en", apiclient.CaptionSpec{Name: "English", Language: "en", Cues: []apiclient.CueSpec{{Duration: 1, Text: "first"}}})
		return err == nil
	}, time.Minute, 100*time.Millisecond)
	b.Open(v.base + "/watch/mine")
	const patience = 2 * time.Minute
	b.WaitFor("millrace.video.currentTime > 2 && millrace.hls.subtitleTracks.length === 1", patience)
	b.Eval(`(() => {
		const { hls, video } = millrace;
		hls.subtitleTrack = 0;
		hls.subtitleDisplay = true;
		window.cuesOf = kind => [...video.textTracks].filter(t => t.kind === kind).flatMap(t => { if (t.mode === 'disabled') t.mode = 'hidden'; return [...t.cues ?? []]; });
		// When a time of the video was captured, as the playlist says.
		window.dateOf = time => {
			const f = hls.latestLevelDetails?.fragments.findLast(f => f.start <= time) ?? hls.levels[hls.currentLevel].details.fragments.findLast(f => f.start <= time);
			return f.programDateTime + (time - f.start) * 1000;
		};
		return true;
	})()`, nil)

	// In the video: the player has named the track as the playlist does, and its cues say in which second they are.
	b.WaitFor("[...millrace.video.textTracks].some(t => t.kind === 'captions' && t.label === 'CC1')", patience)
	b.WaitFor("cuesOf('captions').filter(c => /SECOND \\d{3}$/.test(c.text.trim())).length > 3", patience)
	var off float64
	b.Eval(`(() => {
		const first = new Map(); // when each second's text was whole; it is shown on while the next one's row begins
		for (const c of cuesOf('captions')) {
			const n = Number(/SECOND (\d{3})$/.exec(c.text.trim())?.[1]);
			if (n >= 0) first.set(n, Math.min(first.get(n) ?? Infinity, c.startTime));
		}
		const offsets = [...first].map(([n, at]) => at - n).slice(1); // the player may have come in the midst of one
		return Math.max(...offsets) - Math.min(...offsets);
	})()`, &off)
	require.Less(t, off, 0.5, "the cues are as far apart as their seconds")

	// Beside the video: a cue for now, and one ahead of time, which a player gets in more than one segment and has once.
	now := add("now", "now & here")
	ahead := add(now.End.Add(5*time.Second).Format(time.RFC3339Nano), "ahead")
	for text, placed := range map[string]apiclient.PlacedCue{"now &amp; here": now, "ahead": ahead} {
		found := fmt.Sprintf("cuesOf('subtitles').filter(c => c.text === %q)", text)
		b.WaitFor(found+".length === 1", patience)
		var at struct{ Start, End float64 }
		b.Eval("(c => ({start: dateOf(c.startTime), end: dateOf(c.startTime) + (c.endTime - c.startTime) * 1000}))("+found+"[0])", &at)
		require.InDelta(t, placed.Start.UnixMilli(), at.Start, 100, text)
		require.InDelta(t, placed.End.UnixMilli(), at.End, 100, text)
	}
	b.WaitFor("[...millrace.video.textTracks].some(t => t.kind === 'subtitles' && [...t.activeCues ?? []].some(c => c.text === 'ahead'))", patience)

	cancel()
	<-published
	var recorded apiclient.Recording
	require.Eventually(t, func() bool {
		for r, err := range c.Recordings(t.Context(), "mine") {
			recorded = r
			return err == nil && r.PlaybackURL != ""
		}
		return false
	}, time.Minute, 100*time.Millisecond)
	b.Eval("(millrace.removeAttribute('stream'), millrace.setAttribute('src', '"+recorded.PlaybackURL+"'), undefined)", nil)
	b.WaitFor("millrace.playlist.endsWith('"+recorded.PlaybackURL+"') && millrace.hls?.subtitleTracks[0]?.name === 'English'", patience)
	b.Eval("(millrace.hls.subtitleTrack = 0, millrace.hls.subtitleDisplay = true, undefined)", nil)
	for text, placed := range map[string]apiclient.PlacedCue{"now & here": now, "ahead": ahead} {
		at := placed.Start.Sub(recorded.StartedAt).Seconds()
		b.Eval(fmt.Sprintf("(millrace.video.currentTime = %f, undefined)", at-0.5), nil)
		shown := fmt.Sprintf("[...millrace.video.textTracks].flatMap(t => t.kind === 'subtitles' ? [...t.activeCues ?? []] : []).find(c => c.getCueAsHTML().textContent === %q)", text)
		b.WaitFor("(window.cue = "+shown+")", patience)
		var start float64
		b.Eval("cue.startTime", &start)
		require.InDelta(t, at, start, 0.1, text)
	}
	b.Screenshot(filepath.Join(t.ArtifactDir(), "recording.png"))
}
