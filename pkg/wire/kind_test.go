package wire_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// kinds are the sentinels with their names on the wire.
func kinds() map[error]struct {
	kind millracev1.Kind
	code connect.Code
} {
	return map[error]struct {
		kind millracev1.Kind
		code connect.Code
	}{
		wire.ErrBusy:            {millracev1.Kind_KIND_BUSY, connect.CodeResourceExhausted},
		wire.ErrInvalid:         {millracev1.Kind_KIND_INVALID, connect.CodeInvalidArgument},
		wire.ErrInternal:        {millracev1.Kind_KIND_INTERNAL, connect.CodeInternal},
		wire.ErrUnauthenticated: {millracev1.Kind_KIND_UNAUTHENTICATED, connect.CodeUnauthenticated},
		wire.ErrUnpaid:          {millracev1.Kind_KIND_UNPAID, connect.CodeFailedPrecondition},
	}
}

func TestKinds(t *testing.T) {
	for sentinel, on := range kinds() {
		t.Run(sentinel.Error(), func(t *testing.T) {
			err := fmt.Errorf("for our log: %w", wire.Detailf(sentinel, "for the peer: %d", 7))

			f := wire.NewFailure(err)
			require.Equal(t, on.kind, f.GetKind())
			require.Equal(t, "for the peer: 7", f.GetDetail(), "only the detail leaves")
			back := wire.FailureError(f)
			status := wire.StatusError(err)
			require.Equal(t, on.code, status.Code())
			require.Equal(t, "for the peer: 7", status.Message())

			for other := range kinds() {
				require.Equal(t, other == sentinel, errors.Is(err, other))  //nolint:errorlint // is it the very one?
				require.Equal(t, other == sentinel, errors.Is(back, other)) //nolint:errorlint // likewise
			}
			require.ErrorContains(t, back, "for the peer: 7")
		})
	}
	t.Run("an unknown error is internal and says nothing", func(t *testing.T) {
		f := wire.NewFailure(errors.New("open /etc/secret: permission denied"))
		require.Equal(t, millracev1.Kind_KIND_INTERNAL, f.GetKind())
		require.Empty(t, f.GetDetail())
	})
	t.Run("an error has one kind, the outermost", func(t *testing.T) {
		err := wire.Detailf(wire.ErrInternal, "transcoder: %w", wire.Detailf(wire.ErrInvalid, "bad part"))
		require.ErrorIs(t, err, wire.ErrInternal)
		require.NotErrorIs(t, err, wire.ErrInvalid)
		require.Equal(t, millracev1.Kind_KIND_INTERNAL, wire.NewFailure(err).GetKind())
	})
	t.Run("other causes can still be told apart", func(t *testing.T) {
		require.ErrorIs(t, wire.Detailf(wire.ErrBusy, "%w", io.ErrClosedPipe), io.ErrClosedPipe)
	})
	t.Run("an unknown kind is internal", func(t *testing.T) {
		require.ErrorIs(t, wire.FailureError(&millracev1.Failure{Kind: 99}), wire.ErrInternal)
		require.ErrorIs(t, wire.FailureError(nil), wire.ErrInternal)
	})
	t.Run("details are bounded and printable", func(t *testing.T) {
		hostile := "line\nbreak\x1b[31m" + string([]byte{0xff}) + strings.Repeat("ä", 400)
		for _, detail := range []string{
			wire.NewFailure(wire.Detailf(wire.ErrBusy, "%s", hostile)).GetDetail(),
			strings.TrimPrefix(wire.FailureError(&millracev1.Failure{Detail: hostile}).Error(), wire.ErrInternal.Error()+": "),
		} {
			require.LessOrEqual(t, len(detail), wire.MaxDetailBytes)
			require.True(t, utf8.ValidString(detail))
			require.NotContains(t, detail, "\n")
			require.NotContains(t, detail, "\x1b")
			require.Contains(t, detail, "line?break")
		}
	})
}

func TestCallError(t *testing.T) {
	for name, tt := range map[string]struct {
		in   error
		want error
	}{
		"nothing":                    {nil, nil},
		"the end":                    {io.EOF, io.EOF},
		"our own cancellation":       {context.Canceled, wire.ErrInternal},
		"not a status":               {errors.New("boom"), wire.ErrInternal},
		"a message above our limit":  {connect.NewError(connect.CodeResourceExhausted, errors.New("too large")), wire.ErrInternal},
		"a connection that broke":    {connect.NewError(connect.CodeInvalidArgument, errors.New("incomplete envelope")), wire.ErrInternal},
		"a peer that cannot be had":  {connect.NewError(connect.CodeUnavailable, errors.New("refused")), wire.ErrInternal},
		"a status that we made here": {connect.NewError(connect.CodeUnauthenticated, errors.New("x")), wire.ErrInternal},
	} {
		t.Run(name, func(t *testing.T) {
			require.ErrorIs(t, wire.CallError(tt.in), tt.want)
		})
	}
}
