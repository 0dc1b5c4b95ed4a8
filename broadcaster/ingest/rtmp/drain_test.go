package rtmp_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest/rtmp"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// A server that stops tells the publishers that understand it where to go on, and lets them end in good order. It waits for
// nobody else, and for them only so long.
func TestStopTellsPublishersToReconnect(t *testing.T) {
	for name, tt := range map[string]struct {
		capsEx  float64
		told    bool
		obeys   bool
		ended   error // the publish
		timeout time.Duration
	}{
		"one that obeys":                {capsEx: 1, told: true, obeys: true, timeout: time.Hour},
		"one that goes on":              {capsEx: 1 | 4, told: true, ended: rtmp.ErrStopped, timeout: 3 * time.Second},
		"one that does not understand":  {capsEx: 4, ended: rtmp.ErrStopped, timeout: time.Hour},
		"one that says nothing of that": {capsEx: -1, ended: rtmp.ErrStopped, timeout: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPublisher()
			s, _ := start(t, rtmp.Config{DrainTimeout: tt.timeout, DrainURL: "rtmp://other.example/live"}, p)
			conn := handshaken(t, s.Addr())
			connect := rtmpwire.AppendObject(amf("connect", 1.0), rtmpwire.Property{Key: "app", Value: "live"}, rtmpwire.Property{Key: "capsEx", Value: tt.capsEx})
			messages := publishMessages("key")
			messages[0].Payload = connect
			sendAll(t, conn, messages...)
			sink := wait(t, p.begun, "the publish")

			stopped := make(chan error, 1)
			go func() { stopped <- s.Stop(context.Background()) }()
			heard := make(chan rtmpwire.Object, 1)
			listening := sync.WaitGroup{}
			listening.Go(func() {
				defer close(heard)
				for m := range hear(conn) {
					if info := reconnectRequest(m); info != nil {
						heard <- info
					}
				}
			})
			// It goes on sending until it is told, or the connection ends.
			var info rtmpwire.Object
			out := rtmpwire.NewWriter(conn)
			for info == nil && out.Write(rtmpwire.Message{ChunkStream: 6, Type: rtmpwire.TypeVideo, Stream: 1, Payload: avcHeader}) == nil {
				select {
				case info = <-heard:
				default:
				}
			}
			if tt.obeys {
				require.NoError(t, out.Write(command(amf("deleteStream", 4.0, nil, 1.0))))
			}
			require.Equal(t, tt.told, info != nil)
			if tt.told {
				require.Equal(t, "rtmp://other.example/live", info["tcUrl"])
				require.Equal(t, "status", info["level"])
			}
			require.NoError(t, wait(t, stopped, "the server's stop"))
			require.ErrorIs(t, sink.waitEnd(t), tt.ended)
			listening.Wait()
		})
	}
}

// reconnectRequest is what a Reconnect Request says; nil if m is none.
func reconnectRequest(m rtmpwire.Message) rtmpwire.Object {
	values, err := rtmpwire.DecodeAMF0(m.Payload)
	if err != nil || m.Type != rtmpwire.TypeCommandAMF0 || len(values) != 4 || values[0] != "onStatus" {
		return nil
	}
	info, _ := values[3].(rtmpwire.Object)
	if info["code"] != "NetConnection.Connect.ReconnectRequest" {
		return nil
	}
	return info
}
