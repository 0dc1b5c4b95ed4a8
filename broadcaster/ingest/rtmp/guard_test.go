package rtmp

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	gortmp "github.com/yutopp/go-rtmp"
	"github.com/yutopp/go-rtmp/message"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// witness counts what a guard tells.
type witness struct {
	handshakes, pings  int
	acks               []uint32
	videoAt, audioAt   []uint32
	videoLen, audioLen int
	meta               [][]any
	answers            []string
}

func (w *witness) handshaken() error { w.handshakes++; return nil }
func (w *witness) video(ts uint32, b []byte) error {
	w.videoAt, w.videoLen = append(w.videoAt, ts), w.videoLen+len(b)
	return nil
}

func (w *witness) audio(ts uint32, b []byte) error {
	w.audioAt, w.audioLen = append(w.audioAt, ts), w.audioLen+len(b)
	return nil
}
func (w *witness) data(_ uint32, v []any) error { w.meta = append(w.meta, v); return nil }
func (w *witness) ping(uint32) error            { w.pings++; return nil }
func (w *witness) answer(call string, transaction float64) error {
	w.answers = append(w.answers, fmt.Sprint(call, " ", transaction))
	return nil
}
func (w *witness) acknowledge(n uint32) error { w.acks = append(w.acks, n); return nil }

// handshakeBytes is a client's side of the handshake.
func handshakeBytes() []byte { return append([]byte{rtmpVersion}, make([]byte, handshakeSize-1)...) }

// command is an AMF0 command: its values are strings, numbers, nil, objects, or bytes as they stand on the wire.
func command(values ...any) []byte {
	var b []byte
	for _, v := range values {
		switch v := v.(type) {
		case string:
			b = rtmpwire.AppendString(b, v)
		case float64:
			b = rtmpwire.AppendNumber(b, v)
		case nil:
			b = rtmpwire.AppendNull(b)
		case []rtmpwire.Property:
			b = rtmpwire.AppendObject(b, v...)
		case []byte:
			b = append(b, v...)
		}
	}
	return b
}

// object is an AMF0 object of keys and values.
func object(pairs ...string) []rtmpwire.Property {
	var out []rtmpwire.Property
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, rtmpwire.Property{Key: pairs[i], Value: pairs[i+1]})
	}
	return out
}

// wire is messages as an encoder sends them.
func wire(messages ...rtmpwire.Message) []byte {
	var b bytes.Buffer
	w := rtmpwire.NewWriter(&b)
	for _, m := range messages {
		if m.ChunkStream == 0 {
			m.ChunkStream = 3
		}
		if err := w.Write(m); err != nil {
			panic(err) // a test's own mistake
		}
	}
	return b.Bytes()
}

// passed runs bytes behind a handshake through a guard and returns what go-rtmp decodes of it. A message that passes
// the guard and does not decode fails the test.
func passed(t testing.TB, in []byte, w *witness) ([]message.AMFConvertible, error) {
	t.Helper()
	g := newGuard(bytes.NewReader(append(handshakeBytes(), in...)), w)
	_, err := io.ReadFull(g, make([]byte, handshakeSize))
	require.NoError(t, err)
	require.Equal(t, 1, w.handshakes)
	out, readErr := io.ReadAll(readerOnly{g})

	streamer := gortmp.NewChunkStreamer(bytes.NewReader(out), io.Discard, &gortmp.StreamControlStateConfig{
		DefaultChunkSize: outChunkSize, MaxChunkStreams: 8, DefaultAckWindowSize: windowAckSize,
	})
	defer func() {
		streamer.Close() // it never fails
		<-streamer.Done()
	}()
	var commands []message.AMFConvertible
	for {
		var cm gortmp.ChunkMessage
		_, _, err := streamer.Read(&cm)
		if errors.Is(err, io.EOF) {
			return commands, readErr
		}
		require.NoError(t, err, "go-rtmp must take what passes the guard")
		cmd, ok := cm.Message.(*message.CommandMessage)
		require.True(t, ok, "only commands pass")
		decode := message.CmdBodyDecoderFor(cmd.CommandName, cmd.TransactionID)
		var v message.AMFConvertible
		require.NoError(t, decode(cmd.Body, message.NewAMFDecoder(cmd.Body, cmd.Encoding), &v), "command %q", cmd.CommandName)
		commands = append(commands, v)
	}
}

// readerOnly hides everything but Read.
type readerOnly struct{ io.Reader }

