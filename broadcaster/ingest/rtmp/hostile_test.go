package rtmp_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"net"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/rtmp"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/rtmpwire"
	"github.com/millrace/millrace/pkg/testmedia"
)

// clip makes an FLV file of a moving picture with sound.
func clip(t testing.TB, rate, seconds, bframes string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "clip.flv")
	require.NoError(t, ffmpeg(t, append(picture(rate, seconds, bframes), name)...).Run())
	return name
}

// replay publishes a file until ctx is done or it ends, and returns Run's error on the channel.
func replay(t testing.TB, ctx context.Context, cfg publish.Config) <-chan error {
	t.Helper()
	p, err := publish.New(cfg, publish.Deps{})
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	return done
}

func TestServerTakesALoopedFileWithoutASeam(t *testing.T) {
	for _, chunk := range []int{128, 4096, 65536} {
		p := newPublisher()
		s, log := start(t, rtmp.Config{}, p)
		done := replay(t, t.Context(), publish.Config{
			URL: url(s.Addr(), "live/loop"), Open: publish.File(clip(t, "30000/1001", "2", "2")), Loop: true,
			Speed: math.Inf(1), Duration: 20020 * time.Millisecond, ChunkSize: chunk, // ten loops of 60 frames
		})
		r := wait(t, p.begun, "the publish")
		require.NoError(t, r.waitEnd(t))
		require.NoError(t, wait(t, done, "the publisher"))
		require.Len(t, r.videoF, 1, "the same format again is no news")
		require.Len(t, r.audioF, 1)
		require.Len(t, r.video, 600)
		requireVideo(t, r.video, 12012, 2)
		// 2 s are no whole number of audio frames: each loop may leave a gap or drop a frame, but never overlap.
		for i := 1; i < len(r.audio); i++ {
			step := r.audio[i].PTS.In(44100) - r.audio[i-1].PTS.In(44100)
			require.GreaterOrEqual(t, step, int64(1024))
			require.Less(t, step, int64(3*1024))
		}
		require.NotContains(t, log.buf.String(), "WARN")
	}
}

