package push_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/scte35"
	"github.com/millrace/millrace/pkg/testmedia"
)

// cued is a sink that takes cues.
type cued struct {
	*sink
	got *[]string
}

func (c cued) Cue(at media.Ticks, s scte35.Section, _ []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	*c.got = append(*c.got, fmt.Sprintf("%d at %s", s.Insert.Event, at.Duration().Round(time.Millisecond)))
}

// cuedPublisher gives out such sinks.
type cuedPublisher struct {
	*recorder
	got *[]string
}

func (p cuedPublisher) Publish(ctx context.Context, req ingest.Request) (ingest.Sink, error) {
	s, err := p.recorder.Publish(ctx, req)
	if err != nil {
		return nil, err
	}
	return cued{s.(*sink), p.got}, nil
}

// firstPTS is the time of a transport stream's first picture.
func firstPTS(t *testing.T, ts []byte) int64 {
	t.Helper()
	for r := mpegts.NewReader(bytes.NewReader(ts)); ; {
		u, err := r.Next()
		require.NoError(t, err)
		if u.Stream.Type == mpegts.TypeH264 {
			return u.PTS
		}
	}
}

// A cue's time is told by the pictures around it, also when the clock starts again, and when it comes before them.
func TestCues(t *testing.T) {
	r := &recorder{}
	var got []string
	base, _ := server(t, push.Config{}, r, cuedPublisher{r, &got})
	segs := segments(t, testmedia.Spec{Seconds: 4, BFrames: 2, Audio: 48000})
	cue := func(event uint32, at int64, adjustment int64) []byte {
		s := scte35.Section{Command: scte35.SpliceInsert, HasTime: true, Time: at & (1<<33 - 1), Insert: &scte35.Insert{Event: event, Out: true, Duration: -1}}
		return scte35.Append(nil, s, adjustment)
	}
	first, second := firstPTS(t, segs[0]), firstPTS(t, segs[1])
	immediate := scte35.Append(nil, scte35.Section{Command: scte35.SpliceInsert, Insert: &scte35.Insert{Event: 3, Immediate: true, Duration: -1}}, 0)
	damaged := cue(9, first, 0)
	damaged[14] ^= 1
	bodies := [][]byte{
		testmedia.WithSections(t, segs[0], mpegts.TypeSCTE35, "CUEI", cue(1, first+5*scte35.ClockRate, 0), damaged),
		testmedia.WithSections(t, segs[1], mpegts.TypeSCTE35, "", cue(2, second+scte35.ClockRate/2, 1<<32+7), immediate),
		testmedia.WithSections(t, segs[0], mpegts.TypeSCTE35, "CUEI", cue(4, first, 0)), // its clock has started again
	}
	var begins []int // with which picture each body does
	for n, body := range bodies {
		begins = append(begins, len(pictures(r)))
		status, text := put(t, fmt.Sprintf("%smine/%d.ts", base, n), body)
		require.Equal(t, 200, status, text)
	}
	all := pictures(r)
	at := func(body int, later media.Ticks) string {
		return (all[begins[body]].PTS + later).Duration().Round(time.Millisecond).String()
	}
	require.Equal(t, []string{"1 at " + at(0, 5*media.Second), "2 at " + at(1, media.Second/2), "3 at " + at(1, 0), "4 at " + at(2, 0)}, got)
}

func pictures(r *recorder) []media.AccessUnit {
	if r.count() == 0 {
		return nil
	}
	return r.sink(0).pictures()
}
