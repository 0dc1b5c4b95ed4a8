package fmp4_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestMovieInit: a file with video and sound is read back as such.
func TestMovieInit(t *testing.T) {
	video := testmedia.H264(640, 352, media.Rational{Num: 30, Den: 1})
	audio := media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48000, Channels: 2, Config: []byte{0x11, 0x90}}
	b, err := fmp4.MovieInit(video, audio)
	require.NoError(t, err)
	b = append(b, fmp4.MarshalPart(1, 720_000, []fmp4.Sample{{Duration: 12_000, Key: true, Data: []byte{0, 0, 0, 1, 0x65}}})...)
	b = append(b, fmp4.MarshalAudioPart(2, 96_000, []fmp4.Sample{{Duration: 1024, Key: true, Data: []byte{1}}})...)
	d := fmp4.NewDemuxer(bytes.NewReader(b), nil, 1<<20)
	for i := range 2 {
		u, err := d.Next()
		require.NoError(t, err)
		require.Equal(t, 2*media.Second, u.PTS)
		require.Equal(t, i == 0, u.Track.Video != nil)
		require.Equal(t, i == 1, u.Track.Audio != nil)
	}
	_, err = d.Next()
	require.ErrorIs(t, err, io.EOF)

	_, err = fmp4.MovieInit(media.VideoFormat{}, audio)
	require.Error(t, err)
	_, err = fmp4.MovieInit(video, media.AudioFormat{})
	require.Error(t, err)
}

func videoFormat(t testing.TB) media.VideoFormat {
	t.Helper()
	record, err := hex.DecodeString("01640028ffe1001b67640028acd940780227e5c044000003000400000300f03c60c65801000468ef8fcbfdf8f800")
	require.NoError(t, err)
	c, err := h264.ParseAVCConfig(record)
	require.NoError(t, err)
	f, err := h264.Format(c.SPS, c.PPS...)
	require.NoError(t, err)
	return f
}

func audioFormat(t testing.TB, asc ...byte) media.AudioFormat {
	t.Helper()
	f, err := aac.ParseConfig(asc)
	require.NoError(t, err)
	return f
}

// samples makes n samples of 1/30 s with B-frames and random bytes.
func samples(n, size int, seed uint64) []fmp4.Sample {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]fmp4.Sample, n)
	for i := range out {
		data := make([]byte, size+r.IntN(10))
		for j := range data {
			data[j] = byte(r.Uint32())
		}
		out[i] = fmp4.Sample{Duration: 12000, Offset: 12000 * int64([]int{1, 3, 0, -1}[i%4]), Key: i == 0, Data: data}
	}
	return out
}

func TestVideoInit(t *testing.T) {
	f := videoFormat(t)
	b, err := fmp4.VideoInit(f)
	require.NoError(t, err)

	track, err := fmp4.ParseInit(b)
	require.NoError(t, err)
	require.Equal(t, fmp4.Track{Timescale: media.ClockRate, Video: &f}, track)

	file, err := mp4.DecodeFile(bytes.NewReader(b))
	require.NoError(t, err)
	require.Equal(t, "iso6", file.Init.Ftyp.MajorBrand())
	require.Contains(t, file.Init.Ftyp.CompatibleBrands(), "cmfc")
	moov := file.Init.Moov
	require.Zero(t, moov.Mvhd.Duration)
	require.EqualValues(t, fmp4.TrackID, moov.Mvex.Trex.TrackID)
	require.EqualValues(t, fmp4.TrackID, moov.Trak.Tkhd.TrackID)
	require.Zero(t, moov.Trak.Tkhd.Duration)
	require.Zero(t, moov.Trak.Mdia.Mdhd.Duration)
	require.EqualValues(t, media.ClockRate, moov.Trak.Mdia.Mdhd.Timescale)
	avc1 := moov.Trak.Mdia.Minf.Stbl.Stsd.AvcX
	require.Equal(t, "avc1", avc1.Type())
	require.EqualValues(t, 1920, avc1.Width)
	require.EqualValues(t, 1080, avc1.Height)
	sps, pps := testmedia.Sets(f)
	require.Equal(t, [][]byte{sps}, avc1.AvcC.SPSnalus)
	require.Equal(t, [][]byte{pps}, avc1.AvcC.PPSnalus)
	require.EqualValues(t, 1, avc1.AvcC.ChromaFormat)

	_, err = fmp4.VideoInit(media.VideoFormat{Codec: "vp8"})
	require.Error(t, err)
	_, err = fmp4.VideoInit(media.VideoFormat{Codec: media.CodecH264, Config: f.Config[:9]})
	require.Error(t, err)
}