func TestServerEndsAPublish(t *testing.T) {
	name := clip(t, "30", "1", "0")
	begin := func(t *testing.T, p *publisher, s *rtmp.Server) (*recording, <-chan error) {
		done := replay(t, t.Context(), publish.Config{URL: url(s.Addr(), "live/x"), Open: publish.File(name), Loop: true})
		r := wait(t, p.begun, "the publish")
		wait(t, r.first, "the first frame")
		return r, done
	}
	t.Run("when the sink fails", func(t *testing.T) {
		p := newPublisher()
		p.fail = errors.New("disk on fire")
		s, log := start(t, rtmp.Config{}, p)
		r, done := begin(t, p, s)
		require.ErrorIs(t, r.waitEnd(t), p.fail)
		require.Error(t, wait(t, done, "the publisher"))
		log.waitFor(t, "disk on fire")
	})
	t.Run("when it is asked to", func(t *testing.T) {
		p := newPublisher()
		s, log := start(t, rtmp.Config{}, p)
		r, done := begin(t, p, s)
		newer := errors.New("a newer publisher won")
		r.req.Close(newer)
		r.req.Close(errors.New("again"))
		require.Equal(t, newer, r.waitEnd(t))
		require.Error(t, wait(t, done, "the publisher"))
		log.waitFor(t, newer.Error())
	})
	t.Run("when it stops", func(t *testing.T) {
		p := newPublisher()
		s, _ := start(t, rtmp.Config{}, p)
		r, done := begin(t, p, s)
		require.NoError(t, s.Stop(t.Context()))
		require.ErrorIs(t, r.waitEnd(t), rtmp.ErrStopped)
		require.Error(t, wait(t, done, "the publisher"))
		_, err := net.Dial("tcp", s.Addr().String())
		require.Error(t, err)
		require.Equal(t, 1, r.ends)
	})
	t.Run("when the publisher falls silent", func(t *testing.T) {
		p := newPublisher()
		s, log := start(t, rtmp.Config{IdleTimeout: 200 * time.Millisecond}, p)
		target, err := publish.ParseTarget(url(s.Addr(), "live/x"))
		require.NoError(t, err)
		c, err := publish.Dial(t.Context(), target, 0)
		require.NoError(t, err)
		defer c.Close()
		require.ErrorContains(t, wait(t, p.begun, "the publish").waitEnd(t), "no media in time")
		log.waitFor(t, "no media in time")
	})
	t.Run("when the connection breaks", func(t *testing.T) {
		p := newPublisher()
		s, _ := start(t, rtmp.Config{}, p)
		conn := handshaken(t, s.Addr())
		sendAll(t, conn, publishMessages("x")...)
		r := wait(t, p.begun, "the publish")
		require.NoError(t, conn.(*net.TCPConn).SetLinger(0)) // Close resets
		conn.Close()
		require.Error(t, r.waitEnd(t))
	})
	t.Run("when the connection ends in a message", func(t *testing.T) {
		p := newPublisher()
		s, _ := start(t, rtmp.Config{}, p)
		conn := handshaken(t, s.Addr())
		sendAll(t, conn, publishMessages("x")...)
		r := wait(t, p.begun, "the publish")
		_, err := conn.Write([]byte{6, 0, 0, 0, 0, 1, 0, 9, 1, 0, 0, 0, 0x17})
		require.NoError(t, err)
		require.NoError(t, conn.(*net.TCPConn).CloseWrite())
		require.ErrorIs(t, r.waitEnd(t), io.ErrUnexpectedEOF)
	})
	t.Run("when the connection is closed without a goodbye", func(t *testing.T) {
		p := newPublisher()
		s, _ := start(t, rtmp.Config{}, p)
		conn := handshaken(t, s.Addr())
		sendAll(t, conn, publishMessages("x")...)
		r := wait(t, p.begun, "the publish")
		require.NoError(t, conn.(*net.TCPConn).CloseWrite())
		require.ErrorIs(t, r.waitEnd(t), rtmp.ErrVanished)
	})
	for name, last := range map[string][]byte{
		"FCUnpublish":              amf("FCUnpublish", 6.0, nil, "x"),
		"deleteStream":             amf("deleteStream", 6.0, nil, 1.0),
		"deleteStream with a name": amf("deleteStream", 6.0, nil, "x"),
		"closeStream":              amf("closeStream", 6.0, nil),
	} {
		t.Run("cleanly by "+name, func(t *testing.T) {
			p := newPublisher()
			s, _ := start(t, rtmp.Config{}, p)
			conn := handshaken(t, s.Addr())
			goodbye := rtmpwire.Message{ChunkStream: 3, Stream: 1, Type: rtmpwire.TypeCommandAMF0, Payload: last}
			sendAll(t, conn, append(publishMessages("x"), goodbye)...)
			require.NoError(t, wait(t, p.begun, "the publish").waitEnd(t))
		})
	}
}

func TestServerSaysWhyItRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		path string
		code string
	}{
		"a wrong key":      {ingest.ErrRefused, "live/x", "BadName"},
		"no such stream":   {ingest.ErrNotFound, "live/x", "BadName"},
		"a stream in use":  {ingest.ErrBusy, "live/x", "Publish.Failed"},
		"another reason":   {errors.New("no luck"), "live/x", "Publish.Failed"},
		"no key but query": {nil, "live/?x=y", "BadName"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPublisher()
			p.refuse = tc.err
			s, log := start(t, rtmp.Config{}, p)
			var target publish.Target
			if tc.err == nil {
				target = publish.Target{Addr: s.Addr().String(), App: "live", Name: "?x=y"}
			} else {
				var err error
				target, err = publish.ParseTarget(url(s.Addr(), tc.path))
				require.NoError(t, err)
			}
			_, err := publish.Dial(t.Context(), target, 0)
			require.ErrorIs(t, err, publish.ErrRejected)
			require.ErrorContains(t, err, tc.code)
			if errors.Is(tc.err, ingest.ErrRefused) || errors.Is(tc.err, ingest.ErrBusy) {
				require.ErrorContains(t, err, tc.err.Error(), "the publisher hears why")
			}
			if tc.err != nil {
				log.waitFor(t, tc.err.Error())
			} else {
				log.waitFor(t, "no stream key")
			}
		})
	}
}

