package push

import (
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/scte35"
)

// maxCues is how many cues wait for the first picture of a body.
const maxCues = 64

// cue takes a section of SCTE-35. What its time means is told by the pictures of the same body: before the first one it waits.
func (t *tracks) cue(section []byte) {
	sink, ok := t.sink.(ingest.CueSink)
	if !ok {
		return
	}
	if !t.pinned {
		if len(t.cues) < maxCues {
			t.cues = append(t.cues, section)
		}
		return
	}
	s, err := scte35.Parse(section)
	if err != nil {
		t.drop(err)
		return
	}
	at := t.newest // at once
	if s.HasTime {
		at = media.Ticks(t.near(s.Time))*tsTick - t.shift
	}
	sink.Cue(at, s, section)
}