const (
	cmd0 = rtmpwire.TypeCommandAMF0
	cmd3 = rtmpwire.TypeCommandAMF3
)

func TestGuardRewritesCommands(t *testing.T) {
	undefined := []byte{6}
	long := string(bytes.Repeat([]byte{'k'}, 5000))
	for name, tc := range map[string]struct {
		in   rtmpwire.Message
		want message.AMFConvertible
	}{
		"connect": {
			rtmpwire.Message{Type: cmd0, Payload: command("connect", 1.0, object("app", "live", "tcUrl", "rtmp://h/live", "fpad", "oddly a string", "flashVer", "X"), "user", "pass")},
			&message.NetConnectionConnect{Command: message.NetConnectionConnectCommand{App: "live", TCURL: "rtmp://h/live", FlashVer: "X"}},
		},
		"connect without an object": {
			rtmpwire.Message{Type: cmd0, Payload: command("connect", 1.0, nil)}, &message.NetConnectionConnect{},
		},
		"AMF3 connect": {
			rtmpwire.Message{Type: cmd3, Payload: append([]byte{0}, command("connect", 1.0, object("app", "a"))...)},
			&message.NetConnectionConnect{Command: message.NetConnectionConnectCommand{App: "a"}},
		},
		"createStream with undefined": {
			rtmpwire.Message{Type: cmd0, Payload: command("createStream", 2.0, undefined)}, &message.NetConnectionCreateStream{},
		},
		"createStream without arguments": {
			rtmpwire.Message{Type: cmd0, Payload: command("createStream", 2.0)}, &message.NetConnectionCreateStream{},
		},
		"publish": {
			rtmpwire.Message{Type: cmd0, Stream: 1, Payload: command("publish", 5.0, nil, "key", "record")},
			&message.NetStreamPublish{PublishingName: "key", PublishingType: "live"},
		},
		"publish with a key that is too long": {
			rtmpwire.Message{Type: cmd0, Stream: 1, Payload: command("publish", 5.0, nil, long)},
			&message.NetStreamPublish{PublishingName: long[:maxText], PublishingType: "live"},
		},
		"deleteStream by name, as GStreamer does": {
			rtmpwire.Message{Type: cmd0, Payload: command("deleteStream", 7.0, nil, "key")}, &message.NetStreamDeleteStream{},
		},
		"deleteStream": {
			rtmpwire.Message{Type: cmd0, Payload: command("deleteStream", 7.0, nil, 1.0)}, &message.NetStreamDeleteStream{StreamID: 1},
		},
		"deleteStream of nonsense": {
			rtmpwire.Message{Type: cmd0, Payload: command("deleteStream", -1e300, nil, 1e300)}, &message.NetStreamDeleteStream{},
		},
		"FCUnpublish": {
			rtmpwire.Message{Type: cmd0, Payload: command("FCUnpublish", 6.0, nil, "key")}, &message.NetStreamFCUnpublish{StreamName: "key"},
		},
		"an answer to no call":   {rtmpwire.Message{Type: cmd0, Payload: command("_result", 99.0, nil)}, nil},
		"a call that is unknown": {rtmpwire.Message{Type: cmd0, Payload: command("_checkbw", 3.0, nil)}, nil},
		"no command at all":      {rtmpwire.Message{Type: cmd0, Payload: command(1.0)}, nil},
		"real AMF3":              {rtmpwire.Message{Type: cmd3, Payload: []byte{17, 1, 2}}, nil},
		"a shared object":        {rtmpwire.Message{Type: rtmpwire.TypeSharedObjectAMF0, Payload: []byte{1, 2, 3}}, nil},
		"an unknown type":        {rtmpwire.Message{Type: 77, Payload: []byte{1, 2, 3}}, nil},
		"a user control event":   {rtmpwire.Message{Type: rtmpwire.TypeUserControl, Payload: []byte{0, 31, 0, 0, 0, 1}}, nil},
		"metadata of nonsense":   {rtmpwire.Message{Type: rtmpwire.TypeDataAMF0, Payload: []byte{3, 3, 3}}, nil},
		"an acknowledgement":     {rtmpwire.Message{Type: rtmpwire.TypeAck, Payload: []byte{1}}, nil},
		"a short window":         {rtmpwire.Message{Type: rtmpwire.TypeWindowAckSize, Payload: []byte{1}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := passed(t, wire(tc.in), &witness{})
			require.NoError(t, err)
			if tc.want == nil {
				require.Empty(t, got)
				return
			}
			require.Equal(t, []message.AMFConvertible{tc.want}, got)
		})
	}
}

