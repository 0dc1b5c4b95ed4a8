package publish_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	gortmp "github.com/yutopp/go-rtmp"
	"github.com/yutopp/go-rtmp/message"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testport"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const patience = time.Minute

// server is go-rtmp's own, so that both ends are not ours.
type server struct {
	gortmp.DefaultHandler
	refuse error

	mu     sync.Mutex
	app    string
	name   string
	tags   []flv.Tag
	meta   [][]byte
	calls  []string
	closed chan struct{}
	media  chan struct{} // gets a value for each tag, as far as there is room
}

func serve(t *testing.T, refuse error) (*server, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s := &server{refuse: refuse, closed: make(chan struct{}), media: make(chan struct{}, 1000)}
	srv := gortmp.NewServer(&gortmp.ServerConfig{OnConnect: func(c net.Conn) (io.ReadWriteCloser, *gortmp.ConnConfig) {
		return c, &gortmp.ConnConfig{Handler: s}
	}})
	var running sync.WaitGroup
	accepting := make(chan struct{})
	running.Go(func() { srv.Serve(signalling{l, sync.OnceFunc(func() { close(accepting) })}) }) // ends with Close
	t.Cleanup(func() {
		<-accepting // go-rtmp forgets a Close that comes before
		srv.Close() // closes the listener
		running.Wait()
	})
	return s, "rtmp://" + l.Addr().String() + "/live/key"
}

// signalling is a listener that tells when it is first asked for a connection.
type signalling struct {
	net.Listener
	asked func()
}

func (s signalling) Accept() (net.Conn, error) {
	s.asked()
	return s.Listener.Accept()
}

func (s *server) OnConnect(_ uint32, cmd *message.NetConnectionConnect) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.app = cmd.Command.App
	return nil
}

func (s *server) OnPublish(_ *gortmp.StreamContext, _ uint32, cmd *message.NetStreamPublish) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.name = cmd.PublishingName
	return s.refuse
}

func (s *server) OnSetDataFrame(_ uint32, d *message.NetStreamSetDataFrame) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.meta = append(s.meta, bytes.Clone(d.Payload))
	return nil
}

func (s *server) OnAudio(ts uint32, r io.Reader) error { return s.tag(flv.TagAudio, ts, r) }
func (s *server) OnVideo(ts uint32, r io.Reader) error { return s.tag(flv.TagVideo, ts, r) }

func (s *server) tag(typ flv.TagType, ts uint32, r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tags = append(s.tags, flv.Tag{Type: typ, Timestamp: ts, Data: b})
	select {
	case s.media <- struct{}{}:
	default:
	}
	return nil
}

func (s *server) called(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, name)
}

func (s *server) OnFCUnpublish(uint32, *message.NetStreamFCUnpublish) error {
	s.called("FCUnpublish")
	return nil
}

func (s *server) OnDeleteStream(uint32, *message.NetStreamDeleteStream) error {
	s.called("deleteStream")
	return nil
}
func (s *server) OnClose() { close(s.closed) }

func wait[T any](t *testing.T, c <-chan T, what string) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(patience):
		require.FailNow(t, "waited too long for "+what)
	}
}

// movie is 25 frames a second for a second, without parameter sets, with sound that begins late.
func movie() []flv.Tag {
	tags := []flv.Tag{{Type: flv.TagScript, Data: []byte{2, 0, 10, 'o', 'n', 'M', 'e', 't', 'a', 'D', 'a', 't', 'a', 8, 0, 0, 0, 0, 0, 0, 9}}}
	for n := range uint32(25) {
		v := flv.Video{Codec: media.CodecH264, Packet: flv.PacketFrame, Key: n == 0, Data: bytes.Repeat([]byte{byte(n)}, 1+int(n)*100)}
		tags = append(tags, flv.Tag{Type: flv.TagVideo, Timestamp: 40 * n, Data: flv.AppendVideo(nil, v)})
		if n > 3 {
			tags = append(tags, flv.Tag{Type: flv.TagAudio, Timestamp: 40*n + 7, Data: []byte{0xaf, 1, byte(n)}})
		}
	}
	end := flv.Video{Codec: media.CodecH264, Packet: flv.PacketEndOfSequence, Key: true}
	return append(tags, flv.Tag{Type: flv.TagVideo, Timestamp: 960, Data: flv.AppendVideo(nil, end)})
}

func open(tags []flv.Tag) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		var b bytes.Buffer
		w, err := flv.NewWriter(&b, true, true)
		for _, tag := range tags {
			err = errors.Join(err, w.Write(tag))
		}
		return io.NopCloser(&b), err
	}
}

func withoutScripts(tags []flv.Tag) []flv.Tag {
	var out []flv.Tag
	for _, tag := range tags {
		if tag.Type != flv.TagScript {
			out = append(out, tag)
		}
	}
	return out
}

func TestRunSendsTheTagsUnchanged(t *testing.T) {
	for _, size := range []int{128, 1000, 0} {
		s, url := serve(t, nil)
		var last publish.Progress
		p, err := publish.New(publish.Config{URL: url + "?a=b", Open: open(movie()), Speed: math.Inf(1), ChunkSize: size},
			publish.Deps{Progress: func(p publish.Progress) { last = p }})
		require.NoError(t, err)
		require.NoError(t, p.Run(t.Context()))
		wait(t, s.closed, "the server")
		require.Equal(t, "live", s.app)
		require.Equal(t, "key?a=b", s.name)
		require.Equal(t, withoutScripts(movie()), s.tags)
		require.Equal(t, [][]byte{movie()[0].Data}, s.meta)
		require.Equal(t, []string{"FCUnpublish", "deleteStream"}, s.calls)
		require.True(t, last.Done)
		require.EqualValues(t, len(movie()), last.Tags)
		require.Equal(t, 967*time.Millisecond, last.Sent)
	}
}