func TestServerRefusesOtherCodecs(t *testing.T) {
	p := newPublisher()
	s, log := start(t, rtmp.Config{}, p)
	target, err := publish.ParseTarget(url(s.Addr(), "live/x"))
	require.NoError(t, err)
	c, err := publish.Dial(t.Context(), target, 0)
	require.NoError(t, err)
	defer c.Close()
	require.NoError(t, c.Send(flv.Tag{Type: flv.TagVideo, Data: []byte("\x90vvc1\x01\x02")}))
	require.ErrorIs(t, wait(t, p.begun, "the publish").waitEnd(t), ingest.ErrUnsupported)
	wait(t, c.Done(), "the refusal")
	require.ErrorContains(t, c.Err(), "vvc1")
	log.waitFor(t, "vvc1")
}

// handshaken dials and shakes hands. The server's answers are read and thrown away.
func handshaken(t testing.TB, addr net.Addr) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr.String())
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	_, err = conn.Write(append([]byte{3}, make([]byte, 1536)...))
	require.NoError(t, err)
	_, err = io.ReadFull(conn, make([]byte, 1+1536+1536))
	require.NoError(t, err)
	_, err = conn.Write(make([]byte, 1536))
	require.NoError(t, err)
	return conn
}

func amf(values ...any) []byte {
	var b []byte
	for _, v := range values {
		switch v := v.(type) {
		case string:
			b = rtmpwire.AppendString(b, v)
		case float64:
			b = rtmpwire.AppendNumber(b, v)
		case nil:
			b = rtmpwire.AppendNull(b)
		}
	}
	return b
}

func command(payload []byte) rtmpwire.Message {
	return rtmpwire.Message{ChunkStream: 3, Type: rtmpwire.TypeCommandAMF0, Payload: payload}
}

func publishMessages(name string) []rtmpwire.Message {
	pub := command(amf("publish", 3.0, nil, name, "live"))
	pub.Stream = 1
	return []rtmpwire.Message{
		command(rtmpwire.AppendObject(amf("connect", 1.0), rtmpwire.Property{Key: "app", Value: "live"})),
		command(amf("createStream", 2.0, nil)), pub,
	}
}

func sendAll(t testing.TB, w io.Writer, messages ...rtmpwire.Message) {
	t.Helper()
	out := rtmpwire.NewWriter(w)
	for _, m := range messages {
		require.NoError(t, out.Write(m))
	}
}

// requireClosed waits until the server has closed the connection.
func requireClosed(t testing.TB, conn net.Conn) {
	t.Helper()
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
	_, err := io.Copy(io.Discard, conn)
	var timeout net.Error
	require.False(t, errors.As(err, &timeout) && timeout.Timeout(), "the server keeps the connection open")
}

