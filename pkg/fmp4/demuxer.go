package fmp4

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/millrace/millrace/pkg/media"
)

// Bounds of what a Demuxer holds.
const (
	MaxMoov            = 1 << 20
	MaxMoof            = 1 << 20
	MaxFragmentSamples = 1 << 14
)

// Errors of a Demuxer beside ErrMalformed.
var (
	// ErrNoMovie: a fragment came before any moov, and none was given.
	ErrNoMovie = errors.New("no init segment (moov) before the first fragment")
	// ErrNotFragmented: there is media without a moof, as in a file that is not fragmented.
	ErrNotFragmented = errors.New("MP4 is not fragmented")
	// ErrTooLarge: a box is larger than its bound.
	ErrTooLarge = errors.New("MP4 box is too large")
)

// Unit is a sample of a publisher's file at its place in time.
type Unit struct {
	Track    *MovieTrack
	PTS, DTS media.Ticks // on the file's own clock, behind its edit list; DTS may be negative
	Duration media.Ticks
	Key      bool
	Data     []byte // its receiver owns it
}

// Demuxer reads a publisher's fragmented MP4: any number of moov, moof and mdat boxes, with others between them that
// are passed over. It holds one fragment at a time. Use it from one goroutine.
type Demuxer struct {
	r       *bufio.Reader
	at      int64 // bytes read so far
	maxData int
	movie   *Movie
	moof    *moofBox // whose samples are in the next mdat
	begun   bool     // there was a moof
	ready   []Unit
}

// NewDemuxer returns a Demuxer of r. movie is what an init segment before it said, or nil. An mdat of more than
// maxData bytes is refused.
func NewDemuxer(r io.Reader, movie *Movie, maxData int) *Demuxer {
	return &Demuxer{r: bufio.NewReaderSize(r, 64<<10), movie: movie, maxData: maxData}
}

// Movie is the newest moov; nil if there was none.
func (d *Demuxer) Movie() *Movie { return d.movie }

// Next returns the next sample. Those of one fragment come in order of decoding over all tracks. At the end of the
// input it returns io.EOF; an input that ends inside a box is ErrMalformed.
func (d *Demuxer) Next() (Unit, error) {
	for len(d.ready) == 0 {
		if err := d.box(); err != nil {
			return Unit{}, err
		}
	}
	u := d.ready[0]
	d.ready = d.ready[1:]
	return u, nil
}

// box reads one box.
func (d *Demuxer) box() error {
	start := d.at
	kind, size, err := d.header()
	if err != nil {
		return err
	}
	switch kind {
	case "moov":
		b, err := d.read(kind, size, MaxMoov)
		if err != nil {
			return err
		}
		m, err := ParseMovie(b)
		if err != nil {
			return err
		}
		d.movie, d.moof = &m, nil
	case "moof":
		b, err := d.read(kind, size, MaxMoof)
		if err != nil {
			return err
		}
		if d.movie == nil {
			return ErrNoMovie
		}
		if d.moof, err = parseMoof(b, start); err != nil {
			return err
		}
		d.begun = true
	case "mdat":
		switch {
		case d.moof == nil && d.begun:
			return d.skip(kind, size)
		case d.moof == nil:
			return ErrNotFragmented
		}
		at := d.at
		b, err := d.read(kind, size, d.maxData)
		if err != nil {
			return err
		}
		return d.fragment(b, at)
	default:
		return d.skip(kind, size)
	}
	return nil
}

// header reads the size and kind of a box. A box to the end of the file (size 0) has size -1.
func (d *Demuxer) header() (kind string, size int64, err error) {
	var b [16]byte
	n, err := io.ReadFull(d.r, b[:8])
	d.at += int64(n)
	if err == io.EOF {
		return "", 0, io.EOF
	}
	if err != nil {
		return "", 0, d.truncated(err)
	}
	kind, size = string(b[4:8]), int64(binary.BigEndian.Uint32(b[:4]))
	switch size {
	case 0:
		return kind, -1, nil
	case 1:
		n, err := io.ReadFull(d.r, b[8:16])
		d.at += int64(n)
		if err != nil {
			return "", 0, d.truncated(err)
		}
		large := binary.BigEndian.Uint64(b[8:16])
		if large < 16 || large > 1<<62 {
			return "", 0, fmt.Errorf("%w: box %q of %d bytes", ErrMalformed, kind, large)
		}
		return kind, int64(large) - 16, nil
	}
	if size < 8 {
		return "", 0, fmt.Errorf("%w: box %q of %d bytes", ErrMalformed, kind, size)
	}
	return kind, size - 8, nil
}

