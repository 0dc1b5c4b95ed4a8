package rtmp_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/rtmp"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds every wait of these tests; nothing waits for it to pass.
const patience = time.Minute

// recording is a Sink that keeps what it gets.
type recording struct {
	req ingest.Request

	mu     sync.Mutex
	videoF []media.VideoFormat
	audioF []media.AudioFormat
	video  []media.AccessUnit
	audio  []media.AccessUnit
	fail   error         // returned by Video
	first  chan struct{} // closed by the first video unit
	ended  chan error    // gets End's reason
	ends   int
}

func (r *recording) VideoFormat(f media.VideoFormat) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.videoF = append(r.videoF, f)
	return nil
}

func (r *recording) AudioFormat(f media.AudioFormat) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.audioF = append(r.audioF, f)
	return nil
}

func (r *recording) Video(au media.AccessUnit) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	au.Payload = bytes.Clone(au.Payload)
	r.video = append(r.video, au)
	if len(r.video) == 1 {
		close(r.first)
	}
	return r.fail
}

func (r *recording) Audio(au media.AccessUnit) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	au.Payload = bytes.Clone(au.Payload)
	r.audio = append(r.audio, au)
	return nil
}

func (r *recording) End(reason error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ends++; r.ends == 1 {
		r.ended <- reason
	}
}

// waitEnd returns End's reason.
func (r *recording) waitEnd(t testing.TB) error {
	t.Helper()
	return wait(t, r.ended, "the end of "+r.req.Name)
}

// publisher hands out recordings.
type publisher struct {
	begun  chan *recording
	refuse error
	fail   error
}

func newPublisher() *publisher { return &publisher{begun: make(chan *recording, 100)} }

func (p *publisher) Publish(_ context.Context, req ingest.Request) (ingest.Sink, error) {
	if p.refuse != nil {
		return nil, p.refuse
	}
	r := &recording{req: req, ended: make(chan error, 1), first: make(chan struct{}), fail: p.fail}
	p.begun <- r
	return r, nil
}

func wait[T any](t testing.TB, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		require.FailNow(t, "waited too long for "+what)
		panic("unreachable")
	}
}

// logLines is a log that tests can wait on.
type logLines struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	lines chan string
}

func newLog() (*slog.Logger, *logLines) {
	l := &logLines{lines: make(chan string, 1000)}
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelInfo})), l
}

func (l *logLines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines <- string(p)
	return l.buf.Write(p)
}

// waitFor returns the next line that contains text.
func (l *logLines) waitFor(t testing.TB, text string) string {
	t.Helper()
	for {
		if line := wait(t, l.lines, fmt.Sprintf("a log line with %q", text)); bytes.Contains([]byte(line), []byte(text)) {
			return line
		}
	}
}

func start(t testing.TB, cfg rtmp.Config, p ingest.Publisher) (*rtmp.Server, *logLines) {
	t.Helper()
	log, lines := newLog()
	cfg.Addr = "127.0.0.1:0"
	s, err := rtmp.New(cfg, rtmp.Deps{Publisher: p, Logger: log})
	require.NoError(t, err)
	require.NoError(t, s.Start(context.Background()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, s.Stop(ctx))
	})
	return s, lines
}

func url(addr net.Addr, path string) string { return "rtmp://" + addr.String() + "/" + path }

// ffmpeg runs the ffmpeg on PATH, or skips the test if there is none.
func ffmpeg(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	return program(t, "ffmpeg", append([]string{"-nostdin", "-hide_banner", "-loglevel", "error"}, args...)...)
}

// program runs what is on PATH, or skips the test if it is not.
func program(t testing.TB, name string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s on PATH", name)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	t.Cleanup(func() {
		if t.Failed() && stderr.Len() > 0 {
			t.Logf("%s: %s", name, stderr.String())
		}
	})
	return cmd
}

// picture are the arguments for a moving test picture with sound.
func picture(rate string, seconds string, bframes string) []string {
	return []string{
		"-f", "lavfi", "-i", "testsrc2=size=320x180:rate=" + rate, "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100",
		"-t", seconds, "-c:v", "libx264", "-preset", "ultrafast", "-bf", bframes, "-g", "30", "-threads", "1",
		"-c:a", "aac", "-ac", "2", "-f", "flv",
	}
}

