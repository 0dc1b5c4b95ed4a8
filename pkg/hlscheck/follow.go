package hlscheck

import (
	"bytes"
	"context"
	"crypto/sha256"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/webvtt"
)

type track = fmp4.MovieTrack

const (
	// slack is how long an answer may have been on its way, at most, when two are compared.
	slack = 500 * time.Millisecond
	// releaseTarget is by how much a blocked playlist and the hinted part may be apart.
	releaseTarget = 50 * time.Millisecond
	// playerPatience is after what time players give up on a playlist.
	playerPatience = 10 * time.Second
	// everyHint is which of the hinted parts are asked for ahead; everyDelta, which reloads are repeated as delta updates.
	everyHint, everyDelta = 3, 4
	// maxQueue bounds what is to be fetched.
	maxQueue = 1024
	// maxPending bounds the segments that are looked at again after they left.
	maxPending = 64
)

// rendition is one media playlist, followed by one goroutine. What the fetcher keeps is read when both are done.
type rendition struct {
	c    *checker
	url  *url.URL
	name string

	versions         []conformance.Version
	low, live, ended bool
	independent      bool
	releases         []time.Duration
	reloads          int

	appeared map[uint64]time.Time // when a whole segment was first listed, if that was seen
	longest  time.Duration        // of all versions of the playlist
	listed   map[string]bool      // URIs that were handed to the fetcher
	newest   time.Time            // when the last part appeared
	jobs     chan job
	done     chan struct{}

	// The fetcher's.
	inits  map[string]*fmp4.Movie
	pieces map[uint64]conformance.Piece
	texts  map[uint64]conformance.TextPiece // in place of pieces, of subtitles
	sums   map[string][sha256.Size]byte     // of what was fetched, by URI and range
	parts  map[uint64]*openSegment
	keys   map[string][hls.KeySize]byte // by URI
	probed bool
	peak   int // bits per second
}

// openSegment is a segment of which the parts come.
type openSegment struct {
	data    map[int][]byte
	extents map[int]conformance.Extent
	cues    map[int][]webvtt.Cue
}

// job is something to fetch. A segment has part -1.
type job struct {
	segment conformance.Segment
	part    int
	cut     uint64 // discontinuities before it
	again   time.Time
	what    string // again: what it is
	target  string
	span    conformance.ByteRange
	playfor time.Duration // target duration
}

func (c *checker) rendition(u *url.URL) *rendition {
	return &rendition{
		c: c, url: u, name: c.name(u), appeared: make(map[uint64]time.Time), listed: make(map[string]bool),
		jobs: make(chan job, maxQueue), done: make(chan struct{}), inits: make(map[string]*fmp4.Movie),
		pieces: make(map[uint64]conformance.Piece), texts: make(map[uint64]conformance.TextPiece), sums: make(map[string][sha256.Size]byte), parts: make(map[uint64]*openSegment),
		keys: make(map[string][hls.KeySize]byte),
	}
}

// ordered is what was fetched, in the order of the playlist.
func (r *rendition) ordered() (list []conformance.Piece) {
	for _, msn := range slices.Sorted(maps.Keys(r.pieces)) {
		list = append(list, r.pieces[msn])
	}
	return list
}

// orderedTexts is ordered, of subtitles.
func (r *rendition) orderedTexts() (list []conformance.TextPiece) {
	for _, msn := range slices.Sorted(maps.Keys(r.texts)) {
		list = append(list, r.texts[msn])
	}
	return list
}

// follow follows the playlist until it ends or the time is over.
func (r *rendition) follow(ctx context.Context) {
	go r.fetch(ctx)
	defer func() { close(r.jobs); <-r.done }()
	res, err := r.first(ctx)
	if ctx.Err() != nil {
		return
	}
	if err != nil || res.status != http.StatusOK {
		r.c.on(r.name, func(f *conformance.Findings) {
			f.Fail(conformance.Availability, "the playlist: %s", describe(res, err))
		})
		return
	}
	r.c.playlistHTTP(ctx, r.name, r.url, res)
	r.atomic(ctx)
	p := r.see(res, nil)
	if p == nil {
		return
	}
	r.live, r.low = !p.Ended, p.PartTarget > 0
	if r.live {
		r.c.on(r.name, func(f *conformance.Findings) {
			f.Check(age(res.header) <= p.TargetDuration/2, conformance.Caching, "a live playlist has Cache-Control %q, half a target duration is %s",
				res.header.Get("Cache-Control"), p.TargetDuration/2)
		})
	}
	r.directives(ctx, p)
	until := time.Now().Add(r.c.cfg.For)
	for !p.Ended && time.Now().Before(until) && ctx.Err() == nil {
		next := r.reload(ctx, p)
		if next == nil {
			return
		}
		p = next
	}
	if p.Ended && r.live {
		r.directives(ctx, p)
		r.still(ctx, p)
	}
	r.ended = p.Ended
}

