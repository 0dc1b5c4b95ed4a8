package rtmp_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest/rtmp"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
	"github.com/millrace/millrace/pkg/testmedia"
)

// The tags that every dialect publishes.
var (
	avcHeader = append([]byte{0x17, 0, 0, 0, 0}, testmedia.H264(320, 176, media.Rational{}).Config...)
	avcKey    = []byte{0x17, 1, 0, 0, 0, 0, 0, 0, 2, 0x65, 1}
	avcFrame  = []byte{0x27, 1, 0, 0, 0, 0, 0, 0, 2, 0x41, 1}
	aacFrame  = []byte{0xaf, 1, 1, 2, 3}
	aacHead   = []byte{0xaf, 0, 0x11, 0x90}
)

// script is what a client says, without waiting for answers.
type script struct {
	chunkSize int // of what follows
	bytes.Buffer
	absolute bool // every header is of type 0, with the time itself
	forget   bool // extended timestamps are not repeated in the continuation of a message
	last     map[int]said
}

// said is what a chunk stream's next header is relative to.
type said struct{ at, stream uint32 }

func newScript() *script { return &script{chunkSize: 128, last: map[int]said{}} }

// say appends a message on a chunk stream.
func (s *script) say(chunkStream int, typ rtmpwire.Type, stream, at uint32, payload []byte) *script {
	m := rtmpwire.Message{ChunkStream: chunkStream, Type: typ, Stream: stream, Timestamp: at, Payload: payload}
	last, ok := s.last[chunkStream]
	kind, field := byte(1), at-last.at
	if !ok || s.absolute || last.stream != stream {
		kind, field = 0, at
	}
	s.last[chunkStream] = said{at, stream}
	s.Write(rtmpwire.AppendHeader(nil, kind, field, m))
	for rest := payload; ; {
		n := min(len(rest), s.chunkSize)
		s.Write(rest[:n])
		if rest = rest[n:]; len(rest) == 0 {
			break
		}
		continuation := rtmpwire.AppendHeader(nil, 2, 0, m)
		continuation = continuation[:len(continuation)-3]
		continuation[0] |= 3 << 6
		s.Write(continuation)
		if field >= 0xffffff && !s.forget {
			s.Write(binary.BigEndian.AppendUint32(nil, field))
		}
	}
	if typ == rtmpwire.TypeSetChunkSize {
		s.chunkSize = int(binary.BigEndian.Uint32(payload))
	}
	return s
}

// call appends an AMF0 command.
func (s *script) call(stream uint32, body []byte) *script {
	return s.say(3, rtmpwire.TypeCommandAMF0, stream, 0, body)
}

// open appends everything up to publish.
func (s *script) open(app, name string) *script {
	return s.
		call(0, rtmpwire.AppendObject(amf("connect", 1.0), rtmpwire.Property{Key: "app", Value: app}, rtmpwire.Property{Key: "type", Value: "nonprivate"})).
		call(0, amf("releaseStream", 2.0, nil, name)).
		call(0, amf("FCPublish", 3.0, nil, name)).
		call(0, amf("createStream", 4.0, nil)).
		call(1, amf("publish", 5.0, nil, name, "live"))
}

// end appends the orderly end of a publish.
func (s *script) end() *script { return s.call(0, amf("deleteStream", 9.0, nil, 1.0)) }

// media appends a header and four frames, 40 ms apart, as other functions send them.
func (s *script) media(video func(at uint32, tag []byte)) *script {
	for i, tag := range [][]byte{avcHeader, avcKey, avcFrame, avcFrame, avcFrame} {
		video(uint32(max(i-1, 0))*40, tag)
	}
	return s
}

// plain appends the media on a chunk stream of its own.
func (s *script) plain(chunkStream int, from uint32) *script {
	return s.media(func(at uint32, tag []byte) { s.say(chunkStream, rtmpwire.TypeVideo, 1, from+at, tag) })
}

func u32(v uint32) []byte { return binary.BigEndian.AppendUint32(nil, v) }