// truncated says that the input ended inside a box, or returns what else went wrong.
func (d *Demuxer) truncated(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: it ends inside a box, after %d bytes", ErrMalformed, d.at)
	}
	return err
}

// read returns the payload of a box. It grows with what arrives, not with what the header claims.
func (d *Demuxer) read(kind string, size int64, limit int) ([]byte, error) {
	if size > int64(limit) {
		return nil, fmt.Errorf("%w: %s of %d bytes, at most %d are taken", ErrTooLarge, kind, size, limit)
	}
	want := size
	if size < 0 {
		want = int64(limit) + 1
	}
	const start = 1 << 20
	b := make([]byte, 0, min(want, start))
	for int64(len(b)) < want {
		if len(b) == cap(b) {
			b = slices.Grow(b, int(min(want-int64(len(b)), int64(len(b)))))
		}
		n, err := d.r.Read(b[len(b):min(int64(cap(b)), want)])
		b, d.at = b[:len(b)+n], d.at+int64(n)
		if err == io.EOF && size < 0 {
			return b, nil
		}
		if err != nil {
			return nil, d.truncated(err)
		}
	}
	if size < 0 {
		return nil, fmt.Errorf("%w: %s without an end, at most %d bytes are taken", ErrTooLarge, kind, limit)
	}
	return b, nil
}

func (d *Demuxer) skip(kind string, size int64) error {
	if size < 0 {
		return fmt.Errorf("%w: box %q without an end", ErrMalformed, kind)
	}
	n, err := io.CopyN(io.Discard, d.r, size)
	d.at += n
	if err != nil {
		return d.truncated(err)
	}
	return nil
}

// fragment makes units of the samples that the last moof lists in an mdat whose payload lies at that place of the file.
func (d *Demuxer) fragment(mdat []byte, at int64) error {
	moof := d.moof
	d.moof = nil
	units := make([]Unit, 0, moof.count)
	end := moof.start // of the last run's data
	for i, traf := range moof.trafs {
		track := d.movie.track(traf.track)
		if track == nil {
			continue
		}
		base := moof.start
		switch {
		case traf.hasBase:
			base = traf.base
		case traf.defaultBase || i == 0:
		default:
			base = end
		}
		dts := track.next
		if traf.hasTime {
			dts = traf.time
		}
		for j, run := range traf.runs {
			switch {
			case run.hasOffset:
				end = base + int64(run.offset)
			case j == 0:
				end = base
			}
			for _, s := range run.samples {
				s.fill(run, traf.defaults, track.defaults)
				from := end - at
				if from < 0 || from+int64(s.size) > int64(len(mdat)) {
					return fmt.Errorf("%w: a sample of %d bytes at %d, outside the %d bytes of its mdat", ErrMalformed, s.size, from, len(mdat))
				}
				u, ok := track.unit(dts, s)
				if !ok {
					return fmt.Errorf("%w: decode time %d", ErrMalformed, dts)
				}
				if s.size > 0 {
					u.Data = mdat[from : from+int64(s.size) : from+int64(s.size)]
					units = append(units, u)
				}
				dts += int64(s.duration)
				end += int64(s.size)
			}
		}
		track.next = dts
	}
	slices.SortStableFunc(units, func(a, b Unit) int {
		switch {
		case a.DTS < b.DTS:
			return -1
		case a.DTS > b.DTS:
			return 1
		}
		return 0
	})
	d.ready = units
	return nil
}

func (m *Movie) track(id uint32) *MovieTrack {
	for i := range m.Tracks {
		if t := &m.Tracks[i]; t.ID == id && (t.Video != nil || t.Audio != nil) {
			return t
		}
	}
	return nil
}

// unit places a sample.
func (t *MovieTrack) unit(dts int64, s moofSample) (Unit, bool) {
	at, ok := ticks(dts, t.Timescale)
	pts, ok2 := ticks(max(dts+s.cts, 0), t.Timescale)
	span, ok3 := ticks(int64(s.duration), t.Timescale)
	return Unit{
		Track: t, DTS: at + t.shift, PTS: pts + t.shift, Duration: span,
		Key: s.flags&flagNonSync == 0,
	}, ok && ok2 && ok3
}