func TestGuardDeletesByNameWhatWasPublished(t *testing.T) {
	got, err := passed(t, wire(
		rtmpwire.Message{Type: cmd0, Stream: 3, Payload: command("publish", 5.0, nil, "key", "live")},
		rtmpwire.Message{Type: cmd0, Payload: command("deleteStream", 7.0, nil, "key")},
	), &witness{})
	require.NoError(t, err)
	require.Equal(t, &message.NetStreamDeleteStream{StreamID: 3}, got[1])
}

func TestGuardKeepsMediaToItself(t *testing.T) {
	tag := func(typ byte, ts uint32, body ...byte) []byte {
		b := []byte{typ, 0, 0, byte(len(body)), byte(ts >> 16), byte(ts >> 8), byte(ts), byte(ts >> 24), 0, 0, 0}
		return append(append(b, body...), 0, 0, 0, byte(11+len(body)))
	}
	meta := command("onMetaData", object("encoder", "x"))
	w := &witness{}
	got, err := passed(t, wire(
		rtmpwire.Message{ChunkStream: 4, Type: rtmpwire.TypeAudio, Timestamp: 10, Payload: []byte{1, 2}},
		rtmpwire.Message{ChunkStream: 6, Type: rtmpwire.TypeVideo, Timestamp: 20, Payload: make([]byte, 300)},
		rtmpwire.Message{ChunkStream: 5, Type: rtmpwire.TypeDataAMF0, Payload: meta},
		rtmpwire.Message{ChunkStream: 5, Type: rtmpwire.TypeDataAMF3, Payload: append([]byte{0}, meta...)},
		rtmpwire.Message{ChunkStream: 2, Type: rtmpwire.TypeUserControl, Payload: []byte{0, 6, 0, 0, 0, 1}},
		rtmpwire.Message{ChunkStream: 7, Type: rtmpwire.TypeAggregate, Timestamp: 1000, Payload: append(append(append(
			tag(8, 500, 1, 2, 3), tag(9, 540, 4)...), tag(18, 540, meta...)...), tag(99, 1, 1)...)},
	), w)
	require.NoError(t, err)
	require.Empty(t, got)
	require.Equal(t, []uint32{10, 1000}, w.audioAt)
	require.Equal(t, []uint32{20, 1040}, w.videoAt)
	require.Equal(t, 5, w.audioLen)
	require.Equal(t, 301, w.videoLen)
	require.Len(t, w.meta, 3)
	require.Equal(t, 1, w.pings)
}

func TestGuardAcknowledges(t *testing.T) {
	w := &witness{}
	messages := []rtmpwire.Message{{ChunkStream: 2, Type: rtmpwire.TypeWindowAckSize, Payload: []byte{0, 0, 0, 0}}} // 0 would mean always
	for range 10 {
		messages = append(messages, rtmpwire.Message{ChunkStream: 6, Type: rtmpwire.TypeVideo, Payload: make([]byte, 60_000)})
	}
	_, err := passed(t, wire(messages...), w)
	require.NoError(t, err)
	require.Len(t, w.acks, 5, "one for every second message: the window is at least 64 KiB")
}

func TestGuardRefuses(t *testing.T) {
	many := make([]rtmpwire.Message, maxCommands+1)
	for i := range many {
		many[i] = rtmpwire.Message{Type: cmd0, Payload: command("createStream", 1.0, nil)}
	}
	for name, in := range map[string][]byte{
		"nested objects":            wire(rtmpwire.Message{Type: cmd0, Payload: append(command("connect", 1.0), bytes.Repeat([]byte{3, 0, 1, 'a'}, 15_000)...)}),
		"a huge strict array":       wire(rtmpwire.Message{Type: cmd0, Payload: command("connect", 1.0, []byte{10, 0x7f, 0xff, 0xff, 0xff})}),
		"a huge message":            wire(rtmpwire.Message{Type: rtmpwire.TypeVideo, Payload: make([]byte, maxUnpublished+1)}),
		"an endless row of calls":   wire(many...),
		"an aggregate that is cut":  wire(rtmpwire.Message{Type: rtmpwire.TypeAggregate, Payload: []byte{8, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0, 1}}),
		"a chunk size of 1":         wire(rtmpwire.Message{Type: rtmpwire.TypeSetChunkSize, Payload: []byte{0, 0, 0, 1}}),
		"a chunk without beginning": {0xff},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := passed(t, in, &witness{})
			require.ErrorIs(t, err, rtmpwire.ErrMalformed)
		})
	}
	for first, says := range map[byte]string{'G': "HTTP", 0x16: "TLS", 6: "RTMPE", 0xee: "0xee"} {
		_, err := newGuard(bytes.NewReader([]byte{first}), &witness{}).Read(make([]byte, 10))
		require.ErrorIs(t, err, errNotRTMP)
		require.ErrorContains(t, err, says)
	}
}