func TestServerTakesWhatFFmpegPublishes(t *testing.T) {
	for _, tc := range []struct {
		name, rate, bframes string
		frame               media.Ticks
		fps                 media.Rational
		reorder             media.Ticks // frames
		codec               media.Codec
		args                []string // in place of picture's for x264
	}{
		{"30 fps", "30", "0", 12000, media.Rational{Num: 30, Den: 1}, 0, media.CodecH264, nil},
		{"NTSC with B-frames", "30000/1001", "2", 12012, media.Rational{Num: 30000, Den: 1001}, 2, media.CodecH264, nil},
		{"60 fps", "60", "0", 6000, media.Rational{Num: 60, Den: 1}, 0, media.CodecH264, nil},
		{"HEVC", "30000/1001", "0", 12012, media.Rational{Num: 30000, Den: 1001}, 0, media.CodecHEVC, []string{"-c:v", "libx265", "-x265-params", "log-level=none"}},
		{"HEVC with open GOPs", "30", "3", 12000, media.Rational{Num: 30, Den: 1}, 2, media.CodecHEVC, []string{"-c:v", "libx265", "-x265-params", "log-level=none:open-gop=1"}},
		{"AV1", "30000/1001", "0", 12012, media.Rational{Num: 30000, Den: 1001}, 0, media.CodecAV1, []string{"-c:v", "libsvtav1", "-preset", "12"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPublisher()
			s, _ := start(t, rtmp.Config{}, p)
			require.NoError(t, ffmpeg(t, append(append(picture(tc.rate, "4", tc.bframes), tc.args...), url(s.Addr(), "live/clip?token=a%20b&x=1"))...).Run())

			r := wait(t, p.begun, "the publish")
			require.NoError(t, r.waitEnd(t))
			require.Equal(t, "live", r.req.App)
			require.Equal(t, "clip", r.req.Name)
			require.Equal(t, "a b", r.req.Query.Get("token"))
			require.Equal(t, "rtmp", r.req.Protocol)

			require.Len(t, r.videoF, 1)
			f := r.videoF[0]
			require.Equal(t, tc.codec, f.Codec)
			require.Equal(t, [2]int{320, 180}, [2]int{f.Width, f.Height})
			require.Equal(t, tc.fps, f.FrameRate)
			require.Len(t, r.audioF, 1)
			require.Equal(t, 44100, r.audioF[0].SampleRate)
			require.Equal(t, 2, r.audioF[0].Channels)

			requireVideo(t, r.video, tc.frame, tc.reorder)
			requireAudio(t, r.audio, 44100)
			require.InDelta(t, 4*tc.fps.Float(), float64(len(r.video)), 1)
			require.InDelta(t, 4*44100/1024, len(r.audio), 3)
		})
	}
}

func TestServerTakesWhatGStreamerPublishes(t *testing.T) {
	for _, sink := range []string{"rtmp2sink", "rtmpsink"} {
		t.Run(sink, func(t *testing.T) {
			p := newPublisher()
			s, _ := start(t, rtmp.Config{}, p)
			cmd := program(t, "gst-launch-1.0", strings.Fields("-q flvmux name=mux streamable=true ! "+sink+" location="+url(s.Addr(), "live/clip")+
				" videotestsrc num-buffers=120 ! video/x-raw,format=I420,width=320,height=180,framerate=30/1 ! x264enc tune=zerolatency key-int-max=60 ! h264parse ! mux."+
				" audiotestsrc num-buffers=172 ! audio/x-raw,rate=44100,channels=2 ! voaacenc ! aacparse ! mux.")...)
			require.NoError(t, cmd.Run())
			r := wait(t, p.begun, "the publish")
			require.NoError(t, r.waitEnd(t))
			require.Len(t, r.videoF, 1)
			require.Equal(t, [2]int{320, 180}, [2]int{r.videoF[0].Width, r.videoF[0].Height})
			requireVideo(t, r.video, 12000, 0)
			require.Len(t, r.video, 120)
			requireAudio(t, r.audio, 44100)
		})
	}
}