func TestStrangersDisturbNobody(t *testing.T) {
	p := newPublisher()
	s, log := start(t, rtmp.Config{HandshakeTimeout: 5 * time.Second, PublishTimeout: 5 * time.Second}, p)
	stream, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := replay(t, stream, publish.Config{URL: url(s.Addr(), "live/honest"), Open: publish.File(clip(t, "30", "2", "0")), Loop: true})
	honest := wait(t, p.begun, "the honest publish")
	wait(t, honest.first, "its first frame")

	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)

	raw := func(b []byte) func(testing.TB) net.Conn {
		return func(t testing.TB) net.Conn {
			conn, err := net.Dial("tcp", s.Addr().String())
			require.NoError(t, err)
			conn.Write(b) // the server may have hung up
			return conn
		}
	}
	shaken := func(send func(net.Conn)) func(testing.TB) net.Conn {
		return func(t testing.TB) net.Conn {
			conn := handshaken(t, s.Addr())
			send(conn)
			return conn
		}
	}
	message := func(typ rtmpwire.Type, payload []byte) func(testing.TB) net.Conn {
		return shaken(func(c net.Conn) {
			rtmpwire.NewWriter(c).Write(rtmpwire.Message{ChunkStream: 3, Type: typ, Payload: payload}) // likewise
		})
	}
	trickle := func(c net.Conn) { // a byte at a time, as fast as they are taken, until the server hangs up
		go func() {
			for {
				if _, err := c.Write([]byte{0}); err != nil {
					return
				}
			}
		}()
	}
	hostile := []struct {
		name, says string
		dial       func(testing.TB) net.Conn
	}{
		{"silence", "no handshake in time", raw(nil)},
		{"half a handshake", "no handshake in time", raw(append([]byte{3}, make([]byte, 1000)...))},
		{"silence after the handshake", "no publish in time", shaken(func(net.Conn) {})},
		{"a web browser", "HTTP", raw([]byte("GET / HTTP/1.1\r\n\r\n"))},
		{"TLS", "TLS", raw([]byte{0x16, 3, 1, 2, 0, 1})},
		{"noise", "not rtmp", raw(bytes.Repeat([]byte{0xe5}, 5000))},
		{"noise after the handshake", "malformed", shaken(func(c net.Conn) { c.Write(bytes.Repeat([]byte{0xe5}, 5000)) })}, // likewise
		{"nested objects", "levels deep", message(rtmpwire.TypeCommandAMF0, append(amf("connect", 1.0), bytes.Repeat([]byte{3, 0, 1, 'a'}, 15_000)...))},
		{"a strict array of 2^31 values", "array of", message(rtmpwire.TypeCommandAMF0, append(amf("connect", 1.0), 10, 0x7f, 0xff, 0xff, 0xff))},
		{"a message of 16 MiB", "message of", shaken(func(c net.Conn) {
			c.Write([]byte{3, 0, 0, 0, 0xff, 0xff, 0xff, 9, 1, 0, 0, 0, 1, 2, 3}) // likewise
		})},
		{"a chunk size of 1", "chunk size 1", message(rtmpwire.TypeSetChunkSize, []byte{0, 0, 0, 1})},
		{"media before publish", "no publish in time", message(rtmpwire.TypeVideo, make([]byte, 60_000))},
		{"a player", "playing over rtmp", shaken(func(c net.Conn) {
			m := publishMessages("honest")
			m[2].Payload = amf("play", 3.0, nil, "honest")
			sendAll(t, c, m...)
		})},
		{"zeros without end before publish", "", shaken(trickle)},
	}
	var all sync.WaitGroup
	for _, h := range hostile {
		conn := h.dial(t)
		all.Go(func() {
			defer conn.Close()
			requireClosed(t, conn)
		})
	}
	all.Wait()
	said := ""
	for range hostile {
		said += log.waitFor(t, "rtmp connection closed")
	}
	for _, h := range hostile {
		require.Contains(t, said, h.says, h.name)
	}

	runtime.GC()
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(64<<20), "bytes allocated while strangers called")
	require.Empty(t, p.begun, "no stranger published")

	cancel()
	require.NoError(t, wait(t, done, "the honest publisher"))
	require.NoError(t, honest.waitEnd(t))
	requireVideo(t, honest.video, 12000, 0)
}

func TestServerLimitsConnections(t *testing.T) {
	p := newPublisher()
	s, log := start(t, rtmp.Config{MaxConnections: 2}, p)
	first, second := handshaken(t, s.Addr()), handshaken(t, s.Addr())
	third, err := net.Dial("tcp", s.Addr().String())
	require.NoError(t, err)
	requireClosed(t, third)
	log.waitFor(t, "as many as allowed")

	first.Close()
	sendAll(t, second, publishMessages("x")...)
	require.Equal(t, "x", wait(t, p.begun, "the second's publish").req.Name)
}

func TestServerTakesOnePublishAtATimeFromAConnection(t *testing.T) {
	p := newPublisher()
	s, _ := start(t, rtmp.Config{}, p)
	conn := handshaken(t, s.Addr())
	again := command(amf("publish", 5.0, nil, "second", "live"))
	again.Stream = 2
	sendAll(t, conn, append(publishMessages("first"), command(amf("createStream", 4.0, nil)), again)...)
	require.ErrorIs(t, wait(t, p.begun, "the publish").waitEnd(t), ingest.ErrBusy)
}