func TestAudioInit(t *testing.T) {
	for _, asc := range [][]byte{{0x11, 0x90}, {0x12, 0x08, 0x56, 0xe5, 0}, {0x10, 0x10}, {0x15, 0x88}, {0x2b, 0x11, 0x88, 0}} {
		f := audioFormat(t, asc...)
		t.Run(fmt.Sprintf("%d Hz %d channels", f.SampleRate, f.Channels), func(t *testing.T) {
			b, err := fmp4.AudioInit(f)
			require.NoError(t, err)
			track, err := fmp4.ParseInit(b)
			require.NoError(t, err)
			require.Equal(t, fmp4.Track{Timescale: f.SampleRate, Audio: &f}, track)

			file, err := mp4.DecodeFile(bytes.NewReader(b))
			require.NoError(t, err)
			mp4a := file.Init.Moov.Trak.Mdia.Minf.Stbl.Stsd.Mp4a
			require.EqualValues(t, f.Channels, mp4a.ChannelCount)
			require.Equal(t, asc, mp4a.Esds.DecConfigDescriptor.DecSpecificInfo.DecConfig)
		})
	}
	_, err := fmp4.AudioInit(media.AudioFormat{Codec: "mp3"})
	require.Error(t, err)
	_, err = fmp4.AudioInit(media.AudioFormat{Codec: media.CodecAAC, Config: []byte{1}})
	require.Error(t, err)
}

func TestAudioInit_labels(t *testing.T) {
	f := audioFormat(t, 0x11, 0x90)
	f.Name, f.Language = "Français", "fr-CA"
	b, err := fmp4.AudioInit(f)
	require.NoError(t, err)
	track, err := fmp4.ParseInit(b)
	require.NoError(t, err)
	require.Equal(t, &f, track.Audio)
	file, err := mp4.DecodeFile(bytes.NewReader(b))
	require.NoError(t, err)
	require.Equal(t, "fr-CA", file.Init.Moov.Trak.Mdia.Elng.Language)
}

func TestMarshalPart_is_what_mp4ff_reads(t *testing.T) {
	const start = 1 << 40
	in := samples(15, 100, 1)
	b := fmp4.MarshalPart(7, start, in)
	require.Equal(t, len(b), cap(b), "exactly sized")

	file, err := mp4.DecodeFile(bytes.NewReader(b))
	require.NoError(t, err)
	frag := file.Segments[0].Fragments[0]
	require.EqualValues(t, 7, frag.Moof.Mfhd.SequenceNumber)
	require.True(t, frag.Moof.Traf.Tfhd.DefaultBaseIfMoof())
	full, err := frag.GetFullSamples(nil)
	require.NoError(t, err)
	require.Len(t, full, len(in))
	dts := uint64(start)
	for i, s := range full {
		require.Equal(t, dts, s.DecodeTime)
		require.Equal(t, in[i].Duration, int64(s.Dur))
		require.Equal(t, in[i].Offset, int64(s.CompositionTimeOffset))
		require.Equal(t, in[i].Data, s.Data)
		flags := mp4.DecodeSampleFlags(s.Flags)
		if in[i].Key {
			require.Equal(t, mp4.SampleFlags{SampleDependsOn: 2}, flags)
		} else {
			require.Equal(t, mp4.SampleFlags{SampleDependsOn: 1, SampleIsNonSync: true}, flags)
		}
		dts += uint64(s.Dur)
	}
}

