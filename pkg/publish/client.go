package publish

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/yutopp/go-rtmp/handshake"
	"github.com/yutopp/go-rtmp/message"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// Bounds of a client.
const (
	setupTimeout   = 15 * time.Second // dial, handshake and commands until the publish is accepted
	writeTimeout   = 15 * time.Second // of one message
	farewell       = 3 * time.Second  // for the server to take the last messages and hang up
	maxFromServer  = 64 << 10         // bytes of one message
	commandStream  = 3
	audioStream    = 4
	dataStream     = 5
	videoStream    = 6
	userControl    = 2
	pingRequest    = 6
	pingResponse   = 7
	flashVersion   = "FMLE/3.0 (compatible; millrace)"
	publishStarted = "NetStream.Publish.Start"
)

// ErrRejected is wrapped by the errors about a server that says no.
var ErrRejected = errors.New("server rejected the publish")

// Client is a running publish. Its methods may be called from several goroutines.
type Client struct {
	conn   net.Conn
	stream uint32
	name   string
	chunks *rtmpwire.Reader // of the setup, then of listen

	mu     sync.Mutex
	out    *rtmpwire.Writer // guarded by mu
	ready  bool             // guarded by mu; setup is done, and its deadline with it
	closed bool             // guarded by mu

	done chan struct{} // closed when listen ends
	err  error         // readable then
}

// Dial connects and publishes. chunkSize is that of the chunks that are sent; 0 means 65536.
func Dial(ctx context.Context, t Target, chunkSize int) (*Client, error) {
	ctx, cancel := context.WithTimeout(ctx, setupTimeout)
	defer cancel()
	conn, err := dial(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", t.Addr, err)
	}
	c := &Client{conn: conn, name: t.Name, out: rtmpwire.NewWriter(conn), done: make(chan struct{})}
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) }) //nolint:errcheck // unblocks setup
	if err := c.setup(t, chunkSize); err != nil || !stop() {
		stop()
		conn.Close() //nolint:errcheck // setup's error counts
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, fmt.Errorf("publish to %s: %w", t.Addr, err)
	}
	c.ready = true
	go c.listen()
	return c, nil
}

func dial(ctx context.Context, t Target) (net.Conn, error) {
	if t.TLS {
		return new(tls.Dialer).DialContext(ctx, "tcp", t.Addr)
	}
	return new(net.Dialer).DialContext(ctx, "tcp", t.Addr)
}

// setup does what comes before the first tag.
func (c *Client) setup(t Target, chunkSize int) error {
	in := bufio.NewReader(c.conn)
	if err := handshake.HandshakeWithServer(in, c.conn, &handshake.Config{SkipHandshakeVerification: true}); err != nil {
		return fmt.Errorf("handshake: %w", err)
	}
	c.chunks = rtmpwire.NewReader(in, maxFromServer)
	if chunkSize == 0 {
		chunkSize = 65536
	}
	if err := c.out.SetChunkSize(chunkSize); err != nil {
		return err
	}
	if err := c.command(0, "connect", 1, &message.NetConnectionConnect{Command: message.NetConnectionConnectCommand{
		App: t.App, Type: "nonprivate", FlashVer: flashVersion, TCURL: t.tcURL(),
	}}); err != nil {
		return err
	}
	if _, err := c.result(1); err != nil {
		return err
	}
	if err := errors.Join(
		c.command(0, "releaseStream", 2, &message.NetConnectionReleaseStream{StreamName: t.Name}),
		c.command(0, "FCPublish", 3, &message.NetStreamFCPublish{StreamName: t.Name}),
		c.command(0, "createStream", 4, &message.NetConnectionCreateStream{}),
	); err != nil {
		return err
	}
	created, err := c.result(4)
	if err != nil {
		return err
	}
	id, ok := at[float64](created, 3)
	if !ok || id < 0 || id > 1<<31 {
		return fmt.Errorf("%w: createStream has no stream ID", rtmpwire.ErrMalformed)
	}
	c.stream = uint32(id)
	if err := c.command(c.stream, "publish", 5, &message.NetStreamPublish{PublishingName: t.Name, PublishingType: "live"}); err != nil {
		return err
	}
	return c.status()
}

// command sends one command.
func (c *Client) command(stream uint32, name string, transaction int64, body message.AMFConvertible) error {
	var b bytes.Buffer
	enc := message.NewAMFEncoder(&b, message.EncodingTypeAMF0)
	if err := errors.Join(enc.Encode(name), enc.Encode(transaction), message.EncodeBodyAnyValues(enc, body)); err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	return c.send(rtmpwire.Message{ChunkStream: commandStream, Type: rtmpwire.TypeCommandAMF0, Stream: stream, Payload: b.Bytes()})
}