func TestServerAnswersPings(t *testing.T) {
	s, _ := start(t, rtmp.Config{}, newPublisher())
	conn := handshaken(t, s.Addr())
	sendAll(t, conn, rtmpwire.Message{ChunkStream: 2, Type: rtmpwire.TypeUserControl, Payload: []byte{0, 6, 1, 2, 3, 4}})
	m, err := rtmpwire.NewReader(bufio.NewReader(conn), 1<<16).Read()
	require.NoError(t, err)
	require.Equal(t, rtmpwire.TypeUserControl, m.Type)
	require.Equal(t, []byte{0, 7, 1, 2, 3, 4}, m.Payload)
}

func TestNewRefuses(t *testing.T) {
	_, err := rtmp.New(rtmp.Config{}, rtmp.Deps{})
	require.ErrorContains(t, err, "publisher")
	_, err = rtmp.New(rtmp.Config{MaxConnections: -1}, rtmp.Deps{Publisher: newPublisher()})
	require.Error(t, err)
	_, err = rtmp.New(rtmp.Config{IdleTimeout: -1}, rtmp.Deps{Publisher: newPublisher()})
	require.Error(t, err)
	s, err := rtmp.New(rtmp.Config{}, rtmp.Deps{Publisher: newPublisher()})
	require.NoError(t, err)
	require.Nil(t, s.Addr())
	require.NoError(t, s.Stop(t.Context()))
}

func TestStartSaysWhoHasThePort(t *testing.T) {
	s, _ := start(t, rtmp.Config{}, newPublisher())
	other, err := rtmp.New(rtmp.Config{Addr: s.Addr().String()}, rtmp.Deps{Publisher: newPublisher()})
	require.NoError(t, err)
	err = other.Start(t.Context())
	require.ErrorContains(t, err, s.Addr().String())
	require.NoError(t, other.Stop(t.Context()))
}

// TestServerUnderstandsAnnexB covers encoders that put start codes into FLV and send no sequence header.
func TestServerUnderstandsAnnexB(t *testing.T) {
	p := newPublisher()
	s, _ := start(t, rtmp.Config{}, p)
	target, err := publish.ParseTarget(url(s.Addr(), "live/annexb"))
	require.NoError(t, err)
	c, err := publish.Dial(t.Context(), target, 0)
	require.NoError(t, err)
	var header []byte
	frames := 0
	for _, tag := range testmedia.Tags(t, clip(t, "25", "1", "0")) {
		v, err := flv.ParseVideo(tag.Data)
		if tag.Type != flv.TagVideo || err != nil {
			continue
		}
		switch v.Packet {
		case flv.PacketSequenceHeader:
			header = annexBHeader(t, v.Data)
			continue
		case flv.PacketFrame:
			v.Data = annexB(t, v.Data)
			if v.Key {
				v.Data = append(bytes.Clone(header), v.Data...)
			}
			frames++
		}
		tag.Data = flv.AppendVideo(nil, v)
		require.NoError(t, c.Send(tag))
	}
	require.NoError(t, c.Close())
	r := wait(t, p.begun, "the publish")
	require.NoError(t, r.waitEnd(t))
	require.Len(t, r.videoF, 1)
	require.Equal(t, media.Rational{Num: 25, Den: 1}, r.videoF[0].FrameRate)
	require.Len(t, r.video, frames)
	requireVideo(t, r.video, 14400, 0)
}

func annexBHeader(t testing.TB, record []byte) []byte {
	t.Helper()
	cfg, err := h264.ParseAVCConfig(record)
	require.NoError(t, err)
	return annexB(t, h264.AppendLength(h264.AppendLength(nil, cfg.SPS), cfg.PPS[0]))
}

func annexB(t testing.TB, avcc []byte) []byte {
	t.Helper()
	b, err := h264.AppendAnnexB(nil, avcc)
	require.NoError(t, err)
	return b
}
