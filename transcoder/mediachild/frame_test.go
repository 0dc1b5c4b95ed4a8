package mediachild_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/transcoder/mediachild"
)

func messages() []*millracev1.TranscodeRequest {
	return []*millracev1.TranscodeRequest{
		{},
		wire.NewFinish(),
		wire.NewSourcePart(media.Part{ID: media.PartID{Segment: 7, Part: 2}, Duration: 3, Frames: 1, Data: []byte("data")}),
		wire.NewSourcePart(media.Part{Data: make([]byte, 1<<20)}),
	}
}

func TestMessages(t *testing.T) {
	var b bytes.Buffer
	for _, m := range messages() {
		require.NoError(t, mediachild.WriteMessage(&b, m))
	}
	r := iotest.OneByteReader(&b)
	for _, want := range messages() {
		var got millracev1.TranscodeRequest
		require.NoError(t, mediachild.ReadMessage(r, &got))
		require.True(t, proto.Equal(want, &got))
	}
	require.Equal(t, io.EOF, mediachild.ReadMessage(r, &millracev1.TranscodeRequest{}))
}

func TestMessages_bounds(t *testing.T) {
	var m millracev1.TranscodeRequest
	require.ErrorIs(t, mediachild.WriteMessage(io.Discard, wire.NewSourcePart(media.Part{Data: make([]byte, mediachild.MaxMessageBytes)})), mediachild.ErrMessageSize)
	require.ErrorIs(t, mediachild.ReadMessage(bytes.NewReader([]byte{1, 0, 0, 1}), &m), mediachild.ErrMessageSize)
	for _, cut := range [][]byte{{0}, {0, 0, 0, 2}, {0, 0, 0, 2, 8}, {1, 0, 0, 0, 8}} {
		require.ErrorIs(t, mediachild.ReadMessage(bytes.NewReader(cut), &m), io.ErrUnexpectedEOF, "%x", cut)
	}
	broken := errors.New("broken")
	require.ErrorIs(t, mediachild.ReadMessage(iotest.ErrReader(broken), &m), broken)
}

func FuzzReadMessage(f *testing.F) {
	for _, m := range messages() {
		var b bytes.Buffer
		if err := mediachild.WriteMessage(&b, m); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
		f.Add(b.Bytes()[:b.Len()-1])
	}
	f.Add([]byte{1, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var m, again millracev1.TranscodeRequest
		if mediachild.ReadMessage(bytes.NewReader(b), &m) != nil {
			return
		}
		var out bytes.Buffer
		require.NoError(t, mediachild.WriteMessage(&out, &m))
		require.NoError(t, mediachild.ReadMessage(&out, &again))
		require.True(t, proto.Equal(&m, &again))
	})
}
