package rtmp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	gortmp "github.com/yutopp/go-rtmp"
	"github.com/yutopp/go-rtmp/message"

	"github.com/millrace/millrace/broadcaster/ingest"
)

// Chunk streams that we write on.
const (
	controlChunkStream = 2
	commandChunkStream = 3
)

// How long, and for how much, a peer is listened to that was told to go.
const (
	lingerTime  = time.Second
	lingerBytes = 8 << 20
)

// Reasons for the end of a connection, besides what the network and go-rtmp say.
var (
	errPlay      = errors.New("playing over rtmp is not offered")
	errNoKey     = fmt.Errorf("%w: no stream key: publish to rtmp://HOST/APP/KEY", ingest.ErrRefused)
	errTwice     = fmt.Errorf("%w: this connection publishes already", ingest.ErrBusy)
	errHandshake = errors.New("no handshake in time")
	errNoPublish = errors.New("no publish in time")
	errIdle      = errors.New("no media in time")
)

// phase is how far a connection has come; each has its own deadline.
type phase int

const (
	phaseHandshake phase = iota
	phaseWaiting
	phasePublishing
)

// conn is one connection: the socket as go-rtmp sees it (net.Conn, through the guard), go-rtmp's handler, and the
// running publish. Everything but close runs in go-rtmp's goroutine of this connection.
type conn struct {
	*secureConn
	gortmp.DefaultHandler

	server *Server
	from   netip.Prefix // who it is counted for
	log    *slog.Logger
	guard  *guard
	peer   *gortmp.Conn // go-rtmp's side, to write messages with
	reply  connectReply // to connect; go-rtmp's writer has it

	phase    phase
	extended time.Time // when the read deadline was last set
	app      appName
	tracks   *tracks // nil while nothing is published
	stream   uint32  // message stream of the publish
	told     bool    // the peer was sent a reason to go
	moved    bool    // the peer was told to reconnect

	reconnects atomic.Bool // it publishes, and can be told to reconnect

	mu     sync.Mutex
	reason error // guarded by mu; why the connection ends, the first one said
	once   sync.Once
}

func newConn(s *Server, nc net.Conn, secure bool) *conn {
	c := &conn{
		secureConn: &secureConn{Conn: nc, config: s.cfg.TLS, required: secure, timeout: s.cfg.HandshakeTimeout},
		server:     s, from: ingest.Network(nc.RemoteAddr().String()), log: s.log.With("remote", nc.RemoteAddr().String()),
	}
	c.guard = newGuard(c.secureConn, c)
	c.enter(phaseHandshake)
	return c
}

// onConnect gives go-rtmp the connection.
func onConnect(nc net.Conn) (io.ReadWriteCloser, *gortmp.ConnConfig) {
	c := nc.(*conn) // the handoff gives out nothing else
	return c, &gortmp.ConnConfig{
		Handler:                   c,
		SkipHandshakeVerification: true, // some clients send another C2 than the specification asks for
		WriterBufferSize:          writeBuffer,
		Logger:                    quietLogger(c.log, c.suspect),
		ControlState: gortmp.StreamControlStateConfig{
			DefaultChunkSize:           outChunkSize,
			MaxChunkStreams:            8,
			MaxMessageStreams:          8,
			DefaultAckWindowSize:       windowAckSize,
			DefaultBandwidthWindowSize: windowAckSize,
			DefaultBandwidthLimitType:  message.LimitTypeDynamic,
		},
	}
}

// enter begins a phase and its deadline.
func (c *conn) enter(p phase) {
	c.phase = p
	c.extended = time.Time{}
	c.extend()
}

// extend begins the phase's time anew, unless that was done moments ago.
func (c *conn) extend() {
	var d time.Duration
	switch c.phase {
	case phaseHandshake:
		d = c.server.cfg.HandshakeTimeout
	case phaseWaiting:
		d = c.server.cfg.PublishTimeout
	case phasePublishing:
		d = c.server.cfg.IdleTimeout
	}
	now := time.Now()
	if now.Sub(c.extended) < d/16 {
		return
	}
	c.extended = now
	c.SetReadDeadline(now.Add(d)) //nolint:errcheck // a closed connection says so on the next read
}

// Read is go-rtmp's: the guarded bytes.
func (c *conn) Read(p []byte) (int, error) {
	n, err := c.guard.Read(p)
	if err != nil {
		c.fail(c.explain(err))
	}
	return n, err
}

// explain says what a failure to read means in the present phase.
func (c *conn) explain(err error) error {
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	switch c.phase {
	case phaseHandshake:
		return errHandshake
	case phaseWaiting:
		return errNoPublish
	default:
		return errIdle
	}
}

