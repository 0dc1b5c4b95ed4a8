package push_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/testmedia"
)

// transcoding is a publisher whose renditions are the source itself.
type transcoding struct {
	recorder
	fail error // what Renditions says

	mu   sync.Mutex
	open int // collectors
}

type segmentSink struct {
	*sink
	p    *transcoding
	done int // frames in segments that ended
}

func (p *transcoding) Publish(ctx context.Context, req ingest.Request) (ingest.Sink, error) {
	s, err := p.recorder.Publish(ctx, req)
	if err != nil {
		return nil, err
	}
	return &segmentSink{sink: s.(*sink), p: p}, nil
}

type collector struct {
	s      *segmentSink
	from   int
	frames []media.AccessUnit
}

func (s *segmentSink) Collect() ingest.Collector {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.open++
	return &collector{s: s, from: s.done}
}

func (s *segmentSink) EndSegment() error {
	s.done = len(s.pictures())
	return nil
}

func (c *collector) Renditions(context.Context) ([]ingest.Rendition, error) {
	if c.s.p.fail != nil {
		return nil, c.s.p.fail
	}
	if c.frames == nil {
		c.frames = c.s.pictures()[c.from:]
	}
	var samples []fmp4.Sample
	for i, u := range c.frames {
		d := media.Ticks(12000)
		if i+1 < len(c.frames) {
			d = c.frames[i+1].DTS - u.DTS
		}
		samples = append(samples, fmp4.Sample{Duration: int64(d), Offset: int64(u.PTS - u.DTS), Key: u.Key, Data: u.Payload})
	}
	format := c.s.video[0]
	init, err := fmp4.VideoInit(format)
	if err != nil {
		return nil, err
	}
	var out []ingest.Rendition
	for _, name := range []string{"240p", "144p"} {
		out = append(out, ingest.Rendition{Name: name, Format: format, Init: init, Parts: []media.Part{
			{Data: fmp4.MarshalPart(1, int64(c.frames[0].DTS), samples)},
		}})
	}
	return out, nil
}

func (c *collector) Close() {
	c.s.p.mu.Lock()
	defer c.s.p.mu.Unlock()
	c.s.p.open--
}

// ask pushes a segment and returns the parts of the answer.
func ask(t *testing.T, url string, body []byte) (status int, header []http.Header, parts [][]byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, url, bytes.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Accept", "text/plain, multipart/mixed;q=0.9")
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return res.StatusCode, nil, nil
	}
	kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	require.NoError(t, err)
	require.Equal(t, "multipart/mixed", kind)
	for r := multipart.NewReader(res.Body, params["boundary"]); ; {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return res.StatusCode, header, parts
		}
		require.NoError(t, err)
		b, err := io.ReadAll(p)
		require.NoError(t, err)
		header, parts = append(header, http.Header(p.Header)), append(parts, b)
	}
}

// times are those of each stream's units in a transport stream.
func times(t *testing.T, b []byte) map[mpegts.StreamType][]int64 {
	t.Helper()
	out := map[mpegts.StreamType][]int64{}
	for r := mpegts.NewReader(bytes.NewReader(b)); ; {
		u, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		out[u.Stream.Type] = append(out[u.Stream.Type], u.PTS)
	}
}

