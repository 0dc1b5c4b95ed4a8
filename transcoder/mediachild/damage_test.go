package mediachild_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// damagedSegments is how many TestDamage tries, unless MILLRACE_DAMAGED_SEGMENTS says so: from the one on that MILLRACE_DAMAGED_FIRST says,
// for a run in pieces.
const damagedSegments = 200

// damageTime bounds a session over a damaged segment, with a machine that has other things to do.
const damageTime = time.Minute

// TestDamage: whatever bits of a segment are flipped, it costs its child at most; an undamaged segment is transcoded after it.
func TestDamage(t *testing.T) {
	number := func(variable string, otherwise int) int {
		s := os.Getenv(variable)
		if s == "" {
			return otherwise
		}
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		return n
	}
	first, segments := number("MILLRACE_DAMAGED_FIRST", 0), number("MILLRACE_DAMAGED_SEGMENTS", damagedSegments)
	sources := []sourcetest.Source{
		sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 180, Seconds: 1, BFrames: 2, Args: []string{"-preset", "veryfast"}}),
		sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 180, Seconds: 1, Args: []string{"-x264-params", "tff=1"}}),
		sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 180, Seconds: 1, Codec: media.CodecHEVC, BFrames: 2}),
		sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 180, Seconds: 1, Codec: media.CodecAV1}),
	}
	ends := map[string]int{}
	for n := first; n < first+segments; n++ {
		source := sources[n%len(sources)]
		random := rand.New(rand.NewPCG(1, uint64(n)))
		end := overDamage(t, fmt.Sprintf("segment %d", n), damaged(t, source, random))
		ends[end]++
		if n%(10*len(sources)) < len(sources) {
			require.Equal(t, "finished", overDamage(t, fmt.Sprintf("good segment after %d", n), source))
		}
		if (n+1)%500 == 0 || n+1 == first+segments {
			t.Logf("%d segments: %v", n+1-first, ends)
		}
	}
	require.Greater(t, ends["finished"]+ends["refused"], segments/2)
}

// damaged flips up to 16 bits of a source's frames, or of their boxes.
func damaged(t *testing.T, source sourcetest.Source, random *rand.Rand) sourcetest.Source {
	t.Helper()
	source.Parts = slices.Clone(source.Parts)
	flip := func(b []byte) {
		for range 1 + random.IntN(16) {
			if len(b) > 0 {
				b[random.IntN(len(b))] ^= 1 << random.IntN(8)
			}
		}
	}
	i := random.IntN(len(source.Parts))
	p := &source.Parts[i]
	if random.IntN(8) == 0 {
		p.Data = bytes.Clone(p.Data)
		flip(p.Data[:min(len(p.Data), 256)])
		return source
	}
	frag, err := fmp4.ParsePart(p.Data)
	require.NoError(t, err)
	for range 1 + random.IntN(3) {
		s := &frag.Samples[random.IntN(len(frag.Samples))]
		s.Data = bytes.Clone(s.Data)
		if random.IntN(2) == 0 { // where the headers are
			flip(s.Data[:min(len(s.Data), 32)])
		} else {
			flip(s.Data)
		}
	}
	p.Data = fmp4.MarshalPart(1, frag.Start, frag.Samples)
	return source
}

// overDamage runs a session over a segment and says how it ended: "finished", "refused" by the child's own word, or "died".
func overDamage(t *testing.T, name string, source sourcetest.Source) string {
	t.Helper()
	c, err := mediachild.Start(t.Context(), mediachild.Config{Command: self(), Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	defer func() { require.NoError(t, c.Close()) }()
	timer := time.AfterFunc(damageTime, func() {
		t.Errorf("%s: the child hangs", name)
		_ = c.Close()
	})
	defer timer.Stop()
	sent := feed(c, requests(source)...)
	defer func() { _ = sent() }() // its error is the child's
	order := wire.NewResponseOrder(wire.Open{Ladder: testLadder})
	end := "died"
	for {
		m, err := c.Receive()
		if err != nil {
			require.True(t, errors.Is(err, io.EOF) || errors.Is(err, mediachild.ErrExited), "%s: %v", name, err)
			return end
		}
		require.NoError(t, order.Check(m), name)
		switch m.GetMessage().(type) {
		case *millracev1.TranscodeResponse_Finished:
			end = "finished"
		case *millracev1.TranscodeResponse_Failure:
			end = "refused"
		}
	}
}