func TestParsePart_round_trip(t *testing.T) {
	for _, n := range []int{1, 2, 15, fmp4.MaxSamples} {
		in := samples(n, 20, uint64(n))
		f, err := fmp4.ParsePart(fmp4.MarshalPart(3, 99, in))
		require.NoError(t, err)
		require.Equal(t, fmp4.Fragment{Seq: 3, Start: 99, Samples: in}, f)
		require.EqualValues(t, 12000*n, f.Duration())
	}
	audio := []fmp4.Sample{{Duration: 1024, Key: true, Data: []byte{1}}, {Duration: 1024, Key: true, Data: []byte{2, 3}}}
	f, err := fmp4.ParsePart(fmp4.MarshalPart(0, 0, audio))
	require.NoError(t, err)
	require.Equal(t, audio, f.Samples)
}

// Other packers put shared values into the tfhd, split the trun or keep the first sample's flags apart.
func TestParsePart_reads_mp4ffs_layouts(t *testing.T) {
	in := samples(6, 50, 2)
	for _, optimize := range []mp4.EncOptimize{mp4.OptimizeNone, mp4.OptimizeTrun} {
		frag, err := mp4.CreateFragment(5, fmp4.TrackID)
		require.NoError(t, err)
		dts := uint64(1000)
		for _, s := range in {
			flags := mp4.NonSyncSampleFlags
			if s.Key {
				flags = mp4.SyncSampleFlags
			}
			frag.AddFullSample(mp4.FullSample{
				Sample:     mp4.NewSample(flags, uint32(s.Duration), uint32(len(s.Data)), int32(s.Offset)),
				DecodeTime: dts, Data: s.Data,
			})
			dts += uint64(s.Duration)
		}
		frag.EncOptimize = optimize
		var b bytes.Buffer
		require.NoError(t, frag.Encode(&b))
		f, err := fmp4.ParsePart(b.Bytes())
		require.NoError(t, err, "optimize %d", optimize)
		require.Equal(t, fmp4.Fragment{Seq: 5, Start: 1000, Samples: in}, f)
	}
}

func TestMarshalPart_guards_its_contract(t *testing.T) {
	for name, f := range map[string]func(){
		"no samples":        func() { fmp4.MarshalPart(0, 0, nil) },
		"too many samples":  func() { fmp4.MarshalPart(0, 0, make([]fmp4.Sample, fmp4.MaxSamples+1)) },
		"negative start":    func() { fmp4.MarshalPart(0, -1, make([]fmp4.Sample, 1)) },
		"negative duration": func() { fmp4.MarshalPart(0, 0, []fmp4.Sample{{Duration: -1}}) },
		"huge offset":       func() { fmp4.MarshalPart(0, 0, []fmp4.Sample{{Offset: 1 << 31}}) },
		"too many bytes":    func() { fmp4.MarshalPart(0, 0, []fmp4.Sample{{Data: make([]byte, fmp4.MaxPartSize+1)}}) },
	} {
		t.Run(name, func(t *testing.T) { require.Panics(t, f) })
	}
}

// patch overwrites bytes of a part after the first occurrence of a box type.
func patch(t testing.TB, part []byte, box string, offset int, with ...byte) []byte {
	t.Helper()
	at := bytes.Index(part, []byte(box))
	require.Positive(t, at)
	out := append([]byte(nil), part...)
	copy(out[at+4+offset:], with)
	return out
}

