package broadcaster_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// viewer looks at one stream of a broadcaster.
type viewer struct {
	*testing.T
	client *http.Client
	base   string
}

func view(t *testing.T, b *broadcaster.Broadcaster) *viewer {
	t.Helper()
	return &viewer{t, client(t, nil, func(p *http.Protocols) { p.SetHTTP1(true) }), "http://" + b.HTTPAddr().String()}
}

// playlist is a media playlist without its low-latency parts, and what the rules say about all of it.
func (v *viewer) playlist(rendition string) string {
	v.Helper()
	res, body := get(v.T, v.client, v.base+"/hls/mine/"+rendition+"/media.m3u8")
	require.Equal(v, http.StatusOK, res.StatusCode, body)
	require.Empty(v, conformance.CheckVersions(rendition, []conformance.Version{{Body: []byte(body)}}))
	return body
}

func (v *viewer) stream() (s api.Stream) {
	v.Helper()
	_, body := get(v.T, v.client, v.base+"/api/v1/streams/mine")
	require.NoError(v, json.Unmarshal([]byte(body), &s))
	return s
}

func (v *viewer) waitFor(state api.StreamState) {
	v.Helper()
	require.Eventually(v, func() bool { return v.stream().State == state }, time.Minute, 20*time.Millisecond, string(state))
}

// publisher feeds a stream with made-up units: 25 frames a second, an IDR each second, and AAC.
type publisher struct {
	*testing.T
	sink   ingest.Sink
	kicked atomic.Pointer[error]
	frame  int // that comes next
	sound  int
	rate   int
	more   []int // further audio tracks, which have the main one's units

	messages []byte // NAL units before each picture
	gop      int    // pictures from one keyframe to the next; 0: 25
}

var (
	small = testmedia.H264(320, 176, media.Rational{Num: 25, Den: 1})
	large = testmedia.H264(640, 352, media.Rational{Num: 25, Den: 1})
	tone  = media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48000, Channels: 2, Config: []byte{0x11, 0x90}}
	low   = media.AudioFormat{Codec: media.CodecAAC, SampleRate: 44100, Channels: 2, Config: []byte{0x12, 0x10}}
)

func join(t *testing.T, b *broadcaster.Broadcaster) *publisher {
	t.Helper()
	return joinAs(t, b, "mine")
}

func joinAs(t *testing.T, b *broadcaster.Broadcaster, name string) *publisher {
	t.Helper()
	p := &publisher{T: t}
	sink, err := b.Publish(t.Context(), ingest.Request{
		Protocol: "test", Name: name, Query: url.Values{}, Close: func(reason error) { p.kicked.Store(&reason) },
	})
	require.NoError(t, err)
	p.sink = sink
	return p
}

func (p *publisher) formats(video *media.VideoFormat, audio *media.AudioFormat) *publisher {
	p.Helper()
	if video != nil {
		require.NoError(p, p.sink.VideoFormat(*video))
	}
	if audio != nil {
		p.rate = audio.SampleRate
		require.NoError(p, p.sink.AudioFormat(*audio))
	}
	return p
}

// send publishes so many seconds.
func (p *publisher) send(seconds int) *publisher {
	p.Helper()
	require.NoError(p, p.trySend(seconds))
	return p
}

func (p *publisher) trySend(seconds int) error { return p.sendFrames(25 * seconds) }

