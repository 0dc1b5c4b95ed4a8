package flv_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
)

func file(t testing.TB, tags ...flv.Tag) []byte {
	var b bytes.Buffer
	w, err := flv.NewWriter(&b, true, true)
	require.NoError(t, err)
	for _, tag := range tags {
		require.NoError(t, w.Write(tag))
	}
	return b.Bytes()
}

func sample() []flv.Tag {
	return []flv.Tag{
		{Type: flv.TagScript, Data: []byte{2, 0, 1, 'x'}},
		{Type: flv.TagVideo, Timestamp: 40, Data: bytes.Repeat([]byte{7}, 200_000)},
		{Type: flv.TagAudio, Timestamp: 0xfedcba98, Data: []byte{0xaf, 1, 2}},
		{Type: flv.TagVideo, Timestamp: 41, Data: []byte{}},
	}
}

func TestReaderGivesBackWhatWriterWrote(t *testing.T) {
	r, err := flv.NewReader(bytes.NewReader(file(t, sample()...)))
	require.NoError(t, err)
	for _, want := range sample() {
		got, err := r.Next()
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	_, err = r.Next()
	require.Equal(t, io.EOF, err)
}

func TestReaderRefuses(t *testing.T) {
	whole := file(t, sample()...)
	for name, tc := range map[string]struct {
		in   []byte
		want error
	}{
		"nothing":               {nil, io.ErrUnexpectedEOF},
		"another format":        {[]byte("RIFF....AVI LIST"), flv.ErrMalformed},
		"a huge header":         {[]byte{'F', 'L', 'V', 1, 5, 0xff, 0, 0, 0, 0, 0, 0, 0}, flv.ErrMalformed},
		"a tag that is cut off": {whole[:1000], io.ErrUnexpectedEOF},
		"a cut tag header":      {whole[:13+5], io.ErrUnexpectedEOF},
		"an encrypted tag":      {append(file(t), 0x29, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), flv.ErrUnsupported},
		"a strange tag type":    {append(file(t), 0x89, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), flv.ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(tc.in)
			require.ErrorIs(t, err, tc.want)
		})
	}
}

func TestReaderTakesAFileWithoutTheLastSize(t *testing.T) {
	whole := file(t, sample()[0])
	tags, err := readAll(whole[:len(whole)-4])
	require.NoError(t, err)
	require.Equal(t, sample()[:1], tags)
}

func readAll(b []byte) ([]flv.Tag, error) {
	r, err := flv.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	var out []flv.Tag
	for {
		tag, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, tag)
	}
}