func hostileParts(t testing.TB) map[string][]byte {
	good := fmp4.MarshalPart(1, 0, samples(3, 10, 3))
	return map[string][]byte{
		"nothing":                      nil,
		"a header":                     good[:8],
		"cut in the moof":              good[:60],
		"cut in the mdat":              good[:len(good)-1],
		"a byte too many":              append(append([]byte(nil), good...), 0),
		"two parts":                    append(append([]byte(nil), good...), good...),
		"moof of size 0":               append([]byte{0, 0, 0, 0}, good[4:]...),
		"moof of size 7":               append([]byte{0, 0, 0, 7}, good[4:]...),
		"moof of a huge size":          append([]byte{0xff, 0xff, 0xff, 0xff}, good[4:]...),
		"mdat first":                   patch(t, good, "moof", -4, []byte("mdat")...),
		"unknown box in the moof":      patch(t, good, "mfhd", -4, []byte("free")...),
		"another track":                patch(t, good, "tfhd", 4, 0, 0, 0, 2),
		"base data offset":             patch(t, good, "tfhd", 0, 0, 0, 0, 1),
		"decode time out of range":     patch(t, good, "tfdt", 4, 0x7f),
		"no sample":                    patch(t, good, "trun", 4, 0, 0, 0, 0),
		"fewer samples":                patch(t, good, "trun", 4, 0, 0, 0, 2),
		"more samples":                 patch(t, good, "trun", 4, 0, 0, 0, 4),
		"2^32-1 samples":               patch(t, good, "trun", 4, 0xff, 0xff, 0xff, 0xff),
		"data offset into the moof":    patch(t, good, "trun", 8, 0, 0, 0, 8),
		"data offset past the mdat":    patch(t, good, "trun", 8, 0, 1, 0, 0),
		"a sample longer than mdat":    patch(t, good, "trun", 16, 0, 1, 0, 0),
		"a sample of 4 GiB":            patch(t, good, "trun", 16, 0xff, 0xff, 0xff, 0xff),
		"a sample shorter than it is":  patch(t, good, "trun", 16, 0, 0, 0, 1),
		"unknown trun flags":           patch(t, good, "trun", 1, 0xff, 0xff, 0xff),
		"no durations anywhere":        patch(t, good, "trun", 1, 0, 0x0e, 1),
		"unsigned offset out of range": patch(t, patch(t, good, "trun", 24, 0xff), "trun", 0, 0),
	}
}

func TestParsePart_rejects(t *testing.T) {
	for name, b := range hostileParts(t) {
		t.Run(name, func(t *testing.T) {
			_, err := fmp4.ParsePart(b)
			require.ErrorIs(t, err, fmp4.ErrMalformed)
		})
	}
}

func TestParseInit_rejects(t *testing.T) {
	video, err := fmp4.VideoInit(videoFormat(t))
	require.NoError(t, err)
	audio, err := fmp4.AudioInit(audioFormat(t, 0x11, 0x90))
	require.NoError(t, err)
	for name, b := range map[string][]byte{
		"nothing":                 nil,
		"cut":                     video[:len(video)-1],
		"a part behind it":        append(append([]byte(nil), video...), fmp4.MarshalPart(1, 0, samples(1, 1, 1))...),
		"too long":                append(append([]byte(nil), video...), make([]byte, fmp4.MaxInitSize)...),
		"no mvex":                 patch(t, video, "mvex", -4, []byte("free")...),
		"no trak":                 patch(t, video, "trak", -4, []byte("free")...),
		"unknown sample entry":    patch(t, video, "avc1", -4, []byte("avc9")...),
		"timescale 0":             patch(t, video, "mdhd", 12, 0, 0, 0, 0),
		"size is not the SPS's":   patch(t, video, "avc1", 24, 1, 1),
		"lengths of 2 bytes":      patch(t, video, "avcC", 4, 0xfd),
		"broken SPS":              patch(t, video, "avcC", 8, 0x68),
		"audio timescale":         patch(t, audio, "mdhd", 12, 0, 0, 0xac, 0x44),
		"MP3 in an esds":          patch(t, audio, "esds", 11, 0x6b),
		"esds with a stream URL":  patch(t, audio, "esds", 8, 0x40),
		"an unsupported ASC":      patch(t, audio, "esds", 26, 0xff, 0xff),
		"two sample entries":      patch(t, audio, "stsd", 4, 0, 0, 0, 2),
		"extends another track":   patch(t, audio, "trex", 4, 0, 0, 0, 2),
		"descriptor out of range": patch(t, audio, "esds", 5, 0xff, 0xff, 0xff, 0x7f),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fmp4.ParseInit(b)
			require.ErrorIs(t, err, fmp4.ErrMalformed)
		})
	}
}

