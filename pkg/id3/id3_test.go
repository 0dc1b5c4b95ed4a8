package id3_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/id3"
)

func TestTag(t *testing.T) {
	for name, frames := range map[string][]id3.Frame{
		"text":    {{Kind: id3.Text, Name: "score", Value: []byte(`{"home":2}`)}},
		"private": {{Kind: id3.Private, Name: "https://example.com/cues", Value: []byte{0, 1, 0xff}}},
		"several": {{Kind: id3.Text, Name: "größe", Value: []byte("é")}, {Kind: id3.Private, Name: "a", Value: []byte{}}},
		"long":    {{Kind: id3.Text, Value: []byte(strings.Repeat("x", 20000))}},
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, id3.Check(frames))
			got, err := id3.Parse(id3.Append(nil, frames))
			require.NoError(t, err)
			require.Equal(t, frames, got)
		})
	}
}

func TestTag_bytes(t *testing.T) {
	require.Equal(t, "ID3\x04\x00\x00\x00\x00\x00\x0fTXXX\x00\x00\x00\x05\x00\x00\x03a\x00bc",
		string(id3.Append(nil, []id3.Frame{{Kind: id3.Text, Name: "a", Value: []byte("bc")}})))
}

func TestCheck(t *testing.T) {
	for name, frames := range map[string][]id3.Frame{
		"none":             nil,
		"another kind":     {{Kind: "APIC"}},
		"zero in a name":   {{Kind: id3.Private, Name: "a\x00b"}},
		"zero in a text":   {{Kind: id3.Text, Value: []byte("a\x00")}},
		"no UTF-8":         {{Kind: id3.Text, Value: []byte("\xff")}},
		"owner not ASCII":  {{Kind: id3.Private, Name: "ö"}},
		"too many frames":  make([]id3.Frame, id3.MaxFrames+1),
		"larger than that": {{Kind: id3.Private, Value: make([]byte, id3.MaxSize)}},
	} {
		t.Run(name, func(t *testing.T) { require.Error(t, id3.Check(frames)) })
	}
}

func TestParse(t *testing.T) {
	t.Run("UTF-16, Latin-1, padding and frames of other kinds", func(t *testing.T) {
		body := "TXXX\x00\x00\x00\x0b\x00\x00\x01\xff\xfea\x00\x00\x00\xff\xfeb\x00" +
			"TXXX\x00\x00\x00\x08\x00\x00\x02\x00a\x00\x00\x20\xac!" +
			"TIT2\x00\x00\x00\x02\x00\x00\x03x" +
			"TXXX\x00\x00\x00\x04\x00\x00\x00\xe9\x00z" + "\x00\x00\x00"
		got, err := id3.Parse([]byte("ID3\x04\x00\x00\x00\x00\x00" + string(rune(len(body))) + body))
		require.NoError(t, err)
		require.Equal(t, []id3.Frame{
			{Kind: id3.Text, Name: "a", Value: []byte("b")}, {Kind: id3.Text, Name: "a", Value: []byte("€")}, {Kind: id3.Text, Name: "é", Value: []byte("z")},
		}, got)
	})
	whole := string(id3.Append(nil, []id3.Frame{{Kind: id3.Private, Name: "o", Value: []byte("data")}}))
	for name, b := range map[string]string{
		"empty":        "",
		"another":      "XXX" + whole[3:],
		"version 2.3":  whole[:3] + "\x03" + whole[4:],
		"flags":        whole[:5] + "\x80" + whole[6:],
		"cut off":      whole[:len(whole)-1],
		"frame's size": whole[:17] + "\x40" + whole[18:],
		"no owner":     whole[:20] + "dddddd",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := id3.Parse([]byte(b))
			require.ErrorIs(t, err, id3.ErrMalformed)
		})
	}
}

// What parses is packed to what parses to the same.
func FuzzParse(f *testing.F) {
	f.Add(id3.Append(nil, []id3.Frame{{Kind: id3.Text, Name: "a", Value: []byte("b")}, {Kind: id3.Private, Name: "o", Value: []byte{0}}}))
	f.Add([]byte("ID3\x04\x00\x00\x00\x00\x00\x0fTXXX\x00\x00\x00\x05\x00\x00\x02\x00\x00\x20\xac"))
	f.Fuzz(func(t *testing.T, b []byte) {
		frames, err := id3.Parse(b)
		if err != nil {
			require.ErrorIs(t, err, id3.ErrMalformed)
			return
		}
		if id3.Check(frames) != nil {
			return // an owner in Latin-1, or a text of several strings
		}
		again, err := id3.Parse(id3.Append(nil, frames))
		require.NoError(t, err)
		require.Equal(t, frames, again)
	})
}
