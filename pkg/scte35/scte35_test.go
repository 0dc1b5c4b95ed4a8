package scte35_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/scte35"
)

func decode(t testing.TB, s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	require.NoError(t, err)
	return b
}

// The samples of the specification (SCTE 35, section 14).
const (
	placementStart = "/DA0AAAAAAAA///wBQb+cr0AUAAeAhxDVUVJSAAAjn/PAAGlmbAICAAAAAAsoKGKNAIAmsnRfg=="
	breakInsert    = "/DAvAAAAAAAA///wFAVIAACPf+/+c2nALv4AUsz1AAAAAAAKAAhDVUVJAAABNWLbowo="
)

func TestParse_samples(t *testing.T) {
	got, err := scte35.Parse(decode(t, placementStart))
	require.NoError(t, err)
	require.Equal(t, scte35.Section{
		Command: scte35.TimeSignal, HasTime: true, Time: 0x072bd0050, Segments: []scte35.Segmentation{{Event: 0x4800008e, Type: 0x34, Duration: 0x0001a599b0}},
	}, got)
	got, err = scte35.Parse(decode(t, breakInsert))
	require.NoError(t, err)
	require.Equal(t, scte35.Section{
		Command: scte35.SpliceInsert, HasTime: true, Time: 0x07369c02e,
		Insert: &scte35.Insert{Event: 0x4800008f, Out: true, Duration: 0x00052ccf5, AutoReturn: true},
	}, got)
}

func sections() map[string]scte35.Section {
	return map[string]scte35.Section{
		"null":       {Command: scte35.SpliceNull},
		"out":        {Command: scte35.SpliceInsert, HasTime: true, Time: 900_000, Insert: &scte35.Insert{Event: 7, Out: true, Duration: 30 * scte35.ClockRate}},
		"in":         {Command: scte35.SpliceInsert, HasTime: true, Time: 1<<33 - 1, Insert: &scte35.Insert{Event: 7, Duration: -1}},
		"immediate":  {Command: scte35.SpliceInsert, Insert: &scte35.Insert{Event: 1<<32 - 1, Out: true, Immediate: true, Duration: 1<<33 - 1, AutoReturn: true}},
		"cancelled":  {Command: scte35.SpliceInsert, Insert: &scte35.Insert{Event: 7, Cancelled: true, Duration: -1}},
		"no time":    {Command: scte35.TimeSignal, Segments: []scte35.Segmentation{{Event: 1, Type: 0x10, Duration: -1}}},
		"boundaries": {Command: scte35.TimeSignal, HasTime: true, Time: 5, Segments: []scte35.Segmentation{{Event: 1, Type: 0x35, Duration: -1}, {Event: 2, Cancelled: true, Duration: -1}, {Event: 3, Type: 0x30, Duration: 1<<40 - 1}}},
	}
}

func TestAppend(t *testing.T) {
	for name, s := range sections() {
		t.Run(name, func(t *testing.T) {
			for _, adjustment := range []int64{0, 1, 1<<33 - 1} {
				got, err := scte35.Parse(scte35.Append(nil, s, adjustment))
				require.NoError(t, err)
				require.Equal(t, s, got, "pts_adjustment %d", adjustment)
			}
		})
	}
}

// sealed is a section with its size and its checksum put right.
func sealed(b []byte) []byte {
	b = append([]byte(nil), b[:len(b)-4]...)
	b[1], b[2] = b[1]&0xf0|byte((len(b)+1)>>8), byte(len(b)+1)
	sum := mpegts.Checksum(b)
	return append(b, byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum))
}

func TestParse_refuses(t *testing.T) {
	edit := func(at int, v byte) []byte {
		b := decode(t, breakInsert)
		b[at] = v
		return sealed(b)
	}
	damaged := decode(t, breakInsert)
	damaged[20] ^= 1
	whole := decode(t, placementStart)
	for name, b := range map[string][]byte{
		"empty":                nil,
		"another table":        edit(0, 0x02),
		"checksum":             damaged,
		"cut off":              whole[:len(whole)-1],
		"too long":             append(decode(t, placementStart), 0),
		"version":              edit(3, 1),
		"encrypted":            edit(4, 0x80),
		"command too long":     edit(12, 0xf0),
		"command too short":    edit(12, 0x10),
		"half a descriptor":    sealed(append(append([]byte(nil), whole[:40]...), 0, 0, 0, 0)),
		"components of a void": edit(19, 0x0f),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := scte35.Parse(b)
			require.ErrorIs(t, err, scte35.ErrMalformed)
		})
	}
	// Some do not say how long a command is.
	b := decode(t, placementStart)
	b[11], b[12] = b[11]|0x0f, 0xff
	s, err := scte35.Parse(sealed(b))
	require.NoError(t, err)
	require.Len(t, s.Segments, 1)
	// Commands that nobody knows are passed over.
	b = decode(t, breakInsert)
	b[13] = 0x42
	s, err = scte35.Parse(sealed(b))
	require.NoError(t, err)
	require.Equal(t, scte35.Section{Command: 0x42}, s)
}

// What parses is packed to what parses to the same.
func FuzzParse(f *testing.F) {
	f.Add(decode(f, placementStart), false)
	f.Add(decode(f, breakInsert), true)
	for _, s := range sections() {
		f.Add(scte35.Append(nil, s, 77), true)
	}
	f.Fuzz(func(t *testing.T, b []byte, seal bool) {
		if seal && len(b) > 20 && len(b) < scte35.MaxSection {
			b = sealed(b)
		}
		s, err := scte35.Parse(b)
		if err != nil {
			require.ErrorIs(t, err, scte35.ErrMalformed)
			return
		}
		if s.Command != scte35.SpliceInsert && s.Command != scte35.TimeSignal {
			return
		}
		packed := scte35.Append(nil, s, 1)
		if len(packed) > scte35.MaxSection {
			return
		}
		again, err := scte35.Parse(packed)
		require.NoError(t, err)
		require.Equal(t, s, again)
	})
}