// Write is go-rtmp's: the whole buffer within the write timeout.
func (c *conn) Write(p []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.server.cfg.WriteTimeout)); err != nil {
		return 0, err
	}
	if _, err := c.secureConn.Write(c.reply.rewrite(p)); err != nil {
		c.fail(err) // the kernel tells of a reset once: the next read may say io.EOF
		return 0, err
	}
	return len(p), nil
}

// Close is go-rtmp's last call, also after a panic of its own.
func (c *conn) Close() error {
	var err error
	c.once.Do(func() {
		reason := c.ended()
		if reason == nil && c.tracks != nil {
			reason = ErrVanished
		}
		c.count(reason)
		c.unpublish(reason)
		c.logEnd(reason)
		if c.told {
			c.linger()
		}
		err = c.secureConn.Close()
		c.server.remove(c)
	})
	return err
}

// linger lets the peer read why it has to go: a socket that is closed while it still sends is reset, and what it has not read is
// lost.
func (c *conn) linger() {
	if err := c.SetReadDeadline(time.Now().Add(lingerTime)); err == nil {
		_, _ = io.CopyN(io.Discard, c.Conn, lingerBytes) // of the socket: nobody cares what it says
	}
}

// abandon ends a connection that go-rtmp never got.
func (c *conn) abandon() {
	c.fail(ErrStopped)
	c.Close() //nolint:errcheck // nothing was said yet
}

// close asks the connection to end.
func (c *conn) close(reason error) {
	if reason == nil {
		reason = errors.New("closed")
	}
	c.fail(reason)
	c.Conn.Close() //nolint:errcheck // the socket: go-rtmp's read ends, and it closes in turn
}

// fail keeps the first reason; an orderly end gives way to any other.
func (c *conn) fail(reason error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reason == nil || errors.Is(c.reason, io.EOF) {
		c.reason = reason
	}
}

// suspect keeps what go-rtmp says if nobody knows better.
func (c *conn) suspect(reason error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reason == nil {
		c.reason = reason
	}
}

// ended is why the connection ended; nil for an orderly end.
func (c *conn) ended() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if errors.Is(c.reason, io.EOF) {
		return nil
	}
	return c.reason
}

// count counts what the server itself refused; the publisher and the sink count what they do.
func (c *conn) count(reason error) {
	for _, r := range []struct {
		err    error
		reason ingest.Reason
	}{
		{errTLS, ingest.ReasonTLS},
		{errNotTLS, ingest.ReasonTLS},
		{errHandshake, ingest.ReasonHandshakeTimeout},
		{errNoPublish, ingest.ReasonPublishTimeout},
		{errBytes, ingest.ReasonUnpublishedBytes},
		{errMessages, ingest.ReasonUnpublishedCount},
		{errIdle, ingest.ReasonIdleTimeout},
	} {
		if errors.Is(reason, r.err) {
			c.server.metrics.Refused(r.reason)
			return
		}
	}
}

func (c *conn) logEnd(reason error) {
	switch {
	case reason == nil:
		c.log.Debug("rtmp connection ended")
	case errors.Is(reason, ErrStopped):
		c.log.Info("rtmp connection ended", "err", reason)
	default:
		c.log.Warn("rtmp connection closed", "err", reason)
	}
}

// OnServe is called after the handshake.
func (c *conn) OnServe(peer *gortmp.Conn) { c.peer = peer }

// OnConnect answers connect; go-rtmp goes on with the acknowledgement window, the bandwidth and the result.
func (c *conn) OnConnect(_ uint32, cmd *message.NetConnectionConnect) error {
	c.app = parseApp(cmd.Command.App, cmd.Command.TCURL)
	c.log.Debug("rtmp connect", "app", c.app.name, "client", cmd.Command.FlashVer)
	// FFmpeg then uses the same size, which costs both sides a third of what chunks of 128 bytes do.
	return c.write(controlChunkStream, 0, &message.SetChunkSize{ChunkSize: outChunkSize})
}

// OnPublish asks the publisher; an error becomes a status message, and the end of the connection.
func (c *conn) OnPublish(ctx *gortmp.StreamContext, _ uint32, cmd *message.NetStreamPublish) error {
	err := c.publish(ctx.StreamID, cmd.PublishingName)
	if err == nil {
		return nil
	}
	c.fail(err)
	var code message.NetStreamOnStatusCode
	switch {
	case errors.Is(err, ingest.ErrRefused), errors.Is(err, ingest.ErrNotFound):
		code = message.NetStreamOnStatusCodePublishBadName // encoders stop trying then
	case errors.Is(err, ingest.ErrBusy):
		code = message.NetStreamOnStatusCodePublishFailed
	default:
		return err // what it is is none of the publisher's business
	}
	// go-rtmp says Publish.Failed after it, without a reason.
	if err := c.status(ctx.StreamID, code, err.Error()); err != nil {
		return err
	}
	return err
}