// ffprobe is the independent reader: it must see the packets that were packed.
func TestParts_are_what_ffprobe_reads(t *testing.T) {
	ffprobe, err := exec.LookPath("ffprobe")
	if err != nil {
		t.Skip("no ffprobe on the PATH")
	}
	file, err := fmp4.VideoInit(videoFormat(t))
	require.NoError(t, err)
	var want []packet
	dts := int64(720000)
	for seq := range 3 {
		in := samples(15, 200, uint64(seq))
		for i := range in { // length-prefixed so that the demuxer's parser has NAL units to look at
			nal := byte(0x41)
			if in[i].Key {
				nal = 0x65
			}
			in[i].Data = h264.AppendLength(nil, append([]byte{nal}, in[i].Data...))
			in[i].Offset = max(in[i].Offset, 0) // it shifts all times by the most negative offset
		}
		file = append(file, fmp4.MarshalPart(uint32(seq), dts, in)...)
		for _, s := range in {
			flags := "___"
			if s.Key {
				flags = "K__"
			}
			want = append(want, packet{DTS: dts, PTS: dts + s.Offset, Duration: s.Duration, Size: fmt.Sprint(len(s.Data)), Flags: flags})
			dts += s.Duration
		}
	}
	path := filepath.Join(t.TempDir(), "part.mp4")
	require.NoError(t, os.WriteFile(path, file, 0o600))
	out, err := exec.Command(ffprobe, "-v", "error", "-show_entries", "packet=pts,dts,duration,size,flags", "-of", "json", path).Output()
	require.NoError(t, err)
	var got struct{ Packets []packet }
	require.NoError(t, json.Unmarshal(out, &got))
	require.Equal(t, want, got.Packets)
}

type packet struct {
	PTS, DTS, Duration int64
	Size, Flags        string
}

func FuzzParsePart(f *testing.F) {
	f.Add(fmp4.MarshalPart(1, 0, samples(3, 10, 3)))
	f.Add(fmp4.MarshalPart(1, 5, []fmp4.Sample{{Duration: 1024, Key: true, Data: []byte{1}}}))
	for _, b := range hostileParts(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		frag, err := fmp4.ParsePart(b)
		if err != nil {
			return
		}
		again, err := fmp4.ParsePart(fmp4.MarshalPart(frag.Seq, frag.Start, frag.Samples))
		require.NoError(t, err)
		require.Equal(t, frag, again)
	})
}

func FuzzParseInit(f *testing.F) {
	video, err := fmp4.VideoInit(videoFormat(f))
	require.NoError(f, err)
	audio, err := fmp4.AudioInit(audioFormat(f, 0x11, 0x90))
	require.NoError(f, err)
	f.Add(video)
	f.Add(audio)
	f.Fuzz(func(t *testing.T, b []byte) {
		track, err := fmp4.ParseInit(b)
		if err != nil {
			return
		}
		var again []byte
		if track.Video != nil {
			again, err = fmp4.VideoInit(*track.Video)
			track.Timescale = fmp4.VideoTimescale
		} else {
			again, err = fmp4.AudioInit(*track.Audio)
		}
		require.NoError(t, err)
		track2, err := fmp4.ParseInit(again)
		require.NoError(t, err)
		require.Equal(t, track, track2)
	})
}

func BenchmarkMarshalPart(b *testing.B) {
	in := samples(15, 20_000, 1) // half a second at 5 Mbit/s
	b.SetBytes(15 * 20_000)
	b.ReportAllocs()
	for b.Loop() {
		fmp4.MarshalPart(1, 0, in)
	}
}

func BenchmarkParsePart(b *testing.B) {
	part := fmp4.MarshalPart(1, 0, samples(15, 20_000, 1))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fmp4.ParsePart(part); err != nil {
			b.Fatal(err)
		}
	}
}

// A pixel that is not square, in a codec that does not say so, is told in the sample entry (ISO/IEC 14496-12 12.1.4).
func TestVideoInit_pixelAspect(t *testing.T) {
	f := testmedia.H264(640, 360, media.Rational{Num: 30, Den: 1})
	plain, err := fmp4.VideoInit(f)
	require.NoError(t, err)
	require.NotContains(t, string(plain), "pasp")
	f.PixelAspect = media.Rational{Num: 16, Den: 15}
	shaped, err := fmp4.VideoInit(f)
	require.NoError(t, err)
	require.Contains(t, string(shaped), "pasp\x00\x00\x00\x10\x00\x00\x00\x0f")
	track, err := fmp4.ParseInit(shaped)
	require.NoError(t, err)
	require.Equal(t, f.Config, track.Video.Config)
}