func (p *publisher) sendFrames(n int) error {
	for end := p.frame + n; p.frame < end; p.frame++ {
		at := media.Ticks(p.frame) * media.Second / 25
		nal, key := byte(0x41), p.frame%cmp.Or(p.gop, 25) == 0
		if key {
			nal = 0x65
		}
		payload := binary.BigEndian.AppendUint32(bytes.Clone(p.messages), 5)
		payload = append(payload, nal, 0x88, byte(p.frame>>8), byte(p.frame), 0x80)
		if err := p.sink.Video(media.AccessUnit{PTS: at, DTS: at, Key: key, Payload: payload}); err != nil {
			return err
		}
		for ; p.rate > 0 && media.Rescale(int64(p.sound)*1024, p.rate) <= at; p.sound++ {
			at := media.Rescale(int64(p.sound)*1024, p.rate)
			for _, track := range append([]int{0}, p.more...) {
				if err := p.sink.Audio(media.AccessUnit{PTS: at, DTS: at, Key: true, Track: track, Payload: []byte{0x21, byte(p.sound), 0x80}}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

var errReset = errors.New("connection reset")

// segments lists the media sequence numbers behind each discontinuity, from the first segment on.
func segments(t *testing.T, playlist string) (spans [][]string) {
	t.Helper()
	media := regexp.MustCompile(`^[^#]+/(\d+)\.m(?:p4|4a)`)
	spans = [][]string{nil}
	for line := range strings.Lines(playlist) {
		if strings.HasPrefix(line, "#EXT-X-DISCONTINUITY\n") {
			spans = append(spans, nil)
		} else if m := media.FindStringSubmatch(line); m != nil {
			spans[len(spans)-1] = append(spans[len(spans)-1], m[1])
		}
	}
	return spans
}

func TestPublisherComesBack(t *testing.T) {
	for name, tracks := range map[string]struct {
		video *media.VideoFormat
		audio *media.AudioFormat
	}{
		"picture and sound": {&small, &tone}, "picture": {&small, nil}, "sound": {nil, &tone},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
			v := view(t, b)
			first := join(t, b).formats(tracks.video, tracks.audio).send(6)
			first.sink.End(errReset)
			v.waitFor(api.StreamDisconnected)
			require.NotZero(t, v.stream().DisconnectedAt)
			renditions := map[string]string{}
			if tracks.video != nil {
				renditions["source"] = ""
			}
			if tracks.audio != nil {
				renditions["audio"] = ""
			}
			for r := range renditions {
				renditions[r] = v.playlist(r)
				require.NotContains(t, renditions[r], "ENDLIST")
			}
			began := v.stream().StartedAt

			second := join(t, b).formats(tracks.video, tracks.audio).send(6)
			s := v.stream()
			require.Equal(t, api.StreamLive, s.State)
			require.Equal(t, began, s.StartedAt)
			require.Zero(t, s.DisconnectedAt)
			for r, before := range renditions {
				after := v.playlist(r)
				require.Empty(t, conformance.CheckVersions(r, []conformance.Version{{Body: []byte(before)}, {Body: []byte(after)}}))
				spans := segments(t, after)
				require.Len(t, spans, 2, after)
				require.Equal(t, segments(t, before)[0], spans[0])
			}
			second.sink.End(nil)
			v.waitFor(api.StreamEnded)
			var cuts [][][]string
			for r := range renditions {
				last := v.playlist(r)
				require.Contains(t, last, "ENDLIST")
				cuts = append(cuts, segments(t, last))
			}
			for _, c := range cuts {
				require.Equal(t, cuts[0], c, "alike in every rendition")
				require.Equal(t, []string{"1", "2", "3"}, c[0][:3])
				require.GreaterOrEqual(t, len(c[1]), 3)
			}
		})
	}
}

// A half-open connection locks nobody out, and what it still sends does no harm.
func TestNewestPublisherWins(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	v := view(t, b)
	old := join(t, b).formats(&small, &tone).send(4)
	fresh := join(t, b).formats(&small, &tone)
	require.ErrorContains(t, *old.kicked.Load(), "newer publisher")
	require.ErrorContains(t, old.trySend(1), "newer publisher")
	fresh.send(4)
	old.sink.End(errReset)
	fresh.send(2)
	require.Equal(t, api.StreamLive, v.stream().State)
	require.Len(t, segments(t, v.playlist("source")), 2)
	require.Nil(t, fresh.kicked.Load())
	fresh.sink.End(nil)
	v.waitFor(api.StreamEnded)
}

func TestNobodyComesBack(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, ReconnectWindow: 200 * time.Millisecond})
	v := view(t, b)
	join(t, b).formats(&small, &tone).send(4).sink.End(errReset)
	v.waitFor(api.StreamEnded)
	require.Contains(t, v.playlist("source"), "ENDLIST")

	join(t, b).formats(&small, &tone).send(4).sink.End(nil)
	require.Len(t, segments(t, v.playlist("source")), 1, "a new stream")
}

func TestStreamsThatDoNotWait(t *testing.T) {
	for name, c := range map[string]struct {
		window time.Duration
		leave  func(*publisher)
	}{
		"the publisher said goodbye": {0, func(p *publisher) { p.formats(&small, nil).send(2).sink.End(nil) }},
		"it sent nothing":            {0, func(p *publisher) { p.sink.End(errReset) }},
		"it sent formats only":       {0, func(p *publisher) { p.formats(&small, &tone).sink.End(errReset) }},
		"no window":                  {-1, func(p *publisher) { p.formats(&small, nil).send(2).sink.End(errReset) }},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, ReconnectWindow: c.window})
			c.leave(join(t, b))
			view(t, b).waitFor(api.StreamEnded)
		})
	}
}