func TestServerTakesVP9(t *testing.T) {
	p := newPublisher()
	s, _ := start(t, rtmp.Config{}, p)
	clip := "../../../testdata/media/vp9_96x64p30_2s.ivf"
	require.NoError(t, ffmpeg(t, "-i", clip, "-c", "copy", "-f", "flv", url(s.Addr(), "live/clip")).Run())
	r := wait(t, p.begun, "the publish")
	require.NoError(t, r.waitEnd(t))
	require.Len(t, r.videoF, 1)
	require.Equal(t, [2]int{96, 64}, [2]int{r.videoF[0].Width, r.videoF[0].Height})
	require.Len(t, r.video, 60)
	requireVideo(t, r.video, 12000, 0)
}

// requireVideo checks that the units lie on the frame grid without a hole, in decoding and in display order.
func requireVideo(t testing.TB, units []media.AccessUnit, frame, reorder media.Ticks) {
	t.Helper()
	require.True(t, units[0].Key)
	seen := make(map[media.Ticks]bool)
	for i, u := range units {
		require.Equal(t, units[0].DTS+media.Ticks(i)*frame, u.DTS, "DTS of frame %d", i)
		require.False(t, seen[u.PTS], "PTS %v twice", u.PTS)
		seen[u.PTS] = true
	}
	for i := range units {
		require.True(t, seen[units[0].DTS+(media.Ticks(i)+reorder)*frame], "no frame is displayed at place %d", i)
	}
}

// requireAudio checks that each frame begins where the last one ends, to the sample.
func requireAudio(t testing.TB, units []media.AccessUnit, rate int) {
	t.Helper()
	require.NotEmpty(t, units)
	first := units[0].PTS.In(rate)
	for i, u := range units {
		require.Equal(t, first+int64(i)*1024, u.PTS.In(rate), "frame %d", i)
		require.NotEmpty(t, u.Payload)
	}
}

// TestServerTakesOpus: packets of any length follow one another to the sample, though the publisher's clock counts
// milliseconds; and a second audio track without a header is passed over.
func TestServerTakesOpus(t *testing.T) {
	p := newPublisher()
	s, _ := start(t, rtmp.Config{}, p)
	target, err := publish.ParseTarget(url(s.Addr(), "live/opus"))
	require.NoError(t, err)
	c, err := publish.Dial(t.Context(), target, 0)
	require.NoError(t, err)
	send := func(at int64, a flv.Audio) {
		t.Helper()
		a.Codec = media.CodecOpus
		require.NoError(t, c.Send(flv.Tag{Type: flv.TagAudio, Timestamp: uint32(at * 1000 / 48000), Data: flv.AppendAudio(nil, a)}))
	}
	head := []byte("OpusHead\x01\x02\x38\x01\x80\xbb\x00\x00\x00\x00\x00")
	send(0, flv.Audio{Packet: flv.PacketSequenceHeader, Data: head})
	send(0, flv.Audio{Packet: flv.PacketChannels, Data: []byte{1, 2, 0, 0, 0, 3}})
	var at int64
	var starts []int64
	for i := range 300 {
		packet := [][]byte{{0xfc, 1}, {0xf0, 2}, {0xe0, 3}, {0xfb, 3, 4}}[i%4] // 20, 10, 2.5 and 60 ms
		send(at, flv.Audio{Packet: flv.PacketFrame, Data: packet})
		send(at, flv.Audio{Packet: flv.PacketFrame, Track: 1, Data: packet})
		starts = append(starts, at)
		at += []int64{960, 480, 120, 2880}[i%4]
	}
	send(at, flv.Audio{Packet: flv.PacketFrame, Data: []byte{0xfb}}) // no packet
	require.NoError(t, c.Close())
	r := wait(t, p.begun, "the publish")
	require.NoError(t, r.waitEnd(t))
	require.Len(t, r.audioF, 1)
	require.Equal(t, media.CodecOpus, r.audioF[0].Codec)
	require.Len(t, r.audio, len(starts))
	for i, u := range r.audio {
		require.Equal(t, starts[i], u.PTS.In(48000), "packet %d", i)
	}
}