func TestRunLoops(t *testing.T) {
	s, url := serve(t, nil)
	p, err := publish.New(publish.Config{URL: url, Open: open(movie()), Speed: math.Inf(1), Loop: true, Duration: 3 * time.Second}, publish.Deps{})
	require.NoError(t, err)
	require.NoError(t, p.Run(t.Context()))
	wait(t, s.closed, "the server")
	var want []flv.Tag
	body := withoutScripts(movie())
	body = body[:len(body)-1] // the end of the sequence is not sent
	for n := range uint32(3) {
		for _, tag := range body {
			tag.Timestamp += 1000 * n
			want = append(want, tag)
		}
	}
	require.Equal(t, want, s.tags)
	require.Len(t, s.meta, 1, "metadata are not repeated")
}

func TestRunKeepsTime(t *testing.T) {
	s, url := serve(t, nil)
	begun := time.Now()
	p, err := publish.New(publish.Config{URL: url, Open: open(movie()), Speed: 4}, publish.Deps{})
	require.NoError(t, err)
	require.NoError(t, p.Run(t.Context()))
	wait(t, s.closed, "the server")
	require.GreaterOrEqual(t, time.Since(begun), 967*time.Millisecond/4)
}

func TestRunTellsWhenEachTagWasSent(t *testing.T) {
	s, url := serve(t, nil)
	var sent []flv.Tag
	var times []time.Time
	p, err := publish.New(publish.Config{URL: url, Open: open(movie()), Speed: 4}, publish.Deps{
		Sent: func(tag flv.Tag, begun time.Time) {
			tag.Data = bytes.Clone(tag.Data)
			sent, times = append(sent, tag), append(times, begun)
		},
	})
	require.NoError(t, err)
	started := time.Now()
	require.NoError(t, p.Run(t.Context()))
	ended := time.Now()
	wait(t, s.closed, "the server")
	require.Equal(t, withoutScripts(movie()), withoutScripts(sent))
	last := started
	for i, at := range times {
		require.Falsef(t, at.Before(last), "tag %d was sent before the one before it", i)
		last = at
	}
	require.False(t, last.After(ended))
	require.GreaterOrEqual(t, last.Sub(started), 967*time.Millisecond/4, "the last tag is not sent before its time")
}

func TestRunEndsCleanlyWhenStopped(t *testing.T) {
	s, url := serve(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	p, err := publish.New(publish.Config{URL: url, Open: open(movie()), Loop: true}, publish.Deps{})
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	wait(t, s.media, "a tag")
	cancel()
	require.NoError(t, <-done)
	wait(t, s.closed, "the server")
	require.Equal(t, []string{"FCUnpublish", "deleteStream"}, s.calls)
}

func TestRunSaysWhatWentWrong(t *testing.T) {
	_, refusing := serve(t, errors.New("no"))
	dead := "127.0.0.1:" + testport.Free(t)
	_, taking := serve(t, nil)
	broken := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader([]byte("no flv at all"))), nil }

	for name, tc := range map[string]struct {
		cfg  publish.Config
		want string
	}{
		"refused":        {publish.Config{URL: refusing, Open: open(movie())}, "NetStream.Publish.Failed"},
		"nobody listens": {publish.Config{URL: "rtmp://" + dead + "/a/b", Open: open(movie())}, "connection refused"},
		"no flv":         {publish.Config{URL: taking, Open: broken}, "malformed flv"},
		"empty loop":     {publish.Config{URL: taking, Open: open(nil), Loop: true}, publish.ErrNoMedia.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := publish.New(tc.cfg, publish.Deps{})
			require.NoError(t, err)
			require.ErrorContains(t, p.Run(t.Context()), tc.want)
		})
	}
}

func TestDialGivesUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	require.NoError(t, err)
	defer l.Close()
	target, err := publish.ParseTarget("rtmp://" + l.Addr().String() + "/a/b")
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = publish.Dial(ctx, target, 0)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestMeasure(t *testing.T) {
	sps := []byte{0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x47, 0xfe, 0x88} // without timing
	record := append([]byte{1, 0x42, 0xc0, 0x1e, 0xff, 0xe1, 0, byte(len(sps))}, append(sps, 1, 0, 4, 0x68, 0xce, 0x3c, 0x80)...)
	header := flv.Tag{Type: flv.TagVideo, Data: flv.AppendVideo(nil, flv.Video{Codec: media.CodecH264, Key: true, Data: record})}
	audio := []flv.Tag{{Type: flv.TagAudio, Data: []byte{0xaf, 0, 0x12, 0x10}}} // 44.1 kHz
	for n := range uint32(441) {
		audio = append(audio, flv.Tag{Type: flv.TagAudio, Timestamp: n * 1024 * 10 / 441, Data: []byte{0xaf, 1, 0}})
	}
	for name, tc := range map[string]struct {
		tags []flv.Tag
		want publish.Length
	}{
		"video without a rate": {append([]flv.Tag{header}, movie()...), publish.Length{Num: 1000, Den: 1}},
		"audio alone":          {audio, publish.Length{Num: 1000 * 441 * 1024, Den: 44100}},
		"one frame":            {movie()[:2], publish.Length{Num: 40, Den: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := open(tc.tags)()
			require.NoError(t, err)
			got, err := publish.Measure(f)
			require.NoError(t, err)
			require.Equal(t, tc.want, got)
		})
	}
	require.EqualValues(t, 3337, publish.Length{Num: 100 * 1001, Den: 30}.Milliseconds(1))
	require.EqualValues(t, 33367, publish.Length{Num: 100 * 1001, Den: 30}.Milliseconds(10))
}
