package testmedia

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// SoundSpec describes sound: of each second the latter half is a tone. The zero value of a field means its default.
type SoundSpec struct {
	Codec      media.Codec
	Encoder    string // FFmpeg's
	SampleRate int
	Channels   int // 1
	Seconds    int // 3
}

// Sound is coded sound.
type Sound struct {
	Format media.AudioFormat
	Units  []media.AccessUnit
	PCM    []int16 // what ffmpeg itself decodes, all channels in one at 48 kHz
}

// MakeSound encodes sound with the ffmpeg on PATH; the test is skipped if it has no such encoder.
func MakeSound(t testing.TB, spec SoundSpec) Sound {
	t.Helper()
	if spec.Channels == 0 {
		spec.Channels = 1
	}
	if spec.Seconds == 0 {
		spec.Seconds = 3
	}
	encoders, err := exec.CommandContext(t.Context(), "ffmpeg", "-hide_banner", "-encoders").Output()
	if err != nil || !strings.Contains(string(encoders), " "+spec.Encoder+" ") {
		t.Skipf("no ffmpeg with %s on the PATH", spec.Encoder)
	}
	layout := map[int]string{1: "mono", 2: "stereo", 6: "5.1"}[spec.Channels]
	file := filepath.Join(t.TempDir(), "sound.flv")
	inMP4 := spec.Codec == media.CodecFLAC || spec.Codec == media.CodecAC3 || spec.Codec == media.CodecEAC3
	if inMP4 {
		file = filepath.Join(t.TempDir(), "sound.mp4")
	}
	args := []string{
		"-hide_banner", "-loglevel", "error", "-f", "lavfi", "-i",
		Tone(spec.SampleRate, layout),
		"-t", strconv.Itoa(spec.Seconds), "-c:a", spec.Encoder, "-b:a", strconv.Itoa(48000 * (1 + spec.Channels)),
	}
	if inMP4 {
		args = append(args, "-use_editlist", "0", "-avoid_negative_ts", "make_zero")
	}
	msg, err := exec.CommandContext(t.Context(), "ffmpeg", append(args, file)...).CombinedOutput()
	require.NoError(t, err, "%s", msg)
	s := Sound{Format: media.AudioFormat{Codec: spec.Codec}, PCM: PCM(t, file)}
	if inMP4 {
		s.readMP4(t, file)
	} else {
		s.readFLV(t, file)
	}
	require.NotEmpty(t, s.Units)
	return s
}

// Tone is the sound of a SoundSpec as FFmpeg's lavfi device makes it.
func Tone(sampleRate int, layout string) string {
	return fmt.Sprintf("sine=frequency=600:sample_rate=%d:samples_per_frame=%d,volume='8*gte(mod(t,1),0.5)':eval=frame,aformat=sample_fmts=s16:channel_layouts=%s",
		sampleRate, sampleRate/200, layout)
}

func (s *Sound) readFLV(t testing.TB, file string) {
	t.Helper()
	for _, tag := range Tags(t, file) {
		if tag.Type != flv.TagAudio {
			continue
		}
		a, err := flv.ParseAudio(tag.Data)
		if errors.Is(err, flv.ErrEmpty) {
			continue
		}
		require.NoError(t, err)
		require.Equal(t, s.Format.Codec, a.Codec)
		s.Format.SampleRate, s.Format.Channels = a.SampleRate, a.Channels
		at := media.Ticks(tag.Timestamp) * media.Millisecond
		s.Units = append(s.Units, media.AccessUnit{PTS: at, DTS: at, Key: true, Payload: a.Data})
	}
}

func (s *Sound) readMP4(t testing.TB, file string) {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	if _, box, ok := bytes.Cut(b, []byte("dfLa")); ok {
		s.Format.Config = box[8:][:34]
	}
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-show_entries", "packet=pts_time,size,pos", "-of", "csv=p=0", file).Output()
	require.NoError(t, err)
	for line := range strings.Lines(string(out)) {
		var at float64
		var size, pos int
		_, err := fmt.Sscanf(line, "%f,%d,%d", &at, &size, &pos)
		require.NoError(t, err)
		pts := media.Ticks(at * media.ClockRate)
		s.Units = append(s.Units, media.AccessUnit{PTS: pts, DTS: pts, Key: true, Payload: b[pos : pos+size]})
	}
}

// PCM decodes a file's sound: all channels in one at 48 kHz, each sample where its time says, silence in between.
func PCM(t testing.TB, file string) []int16 {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-hide_banner", "-loglevel", "error", "-copyts", "-i", file,
		"-af", "aresample=48000:async=1:min_hard_comp=0.005:first_pts=0", "-ac", "1", "-f", "s16le", "-").Output()
	require.NoError(t, err)
	pcm := make([]int16, len(out)/2)
	for i := range pcm {
		pcm[i] = int16(binary.LittleEndian.Uint16(out[2*i:]))
	}
	return pcm
}

// DecodeAAC decodes AAC units, each where its PTS says.
func DecodeAAC(t testing.TB, f media.AudioFormat, units []media.AccessUnit) []int16 {
	t.Helper()
	b, err := fmp4.AudioInit(f)
	require.NoError(t, err)
	for i, u := range units {
		b = append(b, fmp4.MarshalPart(uint32(i+1), u.PTS.In(f.SampleRate), []fmp4.Sample{{Duration: aac.SamplesPerFrame, Key: true, Data: u.Payload}})...)
	}
	file := filepath.Join(t.TempDir(), "sound.mp4")
	require.NoError(t, os.WriteFile(file, b, 0o600))
	return PCM(t, file)
}

// Onsets are the times, in seconds, at which a tone begins behind silence.
func Onsets(pcm []int16) (at []float64) {
	const quiet = 48_000 / 10
	silent := quiet
	for i, v := range pcm {
		if v > 3000 || v < -3000 {
			if silent >= quiet {
				at = append(at, float64(i)/48_000)
			}
			silent = 0
		} else {
			silent++
		}
	}
	return at
}
