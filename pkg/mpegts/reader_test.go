package mpegts_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/iotest"

	oracle "github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/codecs"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/scte35"
	"github.com/millrace/millrace/pkg/testmedia"
)

// clip is a transport stream of FFmpeg's.
func clip(t testing.TB, s testmedia.Spec) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "clip.ts")
	text, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-i", testmedia.MP4(t, s), "-c", "copy", out).CombinedOutput()
	require.NoError(t, err, string(text))
	b, err := os.ReadFile(out)
	require.NoError(t, err)
	return b
}

func readAll(r *mpegts.Reader) (units []mpegts.Unit, err error) {
	for {
		u, err := r.Next()
		if err != nil {
			return units, err
		}
		units = append(units, u)
	}
}

// TestReader compares with another reader.
func TestReader(t *testing.T) {
	for name, spec := range map[string]testmedia.Spec{
		"video":                    {},
		"B-frames and sound":       {BFrames: 2, Audio: 48000, Bitrate: 2_000_000},
		"sound alone, no pictures": {NoVideo: true, Audio: 44100},
	} {
		t.Run(name, func(t *testing.T) {
			b := clip(t, spec)
			type unit struct {
				pts, dts int64
				size     int
			}
			want := map[uint16][]unit{}
			other := &oracle.Reader{R: bytes.NewReader(b)}
			require.NoError(t, other.Initialize())
			for _, track := range other.Tracks() {
				switch track.Codec.(type) {
				case *codecs.H264:
					other.OnDataH264(track, func(pts, dts int64, au [][]byte) error {
						want[track.PID] = append(want[track.PID], unit{pts, dts, len(au)})
						return nil
					})
				case *codecs.MPEG4Audio:
					other.OnDataMPEG4Audio(track, func(pts int64, frames [][]byte) error {
						want[track.PID] = append(want[track.PID], unit{pts, pts, 0})
						return nil
					})
				}
			}
			for other.Read() == nil {
			}
			require.NotEmpty(t, want)

			for kind, in := range map[string]io.Reader{"whole": bytes.NewReader(b), "byte by byte": iotest.OneByteReader(bytes.NewReader(b))} {
				r := mpegts.NewReader(in)
				units, err := readAll(r)
				require.ErrorIs(t, err, io.EOF)
				require.Zero(t, r.Damaged())
				streams, known := r.Streams()
				require.True(t, known)
				require.Len(t, streams, len(want))
				got := map[uint16][]unit{}
				for _, u := range units {
					require.True(t, u.HasPTS)
					size := 0
					if u.Stream.Type == mpegts.TypeH264 {
						size = bytes.Count(u.Data, []byte{0, 0, 1}) - 1 // the other leaves the delimiter out
					}
					got[u.Stream.PID] = append(got[u.Stream.PID], unit{u.PTS, u.DTS, size})
				}
				require.Equal(t, want, got, kind)
			}
		})
	}
}

func TestReaderGoesOnBehindDamage(t *testing.T) {
	const packet = 188
	b := clip(t, testmedia.Spec{Audio: 48000, Bitrate: 2_000_000})
	all, err := readAll(mpegts.NewReader(bytes.NewReader(b)))
	require.ErrorIs(t, err, io.EOF)
	middle := len(b) / packet / 2 * packet
	for name, tt := range map[string]struct {
		in       []byte
		missing  int // units, at most
		repeated int
	}{
		"bytes lost":         {in: append(bytes.Clone(b[:middle]), b[middle+100:]...), missing: 2},
		"bytes added":        {in: append(append(bytes.Clone(b[:middle]), make([]byte, 1000)...), b[middle:]...)},
		"packets lost":       {in: append(bytes.Clone(b[:middle]), b[middle+3*packet:]...), missing: 3},
		"the end lost":       {in: b[:middle+50], missing: len(all)},
		"joined in between":  {in: b[middle:], missing: len(all)/2 + 20},
		"two streams in one": {in: append(bytes.Clone(b), b...), repeated: len(all)},
	} {
		t.Run(name, func(t *testing.T) {
			units, err := readAll(mpegts.NewReader(bytes.NewReader(tt.in)))
			require.ErrorIs(t, err, io.EOF)
			require.NotEmpty(t, units)
			require.GreaterOrEqual(t, len(units), len(all)+tt.repeated-tt.missing)
			require.LessOrEqual(t, len(units), len(all)+tt.repeated)
		})
	}
}