// first fetches the playlist's first version, which may have to be waited for.
func (r *rendition) first(ctx context.Context) (res *response, err error) {
	until := time.Now().Add(startPatience)
	for {
		res, err = r.c.get(ctx, r.url.String())
		if err == nil && res.status == http.StatusOK || time.Now().After(until) || pause(ctx, time.Second) != nil {
			return res, err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// still checks that nothing changes behind the end.
func (r *rendition) still(ctx context.Context, p *conformance.Playlist) {
	if pause(ctx, time.Second) != nil {
		return
	}
	if res, err := r.c.get(ctx, r.url.String()); err == nil && res.status == http.StatusOK {
		r.see(res, p)
	}
}

// place is a part of a playlist, or a segment if part is -1.
type place struct {
	msn  uint64
	part int
}

// reload waits for the next version of the playlist; nil when there is none.
func (r *rendition) reload(ctx context.Context, p *conformance.Playlist) *conformance.Playlist {
	want, blocks := following(p)
	target := r.url.String()
	switch {
	case blocks && want.part >= 0:
		target = with(r.url, "_HLS_msn", strconv.FormatUint(want.msn, 10), "_HLS_part", strconv.Itoa(want.part))
	case blocks:
		target = with(r.url, "_HLS_msn", strconv.FormatUint(want.msn, 10))
	default:
		if pause(ctx, p.TargetDuration/2) != nil {
			return nil
		}
	}
	r.reloads++
	var hinted chan *response
	if blocks && len(p.Hints) == 1 && r.reloads%everyHint == 0 {
		hinted = r.hint(ctx, p.Hints[0])
	}
	res, err := r.c.get(ctx, target)
	var hint *response
	if hinted != nil {
		hint = <-hinted
	}
	if ctx.Err() != nil {
		return nil
	}
	if err != nil || res.status != http.StatusOK {
		return r.failed(ctx, p, res, err, blocks)
	}
	next := r.see(res, p)
	if next == nil {
		return nil
	}
	if blocks {
		r.c.on(r.name, func(f *conformance.Findings) {
			f.Check(next.Ended || reaches(next, want), conformance.Blocking, "the answer for segment %d, part %d does not have it", want.msn, want.part)
			f.Check(res.took() < playerPatience, conformance.Blocking, "the answer took %s; players give up after %s", res.took(), playerPatience)
			if hint != nil && !next.Ended {
				// What was hinted need not come: the segment may have ended before it.
				f.Check(hint.status == http.StatusOK || !lists(next, p.Hints[0]), conformance.Hint, "%s was hinted, is listed and has status %d", p.Hints[0], hint.status)
				f.Check(hint.at.Sub(hint.first) < max(next.PartTarget/2, slack), conformance.Hint, "%s trickled in for %s", p.Hints[0], hint.at.Sub(hint.first))
				r.releases = append(r.releases, hint.at.Sub(res.at).Abs())
			}
		})
		if next.ServerControl["CAN-SKIP-UNTIL"] != "" && r.reloads%everyDelta == 0 {
			r.delta(ctx, target, res.body, next)
		}
	}
	return next
}

// failed decides what to do after a reload that was not answered with a playlist.
func (r *rendition) failed(ctx context.Context, p *conformance.Playlist, res *response, err error, blocks bool) *conformance.Playlist {
	busy := err == nil && res.status == http.StatusServiceUnavailable // allowed when nothing comes; cadence says so
	r.c.on(r.name, func(f *conformance.Findings) {
		rule := conformance.Availability
		if blocks {
			rule = conformance.Blocking
		}
		f.Check(busy, rule, "a reload: %s", describe(res, err))
	})
	again, err := r.c.get(ctx, r.url.String())
	if err != nil || again.status != http.StatusOK {
		return nil
	}
	return r.see(again, p)
}

// following is what a playlist will have next, and whether its server lets clients wait for that.
func following(p *conformance.Playlist) (place, bool) {
	if p.ServerControl["CAN-BLOCK-RELOAD"] != "YES" || len(p.Segments) == 0 {
		return place{}, false
	}
	last := p.Segments[len(p.Segments)-1]
	switch {
	case p.PartTarget == 0:
		return place{last.MSN + 1, -1}, true
	case last.URI == "":
		return place{last.MSN, len(last.Parts)}, true
	default:
		return place{last.MSN + 1, 0}, true
	}
}

// reaches says whether a playlist has that place, or a later one.
func reaches(p *conformance.Playlist, want place) bool {
	if len(p.Segments) == 0 {
		return false
	}
	last := p.Segments[len(p.Segments)-1]
	switch {
	case last.MSN != want.msn:
		return last.MSN > want.msn
	case want.part < 0:
		return last.URI != ""
	default:
		return last.URI != "" || len(last.Parts) > want.part
	}
}

// lists says whether a playlist lists a part as there.
func lists(p *conformance.Playlist, uri string) bool {
	return slices.ContainsFunc(p.Segments, func(s conformance.Segment) bool {
		return slices.ContainsFunc(s.Parts, func(part conformance.Part) bool { return part.URI == uri && !part.Gap })
	})
}

// hint fetches the hinted part, which is not there yet.
func (r *rendition) hint(ctx context.Context, uri string) chan *response {
	out := make(chan *response, 1)
	go func() {
		defer close(out)
		u, err := r.url.Parse(uri)
		if err != nil {
			return
		}
		if res, err := r.c.do(ctx, http.MethodGet, u.String(), maxMedia, false); err == nil {
			out <- res
		}
	}()
	return out
}

// delta fetches the version that was just seen as a delta update.
func (r *rendition) delta(ctx context.Context, target string, full []byte, p *conformance.Playlist) {
	u, err := url.Parse(target)
	if err != nil {
		return
	}
	res, err := r.c.get(ctx, with(u, "_HLS_skip", "YES"))
	if err != nil || ctx.Err() != nil {
		return
	}
	d, err := conformance.Parse(res.body)
	if err == nil && (d.MediaSequence != p.MediaSequence || !slices.Equal(d.Hints, p.Hints) || d.Ended != p.Ended) {
		return // of a later version
	}
	if err == nil && !slices.EqualFunc(d.DateRanges, p.DateRanges, maps.Equal) { // one may have come or gone meanwhile
		if again, err := r.c.get(ctx, target); err != nil || !bytes.Equal(again.body, full) {
			return
		}
	}
	r.c.on(r.name, func(f *conformance.Findings) { f.Delta(r.name, full, res.body) })
}

// see notes a version, and has what is new in it fetched.
func (r *rendition) see(res *response, before *conformance.Playlist) *conformance.Playlist {
	if len(r.versions) < maxVersions {
		r.versions = append(r.versions, conformance.Version{At: res.at, Body: bytes.Clone(res.body)})
	}
	p, err := conformance.Parse(res.body)
	if err != nil {
		return nil // Versions says so
	}
	r.independent = r.independent || p.IndependentSegments
	var length time.Duration
	for _, s := range p.Segments {
		length += s.Duration
	}
	r.longest = max(r.longest, length)
	skip := 0
	if limit := firstSegments; before == nil {
		if p.Ended {
			limit = maxSegments
		}
		skip = max(0, len(p.Segments)-limit)
	}
	cut := p.DiscontinuitySequence
	for i, s := range p.Segments {
		if s.Discontinuity {
			cut++
		}
		if i < skip { // it was there before we were
			r.listed[rangeKey(s.URI, s.Range)] = true
			for _, part := range s.Parts {
				r.listed[rangeKey(part.URI, part.Range)] = true
			}
			continue
		}
		if !readable(s.Key) || !readable(s.MapKey) {
			continue
		}
		for n, part := range s.Parts {
			if key := rangeKey(part.URI, part.Range); !part.Gap && !r.listed[key] {
				r.listed[key] = true
				r.arrived(p, res.at, before == nil)
				r.enqueue(job{segment: s, part: n, cut: cut, target: part.URI, span: part.Range, playfor: p.TargetDuration})
			}
		}
		if key := rangeKey(s.URI, s.Range); s.URI != "" && !s.Gap && !r.listed[key] {
			r.listed[key] = true
			if before != nil {
				r.appeared[s.MSN] = res.at
			}
			r.enqueue(job{segment: s, part: -1, cut: cut, target: s.URI, span: s.Range, playfor: p.TargetDuration})
		}
	}
	if before != nil {
		r.left(before, p, res.at)
	}
	return p
}

// arrived checks that parts come as often as they should.
func (r *rendition) arrived(p *conformance.Playlist, at time.Time, first bool) {
	if !first && !r.newest.IsZero() && at.After(r.newest) {
		r.c.on(r.name, func(f *conformance.Findings) {
			f.Check(at.Sub(r.newest) <= 2*p.PartTarget+slack/2, conformance.PartCadence, "no part for %s, the part target is %s", at.Sub(r.newest), p.PartTarget)
		})
	}
	r.newest = at
}

// left has what left the playlist fetched again shortly before it may go: RFC 8216bis 6.2.2.
func (r *rendition) left(before, p *conformance.Playlist, at time.Time) {
	for _, s := range before.Segments {
		since, seen := r.appeared[s.MSN]
		if s.MSN >= p.MediaSequence || !seen || s.URI == "" || s.Gap {
			continue
		}
		delete(r.appeared, s.MSN)
		if due := since.Add(s.Duration + r.longest); due.After(at) {
			r.enqueue(job{again: due.Add(-time.Second), target: s.URI, span: s.Range, what: "segment " + strconv.FormatUint(s.MSN, 10)})
		}
	}
	for _, s := range before.Segments {
		i := slices.IndexFunc(p.Segments, func(n conformance.Segment) bool { return n.MSN == s.MSN })
		if i < 0 || len(s.Parts) == 0 || len(p.Segments[i].Parts) > 0 || s.Parts[0].Gap {
			continue
		}
		due := at.Add(3 * p.TargetDuration)
		r.enqueue(job{again: due.Add(-time.Second), target: s.Parts[0].URI, span: s.Parts[0].Range, what: "part " + strconv.FormatUint(s.MSN, 10) + ".0"})
	}
}

func rangeKey(uri string, span conformance.ByteRange) string {
	return uri + " " + strconv.FormatInt(span.Offset, 10) + " " + strconv.FormatInt(span.Length, 10)
}

// enqueue drops what there is no room for: the check then says less, and nothing wrong.
func (r *rendition) enqueue(j job) {
	select {
	case r.jobs <- j:
	default:
	}
}

// fetch fetches what is new, and again what left the playlist, until there are no more jobs.
func (r *rendition) fetch(ctx context.Context) {
	defer close(r.done)
	var pending []job
	tick := time.NewTicker(slack)
	defer tick.Stop()
	for {
		select {
		case j, ok := <-r.jobs:
			switch {
			case !ok:
				for _, p := range pending {
					r.fetchAgain(ctx, p) // it is early for that, and it must be there all the same
				}
				return
			case j.again.IsZero():
				r.fetchNew(ctx, j)
			case len(pending) < maxPending:
				pending = append(pending, j)
			}
		case now := <-tick.C:
			pending = slices.DeleteFunc(pending, func(p job) bool {
				if p.again.After(now) {
					return false
				}
				r.fetchAgain(ctx, p)
				return true
			})
		}
	}
}

func (r *rendition) fetchAgain(ctx context.Context, j job) {
	u, err := r.url.Parse(j.target)
	sum, known := r.sums[rangeKey(j.target, j.span)]
	if err != nil || !known || j.span.Length > 0 {
		return
	}
	res, err := r.c.do(ctx, http.MethodGet, u.String(), maxMedia, false)
	if err != nil || ctx.Err() != nil {
		return
	}
	r.c.on(r.name, func(f *conformance.Findings) {
		f.Check(res.status == http.StatusOK && sha256.Sum256(res.body) == sum, conformance.Retention,
			"%s left the playlist, may still be asked for, and has status %d or other bytes", j.what, res.status)
	})
}

func (r *rendition) fetchNew(ctx context.Context, j job) {
	if ctx.Err() != nil {
		return
	}
	u, err := r.url.Parse(j.target)
	if err != nil {
		return
	}
	lasts := j.segment.Duration
	if j.part >= 0 {
		lasts = j.segment.Parts[j.part].Duration
	}
	init := r.init(ctx, j.segment)
	data := r.c.media(ctx, r.name, u.String(), j.span, lasts)
	if data == nil {
		return
	}
	r.sums[rangeKey(j.target, j.span)] = sha256.Sum256(data)
	plain := r.clear(ctx, j.segment.Key, j.segment.MSN, u.String(), data)
	if plain == nil {
		return
	}
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	f := &r.c.findings
	f.About(r.name)
	if j.part >= 0 {
		r.c.report.Parts++
		r.part(f, j, init, plain)
		return
	}
	r.c.report.Segments++
	r.segment(f, j, init, plain)
	if !r.probed && j.span.Length == 0 {
		r.probed = true
		r.c.mu.Unlock()
		r.c.mediaHTTP(ctx, r.name, u.String(), data)
		r.c.mu.Lock()
	}
}

func (r *rendition) part(f *conformance.Findings, j job, init *fmp4.Movie, data []byte) {
	o := r.parts[j.segment.MSN]
	if o == nil {
		o = &openSegment{data: make(map[int][]byte), extents: make(map[int]conformance.Extent), cues: make(map[int][]webvtt.Cue)}
		r.parts[j.segment.MSN] = o
	}
	o.data[j.part] = data
	if isText(j) {
		if cues, ok := f.Text(short(j.target), data); ok {
			o.cues[j.part] = cues
		}
	} else if init != nil {
		if e, ok := f.Fragment(short(j.target), init, data); ok {
			o.extents[j.part] = e
		}
	}
	for msn := range r.parts {
		if msn+firstSegments < j.segment.MSN {
			delete(r.parts, msn) // its segment never came
		}
	}
}

func (r *rendition) segment(f *conformance.Findings, j job, init *fmp4.Movie, data []byte) {
	s := j.segment
	if s.Duration >= j.playfor/2 { // RFC 8216bis 4.4.6.2: shorter ones do not count
		r.peak = max(r.peak, int(8*float64(len(data))/s.Duration.Seconds()))
	}
	if isText(j) {
		r.text(f, j, data)
		return
	}
	const syncByte = 0x47
	if init == nil {
		if s.Map == "" && len(data) > 0 && (data[0] == syncByte || extension(j.target) == ".ts") {
			f.TransportStream(short(j.target), data)
		}
		return
	}
	e, ok := f.Fragment(short(j.target), init, data)
	if !ok {
		return
	}
	r.pieces[s.MSN] = conformance.Piece{Segment: s, Cut: j.cut, Init: init, Extent: e}
	if o := r.parts[s.MSN]; o != nil {
		parts, extents := make([][]byte, len(s.Parts)), make([]conformance.Extent, len(s.Parts))
		for i := range s.Parts {
			parts[i], extents[i] = o.data[i], o.extents[i]
		}
		f.Parts(s, data, parts, extents)
		delete(r.parts, s.MSN)
	}
}

// isText says whether what is fetched is subtitles.
func isText(j job) bool {
	switch extension(j.target) {
	case ".vtt", ".webvtt":
		return true
	}
	return false
}

// text checks a segment of subtitles, and that it has what its parts have, if all of them were seen.
func (r *rendition) text(f *conformance.Findings, j job, data []byte) {
	s := j.segment
	cues, ok := f.Text(short(j.target), data)
	if !ok {
		return
	}
	r.texts[s.MSN] = conformance.TextPiece{Segment: s, Cut: j.cut, Cues: cues}
	o := r.parts[s.MSN]
	if o == nil {
		return
	}
	var parts [][]webvtt.Cue
	for i := range s.Parts {
		if part, ok := o.cues[i]; ok {
			parts = append(parts, part)
		}
	}
	if len(s.Parts) > 0 && len(parts) == len(s.Parts) {
		f.TextParts(s, cues, parts)
	}
	delete(r.parts, s.MSN)
}

// init fetches a segment's init segment, once; nil if it has none.
func (r *rendition) init(ctx context.Context, s conformance.Segment) *fmp4.Movie {
	if s.Map == "" {
		return nil
	}
	key := rangeKey(s.Map, s.MapRange)
	if m, ok := r.inits[key]; ok {
		return m
	}
	u, err := r.url.Parse(s.Map)
	if err != nil || len(r.inits) >= maxSegments {
		return nil
	}
	data := r.c.media(ctx, r.name, u.String(), s.MapRange, 0)
	if data == nil {
		return nil
	}
	if data = r.clear(ctx, s.MapKey, s.MSN, u.String(), data); data == nil {
		return nil
	}
	var m *fmp4.Movie
	r.c.on(r.name, func(f *conformance.Findings) { m = f.Init(short(u.String()), data) })
	r.inits[key] = m
	return m
}