// moofBox is a movie fragment.
type moofBox struct {
	start int64 // where it begins in the file
	trafs []trafBox
	count int // samples
}

type trafBox struct {
	track       uint32
	defaults    defaults
	hasBase     bool
	base        int64
	defaultBase bool
	hasTime     bool
	time        int64
	runs        []trunBox
}

type trunBox struct {
	has       uint32
	hasOffset bool
	offset    int32
	samples   []moofSample
}

type moofSample struct {
	duration, size, flags uint32
	first                 bool // its flags are the run's own
	cts                   int64
}

// fill puts defaults where the run has no column: those of the fragment, else those of the track.
func (s *moofSample) fill(run trunBox, traf, trex defaults) {
	pick := func(column, head uint32, own *uint32, inner, outer uint32) {
		switch {
		case run.has&column != 0:
		case traf.has&head != 0:
			*own = inner
		default:
			*own = outer
		}
	}
	pick(trunDuration, tfhdDuration, &s.duration, traf.duration, trex.duration)
	pick(trunSize, tfhdSize, &s.size, traf.size, trex.size)
	if !s.first {
		pick(trunFlags, tfhdFlags, &s.flags, traf.flags, trex.flags)
	}
}

func parseMoof(b []byte, start int64) (*moofBox, error) {
	var err error
	m := &moofBox{start: start}
	for r := (reader{b, &err}); len(r.b) > 0; {
		if kind, box := r.next(); string(kind) == "traf" {
			if len(m.trafs) == MaxMovieTracks {
				r.fail("more than %d tracks", MaxMovieTracks)
				break
			}
			m.trafs = append(m.trafs, m.parseTraf(box))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("parse moof: %w: %w", ErrMalformed, err)
	}
	return m, nil
}

func (m *moofBox) parseTraf(r reader) (t trafBox) {
	for len(r.b) > 0 {
		switch kind, box := r.next(); string(kind) {
		case "tfhd":
			_, has := box.full()
			t.track = box.u32()
			t.defaultBase = has&tfhdDefaultBaseIsMoof != 0
			if t.hasBase = has&tfhdBaseDataOffset != 0; t.hasBase {
				t.base = int64(box.u64())
			}
			if has&tfhdDescription != 0 {
				box.skip(4)
			}
			t.defaults.has = has
			for _, d := range []struct {
				flag uint32
				v    *uint32
			}{{tfhdDuration, &t.defaults.duration}, {tfhdSize, &t.defaults.size}, {tfhdFlags, &t.defaults.flags}} {
				if has&d.flag != 0 {
					*d.v = box.u32()
				}
			}
		case "tfdt":
			t.hasTime = true
			t.time = tfdt(box)
		case "trun":
			t.runs = append(t.runs, m.parseTrun(box))
		}
	}
	if t.hasBase && (t.base < 0 || t.base > 1<<62) {
		r.fail("base data offset %d", t.base)
	}
	return t
}

func (m *moofBox) parseTrun(r reader) (t trunBox) {
	var version uint8
	version, t.has = r.full()
	count := r.u32()
	if t.hasOffset = t.has&trunDataOffset != 0; t.hasOffset {
		t.offset = int32(r.u32())
	}
	first := t.has&trunFirstSampleFlags != 0
	firstFlags := uint32(0)
	if first {
		firstFlags = r.u32()
	}
	if count > MaxFragmentSamples || m.count+int(count) > MaxFragmentSamples {
		r.fail("more than %d samples", MaxFragmentSamples)
	}
	if r.failed() {
		return t
	}
	m.count += int(count)
	t.samples = make([]moofSample, count)
	for i := range t.samples {
		s := &t.samples[i]
		if t.has&trunDuration != 0 {
			s.duration = r.u32()
		}
		if t.has&trunSize != 0 {
			s.size = r.u32()
		}
		if t.has&trunFlags != 0 {
			s.flags = r.u32()
		}
		if i == 0 && first {
			s.flags, s.first = firstFlags, true
		}
		if t.has&trunOffset != 0 {
			if v := r.u32(); version == 0 {
				s.cts = int64(v)
			} else {
				s.cts = int64(int32(v))
			}
		}
	}
	return t
}