func TestReaderRefusesOtherThings(t *testing.T) {
	noise := make([]byte, 1<<20)
	rng := rand.NewChaCha8([32]byte{1})
	_, _ = rng.Read(noise)
	for i, v := range noise {
		if v == 0x47 {
			noise[i] = 0x48
		}
	}
	_, err := mpegts.NewReader(bytes.NewReader(noise)).Next()
	require.ErrorIs(t, err, mpegts.ErrNoSync)
	_, err = mpegts.NewReader(bytes.NewReader(nil)).Next()
	require.ErrorIs(t, err, io.EOF)
	broken := errors.New("broken")
	_, err = mpegts.NewReader(iotest.ErrReader(broken)).Next()
	require.ErrorIs(t, err, broken)
}

// endless repeats one packet, with its counter going on.
type endless struct {
	packet [188]byte
	left   int
	rest   []byte
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		if e.left == 0 {
			return 0, io.EOF
		}
		e.left--
		e.packet[3] = e.packet[3]&0xf0 | (e.packet[3]+1)&0x0f
		e.rest = e.packet[:]
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestReaderIsBounded: a unit that never ends is dropped, not kept.
func TestReaderIsBounded(t *testing.T) {
	head := clip(t, testmedia.Spec{Seconds: 0.2})
	units, _ := readAll(mpegts.NewReader(bytes.NewReader(head)))
	pid := units[0].Stream.PID
	e := &endless{left: 3 * mpegts.MaxUnit / 184}
	e.packet = [188]byte{0x47, byte(pid >> 8), byte(pid), 0x10}
	last := bytes.LastIndex(head, []byte{0x47, 0x40 | byte(pid>>8), byte(pid)})
	e.packet[3] |= head[last+3] & 0x0f
	r := mpegts.NewReader(io.MultiReader(bytes.NewReader(head[:last+188]), e))
	_, err := readAll(r)
	require.ErrorIs(t, err, io.EOF)
	require.Equal(t, 1, r.Damaged())
}

func FuzzReader(f *testing.F) {
	if _, err := exec.LookPath("ffmpeg"); err == nil {
		for _, s := range []testmedia.Spec{{Seconds: 0.2, Audio: 48000}, {Seconds: 0.2, BFrames: 2}} {
			f.Add(clip(f, s))
		}
	}
	f.Add(small(f))
	f.Add([]byte("G"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := mpegts.NewReader(bytes.NewReader(b))
		units, err := readAll(r)
		require.Error(t, err)
		size := 0
		for _, u := range units {
			size += len(u.Data)
			require.True(t, u.PTS >= 0 && u.PTS < 1<<33 && u.DTS >= 0 && u.DTS < 1<<33)
		}
		require.LessOrEqual(t, size, len(b))
	})
}

// Sections of SCTE-35 come as they are, however many packets they take; those that are damaged do not come, and repeated ones once.
func TestReader_sections(t *testing.T) {
	null := scte35.Append(nil, scte35.Section{}, 0)
	long := scte35.Section{Command: scte35.TimeSignal}
	for n := range 20 {
		long.Segments = append(long.Segments, scte35.Segmentation{Event: uint32(n), Type: 0x34, Duration: 1})
	}
	large := scte35.Append(nil, long, 0)
	require.Greater(t, len(large), 184)
	damaged := append([]byte(nil), large...)
	damaged[30] ^= 1
	r := mpegts.NewReader(bytes.NewReader(testmedia.WithSections(t, clip(t, testmedia.Spec{Seconds: 1}), mpegts.TypeSCTE35, "CUEI", null, null, damaged, large)))
	units, err := readAll(r)
	require.ErrorIs(t, err, io.EOF)
	var got [][]byte
	pictures := 0
	for _, u := range units {
		if u.Stream.Type == mpegts.TypeSCTE35 {
			got = append(got, u.Data)
		} else {
			pictures++
		}
	}
	require.Equal(t, [][]byte{null, large}, got)
	require.Equal(t, 30, pictures)
	require.Zero(t, r.Damaged())
}