// FuzzGuard checks that whatever comes behind a handshake, go-rtmp decodes all that passes.
func FuzzGuard(f *testing.F) {
	f.Add(wire(
		rtmpwire.Message{Type: cmd0, Payload: command("connect", 1.0, object("app", "live"))},
		rtmpwire.Message{Type: cmd0, Stream: 1, Payload: command("publish", 5.0, nil, "key", "live")},
		rtmpwire.Message{ChunkStream: 6, Type: rtmpwire.TypeVideo, Payload: []byte{0x17, 0}},
		rtmpwire.Message{Type: cmd0, Payload: command("deleteStream", 7.0, nil, "key")},
	))
	f.Add(wire(rtmpwire.Message{Type: cmd3, Payload: append([]byte{0}, command("play", 1.0, nil, "x")...)}))
	f.Add(wire(rtmpwire.Message{Type: rtmpwire.TypeAggregate, Payload: []byte{8, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12}}))
	f.Add(wire(rtmpwire.Message{Type: cmd0, Payload: command("closeStream", 0.0, nil)}, rtmpwire.Message{Type: cmd0, Payload: command("FCPublish", 0.0, []byte{6}, "n")}))
	f.Fuzz(func(t *testing.T, in []byte) { passed(t, in, &witness{}) }) // any error is fine
}

// checker is a sink that checks a sink's promises.
type checker struct {
	t       testing.TB
	video   bool
	audio   [media.MaxAudioTracks]bool
	needIDR bool
}

func (c *checker) VideoFormat(f media.VideoFormat) error {
	require.NotEmpty(c.t, f.Config)
	require.Positive(c.t, f.Width)
	c.video, c.needIDR = true, true
	return nil
}

func (c *checker) AudioFormat(f media.AudioFormat) error {
	require.True(c.t, f.SampleRate > 0 || codec.Transcoded(f.Codec))
	c.audio[f.Track] = true
	return nil
}

func (c *checker) Video(u media.AccessUnit) error {
	require.True(c.t, c.video)
	require.True(c.t, u.Key || !c.needIDR)
	require.NotEmpty(c.t, u.Payload)
	c.needIDR = false
	return nil
}

func (c *checker) Audio(u media.AccessUnit) error {
	require.True(c.t, c.audio[u.Track])
	require.NotEmpty(c.t, u.Payload)
	return nil
}
func (c *checker) End(error) {}

