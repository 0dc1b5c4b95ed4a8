package pipeline_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// heard collects what an Audio makes.
type heard struct {
	formats []media.AudioFormat
	units   []media.AccessUnit
}

func (h *heard) AudioFormat(f media.AudioFormat) error { h.formats = append(h.formats, f); return nil }
func (h *heard) AudioUnit(u media.AccessUnit) error    { h.units = append(h.units, u); return nil }

func transcodeAudio(t *testing.T, cfg pipeline.AudioConfig, units []media.AccessUnit) *heard {
	t.Helper()
	h := &heard{}
	a, err := pipeline.NewAudio(cfg, h)
	require.NoError(t, err)
	defer a.Close()
	for _, u := range units {
		require.NoError(t, a.Unit(u))
	}
	require.NoError(t, a.Finish())
	return h
}

// spans splits units where one does not follow the one before it within a sample.
func (h *heard) spans() (out [][]media.AccessUnit) {
	for i, u := range h.units {
		rate := h.formats[0].SampleRate
		if i == 0 || u.PTS.In(rate)-h.units[i-1].PTS.In(rate) != aac.SamplesPerFrame {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], u)
	}
	return out
}

func (h *heard) onsets(t *testing.T) []float64 {
	t.Helper()
	return testmedia.Onsets(testmedia.DecodeAAC(t, h.formats[0], h.units))
}

var audioSources = map[string]testmedia.SoundSpec{
	"MP3":                  {Codec: media.CodecMP3, Encoder: "libmp3lame", SampleRate: 44_100, Channels: 2},
	"MP3 of 11 kHz":        {Codec: media.CodecMP3, Encoder: "libmp3lame", SampleRate: 11_025},
	"MP3 of 22 kHz":        {Codec: media.CodecMP3, Encoder: "libmp3lame", SampleRate: 22_050},
	"A-law":                {Codec: media.CodecALaw, Encoder: "pcm_alaw", SampleRate: 8000},
	"mu-law in stereo":     {Codec: media.CodecMuLaw, Encoder: "pcm_mulaw", SampleRate: 8000, Channels: 2},
	"Speex":                {Codec: media.CodecSpeex, Encoder: "libspeex", SampleRate: 16_000},
	"Nellymoser of 8":      {Codec: media.CodecNellymoser, Encoder: "nellymoser", SampleRate: 8000},
	"Nellymoser of 44":     {Codec: media.CodecNellymoser, Encoder: "nellymoser", SampleRate: 44_100},
	"FLAC":                 {Codec: media.CodecFLAC, Encoder: "flac", SampleRate: 48_000, Channels: 2},
	"AC-3":                 {Codec: media.CodecAC3, Encoder: "ac3", SampleRate: 48_000, Channels: 2},
	"AC-3 of 5.1 channels": {Codec: media.CodecAC3, Encoder: "ac3", SampleRate: 48_000, Channels: 6},
	"E-AC-3":               {Codec: media.CodecEAC3, Encoder: "eac3", SampleRate: 32_000, Channels: 2},
}

// What is heard is heard when it should be: as in what FFmpeg decodes of the same units.
func TestAudio(t *testing.T) {
	for name, spec := range audioSources {
		t.Run(name, func(t *testing.T) {
			source := testmedia.MakeSound(t, spec)
			h := transcodeAudio(t, pipeline.AudioConfig{Source: source.Format}, source.Units)
			require.Len(t, h.formats, 1)
			require.Equal(t, max(spec.Channels, 1), h.formats[0].Channels)
			if spec.SampleRate%11_025 == 0 {
				require.Equal(t, 44_100, h.formats[0].SampleRate)
			} else {
				require.Equal(t, 48_000, h.formats[0].SampleRate)
			}
			require.Len(t, h.spans(), 1, "without a gap")
			require.InDelta(t, source.Units[0].PTS.Seconds(), h.units[0].PTS.Seconds(), 0.001)
			want, got := testmedia.Onsets(source.PCM), h.onsets(t)
			require.Len(t, want, 3)
			require.Len(t, got, 3)
			for i := range want {
				require.InDelta(t, want[i], got[i], 0.010)
			}
			t.Logf("off by %.1f ms", 1000*(got[0]-want[0]))
		})
	}
}