func TestStopEndsWhatWaits(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, ReconnectWindow: 24 * time.Hour})
	join(t, b).formats(&small, nil).send(2).sink.End(errReset)
	require.NoError(t, b.Stop(t.Context()))
}

// A publisher that has come back and sent nothing yet holds up nobody.
func TestStopEndsWhatGoesOn(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, ReconnectWindow: 24 * time.Hour})
	join(t, b).formats(&small, nil).send(2).sink.End(errReset)
	join(t, b)
	require.NoError(t, b.Stop(t.Context()))
}

// Another size, another sample rate or a hole in time goes on behind a discontinuity, with an init segment of its own.
func TestMidStreamChanges(t *testing.T) {
	hole := func(p *publisher) { p.frame, p.sound = p.frame+125, p.sound+235 }
	for name, c := range map[string]struct {
		change func(*publisher)
		inits  map[string]int
	}{
		"picture size":  {func(p *publisher) { p.formats(&large, nil) }, map[string]int{"source": 2, "audio": 1}},
		"sample rate":   {func(p *publisher) { p.sound = p.sound * 441 / 480; p.formats(nil, &low) }, map[string]int{"source": 1, "audio": 2}},
		"both":          {func(p *publisher) { p.sound = p.sound * 441 / 480; p.formats(&large, &low) }, map[string]int{"source": 2, "audio": 2}},
		"a hole of 5 s": {hole, map[string]int{"source": 1, "audio": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
			v := view(t, b)
			p := join(t, b).formats(&small, &tone).send(4)
			c.change(p)
			p.send(4).sink.End(nil)
			v.waitFor(api.StreamEnded)
			for rendition, inits := range c.inits {
				playlist := v.playlist(rendition)
				require.Equal(t, [][]string{{"1", "2"}, {"3", "4"}}, segments(t, playlist), playlist)
				maps := map[string]bool{}
				for _, m := range regexp.MustCompile(`EXT-X-MAP:URI="([^"]+)"`).FindAllStringSubmatch(playlist, -1) {
					maps[m[1]] = true
				}
				require.Len(t, maps, inits, "%s\n%s", rendition, playlist)
			}
		})
	}
}

// Sound may stop and come back; nobody notices but by hearing nothing.
func TestSoundPauses(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	v := view(t, b)
	p := join(t, b).formats(&small, &tone).send(4)
	p.rate = 0
	p.send(6)
	p.rate, p.sound = 48000, p.frame*48000/25/1024+1
	p.send(4).sink.End(nil)
	v.waitFor(api.StreamEnded)
	picture, sound := v.playlist("source"), v.playlist("audio")
	require.Equal(t, segments(t, picture), segments(t, sound), "%s", sound)
	require.Equal(t, 3, strings.Count(sound, "#EXT-X-GAP\n"), sound)
}

// A node that cannot transcode audio says so.
func TestAudioThatCannotBeTranscoded(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true})
	p := join(t, b)
	err := p.sink.AudioFormat(media.AudioFormat{Codec: media.CodecMP3})
	require.ErrorIs(t, err, ingest.ErrUnsupported)
	require.ErrorContains(t, err, "mp3")
	p.sink.End(err)
}

func TestRestlessPublisherHasToGo(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	p := join(t, b)
	var err error
	for n := 0; err == nil && n < 20; n++ {
		f := []media.VideoFormat{small, large}[n%2]
		err = errors.Join(p.sink.VideoFormat(f))
	}
	require.ErrorContains(t, err, "change all the time")
	p.sink.End(fmt.Errorf("test: %w", err))
}

// While its publisher is away a stream's playlists go on by gaps, so that no viewer and no validator takes it for dead.
func TestPublisherIsAway(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	v := view(t, b)
	join(t, b).formats(&small, &tone).send(4).sink.End(errReset)
	v.waitFor(api.StreamDisconnected)
	report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: v.base + "/hls/mine/index.m3u8", For: 8 * time.Second})
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, report.Write(&text, false))
	require.True(t, report.Conforms(), &text)
	require.Equal(t, api.StreamDisconnected, v.stream().State)
	for _, r := range []string{"source", "audio"} {
		require.GreaterOrEqual(t, strings.Count(v.playlist(r), "#EXT-X-GAP\n"), 2)
	}
	second := join(t, b).formats(&small, &tone).send(6)
	for _, r := range []string{"source", "audio"} {
		spans := segments(t, v.playlist(r))
		require.Len(t, spans, 2)
		require.GreaterOrEqual(t, len(spans[0]), 4)
	}
	second.sink.End(nil)
	v.waitFor(api.StreamEnded)
}