// flvTag is a tag as an aggregate message has it.
func flvTag(typ byte, at uint32, body []byte) []byte {
	b := []byte{typ, 0, 0, byte(len(body)), byte(at >> 16), byte(at >> 8), byte(at), byte(at >> 24), 0, 0, 0}
	return append(append(b, body...), 0, 0, 0, byte(len(b)+len(body)))
}

// dialects are how encoders speak RTMP, each with what is its own (docs/encoders.md). None of them echoes the handshake.
var dialects = []struct {
	name     string
	says     func() *script
	app, key string   // default live and key
	token    string   // of the query
	audio    int      // units
	hears    []string // commands that the server must send
}{
	{
		name: "OBS", // a chunk size before connect, everything on chunk stream 4
		says: func() *script {
			s := newScript().say(2, rtmpwire.TypeSetChunkSize, 0, 0, u32(4096)).open("live", "key")
			s.say(4, rtmpwire.TypeDataAMF0, 1, 0, append(amf("@setDataFrame", "onMetaData"), 8, 0, 0, 0, 0, 0, 0, 9))
			s.say(4, rtmpwire.TypeAudio, 1, 0, aacHead).plain(4, 0).say(4, rtmpwire.TypeAudio, 1, 121, aacFrame)
			return s.call(0, amf("FCUnpublish", 6.0, nil, "key")).call(0, amf("deleteStream", 7.0, nil, 1.0))
		},
		audio: 1, hears: []string{"_result", "onFCPublish", "onStatus"},
	},
	{
		name: "FFmpeg", // chunks of 128 bytes, the query behind the name
		says: func() *script {
			return newScript().open("live", "key?token=x").plain(6, 0).call(0, amf("FCUnpublish", 6.0, nil, "key")).call(0, amf("deleteStream", 7.0, nil, 1.0))
		},
		token: "x",
	},
	{
		name: "GStreamer's rtmp2sink", // metadata again and again, a stream that is deleted by its name
		says: func() *script {
			s := newScript().say(2, rtmpwire.TypeWindowAckSize, 0, 0, u32(2500000)).say(2, rtmpwire.TypeSetChunkSize, 0, 0, u32(128)).open("live", "key")
			s.media(func(at uint32, tag []byte) {
				s.say(5, rtmpwire.TypeDataAMF0, 1, at, append(amf("@setDataFrame", "onMetaData"), 8, 0, 0, 0, 0, 0, 0, 9))
				s.say(6, rtmpwire.TypeVideo, 1, at, tag)
			})
			return s.call(0, amf("deleteStream", 7.0, nil, "key"))
		},
	},
	{
		name: "FMLE", // waits for onFCPublish, says the time itself in every header
		says: func() *script {
			s := newScript()
			s.absolute = true
			return s.open("live/", "key").plain(4, 0).call(1, amf("closeStream", 0.0, nil))
		},
		hears: []string{"onFCPublish"},
	},
	{
		name: "Flash", // AMF3 messages with AMF0 in them, and an AMF3 value at the end
		says: func() *script {
			wrapped := func(body []byte) []byte { return append([]byte{0}, body...) }
			s := newScript()
			s.call(0, append(rtmpwire.AppendObject(amf("connect", 1.0), rtmpwire.Property{Key: "app", Value: "live"}), 0x11, 0x0a, 0x0b, 1, 1))
			s.say(3, rtmpwire.TypeCommandAMF3, 0, 0, wrapped(amf("createStream", 2.0, nil)))
			s.say(3, rtmpwire.TypeCommandAMF3, 1, 0, wrapped(append(amf("publish", 3.0, nil, "key", "live"), 0x11, 1)))
			s.say(5, rtmpwire.TypeDataAMF3, 1, 0, wrapped(append(amf("@setDataFrame", "onMetaData"), 8, 0, 0, 0, 0, 0, 0, 9)))
			s.plain(6, 0)
			return s.say(3, rtmpwire.TypeCommandAMF3, 0, 0, wrapped(amf("deleteStream", 4.0, nil, 1.0)))
		},
	},
	{
		name: "aggregates", // several tags in one message
		says: func() *script {
			s := newScript().open("live", "key")
			var tags []byte
			tags = append(tags, flvTag(8, 7000, aacHead)...)
			s.media(func(at uint32, tag []byte) { tags = append(tags, flvTag(9, 7000+at, tag)...) })
			tags = append(tags, flvTag(8, 7130, aacFrame)...)
			return s.say(4, rtmpwire.TypeAggregate, 1, 0, tags).end()
		},
		audio: 1,
	},
	{
		name: "large chunk stream numbers", // of two and three bytes
		says: func() *script {
			s := newScript().open("live", "key").say(100, rtmpwire.TypeAudio, 1, 0, aacHead)
			return s.plain(4000, 0).say(100, rtmpwire.TypeAudio, 1, 130, aacFrame).end()
		},
		audio: 1,
	},
	{
		name: "a clock beyond 4 h 39 min", // extended timestamps, repeated as the specification says
		says: func() *script {
			s := newScript()
			s.absolute = true
			s.open("live", "key")
			return s.media(func(at uint32, tag []byte) {
				s.say(6, rtmpwire.TypeVideo, 1, 20_000_000+at, tag)
				s.say(5, rtmpwire.TypeDataAMF0, 1, 20_000_000+at, append(amf("onMetaData"), amf(string(make([]byte, 300)))...))
			}).end()
		},
	},
	{
		name: "a clock beyond 4 h 39 min, as older librtmp", // extended timestamps that are not repeated
		says: func() *script {
			s := newScript()
			s.absolute, s.forget = true, true
			s.open("live", "key")
			return s.media(func(at uint32, tag []byte) {
				s.say(6, rtmpwire.TypeVideo, 1, 20_000_000+at, tag)
				s.say(5, rtmpwire.TypeDataAMF0, 1, 20_000_000+at, append(amf("onMetaData"), amf(string(make([]byte, 300)))...))
			}).end()
		},
	},
	{
		name: "chatter", // messages that mean nothing to a server, empty ones, and pings
		says: func() *script {
			s := newScript().open("live", "key")
			s.say(2, rtmpwire.TypeUserControl, 0, 0, []byte{0, 31, 0, 0, 0, 1}).say(2, rtmpwire.TypeUserControl, 0, 0, []byte{0, 26, 1})
			s.say(2, rtmpwire.TypeUserControl, 0, 0, []byte{0, 6, 0, 0, 0, 9})
			s.say(7, 77, 0, 0, []byte{1}).say(7, rtmpwire.TypeSharedObjectAMF0, 0, 0, []byte{1}).say(7, rtmpwire.TypeSharedObjectAMF3, 0, 0, []byte{1})
			s.call(0, amf("_checkbw", 0.0, nil)).call(0, amf("_result", 99.0, nil)).call(0, amf("getStreamLength", 8.0, nil, "key"))
			s.say(4, rtmpwire.TypeAudio, 1, 0, aacHead).say(4, rtmpwire.TypeAudio, 1, 0, nil).say(4, rtmpwire.TypeAudio, 1, 0, []byte{0xaf, 1})
			return s.plain(6, 0).say(4, rtmpwire.TypeAudio, 1, 121, aacFrame).end()
		},
		audio: 1,
	},
	{
		name: "an instance behind the application, the query in connect",
		says: func() *script { return newScript().open("live/inst?token=y", "key").plain(6, 0).end() },
		app:  "live/inst", token: "y",
	},
	{
		name: "another order of commands", // FCPublish last, a stream that is created twice
		says: func() *script {
			s := newScript().call(0, rtmpwire.AppendObject(amf("connect", 1.0), rtmpwire.Property{Key: "app", Value: "live"}))
			s.call(0, amf("createStream", 2.0, nil)).call(0, amf("createStream", 3.0, nil)).call(0, amf("releaseStream", 4.0, nil, "key"))
			return s.call(1, amf("publish", 0.0, nil, "key")).call(0, amf("FCPublish", 5.0, nil, "key")).plain(6, 0).end()
		},
	},
}

