package flv_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/flv"
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

func TestParseVideo(t *testing.T) {
	for name, tc := range map[string]struct {
		body []byte
		want flv.Video
		err  error
	}{
		"sequence header":          {[]byte{0x17, 0, 0, 0, 0, 1}, flv.Video{Key: true, Data: []byte{1}}, nil},
		"frame with B-frame delay": {[]byte{0x27, 1, 0, 0, 80, 9}, flv.Video{Packet: 1, CompositionTime: 80, Data: []byte{9}}, nil},
		"negative composition":     {[]byte{0x27, 1, 0xff, 0xff, 0xfe, 9}, flv.Video{Packet: 1, CompositionTime: -2, Data: []byte{9}}, nil},
		"end of sequence":          {[]byte{0x17, 2, 0, 0, 0}, flv.Video{Packet: 2, Key: true, Data: []byte{}}, nil},
		"nothing":                  {nil, flv.Video{}, flv.ErrEmpty},
		"a seek command":           {[]byte{0x57, 0}, flv.Video{}, flv.ErrEmpty},
		"too short":                {[]byte{0x17, 1, 0}, flv.Video{}, flv.ErrMalformed},
		"strange packet":           {[]byte{0x17, 9, 0, 0, 0}, flv.Video{}, flv.ErrMalformed},
		"enhanced":                 {[]byte("\x90av01..."), flv.Video{}, flv.ErrUnsupported},
		"Sorenson":                 {[]byte{0x12, 0}, flv.Video{}, flv.ErrUnsupported},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := flv.ParseVideo(tc.body)
			require.ErrorIs(t, err, tc.err)
			require.Equal(t, tc.want, got)
		})
	}
}

func TestParseAudio(t *testing.T) {
	for name, tc := range map[string]struct {
		body []byte
		want flv.Audio
		err  error
	}{
		"config":         {[]byte{0xaf, 0, 0x12, 0x10}, flv.Audio{Data: []byte{0x12, 0x10}}, nil},
		"frame":          {[]byte{0xaf, 1, 5}, flv.Audio{Packet: 1, Data: []byte{5}}, nil},
		"silence":        {[]byte{}, flv.Audio{}, flv.ErrEmpty},
		"empty frame":    {[]byte{0xaf, 1}, flv.Audio{}, flv.ErrEmpty},
		"too short":      {[]byte{0xaf}, flv.Audio{}, flv.ErrMalformed},
		"strange packet": {[]byte{0xaf, 2, 0}, flv.Audio{}, flv.ErrMalformed},
		"MP3":            {[]byte{0x2f, 0, 0}, flv.Audio{}, flv.ErrUnsupported},
		"enhanced":       {[]byte("\x90Opus"), flv.Audio{}, flv.ErrUnsupported},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := flv.ParseAudio(tc.body)
			require.ErrorIs(t, err, tc.err)
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
	f.Add([]byte{0x17, 0, 0, 0, 0, 1})
	f.Add([]byte{0x27, 1, 0xff, 0xff, 0xfe, 9})
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := flv.ParseVideo(b)
		if err != nil {
			return
		}
		again, err := flv.ParseVideo(flv.AppendVideo(nil, v))
		require.NoError(t, err)
		require.Equal(t, v, again)
	})
}

func FuzzParseAudio(f *testing.F) {
	f.Add([]byte{0xaf, 0, 0x12, 0x10})
	f.Add([]byte{0xaf, 1, 5})
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := flv.ParseAudio(b)
		if err != nil {
			return
		}
		again, err := flv.ParseAudio(flv.AppendAudio(nil, a))
		require.NoError(t, err)
		require.Equal(t, a, again)
	})
}