// videoBodies are tags and what is in them; audioBodies likewise.
var videoBodies = map[string]struct {
	body string
	want flv.Video
	err  error
}{
	"sequence header":          {"\x17\x00\x00\x00\x00\x01", flv.Video{Codec: media.CodecH264, Tracks: 1, Key: true, Data: []byte{1}}, nil},
	"frame with B-frame delay": {"\x27\x01\x00\x00\x50\x09", flv.Video{Codec: media.CodecH264, Tracks: 1, Packet: 1, CompositionTime: 80, Data: []byte{9}}, nil},
	"negative composition":     {"\x27\x01\xff\xff\xfe\x09", flv.Video{Codec: media.CodecH264, Tracks: 1, Packet: 1, CompositionTime: -2, Data: []byte{9}}, nil},
	"end of sequence":          {"\x17\x02\x00\x00\x00", flv.Video{Codec: media.CodecH264, Tracks: 1, Packet: 2, Key: true, Data: []byte{}}, nil},
	"nothing":                  {"", flv.Video{}, flv.ErrEmpty},
	"a seek command":           {"\x57\x00", flv.Video{}, flv.ErrEmpty},
	"too short":                {"\x17\x01\x00", flv.Video{}, flv.ErrMalformed},
	"strange packet":           {"\x17\x09\x00\x00\x00", flv.Video{}, flv.ErrMalformed},
	"Sorenson":                 {"\x12\x00", flv.Video{}, flv.ErrUnsupported},
	"HEVC with codec ID 12":    {"\x1c\x01\x00\x00\x28\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Key: true, CompositionTime: 40, Data: []byte{9}}, nil},

	"enhanced sequence header":    {"\x90hvc1\x01\x02", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Key: true, Data: []byte{1, 2}}, nil},
	"enhanced frame":              {"\xa1hvc1\xff\xff\xff\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, CompositionTime: -1, Data: []byte{9}}, nil},
	"enhanced frame, no offset":   {"\xa3hvc1\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Data: []byte{9}}, nil},
	"enhanced end of sequence":    {"\x92hvc1", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 2, Key: true, Data: []byte{}}, nil},
	"enhanced H.264":              {"\x93avc1\x09", flv.Video{Codec: media.CodecH264, Tracks: 1, Packet: 1, Key: true, Data: []byte{9}}, nil},
	"colour":                      {"\xd4hvc1\x02", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 4, Data: []byte{2}}, nil},
	"an enhanced seek command":    {"\xd1\x00", flv.Video{}, flv.ErrEmpty},
	"nanoseconds":                 {"\x97\x02\x01\x02\x03\x03hvc1\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Key: true, Nanoseconds: 0x010203, Data: []byte{9}}, nil},
	"too many nanoseconds":        {"\x97\x02\xff\xff\xff\x03hvc1\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Key: true, Nanoseconds: 999_999, Data: []byte{9}}, nil},
	"an unknown modifier":         {"\x97\x00\xaa\x53hvc1\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Key: true, Data: []byte{9}}, nil},
	"two modifiers":               {"\x97\x00\xaa\x57\x02\x00\x00\x07\x03hvc1\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Key: true, Nanoseconds: 7, Data: []byte{9}}, nil},
	"a long modifier":             {"\x97\xff\x00\xff" + strings.Repeat("m", 256) + "\x53hvc1\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Key: true, Data: []byte{9}}, nil},
	"a modifier that is cut":      {"\x97\xff\xff\xff" + strings.Repeat("m", 256), flv.Video{}, flv.ErrMalformed},
	"one track":                   {"\x96\x03hvc1\x00\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Packet: 1, Key: true, Data: []byte{9}}, nil},
	"another track":               {"\x96\x01hvc1\x05\x00\x00\x01\x09", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Track: 5, Packet: 1, Key: true, CompositionTime: 1, Data: []byte{9}}, nil},
	"many tracks":                 {"\x96\x13hvc1\x01\x00\x00\x02ab\x00\x00\x00\x01c", flv.Video{Codec: media.CodecHEVC, Tracks: 2, Packet: 1, Key: true, Data: []byte("c")}, nil},
	"many tracks of codecs":       {"\x96\x23avc1\x00\x00\x00\x01ahvc1\x02\x00\x00\x01b", flv.Video{Codec: media.CodecH264, Tracks: 2, Packet: 1, Key: true, Data: []byte("a")}, nil},
	"many tracks without a first": {"\x96\x13hvc1\x07\x00\x00\x01a", flv.Video{Codec: media.CodecHEVC, Tracks: 1, Track: 7, Packet: 1, Key: true, Data: []byte("a")}, nil},
	"no track":                    {"\x96\x13hvc1", flv.Video{}, flv.ErrMalformed},
	"a track that is cut":         {"\x96\x13hvc1\x00\xff\xff\xffa", flv.Video{}, flv.ErrMalformed},
	"an unknown multitrack":       {"\x96\x33hvc1\x00a", flv.Video{}, flv.ErrMalformed},
	"tracks in tracks":            {"\x96\x06hvc1\x00a", flv.Video{}, flv.ErrMalformed},
	"AV1":                         {"\xa1av01\x09", flv.Video{Codec: media.CodecAV1, Tracks: 1, Packet: 1, Data: []byte{9}}, nil},
	"AV1 as MPEG-TS describes it": {"\x95av01\x80", flv.Video{}, flv.ErrEmpty},
	"VP9":                         {"\x91vp09\x09", flv.Video{Codec: media.CodecVP9, Tracks: 1, Packet: 1, Key: true, Data: []byte{9}}, nil},
	"an unknown codec":            {"\x90vvc1...", flv.Video{}, flv.ErrUnsupported},
	"an unknown enhanced packet":  {"\x9fhvc1", flv.Video{}, flv.ErrMalformed},
	"no FourCC":                   {"\x90hv", flv.Video{}, flv.ErrMalformed},
	"no composition time":         {"\x91hvc1\x00", flv.Video{}, flv.ErrMalformed},
}

func TestParseVideo(t *testing.T) {
	for name, tc := range videoBodies {
		t.Run(name, func(t *testing.T) {
			got, err := flv.ParseVideo([]byte(tc.body))
			require.ErrorIs(t, err, tc.err)
			if tc.err == nil {
				require.Equal(t, tc.want, got)
			}
		})
	}
}

var audioBodies = map[string]struct {
	body string
	want flv.Audio
	err  error
}{
	"config":         {"\xaf\x00\x12\x10", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Data: []byte{0x12, 0x10}}, nil},
	"frame":          {"\xaf\x01\x05", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Packet: 1, Data: []byte{5}}, nil},
	"silence":        {"", flv.Audio{}, flv.ErrEmpty},
	"empty frame":    {"\xaf\x01", flv.Audio{}, flv.ErrEmpty},
	"too short":      {"\xaf", flv.Audio{}, flv.ErrMalformed},
	"strange packet": {"\xaf\x02\x00", flv.Audio{}, flv.ErrMalformed},
	"PCM":            {"\x3f\x00\x00", flv.Audio{}, flv.ErrUnsupported},
	"MP3":            {"\x2f\x00\x01", flv.Audio{Codec: media.CodecMP3, Tracks: 1, Packet: 1, Data: []byte{0, 1}}, nil},
	"MP3 of 8 kHz":   {"\xee\x07", flv.Audio{Codec: media.CodecMP3, Tracks: 1, Packet: 1, Data: []byte{7}}, nil},
	"A-law":          {"\x72\x07", flv.Audio{Codec: media.CodecALaw, Tracks: 1, Packet: 1, SampleRate: 8000, Channels: 1, Data: []byte{7}}, nil},
	"mu-law, stereo": {"\x83\x07", flv.Audio{Codec: media.CodecMuLaw, Tracks: 1, Packet: 1, SampleRate: 8000, Channels: 2, Data: []byte{7}}, nil},
	"Speex":          {"\xb6\x07", flv.Audio{Codec: media.CodecSpeex, Tracks: 1, Packet: 1, SampleRate: 16000, Channels: 1, Data: []byte{7}}, nil},
	"Nellymoser 8":   {"\x52\x07", flv.Audio{Codec: media.CodecNellymoser, Tracks: 1, Packet: 1, SampleRate: 8000, Channels: 1, Data: []byte{7}}, nil},
	"Nellymoser 16":  {"\x42\x07", flv.Audio{Codec: media.CodecNellymoser, Tracks: 1, Packet: 1, SampleRate: 16000, Channels: 1, Data: []byte{7}}, nil},
	"Nellymoser 5.5": {"\x62\x07", flv.Audio{Codec: media.CodecNellymoser, Tracks: 1, Packet: 1, SampleRate: 5512, Channels: 1, Data: []byte{7}}, nil},
	"Nellymoser 22":  {"\x6b\x07", flv.Audio{Codec: media.CodecNellymoser, Tracks: 1, Packet: 1, SampleRate: 22050, Channels: 2, Data: []byte{7}}, nil},
	"nothing of MP3": {"\x2f", flv.Audio{}, flv.ErrEmpty},

	"enhanced config":            {"\x90mp4a\x12\x10", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Data: []byte{0x12, 0x10}}, nil},
	"enhanced frame":             {"\x91mp4a\x05", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Packet: 1, Data: []byte{5}}, nil},
	"enhanced end of sequence":   {"\x92mp4a", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Packet: 2, Data: []byte{}}, nil},
	"channels":                   {"\x94mp4a\x01\x02\x00\x00\x00\x03", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Packet: 5, Data: []byte{1, 2, 0, 0, 0, 3}}, nil},
	"nanoseconds":                {"\x97\x02\x00\x00\x09\x01mp4a\x05", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Packet: 1, Nanoseconds: 9, Data: []byte{5}}, nil},
	"another track":              {"\x95\x01mp4a\x02\x05", flv.Audio{Codec: media.CodecAAC, Tracks: 1, Track: 2, Packet: 1, Data: []byte{5}}, nil},
	"many tracks":                {"\x95\x11mp4a\x02\x00\x00\x01\x05\x00\x00\x00\x01\x06", flv.Audio{Codec: media.CodecAAC, Tracks: 2, Packet: 1, Data: []byte{6}}, nil},
	"enhanced empty frame":       {"\x91mp4a", flv.Audio{}, flv.ErrEmpty},
	"Opus":                       {"\x91Opus\xfc", flv.Audio{Codec: media.CodecOpus, Tracks: 1, Packet: 1, Data: []byte{0xfc}}, nil},
	"enhanced MP3":               {"\x91.mp3\x05", flv.Audio{Codec: media.CodecMP3, Tracks: 1, Packet: 1, Data: []byte{5}}, nil},
	"FLAC":                       {"\x90fLaC\x05", flv.Audio{Codec: media.CodecFLAC, Tracks: 1, Data: []byte{5}}, nil},
	"AC-3":                       {"\x91ac-3\x05", flv.Audio{Codec: media.CodecAC3, Tracks: 1, Packet: 1, Data: []byte{5}}, nil},
	"E-AC-3":                     {"\x91ec-3\x05", flv.Audio{Codec: media.CodecEAC3, Tracks: 1, Packet: 1, Data: []byte{5}}, nil},
	"an unknown codec":           {"\x90dtsc", flv.Audio{}, flv.ErrUnsupported},
	"an unknown enhanced packet": {"\x9emp4a", flv.Audio{}, flv.ErrMalformed},
	"no FourCC":                  {"\x91mp", flv.Audio{}, flv.ErrMalformed},
}