func TestDialects(t *testing.T) {
	for _, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			p := newPublisher()
			s, log := start(t, rtmp.Config{}, p)
			conn := handshaken(t, s.Addr())
			heard := make(chan []string, 1)
			go func() { heard <- listenTo(conn) }()
			_, err := conn.Write(d.says().Bytes())
			require.NoError(t, err)
			require.NoError(t, conn.(*net.TCPConn).CloseWrite())

			r := wait(t, p.begun, "the publish")
			require.NoError(t, r.waitEnd(t), "the end is in order")
			app, key := d.app, d.key
			if app == "" {
				app = "live"
			}
			if key == "" {
				key = "key"
			}
			require.Equal(t, []string{app, key, d.token}, []string{r.req.App, r.req.Name, r.req.Query.Get("token")})
			require.Len(t, r.videoF, 1)
			require.Len(t, r.video, 4)
			for i, u := range r.video {
				require.Equal(t, media.Ticks(i*40)*media.Millisecond, u.DTS-r.video[0].DTS, "frame %d", i)
			}
			require.Len(t, r.audio, d.audio)
			commands := wait(t, heard, "the server's last word")
			for _, want := range d.hears {
				require.Contains(t, commands, want)
			}
			require.NotContains(t, log.buf.String(), "WARN")
		})
	}
}