// result waits for the answer to a call.
func (c *Client) result(transaction float64) ([]any, error) {
	for {
		values, err := c.nextCommand()
		if err != nil {
			return nil, err
		}
		name, _ := at[string](values, 0)
		if t, _ := at[float64](values, 1); t != transaction {
			continue
		}
		switch name {
		case "_result":
			return values, nil
		case "_error":
			return nil, rejected(values)
		}
	}
}

// status waits for the answer to publish.
func (c *Client) status() error {
	for {
		values, err := c.nextCommand()
		if err != nil {
			return err
		}
		name, _ := at[string](values, 0)
		if name != "onStatus" && name != "_error" {
			continue
		}
		if info, _ := at[rtmpwire.Object](values, 3); info["code"] == publishStarted {
			return nil
		}
		return rejected(values)
	}
}

// rejected is the error of a status that is none of success.
func rejected(values []any) error {
	info, _ := at[rtmpwire.Object](values, 3)
	code, _ := info["code"].(string)
	description, _ := info["description"].(string)
	return fmt.Errorf("%w: %s %q", ErrRejected, orElse(code, "no reason given"), description)
}

// nextCommand reads up to the next command, and answers pings on the way.
func (c *Client) nextCommand() ([]any, error) {
	for {
		m, err := c.chunks.Read()
		if err != nil {
			return nil, noEOF(err)
		}
		switch m.Type {
		case rtmpwire.TypeCommandAMF0:
			return rtmpwire.DecodeAMF0(m.Payload)
		case rtmpwire.TypeUserControl:
			if err := c.pong(m.Payload); err != nil {
				return nil, err
			}
		}
	}
}

// pong answers a ping.
func (c *Client) pong(b []byte) error {
	if len(b) < 6 || binary.BigEndian.Uint16(b) != pingRequest {
		return nil
	}
	answer := append([]byte{0, pingResponse}, b[2:6]...)
	return c.send(rtmpwire.Message{ChunkStream: userControl, Type: rtmpwire.TypeUserControl, Payload: answer})
}

// listen reads what the server says while tags are sent, until it hangs up or ends the publish.
func (c *Client) listen() {
	defer close(c.done)
	for {
		values, err := c.nextCommand()
		if err != nil {
			c.err = err
			return
		}
		name, _ := at[string](values, 0)
		if info, _ := at[rtmpwire.Object](values, 3); name == "onStatus" && info["level"] == "error" {
			c.err = rejected(values)
			return
		}
	}
}

// Done is closed when the server ended the publish, or when Close is done.
func (c *Client) Done() <-chan struct{} { return c.done }

// Err says why, once Done is closed.
func (c *Client) Err() error { return c.err }

// Send sends one tag. The timestamp is the tag's own.
func (c *Client) Send(tag flv.Tag) error {
	m := rtmpwire.Message{Type: rtmpwire.Type(tag.Type), Stream: c.stream, Timestamp: tag.Timestamp, Payload: tag.Data}
	switch tag.Type {
	case flv.TagAudio:
		m.ChunkStream = audioStream
	case flv.TagVideo:
		m.ChunkStream = videoStream
	case flv.TagScript:
		m.ChunkStream = dataStream
		m.Payload = append(rtmpwire.AppendString(nil, "@setDataFrame"), tag.Data...)
	default:
		return nil
	}
	return c.send(m)
}

func (c *Client) send(m rtmpwire.Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return net.ErrClosed
	}
	if c.ready {
		if err := c.conn.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
			return err
		}
	}
	return c.out.Write(m)
}

// Close ends the stream as an encoder does and waits for the server to hang up, at most 3 s.
func (c *Client) Close() error {
	err := errors.Join(
		c.command(0, "FCUnpublish", 6, &message.NetStreamFCUnpublish{StreamName: c.name}),
		c.command(0, "deleteStream", 7, &message.NetStreamDeleteStream{StreamID: c.stream}),
	)
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		<-c.done
		return nil
	}
	c.closed = true
	c.mu.Unlock()
	if half, ok := c.conn.(interface{ CloseWrite() error }); ok && err == nil {
		// A plain Close would reset the connection, and lose what is on its way, if the server still said something.
		err = half.CloseWrite()
		c.conn.SetReadDeadline(time.Now().Add(farewell)) //nolint:errcheck // Close follows
		<-c.done
	}
	err = errors.Join(err, c.conn.Close())
	<-c.done
	if errors.Is(c.err, ErrRejected) {
		return c.err // too late to stop sending, but not to say so
	}
	return err
}

// at is the i-th value if it has the type T.
func at[T any](values []any, i int) (T, bool) {
	if i >= len(values) {
		var zero T
		return zero, false
	}
	v, ok := values[i].(T)
	return v, ok
}

func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("server hung up: %w", io.ErrUnexpectedEOF)
	}
	return err
}