// Behind a gap, and behind units that cannot be decoded, sound is where it was.
func TestAudio_gaps(t *testing.T) {
	source := testmedia.MakeSound(t, audioSources["MP3"])
	want := testmedia.Onsets(source.PCM)
	frame := source.Units[1].PTS - source.Units[0].PTS

	t.Run("a jump", func(t *testing.T) {
		var units []media.AccessUnit
		for _, u := range source.Units {
			if u.PTS > media.Second {
				u.PTS += 2 * media.Second
			}
			units = append(units, u)
		}
		h := transcodeAudio(t, pipeline.AudioConfig{Source: source.Format}, units)
		spans := h.spans()
		require.Len(t, spans, 2)
		last := spans[0][len(spans[0])-1].PTS
		require.Less(t, last, media.Second+2*frame)
		require.InDelta(t, 3, spans[1][0].PTS.Seconds(), 0.03)
		got := h.onsets(t)
		require.InDelta(t, want[1]+2, got[len(got)-2], 0.010)
		require.InDelta(t, want[2]+2, got[len(got)-1], 0.010)
	})
	t.Run("a lost unit", func(t *testing.T) {
		long := testmedia.MakeSound(t, testmedia.SoundSpec{Codec: media.CodecMP3, Encoder: "libmp3lame", SampleRate: 44_100, Seconds: 8})
		units := append(append([]media.AccessUnit(nil), long.Units[:10]...), long.Units[11:]...)
		h := transcodeAudio(t, pipeline.AudioConfig{Source: source.Format}, units)
		require.Len(t, h.spans(), 1)
		all, got := testmedia.Onsets(long.PCM), h.onsets(t)
		require.Len(t, got, len(all))
		require.InDelta(t, all[7], got[7], 0.0105, "it was stretched")
	})
	t.Run("garbage", func(t *testing.T) {
		units := append([]media.AccessUnit(nil), source.Units...)
		for i := 10; i < 20; i++ {
			units[i].Payload = []byte("garbage that is not MP3")
		}
		h := transcodeAudio(t, pipeline.AudioConfig{Source: source.Format}, units)
		require.Len(t, h.spans(), 2)
	})
	t.Run("times that repeat", func(t *testing.T) {
		units := append([]media.AccessUnit(nil), source.Units...)
		for i := 3; i < len(units)-1; i += 5 {
			units[i].PTS = units[i+1-i%2*2].PTS // the next one's, or the one's before
		}
		h := transcodeAudio(t, pipeline.AudioConfig{Source: source.Format}, units)
		require.Len(t, h.spans(), 1)
		got := h.onsets(t)
		require.Len(t, got, len(want))
		for i := range want {
			require.InDelta(t, want[i], got[i], 0.03)
		}
	})
	t.Run("jitter", func(t *testing.T) {
		units := append([]media.AccessUnit(nil), source.Units...)
		for i := range units {
			units[i].PTS += media.Ticks(math.Sin(float64(i)) * float64(8*media.Millisecond))
		}
		h := transcodeAudio(t, pipeline.AudioConfig{Source: source.Format}, units)
		require.Len(t, h.spans(), 1)
	})
}

// What comes out stays as it was, whatever comes in.
func TestAudio_formatChanges(t *testing.T) {
	first := testmedia.MakeSound(t, audioSources["MP3"])
	second := testmedia.MakeSound(t, audioSources["MP3 of 22 kHz"])
	units := append([]media.AccessUnit(nil), first.Units...)
	for _, u := range second.Units {
		u.PTS += 3 * media.Second
		units = append(units, u)
	}
	h := transcodeAudio(t, pipeline.AudioConfig{Source: first.Format}, units)
	require.Len(t, h.formats, 1)
	require.Len(t, h.spans(), 1)
	require.Len(t, h.onsets(t), 6)

	h = transcodeAudio(t, pipeline.AudioConfig{Source: first.Format, SampleRate: 48_000, Channels: 1}, first.Units)
	require.Equal(t, 48_000, h.formats[0].SampleRate)
	require.Equal(t, 1, h.formats[0].Channels)
}

func TestNewAudio_refuses(t *testing.T) {
	for _, f := range []media.AudioFormat{
		{}, {Codec: media.CodecAAC}, {Codec: media.CodecALaw}, {Codec: media.CodecFLAC, Config: []byte("short")}, {Codec: media.CodecSpeex, SampleRate: 16_000, Channels: 1000},
	} {
		a, err := pipeline.NewAudio(pipeline.AudioConfig{Source: f}, &heard{})
		if err == nil { // some decoders look later
			require.NoError(t, a.Unit(media.AccessUnit{Payload: []byte{1, 2, 3}}))
			a.Close()
		}
	}
	_, err := pipeline.NewAudio(pipeline.AudioConfig{Source: media.AudioFormat{Codec: media.CodecAAC}}, &heard{})
	require.ErrorIs(t, err, pipeline.ErrSource)
}

// Transcoders leave nothing behind.
func TestAudio_memory(t *testing.T) {
	source := testmedia.MakeSound(t, audioSources["MP3"])
	requireSteady(t, 1<<20, func() {
		for n := range 40 {
			a, err := pipeline.NewAudio(pipeline.AudioConfig{Source: source.Format}, &heard{})
			require.NoError(t, err)
			for _, u := range source.Units[:40] {
				u.PTS += media.Ticks(n) * media.Millisecond
				require.NoError(t, a.Unit(u))
			}
			a.Close()
		}
	})
}

// BenchmarkAudio is the cost of a second of sound.
func BenchmarkAudio(b *testing.B) {
	for name, spec := range map[string]testmedia.SoundSpec{
		"MP3":                  {Codec: media.CodecMP3, Encoder: "libmp3lame", SampleRate: 44_100, Channels: 2, Seconds: 10},
		"AC-3 of 5.1 channels": {Codec: media.CodecAC3, Encoder: "ac3", SampleRate: 48_000, Channels: 6, Seconds: 10},
		"G.711":                {Codec: media.CodecALaw, Encoder: "pcm_alaw", SampleRate: 8000, Seconds: 10},
	} {
		b.Run(name, func(b *testing.B) {
			source := testmedia.MakeSound(b, spec)
			for b.Loop() {
				a, err := pipeline.NewAudio(pipeline.AudioConfig{Source: source.Format}, &heard{})
				require.NoError(b, err)
				for _, u := range source.Units {
					require.NoError(b, a.Unit(u))
				}
				require.NoError(b, a.Finish())
				a.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*spec.Seconds), "us/s")
		})
	}
}