// listenTo returns the names of the commands that the server sends until it hangs up.
func listenTo(conn net.Conn) (commands []string) {
	for m := range hear(conn) {
		if values, err := rtmpwire.DecodeAMF0(m.Payload); err == nil && m.Type == rtmpwire.TypeCommandAMF0 {
			name, _ := values[0].(string)
			commands = append(commands, name)
		}
	}
	return commands
}

// hear yields the server's messages until it hangs up.
func hear(conn net.Conn) func(func(rtmpwire.Message) bool) {
	return func(yield func(rtmpwire.Message) bool) {
		conn.SetReadDeadline(time.Now().Add(patience))
		chunks := rtmpwire.NewReader(bufio.NewReader(conn), 1<<20)
		for {
			m, err := chunks.Read()
			if err != nil || !yield(m) {
				return
			}
		}
	}
}

// TestConnectSaysWhichCodecsAreTaken: encoders ask before they send an enhanced codec.
func TestConnectSaysWhichCodecsAreTaken(t *testing.T) {
	s, _ := start(t, rtmp.Config{}, newPublisher())
	conn := handshaken(t, s.Addr())
	_, err := io.Copy(conn, newScript().call(0, rtmpwire.AppendObject(amf("connect", 1.0), rtmpwire.Property{Key: "app", Value: "live"})))
	require.NoError(t, err)
	for m := range hear(conn) {
		if m.Type != rtmpwire.TypeCommandAMF0 {
			continue
		}
		values, err := rtmpwire.DecodeAMF0(m.Payload)
		require.NoError(t, err)
		require.Len(t, values, 4)
		require.Equal(t, []any{"_result", 1.0}, values[:2])
		properties := values[2].(rtmpwire.Object)
		require.Equal(t, []any{"avc1", "hvc1", "av01", "vp09", "mp4a", "Opus", ".mp3", "fLaC", "ac-3", "ec-3"}, properties["fourCcList"])
		require.Equal(t, rtmpwire.Object{"avc1": 5.0, "hvc1": 5.0, "av01": 5.0, "vp09": 5.0}, properties["videoFourCcInfoMap"])
		require.Equal(t, rtmpwire.Object{"mp4a": 5.0, "Opus": 5.0, ".mp3": 1.0, "fLaC": 1.0, "ac-3": 1.0, "ec-3": 1.0}, properties["audioFourCcInfoMap"])
		require.Equal(t, 13.0, properties["capsEx"])
		require.Equal(t, "NetConnection.Connect.Success", values[3].(rtmpwire.Object)["code"])
		return
	}
	t.Fatal("connect was not answered")
}
