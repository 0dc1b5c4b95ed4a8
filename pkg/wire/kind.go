package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"connectrpc.com/connect"

	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// The kinds of failure that cross the wire. Every error that Stream and the calls of this package return for a
// peer's fault or refusal is one of them.
var (
	// ErrBusy: there is no capacity now; another orchestrator may have some.
	ErrBusy = errors.New("no capacity")
	// ErrInvalid: the request or the video is at fault; trying elsewhere is no use.
	ErrInvalid = errors.New("invalid request")
	// ErrInternal: a transcoder, child, node or connection failed; try again.
	ErrInternal = errors.New("internal error")
	// ErrUnauthenticated: the peer does not know us, or does not let us in.
	ErrUnauthenticated = errors.New("not authenticated")
	// ErrUnpaid: a payment is missing, is not as the quote says, or is not covered by what its sender has put down.
	ErrUnpaid = errors.New("not paid")
)

// kinds lists them.
func kinds() []error { return []error{ErrBusy, ErrInvalid, ErrInternal, ErrUnauthenticated, ErrUnpaid} }

// detailed is an error of a kind with a detail that the peer may read.
type detailed struct {
	kind   error
	detail string
	cause  error // for our log only
}

// Detailf makes an error of a kind (one of the sentinels above) with a detail that the peer gets to read. A %w in
// the format is wrapped, unless it has a kind itself, and its text is part of the detail.
func Detailf(kind error, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	cause := errors.Unwrap(err)
	for _, k := range kinds() {
		if errors.Is(cause, k) {
			cause = nil // an error has one kind
		}
	}
	return &detailed{kind: kind, detail: err.Error(), cause: cause}
}

func (e *detailed) Error() string {
	if e.detail == "" {
		return e.kind.Error()
	}
	return e.kind.Error() + ": " + e.detail
}

func (e *detailed) Unwrap() []error {
	if e.cause == nil {
		return []error{e.kind}
	}
	return []error{e.kind, e.cause}
}

// kindOf is the one table from errors to what the peer is told.
func kindOf(err error) (millracev1.Kind, connect.Code) {
	switch {
	case errors.Is(err, ErrBusy):
		return millracev1.Kind_KIND_BUSY, connect.CodeResourceExhausted
	case errors.Is(err, ErrInvalid):
		return millracev1.Kind_KIND_INVALID, connect.CodeInvalidArgument
	case errors.Is(err, ErrUnauthenticated):
		return millracev1.Kind_KIND_UNAUTHENTICATED, connect.CodeUnauthenticated
	case errors.Is(err, ErrUnpaid):
		return millracev1.Kind_KIND_UNPAID, connect.CodeFailedPrecondition
	default:
		return millracev1.Kind_KIND_INTERNAL, connect.CodeInternal
	}
}

// errorOf is the one table from what a peer tells to errors.
func errorOf(kind millracev1.Kind) error {
	switch kind {
	case millracev1.Kind_KIND_BUSY:
		return ErrBusy
	case millracev1.Kind_KIND_INVALID:
		return ErrInvalid
	case millracev1.Kind_KIND_UNAUTHENTICATED:
		return ErrUnauthenticated
	case millracev1.Kind_KIND_UNPAID:
		return ErrUnpaid
	default:
		return ErrInternal
	}
}

// kindOfCode reads a status, which peers send for the call, as a kind.
func kindOfCode(code connect.Code) millracev1.Kind {
	switch code {
	case connect.CodeResourceExhausted:
		return millracev1.Kind_KIND_BUSY
	case connect.CodeInvalidArgument, connect.CodeOutOfRange, connect.CodeUnimplemented:
		return millracev1.Kind_KIND_INVALID
	case connect.CodeUnauthenticated, connect.CodePermissionDenied:
		return millracev1.Kind_KIND_UNAUTHENTICATED
	case connect.CodeFailedPrecondition:
		return millracev1.Kind_KIND_UNPAID
	default:
		return millracev1.Kind_KIND_INTERNAL
	}
}

// publicDetail is what the peer may read of an error: what was said with Detailf, nothing else.
func publicDetail(err error) string {
	var d *detailed
	if !errors.As(err, &d) {
		return ""
	}
	return clip(d.detail)
}

// clip makes a detail printable and bounded, wherever it came from.
func clip(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return '?'
		}
		return r
	}, s)
	for len(s) > MaxDetailBytes {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

// NewFailure is the message that tells a session's peer why it is over.
func NewFailure(err error) *millracev1.Failure {
	kind, _ := kindOf(err)
	return &millracev1.Failure{Kind: kind, Detail: publicDetail(err)}
}

// FailureError is the error that a peer's Failure stands for.
func FailureError(f *millracev1.Failure) error {
	return &detailed{kind: errorOf(f.GetKind()), detail: clip(f.GetDetail())}
}

// StatusError is what a handler returns to end a call with err.
func StatusError(err error) *connect.Error {
	_, code := kindOf(err)
	return connect.NewError(code, errors.New(publicDetail(err)))
}

// CallError reads the error of a call or a stream. io.EOF stays what it is.
func CallError(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &detailed{kind: ErrInternal, detail: "call ended", cause: err}
	}
	var status *connect.Error
	if !errors.As(err, &status) {
		return &detailed{kind: ErrInternal, detail: clip(err.Error()), cause: err}
	}
	kind := errorOf(kindOfCode(status.Code()))
	if !connect.IsWireError(err) {
		kind = ErrInternal // Connect's own word for a broken connection may be InvalidArgument
	}
	return &detailed{kind: kind, detail: clip(status.Message()), cause: err}
}

// tooLarge says whether err is our own end's refusal of a message above MaxMessageBytes.
func tooLarge(err error) bool {
	return connect.CodeOf(err) == connect.CodeResourceExhausted && !connect.IsWireError(err)
}

// errTooLarge is told to the peer that sent such a message, or to the caller who wanted to.
var errTooLarge = Detailf(ErrInvalid, "message of more than %d bytes", MaxMessageBytes)
