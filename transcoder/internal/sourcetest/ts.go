package sourcetest

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
)

// TSPacket is the size of a transport stream's packets.
const TSPacket = 188

// TS is a source of H.264 as a transport stream of FFmpeg's, with further arguments before the output.
func TS(t testing.TB, s Source, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "source.ts")
	args = slices.Concat([]string{"-v", "error", "-i", s.Path, "-c", "copy"}, args, []string{path})
	out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return b
}

// FromTS is what a transcoder gets to see of a transport stream: its pictures that have a time, from the first IDR picture on, in
// the order in which they came. A DTS that does not go on is moved behind the one before it. A stream without such pictures is a source without parts.
func FromTS(t testing.TB, ts []byte, spec Spec) Source {
	t.Helper()
	const tick = media.ClockRate / mpegts.ClockRate
	spec = withDefaults(spec)
	s := Source{Key: map[media.Ticks]bool{}}
	var samples []sample
	var last int64
	for r := mpegts.NewReader(bytes.NewReader(ts)); ; {
		u, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if u.Stream.Type != mpegts.TypeH264 || !u.HasPTS {
			continue
		}
		unit, err := h264.AppendAVCC(nil, u.Data)
		if err != nil {
			continue
		}
		key := h264.IsIDR(unit)
		if len(samples) == 0 {
			sps, pps, err := h264.ParameterSets(unit)
			if err != nil || !key || len(sps) == 0 || len(pps) == 0 {
				continue
			}
			s.Format, err = h264.Format(sps[0], pps[0])
			require.NoError(t, err)
			last = u.PTS
		}
		pts, dts := media.Ticks(unrolled(u.PTS, last))*tick, media.Ticks(unrolled(u.DTS, last))*tick
		last = int64(pts / tick)
		if n := len(samples); n > 0 {
			dts = max(dts, samples[n-1].dts+1)
		}
		samples = append(samples, sample{pts: pts, dts: dts, key: key, data: unit})
		s.Key[pts] = key
	}
	if len(samples) > 1 {
		s.Parts = cut(samples, spec)
	}
	s.PTS = sorted(s.Key)
	return s
}

// unrolled is the time of 33 bits that is nearest to another.
func unrolled(v, near int64) int64 {
	const turn = 1 << 33
	v += (near - v) / turn * turn
	switch d := v - near; {
	case d > turn/2:
		return v - turn
	case d < -turn/2:
		return v + turn
	}
	return v
}
