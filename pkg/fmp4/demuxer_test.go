package fmp4_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// fragmented is a file of FFmpeg's.
func fragmented(t testing.TB, s testmedia.Spec, movflags string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "clip.mp4")
	text, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-i", testmedia.MP4(t, s),
		"-c", "copy", "-movflags", movflags, out).CombinedOutput()
	require.NoError(t, err, string(text))
	return out
}

func demux(r io.Reader, movie *fmp4.Movie) (units []fmp4.Unit, m *fmp4.Movie, err error) {
	d := fmp4.NewDemuxer(r, movie, 8<<20)
	for {
		u, err := d.Next()
		if err != nil {
			return units, d.Movie(), err
		}
		units = append(units, u)
	}
}

// TestDemuxer compares with what ffprobe says of files of several makes.
func TestDemuxer(t *testing.T) {
	spec := testmedia.Spec{BFrames: 2, Audio: 48000, FPS: media.Rational{Num: 30000, Den: 1001}}
	for _, movflags := range []string{
		"frag_keyframe+empty_moov+default_base_moof",
		"frag_keyframe+empty_moov",
		"frag_keyframe+delay_moov+dash",
		"frag_every_frame+empty_moov+separate_moof",
	} {
		t.Run(movflags, func(t *testing.T) {
			path := fragmented(t, spec, movflags)
			b, err := os.ReadFile(path)
			require.NoError(t, err)
			units, movie, err := demux(iotest.HalfReader(bytes.NewReader(b)), nil)
			require.ErrorIs(t, err, io.EOF)
			require.Len(t, movie.Tracks, 2)
			require.Equal(t, 320, movie.Tracks[0].Video.Width)
			require.Equal(t, 48000, movie.Tracks[1].Audio.SampleRate)
			type packet struct{ pts, dts, size int }
			got := map[string][]packet{}
			for _, u := range units {
				kind := "video"
				if u.Track.Audio != nil {
					kind = "audio"
				}
				ms := func(t media.Ticks) int { return int(math.Round(1e4 * t.Seconds())) }
				got[kind] = append(got[kind], packet{ms(u.PTS), ms(u.DTS), len(u.Data)})
			}
			out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffprobe"), "-v", "error",
				"-show_entries", "packet=codec_type,pts_time,dts_time,size", "-of", "json", path).Output()
			require.NoError(t, err)
			var probed struct {
				Packets []struct {
					Codec_type, Pts_time, Dts_time, Size string //nolint:revive // as ffprobe names them
				}
			}
			require.NoError(t, json.Unmarshal(out, &probed))
			want := map[string][]packet{}
			for _, p := range probed.Packets {
				ms := func(s string) int {
					v, err := strconv.ParseFloat(s, 64)
					require.NoError(t, err)
					return int(math.Round(1e4 * v))
				}
				size, err := strconv.Atoi(p.Size)
				require.NoError(t, err)
				want[p.Codec_type] = append(want[p.Codec_type], packet{ms(p.Pts_time), ms(p.Dts_time), size})
			}
			require.Equal(t, want, got)
		})
	}
}

// TestDemuxerTakesSegments: a fragment needs the moov that came before it in another file.
func TestDemuxerTakesSegments(t *testing.T) {
	b, err := os.ReadFile(fragmented(t, testmedia.Spec{}, "frag_keyframe+empty_moov+default_base_moof"))
	require.NoError(t, err)
	at := bytes.Index(b, []byte("moof")) - 4
	_, movie, err := demux(bytes.NewReader(b[:at]), nil)
	require.ErrorIs(t, err, io.EOF)
	units, _, err := demux(bytes.NewReader(b[at:]), movie)
	require.ErrorIs(t, err, io.EOF)
	require.Len(t, units, testmedia.Spec{}.Frames())

	_, _, err = demux(bytes.NewReader(b[at:]), nil)
	require.ErrorIs(t, err, fmp4.ErrNoMovie)
	_, _, err = demux(bytes.NewReader(b[:len(b)/2]), nil)
	require.ErrorIs(t, err, fmp4.ErrMalformed)
}

func TestDemuxerRefuses(t *testing.T) {
	whole, err := os.ReadFile(testmedia.MP4(t, testmedia.Spec{}))
	require.NoError(t, err)
	huge := func(kind string, size uint32) []byte {
		return append(binary.BigEndian.AppendUint32(nil, size), kind...)
	}
	for name, tt := range map[string]struct {
		in   []byte
		want error
	}{
		"a file that is not fragmented": {whole, fmp4.ErrNotFragmented},
		"a huge moov":                   {huge("moov", 1<<31), fmp4.ErrTooLarge},
		"a huge moof":                   {huge("moof", 1<<31), fmp4.ErrTooLarge},
		"a moov that never ends":        {append(huge("moov", 0), make([]byte, 2<<20)...), fmp4.ErrTooLarge},
		"a box of no size":              {huge("free", 7), fmp4.ErrMalformed},
		"noise":                         {bytes.Repeat([]byte{0xa5}, 4000), fmp4.ErrMalformed},
		"nothing":                       {nil, io.EOF},
	} {
		_, _, err := demux(bytes.NewReader(tt.in), nil)
		require.ErrorIs(t, err, tt.want, name)
	}
}

func FuzzDemuxer(f *testing.F) {
	if _, err := exec.LookPath("ffmpeg"); err == nil {
		for _, movflags := range []string{"frag_keyframe+empty_moov+default_base_moof", "frag_every_frame+delay_moov"} {
			b, err := os.ReadFile(fragmented(f, testmedia.Spec{Width: 64, Height: 64, Seconds: 0.2, Audio: 8000, BFrames: 1}, movflags))
			require.NoError(f, err)
			f.Add(b)
		}
		if b, _ := written(f, []string{"-i", vp9, "-f", "lavfi", "-i", tone}, []string{"-c:v", "copy", "-c:a", "flac", "-frames:v", "3", "-frames:a", "3"}); b != nil {
			f.Add(b)
		}
	}
	init, err := fmp4.VideoInit(testmedia.H264(64, 64, media.Rational{Num: 25, Den: 1}))
	require.NoError(f, err)
	f.Add(append(init, fmp4.MarshalPart(1, 0, []fmp4.Sample{{Duration: 14400, Key: true, Data: []byte{1}}, {Duration: 14400, Offset: 100, Data: []byte{2}}})...))
	f.Add([]byte("\x00\x00\x00\x08moov"))
	f.Fuzz(func(t *testing.T, b []byte) {
		units, _, err := demux(bytes.NewReader(b), nil)
		require.Error(t, err)
		for _, u := range units {
			require.LessOrEqual(t, len(u.Data), len(b))
			require.NotEmpty(t, u.Data)
			require.Less(t, u.DTS.Seconds(), float64(1<<36))
		}
	})
}