// TestRenditionsInTheAnswer: they have the pictures and the sound of the segment, at its own times.
func TestRenditionsInTheAnswer(t *testing.T) {
	segs := segments(t, testmedia.Spec{Seconds: 12, Audio: 48000, BFrames: 1}, "-segment_format_options", "pes_payload_size=0")
	p := &transcoding{}
	base, _ := server(t, push.Config{}, &p.recorder, p)
	for i, b := range segs {
		status, header, parts := ask(t, fmt.Sprintf("%smine/%d.ts", base, i), b)
		require.Equal(t, http.StatusOK, status)
		require.Len(t, parts, 2)
		for n, name := range []string{"240p", "144p"} {
			require.Equal(t, http.Header{
				"Content-Type":        {"video/mp2t"},
				"Content-Length":      {fmt.Sprint(len(parts[n]))},
				"Content-Disposition": {fmt.Sprintf(`attachment; filename="%s_%d.ts"`, name, i)},
				"Rendition-Name":      {name},
			}, header[n])
			want, got := times(t, b), times(t, parts[n])
			if i == 0 { // sound begins a stream before the first picture is due, or the other way round
				got[mpegts.TypeH264][0] = want[mpegts.TypeH264][0]
			}
			require.Equal(t, want[mpegts.TypeH264], got[mpegts.TypeH264])
			require.InDelta(t, len(want[mpegts.TypeAAC]), len(got[mpegts.TypeAAC]), 1)
			require.InDelta(t, want[mpegts.TypeAAC][0], got[mpegts.TypeAAC][0], 1920)
			last := len(want[mpegts.TypeAAC]) - 1
			require.InDelta(t, want[mpegts.TypeAAC][last], slices.Max(got[mpegts.TypeAAC]), 1920)
		}
	}
	_, _, first := ask(t, base+"mine/11.ts", segs[11])
	require.Len(t, first, 2, "a repeat is answered like the first")
	require.Len(t, p.sink(0).pictures(), 360)
	require.LessOrEqual(t, p.open, 8, "what is remembered is bounded")

	p.fail = fmt.Errorf("%w: nobody", ingest.ErrBusy)
	status, _, _ := ask(t, base+"mine/11.ts", segs[11])
	require.Equal(t, http.StatusServiceUnavailable, status)
}

func TestRenditionsInMP4(t *testing.T) {
	segs := segments(t, testmedia.Spec{Seconds: 2, Audio: 48000}, "-segment_format", "mp4", "-segment_format_options", "movflags=frag_keyframe+empty_moov+default_base_moof")
	p := &transcoding{}
	base, _ := server(t, push.Config{}, &p.recorder, p)
	status, header, parts := ask(t, base+"mine/5.mp4", segs[0])
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "video/mp4", header[0].Get("Content-Type"))
	require.Contains(t, header[0].Get("Content-Disposition"), "240p_5.mp4")
	d := fmp4.NewDemuxer(bytes.NewReader(parts[0]), nil, 8<<20)
	var pictures, sounds []media.Ticks
	for {
		u, err := d.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if u.Track.Audio != nil {
			sounds = append(sounds, u.PTS)
			require.Equal(t, 48000, u.Track.Audio.SampleRate)
		} else {
			pictures = append(pictures, u.PTS)
		}
	}
	require.Len(t, pictures, 30)
	s := p.sink(0)
	require.NotEmpty(t, sounds)
	for i, at := range sounds {
		require.InDelta(t, float64(s.sounds[i].PTS), float64(at), float64(media.ClockRate/48000))
	}
	require.InDelta(t, 48000/1024, len(sounds), 2)
	require.InDelta(t, float64(pictures[0]), float64(sounds[0]), float64(media.Second/20))
}

// TestSoundOfRenditions: Opus is in the answer as it came; what is transcoded is not.
func TestSoundOfRenditions(t *testing.T) {
	for _, tt := range []struct {
		encoder, format, ext string
		want                 int
	}{
		{"libopus", "mpegts", "ts", 50}, {"libopus", "mp4", "mp4", 50}, {"libmp3lame", "mpegts", "ts", 0}, {"libmp3lame", "mp4", "mp4", 0},
	} {
		t.Run(tt.encoder+" in "+tt.format, func(t *testing.T) {
			encodes(t, tt.encoder)
			body := file(t, testmedia.Spec{Seconds: 1}, "-f", "mpegts")
			path := filepath.Join(t.TempDir(), "in.ts")
			require.NoError(t, os.WriteFile(path, body, 0o600))
			body, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-i", path, "-f", "lavfi", "-i", testmedia.Tone(48000, "stereo"), "-t", "1", "-map", "0:v", "-map", "1:a",
				"-c:v", "copy", "-c:a", tt.encoder, "-f", tt.format, "-movflags", "frag_keyframe+delay_moov+default_base_moof", "-").Output()
			require.NoError(t, err)
			p := &transcoding{}
			base, _ := server(t, push.Config{}, &p.recorder, p)
			status, _, parts := ask(t, base+"mine/0."+tt.ext, body)
			require.Equal(t, http.StatusOK, status)
			require.Len(t, parts, 2)
			reply := filepath.Join(t.TempDir(), "reply")
			require.NoError(t, os.WriteFile(reply, parts[0], 0o600))
			require.Len(t, probed(t, reply, "v"), 30)
			require.InDelta(t, tt.want, len(probed(t, reply, "a")), 2)
		})
	}
}
