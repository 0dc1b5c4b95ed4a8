package rtmp

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/yutopp/go-rtmp/message"

	"github.com/millrace/millrace/pkg/rtmpwire"
)

// What enhanced RTMP calls abilities: of a server with a codec, and (capsEx) of either side.
const (
	canDecode           = 1
	canDecodeAndForward = canDecode | 4
	capsReconnect       = 1
	capsModEx           = 4
	capsNanoseconds     = 8
)

// connectReply writes go-rtmp's answer to connect anew, which has room for three properties and no more: encoders want to
// know which codecs are taken. Only go-rtmp's writer uses it.
type connectReply struct {
	done bool
}

// rewrite returns what is to be sent in place of p, one write of go-rtmp's.
func (r *connectReply) rewrite(p []byte) []byte {
	if r.done {
		return p
	}
	m, err := rtmpwire.NewReader(chunkReader(p), len(p)+4).Read()
	if err != nil || m.Type != rtmpwire.TypeCommandAMF0 {
		return p
	}
	values, err := rtmpwire.DecodeAMF0(m.Payload)
	name, _ := at[string](values, 0)
	transaction, _ := at[float64](values, 1)
	if _, properties := at[rtmpwire.Object](values, 2); err != nil || name != "_result" || !properties {
		return p
	}
	r.done = true
	m.Payload = connectResult(transaction)
	return append(rtmpwire.AppendHeader(nil, 0, m.Timestamp, m), m.Payload...)
}

// chunkReader reads p behind a message that sets the size of go-rtmp's chunks.
func chunkReader(p []byte) *bufio.Reader {
	size := rtmpwire.Message{
		ChunkStream: controlChunkStream, Type: rtmpwire.TypeSetChunkSize, Payload: binary.BigEndian.AppendUint32(nil, outChunkSize),
	}
	head := append(rtmpwire.AppendHeader(nil, 0, 0, size), size.Payload...)
	return bufio.NewReader(io.MultiReader(bytes.NewReader(head), bytes.NewReader(p)))
}

// connectResult says that connect succeeded, and what this server takes.
func connectResult(transaction float64) []byte {
	able := func(ability int, fourCCs ...string) (list []string, abilities []rtmpwire.Property) {
		for _, cc := range fourCCs {
			abilities = append(abilities, rtmpwire.Property{Key: cc, Value: float64(ability)})
		}
		return fourCCs, abilities
	}
	videoList, video := able(canDecodeAndForward, "avc1", "hvc1", "av01", "vp09")
	audioList, audio := able(canDecodeAndForward, "mp4a", "Opus")
	moreAudioList, moreAudio := able(canDecode, ".mp3", "fLaC", "ac-3", "ec-3")
	audioList, audio = append(audioList, moreAudioList...), append(audio, moreAudio...)
	b := rtmpwire.AppendNumber(rtmpwire.AppendString(nil, "_result"), transaction)
	b = rtmpwire.AppendObject(b,
		rtmpwire.Property{Key: "fmsVer", Value: "FMS/3,0,1,123"}, // what encoders know
		rtmpwire.Property{Key: "capabilities", Value: 31.0},
		rtmpwire.Property{Key: "mode", Value: 1.0},
		rtmpwire.Property{Key: "fourCcList", Value: append(videoList, audioList...)},
		rtmpwire.Property{Key: "videoFourCcInfoMap", Value: video},
		rtmpwire.Property{Key: "audioFourCcInfoMap", Value: audio},
		rtmpwire.Property{Key: "capsEx", Value: float64(capsReconnect | capsModEx | capsNanoseconds)},
	)
	return rtmpwire.AppendObject(b,
		rtmpwire.Property{Key: "level", Value: "status"},
		rtmpwire.Property{Key: "code", Value: "NetConnection.Connect.Success"},
		rtmpwire.Property{Key: "description", Value: "Connection succeeded."},
		rtmpwire.Property{Key: "objectEncoding", Value: 0.0},
	)
}

// answer replies to a call that go-rtmp leaves without an answer. Some encoders wait for it, and those that come from
// Flash for onFCPublish.
func (c *conn) answer(call string, transaction float64) error {
	body := rtmpwire.AppendNull(rtmpwire.AppendNull(nil))
	if err := c.command("_result", transaction, body); err != nil || call != "FCPublish" {
		return err
	}
	return c.command("onFCPublish", 0, rtmpwire.AppendObject(rtmpwire.AppendNull(nil),
		rtmpwire.Property{Key: "code", Value: "NetStream.Publish.Start"},
	))
}

// move tells a publisher to come back (enhanced RTMP v2, Reconnect Request).
func (c *conn) move() error {
	c.moved = true
	info := []rtmpwire.Property{
		{Key: "level", Value: "status"},
		{Key: "code", Value: "NetConnection.Connect.ReconnectRequest"},
		{Key: "description", Value: "This server stops. Please reconnect."},
	}
	if c.server.cfg.DrainURL != "" {
		info = append(info, rtmpwire.Property{Key: "tcUrl", Value: c.server.cfg.DrainURL})
	}
	return c.command("onStatus", 0, rtmpwire.AppendObject(rtmpwire.AppendNull(nil), info...))
}

// command sends a command of the connection itself.
func (c *conn) command(name string, transaction float64, body []byte) error {
	return c.write(commandChunkStream, 0, &message.CommandMessage{
		CommandName: name, TransactionID: int64(transaction), Encoding: message.EncodingTypeAMF0, Body: bytes.NewReader(body),
	})
}
