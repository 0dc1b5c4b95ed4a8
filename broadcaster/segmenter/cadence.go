package segmenter

import "github.com/millrace/millrace/pkg/media"

// pace remembers the last frames' durations.
type pace struct {
	recent [3]media.Ticks
	n      int
	last   media.Ticks
}

func (p *pace) add(d media.Ticks) {
	p.recent[p.n%len(p.recent)] = d
	p.last = d
	p.n++
}

// shortest is how long the next frame lasts at least, to all appearances: timestamps that are rounded to milliseconds
// make frames of 33 and 34 ms, and to expect the longer would end parts a frame early. 0 if nothing is known.
func (p *pace) shortest() media.Ticks {
	shortest := p.last
	for _, d := range p.recent[:min(p.n, len(p.recent))] {
		shortest = min(shortest, d)
	}
	return shortest
}

// gops remembers the distances between the last IDR frames.
type gops struct {
	recent [8]media.Ticks
	n      int
	last   media.Ticks
}

func (g *gops) idr(dts media.Ticks) {
	if g.n > 0 {
		g.recent[(g.n-1)%len(g.recent)] = dts - g.last
	}
	g.last = dts
	g.n++
}

// typical is the longest of the last GOPs: scene cuts make short ones in between, and one must not rely on them.
func (g *gops) typical() media.Ticks {
	var longest media.Ticks
	for _, d := range g.recent {
		longest = max(longest, d)
	}
	return longest
}

// order watches a segment for places where decoding and presentation order agree on what came before. They end the
// groups of frames that B-frames make.
type order struct {
	last      media.Ticks // PTS of the frame presented last so far
	closedAt  media.Ticks // DTS of the last such place
	longest   media.Ticks // group of this segment
	previous  media.Ticks // longest group of the segment before
	reordered bool        // the stream has B-frames
}

func (o *order) begin(dts media.Ticks) {
	o.last, o.closedAt = -1<<62, dts
	o.previous, o.longest = o.longest, 0
}

func (o *order) add(au media.AccessUnit) {
	o.reordered = o.reordered || au.PTS < o.last
	o.last = max(o.last, au.PTS)
}

// closed says whether every frame of the segment so far is presented before next and all that follow it: the frames
// so far then fill as much of the presentation as they do of the decoding time. In a stream of variable frame rate
// such places are missed.
func (o *order) closed(next media.AccessUnit, segmentDTS, segmentPTS, frame media.Ticks) bool {
	presented, decoded := o.last+frame-segmentPTS, next.DTS-segmentDTS
	if diff := presented - decoded; next.PTS <= o.last || diff > frame/2 || diff < -frame/2 {
		return false
	}
	o.longest = max(o.longest, next.DTS-o.closedAt)
	o.closedAt = next.DTS
	return true
}

// group is how far the next closed place is at most, to all appearances; 0 if the stream has no B-frames or no such
// places.
func (o *order) group(frame media.Ticks) media.Ticks {
	const most = 17 // the most B-frames that H.264 can put in a row, and the frame they wait for
	group := max(o.previous, o.longest)
	if !o.reordered || group > most*frame {
		return 0
	}
	return group
}
