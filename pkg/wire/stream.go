package wire

import (
	"cmp"
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"connectrpc.com/connect"

	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

// Limits bound the waits of one stream.
type Limits struct {
	// First is how long the first message may take to come. Default 5 s at a server; Idle at a client.
	First time.Duration
	// Idle is how long any later one may take, counted while somebody waits for it. Default 30 s; negative: for
	// ever, where the peer has nothing to say most of the time.
	Idle time.Duration
	// Send is how long one Send may take. Default 5 s.
	Send time.Duration
}

// Defaults of Limits.
const (
	DefaultFirst = 5 * time.Second
	DefaultIdle  = 30 * time.Second
	DefaultSend  = 5 * time.Second
)

// The reasons for which a Stream ends itself. All are of kind ErrInternal.
var (
	// ErrIdle: the peer sent nothing for as long as it may be silent.
	ErrIdle = Detailf(ErrInternal, "peer is silent")
	// ErrSlow: the peer did not read for as long as a Send may take.
	ErrSlow = Detailf(ErrInternal, "peer does not read")
	// ErrClosed: the stream is over; Receive says why.
	ErrClosed = Detailf(ErrInternal, "stream is closed")
)

// Stream is one end of a bidirectional stream on which nothing waits for ever. One goroutine may Receive while
// others Send. Whoever made it must Close it.
type Stream[In, Out any] struct {
	limits Limits
	serves bool // this is a handler's end: what is wrong with a message is the caller's fault
	ctx    context.Context
	cancel context.CancelCauseFunc

	receive  func() (*In, error)
	send     func(*Out) error
	endRead  func(reason error) // unblocks receive
	endWrite func()             // unblocks send
	finish   func() error
	close    func()

	received bool // for the receiving goroutine
	sending  sync.Mutex

	mu      sync.Mutex
	stopped error // why receiving ended. Guarded by mu
}

// The two ends of a session's stream, whichever side dialled.
type (
	// RequestStream receives responses and sends requests: the broadcaster's end of Transcode, the orchestrator's of
	// Work.
	RequestStream = Stream[millracev1.TranscodeResponse, millracev1.TranscodeRequest]
	// ResponseStream receives requests and sends responses: the orchestrator's end of Transcode, the transcoder's of
	// Work.
	ResponseStream = Stream[millracev1.TranscodeRequest, millracev1.TranscodeResponse]
)

// SessionStream is what the broadcaster's end of a session sends and receives by: a RequestStream, or one that sees to more on the way.
// Send and Receive are called from one goroutine each. Abort unblocks both, for good; Close follows when neither is under way any more. The
// context is over when the stream is.
type SessionStream interface {
	Send(*millracev1.TranscodeRequest) error
	Receive() (*millracev1.TranscodeResponse, error)
	Abort(reason error)
	Close()
	Context() context.Context
}

// OpenTranscode begins a session's stream to an orchestrator. Nothing is sent before the first Send. The stream is
// over when ctx is.
func OpenTranscode(ctx context.Context, client millracev1connect.OrchestratorServiceClient, limits Limits) *RequestStream {
	ctx, cancel := context.WithCancelCause(ctx)
	return newClientStream(ctx, cancel, client.Transcode(ctx), limits)
}

// OpenWork begins a transcoder's stream for a session it was offered.
func OpenWork(ctx context.Context, client millracev1connect.TranscoderServiceClient, limits Limits) *ResponseStream {
	ctx, cancel := context.WithCancelCause(ctx)
	return newClientStream(ctx, cancel, client.Work(ctx), limits)
}

// AttachStream is the transcoder's end of Attach.
type AttachStream = Stream[millracev1.AttachResponse, millracev1.AttachRequest]

// OpenAttach begins a transcoder's stream of offers.
func OpenAttach(ctx context.Context, client millracev1connect.TranscoderServiceClient, limits Limits) *AttachStream {
	ctx, cancel := context.WithCancelCause(ctx)
	return newClientStream(ctx, cancel, client.Attach(ctx), limits)
}

func newClientStream[Out, In any](ctx context.Context, cancel context.CancelCauseFunc, s *connect.BidiStreamForClient[Out, In], limits Limits) *Stream[In, Out] {
	limits.First = cmp.Or(limits.First, limits.Idle, DefaultIdle)
	st := newStream[In, Out](ctx, cancel, limits)
	st.receive, st.send, st.finish = s.Receive, s.Send, s.CloseRequest
	// To cancel the call unblocks both directions. The transport does not look at the context while it waits for more
	// of the request, so that is ended too; the peer sees the end and then the reset.
	context.AfterFunc(ctx, func() { _ = s.CloseRequest() })
	st.endRead, st.endWrite = cancel, func() {}
	st.close = func() {
		// After the cancellation neither waits for the peer, nor has news.
		_ = s.CloseRequest()
		_ = s.CloseResponse()
	}
	return st
}

// AcceptStream puts limits on a handler's stream. The handler must run under NewServer and must not return before
// the goroutines that use the stream have.
func AcceptStream[In, Out any](ctx context.Context, s *connect.BidiStream[In, Out], limits Limits) (*Stream[In, Out], error) {
	d, ok := ctx.Value(deadlinesKey{}).(*deadlines)
	if !ok {
		return nil, errNotOurServer
	}
	limits.First = cmp.Or(limits.First, DefaultFirst)
	ctx, cancel := context.WithCancelCause(ctx)
	st := newStream[In, Out](ctx, cancel, limits)
	st.serves, st.receive, st.send = true, s.Receive, s.Send
	st.endRead, st.endWrite = func(error) { d.endRead() }, d.endWrite
	st.finish = func() error { return nil } // the handler's return does both
	st.close = func() {}
	return st, nil
}

func newStream[In, Out any](ctx context.Context, cancel context.CancelCauseFunc, limits Limits) *Stream[In, Out] {
	limits.Idle = cmp.Or(limits.Idle, DefaultIdle)
	limits.Send = cmp.Or(limits.Send, DefaultSend)
	return &Stream[In, Out]{limits: limits, ctx: ctx, cancel: cancel}
}

// Context is done when the stream is: aborted or closed here, or given up by the peer.
func (s *Stream[In, Out]) Context() context.Context { return s.ctx }

// Receive waits for the next message. It returns io.EOF when the peer has ended its side well, the reason given to
// StopReceive or Abort, or an error of one of the kinds. The caller owns the message.
func (s *Stream[In, Out]) Receive() (*In, error) {
	if err := s.reason(); err != nil {
		return nil, err
	}
	limit := s.limits.Idle
	if !s.received {
		limit = s.limits.First
	}
	var watchdog *time.Timer
	if limit > 0 {
		watchdog = time.AfterFunc(limit, func() { s.StopReceive(ErrIdle) })
	}
	m, err := s.receive()
	if watchdog != nil {
		watchdog.Stop()
	}
	if err != nil {
		if reason := s.reason(); reason != nil {
			return nil, reason
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil, io.EOF
		case s.serves && tooLarge(err):
			return nil, errTooLarge
		default:
			return nil, CallError(err)
		}
	}
	s.received = true
	return m, nil
}

// Send hands a message to the peer and returns when it is out of our hands, which is when the peer's flow control
// window has taken it: a peer that does not read stops us, and ends the stream when it takes longer than the limit.
// The message must not be changed afterwards.
func (s *Stream[In, Out]) Send(m *Out) error {
	s.sending.Lock()
	defer s.sending.Unlock()
	if s.ctx.Err() != nil {
		return context.Cause(s.ctx)
	}
	watchdog := time.AfterFunc(s.limits.Send, func() { s.Abort(ErrSlow) })
	err := s.send(m)
	watchdog.Stop()
	switch {
	case err == nil:
		return nil
	case s.ctx.Err() != nil:
		return context.Cause(s.ctx)
	case errors.Is(err, io.EOF):
		return ErrClosed
	case tooLarge(err):
		return errTooLarge
	default:
		return CallError(err)
	}
}

// CloseSend tells the peer that no more messages come. At a server the handler's return does that.
func (s *Stream[In, Out]) CloseSend() error {
	s.sending.Lock()
	defer s.sending.Unlock()
	return s.finish()
}

// StopReceive makes the Receive under way and every later one return reason. At a server Send goes on working; at a
// client the stream is over.
func (s *Stream[In, Out]) StopReceive(reason error) {
	s.stop(reason)
	s.endRead(reason)
}

// Abort ends the stream in both directions at once: Receive and Send return reason.
func (s *Stream[In, Out]) Abort(reason error) {
	s.stop(reason)
	s.cancel(reason)
	s.endRead(reason)
	s.endWrite()
}

// Close frees the stream. It must be called when nobody uses the stream any more; a peer that has not ended it
// before sees it cancelled.
func (s *Stream[In, Out]) Close() {
	s.stop(ErrClosed)
	s.cancel(ErrClosed)
	s.close()
}

func (s *Stream[In, Out]) stop(reason error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped == nil {
		s.stopped = reason
	}
}

func (s *Stream[In, Out]) reason() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stopped
}
