package media

// rateSlack is how early a frame may come and still be the first of its slot: times that were rounded to a millisecond, or to a
// tick of 90 kHz, must not make a cadence uneven.
const rateSlack = 2 * Millisecond

// Decimator chooses the frames of a rendition whose frame rate is lower than the source's. Whoever makes the rendition and whoever
// checks it ask the same of it and get the same answers: it knows nothing but times and places.
//
// Time is divided into slots of 1/Rate, counted anew from the first frame of each segment; the first frame of a slot is kept, with
// its own time. A part of which no frame is the first of a slot keeps its last one, so that every rendition has every part.
type Decimator struct {
	Rate Rational // of the rendition; zero: every frame is kept

	begun  bool
	at     PartID // of the latest frame
	origin Ticks  // where the slots are counted from
	slot   int64  // of the latest frame
	kept   bool   // a frame of the part was kept
}

// Keep says whether a frame is one of the rendition's. It is asked of every frame in presentation order, from the first one that the
// session encodes (which is kept, whatever came before the session); last says that it is the last one of its part.
func (d *Decimator) Keep(at PartID, pts Ticks, last bool) bool {
	if d.Rate.Num <= 0 || d.Rate.Den <= 0 {
		return true
	}
	if !d.begun || d.at.Segment != at.Segment {
		d.begun, d.origin, d.slot, d.kept = true, pts, -1, false
	} else if d.at != at {
		d.kept = false
	}
	d.at = at
	slot := mulDiv(int64(pts-d.origin+rateSlack), int64(d.Rate.Num), ClockRate*int64(d.Rate.Den))
	keep := slot > d.slot || last && !d.kept
	d.slot = max(slot, d.slot)
	d.kept = d.kept || keep
	return keep
}

// Frames is those of a part's frames that are the rendition's. pts are the times of all of them, ascending.
func (d *Decimator) Frames(at PartID, pts []Ticks) []Ticks {
	var kept []Ticks
	for i, t := range pts {
		if d.Keep(at, t, i == len(pts)-1) {
			kept = append(kept, t)
		}
	}
	return kept
}
