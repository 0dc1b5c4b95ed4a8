package push_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// Pictures without a time in the transport stream are shown when those are that have one say, B-frames or not.
func TestTimesAreMadeOfTheOrder(t *testing.T) {
	for name, spec := range map[string]testmedia.Spec{
		"B-frames":             {Seconds: 3, BFrames: 2},
		"more B-frames":        {Seconds: 3, BFrames: 3, FPS: media.Rational{Num: 25, Den: 1}},
		"B-frames, 30000/1001": {Seconds: 3, BFrames: 2, FPS: media.Rational{Num: 30000, Den: 1001}},
		"none":                 {Seconds: 3},
	} {
		t.Run(name, func(t *testing.T) {
			whole := file(t, spec, "-f", "mpegts")
			want := timesOf(t, whole)
			for _, left := range []int{2, 5, 1000} { // one picture of so many says its time
				require.Equal(t, want, timesOf(t, withoutTimes(whole, left)), "one of %d", left)
			}
		})
	}
}

// timesOf are those of a transport stream's pictures, in decoding order.
func timesOf(t *testing.T, ts []byte) (pts []media.Ticks) {
	t.Helper()
	r := &recorder{}
	base, _ := server(t, push.Config{}, r)
	status, text := put(t, base+"mine/0.ts", ts)
	require.Equal(t, 200, status, text)
	for _, u := range r.sink(0).pictures() {
		pts = append(pts, u.PTS)
	}
	return pts
}

// withoutTimes takes the times out of the PES packets of all pictures but one of so many, and the first.
func withoutTimes(ts []byte, left int) []byte {
	ts = bytes.Clone(ts)
	n := 0
	for packet := range slices.Chunk(ts, 188) {
		if int(packet[1]&0x1f)<<8|int(packet[2]) != 0x100 || packet[1]&0x40 == 0 {
			continue
		}
		pes := packet[4:]
		if packet[3]&0x20 != 0 {
			pes = pes[1+pes[0]:]
		}
		if n%left != 0 {
			pes[7] &= 0x3f
			for i := range pes[8] {
				pes[9+i] = 0xff
			}
		}
		n++
	}
	return ts
}