func (c *conn) publish(stream uint32, name string) error {
	if c.tracks != nil {
		return errTwice
	}
	key, query := c.app.stream(name)
	if key == "" {
		return errNoKey
	}
	ctx, cancel := context.WithTimeout(c.server.ctx, c.server.cfg.PublishTimeout)
	defer cancel()
	scheme := "rtmp"
	if c.secure() {
		scheme = "rtmps"
	}
	sink, err := c.server.publisher.Publish(ctx, ingest.Request{
		Protocol:   scheme,
		App:        c.app.name,
		Name:       key,
		Query:      query,
		RemoteAddr: c.RemoteAddr().String(),
		URL:        c.app.url(scheme, c.LocalAddr().String(), key, query),
		Close:      c.close,
	})
	if err != nil {
		return err
	}
	c.tracks, c.stream = newTracks(sink, c.log.With("app", c.app.name)), stream
	c.reconnects.Store(c.guard.reconnects)
	c.guard.published(true)
	c.enter(phasePublishing)
	return nil
}

// unpublish ends the running publish, if there is one.
func (c *conn) unpublish(reason error) {
	if c.tracks == nil {
		return
	}
	c.tracks.end(reason)
	c.tracks = nil
	c.reconnects.Store(false)
	c.server.look()
	c.guard.published(false)
	c.enter(phaseWaiting)
}

// OnFCUnpublish, OnDeleteStream and closeStream are the ways in which an encoder ends a stream.
func (c *conn) OnFCUnpublish(uint32, *message.NetStreamFCUnpublish) error {
	c.unpublish(nil)
	return nil
}

// OnDeleteStream is called for any stream of the connection; one of them publishes.
func (c *conn) OnDeleteStream(uint32, *message.NetStreamDeleteStream) error {
	c.unpublish(nil)
	return nil
}

// OnUnknownCommandMessage gets closeStream, and commands that came out of order.
func (c *conn) OnUnknownCommandMessage(_ uint32, cmd *message.CommandMessage) error {
	if cmd.CommandName == "closeStream" {
		c.unpublish(nil)
		return nil
	}
	c.log.Debug("rtmp command out of order", "command", cmd.CommandName)
	return nil
}

// OnPlay refuses.
func (c *conn) OnPlay(*gortmp.StreamContext, uint32, *message.NetStreamPlay) error {
	c.fail(errPlay)
	return errPlay
}

func (c *conn) handshaken() error {
	c.enter(phaseWaiting)
	return nil
}

func (c *conn) video(timestamp uint32, body []byte) error {
	return c.media(func(t *tracks) error { return t.video(timestamp, body) })
}

func (c *conn) audio(timestamp uint32, body []byte) error {
	return c.media(func(t *tracks) error { return t.audio(timestamp, body) })
}

// media passes a message on while a publish runs, and drops it otherwise.
func (c *conn) media(pass func(*tracks) error) error {
	if c.tracks == nil {
		return nil
	}
	if c.server.draining.Load() && c.reconnects.Load() && !c.moved {
		if err := c.move(); err != nil {
			return err
		}
	}
	err := pass(c.tracks)
	c.extend()
	if errors.Is(err, ingest.ErrUnsupported) || errors.Is(err, ingest.ErrLimit) {
		err = errors.Join(err, c.status(c.stream, message.NetStreamOnStatusCodePublishFailed, err.Error()))
	}
	return err
}

func (c *conn) data(timestamp uint32, values []any) error {
	if c.tracks != nil {
		c.tracks.data(timestamp, values)
	}
	return nil
}

func (c *conn) ping(timestamp uint32) error {
	return c.write(controlChunkStream, 0, &message.UserCtrl{Event: &message.UserCtrlEventPingResponse{Timestamp: timestamp}})
}

func (c *conn) acknowledge(n uint32) error {
	return c.write(controlChunkStream, 0, &message.Ack{SequenceNumber: n})
}

// status sends an error status to a message stream.
func (c *conn) status(stream uint32, code message.NetStreamOnStatusCode, description string) error {
	c.told = true
	body, err := statusBody(code, cut(description))
	if err != nil {
		return err
	}
	return c.write(commandChunkStream, stream, body)
}

// write sends a message through go-rtmp. It does not wait for the peer unless the last one on the chunk stream is
// still on its way.
func (c *conn) write(chunkStream int, stream uint32, m message.Message) error {
	ctx, cancel := context.WithTimeout(c.server.ctx, c.server.cfg.WriteTimeout)
	defer cancel()
	return c.peer.Write(ctx, chunkStream, 0, &gortmp.ChunkMessage{StreamID: stream, Message: m})
}