func TestParseAudio(t *testing.T) {
	for name, tc := range audioBodies {
		t.Run(name, func(t *testing.T) {
			got, err := flv.ParseAudio([]byte(tc.body))
			require.ErrorIs(t, err, tc.err)
			if tc.err == nil {
				require.Equal(t, tc.want, got)
			}
		})
	}
}

func TestAudioTracks(t *testing.T) {
	aac := func(track uint8, tracks int, data byte) flv.Audio {
		return flv.Audio{Codec: media.CodecAAC, Packet: flv.PacketFrame, Track: track, Tracks: tracks, Data: []byte{data}}
	}
	for name, tc := range map[string]struct {
		body string
		want []flv.Audio
		errs []error // of each track, and of what is behind the last one
	}{
		"legacy":       {"\xaf\x01\x05", []flv.Audio{aac(0, 1, 5)}, []error{nil}},
		"one":          {"\x95\x01mp4a\x02\x05", []flv.Audio{aac(2, 1, 5)}, []error{nil}},
		"many":         {"\x95\x11mp4a\x02\x00\x00\x01\x05\x00\x00\x00\x01\x06", []flv.Audio{aac(2, 1, 5), aac(0, 2, 6)}, []error{nil, nil}},
		"of codecs":    {"\x95\x21mp4a\x00\x00\x00\x01\x05dtsc\x03\x00\x00\x01\x06", []flv.Audio{aac(0, 1, 5), {Packet: 0, Track: 3, Tracks: 2, Data: []byte{6}}}, []error{nil, flv.ErrUnsupported}},
		"one is empty": {"\x95\x11mp4a\x00\x00\x00\x00\x01\x00\x00\x01\x06", []flv.Audio{{Codec: media.CodecAAC, Packet: 1, Tracks: 1, Data: []byte{}}, aac(1, 2, 6)}, []error{flv.ErrEmpty, nil}},
		"cut off":      {"\x95\x11mp4a\x00\x00\x00\x01\x05\x01\x00\x00\x09\x06", []flv.Audio{aac(0, 1, 5), {}}, []error{nil, flv.ErrMalformed}},
		"nothing":      {"\x95\x11mp4a", []flv.Audio{{}}, []error{flv.ErrMalformed}},
		"silence":      {"", []flv.Audio{{}}, []error{flv.ErrEmpty}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []flv.Audio
			for a, err := range flv.AudioTracks([]byte(tc.body)) {
				require.Less(t, len(got), len(tc.errs))
				require.ErrorIs(t, err, tc.errs[len(got)])
				got = append(got, a)
			}
			require.Equal(t, tc.want, got)
		})
	}
}

