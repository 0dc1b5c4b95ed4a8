package pipeline

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// assembler packs a rung's access units into parts. It is told of each picture before it is encoded and of each
// part's end, and takes the access units in the pictures' order, at once or later: it works with encoders that hold
// pictures back too.
type assembler struct {
	open   []*buildPart // oldest first
	coming int          // pictures whose access unit has not come
	resume bool         // the next picture is the first of all
	seq    uint32       // of the last moof
}

// buildPart is a part in the making.
type buildPart struct {
	id    media.PartID
	times []media.Ticks
	units []access
	idr   bool
	mark  *mark // nil until the part has all its pictures
	spent time.Duration
}

// finishedPart is a part and the time that its encoding took.
type finishedPart struct {
	media.Part
	encode time.Duration
}

// add notes a picture that is about to be encoded and says whether it must be an IDR: a segment begins with one, and
// so does what a session encodes first.
func (a *assembler) add(at place, pts media.Ticks) (idr bool) {
	if len(a.open) == 0 || a.open[len(a.open)-1].id != at.part {
		idr = a.resume || at.part.Part == 0
		a.resume = false
		a.open = append(a.open, &buildPart{id: at.part, idr: idr})
	}
	p := a.open[len(a.open)-1]
	p.times = append(p.times, pts)
	a.coming++
	return idr
}

// spent adds to the encoding time of the newest part.
func (a *assembler) spent(d time.Duration) { a.open[len(a.open)-1].spent += d }

var errExtraUnit = errors.New("the encoder gave out more than went in")

// encoded takes the next access unit.
func (a *assembler) encoded(u access) error {
	for _, p := range a.open {
		if len(p.units) == len(p.times) {
			continue
		}
		if len(p.units) == 0 && p.idr && !u.key {
			return fmt.Errorf("the encoder made no IDR for part %s", p.id)
		}
		p.units = append(p.units, u)
		a.coming--
		return nil
	}
	return errExtraUnit
}

// close notes that a part has all its pictures.
func (a *assembler) close(m mark) ([]finishedPart, error) {
	for _, p := range a.open {
		if p.id == m.part {
			p.mark = &m
		}
	}
	return a.ready()
}

// ready takes out the parts that are complete.
func (a *assembler) ready() ([]finishedPart, error) {
	var out []finishedPart
	for len(a.open) > 0 && a.open[0].mark != nil && len(a.open[0].units) == len(a.open[0].times) {
		a.seq++
		p, err := a.open[0].pack(a.seq)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
		a.open = a.open[1:]
	}
	return out, nil
}

// pack makes the part, which begins and ends where the source's does. There are no B-frames: decoding time is presentation time, but
// for the first picture of a part whose first one was left out.
func (p *buildPart) pack(seq uint32) (finishedPart, error) {
	samples, start := make([]fmp4.Sample, len(p.units)), p.mark.start
	for i, u := range p.units {
		end := p.mark.end
		if i+1 < len(p.times) {
			end = p.times[i+1]
		}
		decoded := p.times[i]
		if i == 0 {
			decoded = start
		}
		if end <= p.times[i] || end-decoded > math.MaxInt32 {
			return finishedPart{}, fmt.Errorf("%w: part %s: a picture from %s to %s", ErrSource, p.id, decoded, end)
		}
		samples[i] = fmp4.Sample{Duration: int64(end - decoded), Offset: int64(p.times[i] - decoded), Key: u.key, Data: u.data}
	}
	return finishedPart{
		Part: media.Part{
			ID:          p.id,
			Start:       start,
			Duration:    p.mark.end - start,
			Frames:      len(samples),
			Independent: p.units[0].key,
			Last:        p.mark.last,
			Data:        fmp4.MarshalPart(seq, int64(start), samples),
		},
		encode: p.spent,
	}, nil
}