// FuzzTracks feeds tag bodies: the sink's promises hold whatever they are.
func FuzzTracks(f *testing.F) {
	sps := []byte{0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x47, 0xfe, 0x88}
	record := append([]byte{0x17, 0, 0, 0, 0, 1, 0x42, 0xc0, 0x1e, 0xff, 0xe1, 0, byte(len(sps))}, append(sps, 1, 0, 4, 0x68, 0xce, 0x3c, 0x80)...)
	f.Add(record, []byte{0x17, 1, 0, 0, 0, 0, 0, 0, 2, 0x65, 1}, []byte{0xaf, 0, 0x12, 0x10}, []byte{0xaf, 1, 1})
	f.Add([]byte{0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x67, 0x42}, []byte{0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x65, 0x88}, []byte{0xaf, 0}, []byte{0x2f})
	enhanced := func(c media.Codec, p flv.PacketType, data []byte) []byte {
		return flv.AppendVideo(nil, flv.Video{Codec: c, Packet: p, Data: data})
	}
	f.Add(enhanced(media.CodecHEVC, 0, unhex(f, hevcRecord)), enhanced(media.CodecHEVC, 1, nals([]byte{21 << 1, 1, 0x80})),
		[]byte("\x90OpusOpusHead\x01\x02\x38\x01\x80\xbb\x00\x00\x00\x00\x00"), []byte("\x91Opus\xfc\x01"))
	f.Add(enhanced(media.CodecAV1, 0, unhex(f, av1Record)), enhanced(media.CodecAV1, 1, []byte{0x12, 0, 0x32, 1, 0x10}), []byte("\x90mp4a\x11\x90"), []byte("\x91mp4a\x01"))
	f.Add([]byte{}, []byte{}, []byte("\x90fLaC"+strings.Repeat("\x11", 34)), []byte("\x91fLaC\x01"))
	f.Add([]byte{}, []byte{}, []byte("\x2f\xff\xfb"), []byte("\x72\x01"))
	f.Add([]byte{}, []byte{}, []byte("\x95\x10mp4a\x00\x00\x00\x02\x11\x90\x07\x00\x00\x02\x11\x90"), []byte("\x95\x11mp4a\x07\x00\x00\x01\x01\x08\x00\x00\x01\x01"))
	f.Add(enhanced(media.CodecVP9, 0, nil), enhanced(media.CodecVP9, 1, unhex(f, "824983420005f003f60638")), []byte{}, []byte{})
	f.Fuzz(func(t *testing.T, v1, v2, a1, a2 []byte) {
		tr := newTracks(&checker{t: t}, slog.New(slog.DiscardHandler))
		for i := range uint32(3) {
			err := errors.Join(tr.video(i*40, v1), tr.audio(i*40, a1), tr.video(i*40, v2), tr.audio(i*40, a2))
			if err != nil {
				return
			}
		}
	})
}

func TestTracksRefuseOtherCodecs(t *testing.T) {
	for name, feed := range map[string]func(*tracks) error{
		"VVC":           func(tr *tracks) error { return tr.video(0, []byte("\x90vvc1....")) },
		"strange HEVC":  func(tr *tracks) error { return tr.video(0, []byte("\x90hvc1....")) },
		"Sorenson":      func(tr *tracks) error { return tr.video(0, []byte{0x12, 1, 2, 3, 4, 5}) },
		"PCM":           func(tr *tracks) error { return tr.audio(0, []byte{0x3f, 1, 2}) },
		"strange FLAC":  func(tr *tracks) error { return tr.audio(0, []byte("\x90fLaCfLaC")) },
		"a strange SPS": func(tr *tracks) error { return tr.video(0, []byte{0x17, 0, 0, 0, 0, 9, 9, 9}) },
		"a strange ASC": func(tr *tracks) error { return tr.audio(0, []byte{0xaf, 0, 0xff, 0xff}) },
	} {
		t.Run(name, func(t *testing.T) {
			err := feed(newTracks(&checker{t: t}, slog.New(slog.DiscardHandler)))
			require.ErrorIs(t, err, ingest.ErrUnsupported)
		})
	}
}

func TestTracksSkipWhatIsNoUnit(t *testing.T) {
	tr := newTracks(&checker{t: t}, slog.New(slog.DiscardHandler))
	for _, body := range [][]byte{nil, {0x17}, {0x17, 1, 0, 0, 0}, {0x57, 0}, {0x17, 2, 0, 0, 0}, {0x17, 1, 0, 0, 0, 9, 9, 9, 9}, []byte("\xd4hvc1"), []byte("\x92hvc1")} {
		require.NoError(t, tr.video(0, body))
	}
	for _, body := range [][]byte{nil, {0xaf}, {0xaf, 1}, {0xaf, 1, 1}, {0xaf, 7, 7}} {
		require.NoError(t, tr.audio(0, body))
	}
}

// BenchmarkGuard is the cost of one 16 KiB video message in chunks of 4096 bytes, from socket bytes to tag body.
func BenchmarkGuard(b *testing.B) {
	var buf bytes.Buffer
	w := rtmpwire.NewWriter(&buf)
	require.NoError(b, w.SetChunkSize(4096))
	const n = 1000
	for i := range uint32(n) {
		require.NoError(b, w.Write(rtmpwire.Message{ChunkStream: 6, Type: rtmpwire.TypeVideo, Timestamp: i * 33, Payload: make([]byte, 16<<10)}))
	}
	in := append(handshakeBytes(), buf.Bytes()...)
	b.ReportAllocs()
	b.ResetTimer()
	for done := 0; done < b.N; done += n {
		g := newGuard(bytes.NewReader(in), &witness{})
		_, err := io.Copy(io.Discard, readerOnly{g})
		require.NoError(b, err)
	}
}