func FuzzReader(f *testing.F) {
	f.Add(file(f, sample()...)[:300])
	f.Add(file(f, sample()[0], sample()[2]))
	f.Fuzz(func(t *testing.T, b []byte) {
		tags, err := readAll(b)
		if err != nil {
			return
		}
		again, err := readAll(file(t, tags...))
		require.NoError(t, err)
		require.Equal(t, tags, again)
	})
}

func FuzzParseVideo(f *testing.F) {
	for _, tc := range videoBodies {
		f.Add([]byte(tc.body))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := flv.ParseVideo(b)
		if err != nil {
			return
		}
		v.Tracks = 1 // the others are not written
		again, err := flv.ParseVideo(flv.AppendVideo(nil, v))
		require.NoError(t, err)
		require.Equal(t, v, again)
	})
}

func FuzzParseAudio(f *testing.F) {
	for _, tc := range audioBodies {
		f.Add([]byte(tc.body))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := flv.ParseAudio(b)
		if err != nil {
			return
		}
		found := false
		for one, err := range flv.AudioTracks(b) {
			found = found || err == nil && one.Track == a.Track
		}
		require.True(t, found, "the main one is among all")
		a.Tracks = 1
		again, err := flv.ParseAudio(flv.AppendAudio(nil, a))
		require.NoError(t, err)
		require.Equal(t, a, again)
	})
}
