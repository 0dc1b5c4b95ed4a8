package fmp4

import (
	"fmt"
)

// ParsePart reads a part: exactly one moof (one mfhd and one traf with tfhd, tfdt and truns, nothing else) and one
// mdat, whose payload is exactly the samples in order. Data of the samples aliases the input.
func ParsePart(b []byte) (Fragment, error) {
	var err error
	f := parsePart(b, &err)
	if err != nil {
		return Fragment{}, fmt.Errorf("parse part: %w: %w", ErrMalformed, err)
	}
	return f, nil
}

func parsePart(b []byte, err *error) (f Fragment) {
	r := reader{b, err}
	if len(b) > MaxPartSize+moofHead+16*MaxSamples {
		r.fail("%d bytes", len(b))
	}
	moof := r.box("moof")
	mdat := r.box("mdat")
	r.end("part")

	mfhd := moof.box("mfhd")
	mfhd.full()
	f.Seq = mfhd.u32()
	mfhd.end("mfhd")
	traf := moof.box("traf")
	moof.end("moof")
	d := tfhd(traf.box("tfhd"))
	f.Start = tfdt(traf.box("tfdt"))

	data := samples{mdat: mdat, at: len(b) - len(mdat.b), defaults: d}
	for first := true; (first || len(traf.b) > 0) && *err == nil; first = false {
		data.trun(traf.box("trun"), first)
	}
	data.mdat.end("mdat")
	f.Samples = data.list
	if len(f.Samples) == 0 {
		r.fail("no samples")
	}
	return f
}

// defaults stand in where a trun has no column.
type defaults struct {
	has                   uint32 // tfhd flags
	duration, size, flags uint32
}

func tfhd(r reader) (d defaults) {
	_, d.has = r.full()
	if id := r.u32(); id != TrackID {
		r.fail("track %d", id)
	}
	const known = tfhdDefaultBaseIsMoof | tfhdDescription | tfhdDuration | tfhdSize | tfhdFlags
	if d.has&^known != 0 || d.has&tfhdDefaultBaseIsMoof == 0 {
		r.fail("tfhd flags %#x", d.has)
	}
	if d.has&tfhdDescription != 0 {
		if i := r.u32(); i != 1 {
			r.fail("sample description %d", i)
		}
	}
	if d.has&tfhdDuration != 0 {
		d.duration = r.u32()
	}
	if d.has&tfhdSize != 0 {
		d.size = r.u32()
	}
	if d.has&tfhdFlags != 0 {
		d.flags = r.u32()
	}
	r.end("tfhd")
	return d
}

func tfdt(r reader) int64 {
	version, _ := r.full()
	var t uint64
	if version == 0 {
		t = uint64(r.u32())
	} else {
		t = r.u64()
	}
	r.end("tfdt")
	if t > MaxTime {
		r.fail("decode time %d", t)
		return 0
	}
	return int64(t)
}

// samples takes the samples that the truns list out of the mdat.
type samples struct {
	list     []Sample
	mdat     reader // what no sample has taken yet
	at       int    // where in the part that begins
	defaults defaults
}

func (s *samples) trun(r reader, first bool) {
	version, has := r.full()
	count := int(r.u32())
	const known = trunDataOffset | trunFirstSampleFlags | trunDuration | trunSize | trunFlags | trunOffset
	if has&^known != 0 {
		r.fail("trun flags %#x", has)
	}
	if has&trunDataOffset != 0 {
		if at := r.u32(); int64(at) != int64(s.at) {
			r.fail("data offset %d, not %d", at, s.at)
		}
	} else if first {
		r.fail("no data offset")
	}
	firstFlags := uint32(0)
	if has&trunFirstSampleFlags != 0 {
		firstFlags = r.u32()
	}
	d := s.defaults
	if has&trunDuration == 0 && d.has&tfhdDuration == 0 || has&trunSize == 0 && d.has&tfhdSize == 0 ||
		has&trunFlags == 0 && d.has&tfhdFlags == 0 && (has&trunFirstSampleFlags == 0 || count != 1) {
		r.fail("samples without duration, size or flags")
	}
	if count < 1 || count > MaxSamples-len(s.list) {
		r.fail("%d samples", len(s.list)+count)
	}
	if r.failed() {
		return
	}

	if s.list == nil {
		s.list = make([]Sample, 0, count)
	}
	for i := range count {
		duration, size, flags, offset := d.duration, d.size, d.flags, int64(0)
		if has&trunDuration != 0 {
			duration = r.u32()
		}
		if has&trunSize != 0 {
			size = r.u32()
		}
		if has&trunFlags != 0 {
			flags = r.u32()
		}
		if i == 0 && has&trunFirstSampleFlags != 0 {
			flags = firstFlags
		}
		if has&trunOffset != 0 {
			if v := r.u32(); version == 0 {
				offset = int64(v)
			} else {
				offset = int64(int32(v))
			}
		}
		if offset > 1<<31-1 {
			r.fail("composition offset %d", offset)
		}
		data := s.mdat.bytes(int(size))
		s.at += len(data)
		if r.failed() {
			return
		}
		s.list = append(s.list, Sample{
			Duration: int64(duration),
			Offset:   offset,
			Key:      flags&flagNonSync == 0,
			Data:     data,
		})
	}
	r.end("trun")
}
