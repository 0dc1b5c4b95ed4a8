// Package unpack makes formats and access units of a video track's packets, as FLV and MP4 have them: the configuration that
// comes in a record of its own, and the pictures, which may bring another one.
//
// What it takes are bytes from strangers, which are parsed within bounds and never decoded.
package unpack

import (
	"bytes"
	"fmt"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/av1"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/vp9"
)

// Track unpacks the packets of one track, in their order. Use it from one goroutine.
type Track interface {
	// Header takes a configuration record. Some say too little to make a format of: then it is nil, and comes with a unit.
	Header(record []byte) (*media.VideoFormat, error)
	// Unit takes a packet, which it may change but not keep. Its error means that the packet is of no use, unless it wraps
	// ingest.ErrUnsupported.
	Unit(data []byte) (Unit, error)
}

// Unit is what becomes of a packet.
type Unit struct {
	Format  *media.VideoFormat // from here on; nil if nothing says so
	Payload []byte             // may be in the packet; empty if there is nothing to decode
	Skip    bool               // a decoder that began at the last key cannot decode it
}

// New returns the Track of a codec that is carried.
func New(c media.Codec) (Track, error) {
	switch c {
	case media.CodecH264:
		return &avc{}, nil
	case media.CodecHEVC:
		return &hevc{}, nil
	case media.CodecAV1:
		return &av1Track{}, nil
	case media.CodecVP9:
		return &vp9Track{}, nil
	default:
		return nil, ingest.Unsupported(fmt.Errorf("video codec %q", c))
	}
}

// avc unpacks H.264.
type avc struct {
	lengthSize int  // of the NAL units' lengths, as the sequence header says
	known      bool // a format was made
}

func (a *avc) Header(record []byte) (*media.VideoFormat, error) {
	c, err := h264.ParseAVCConfig(record)
	if err != nil {
		return nil, err
	}
	f, err := c.Format()
	if err != nil {
		return nil, err
	}
	a.lengthSize, a.known = c.LengthSize, true
	return &f, nil
}

// Unit looks for a format in the access unit where there was no sequence header: some encoders send none.
func (a *avc) Unit(data []byte) (u Unit, err error) {
	if u.Payload, err = avcc(data, a.lengthSize); err != nil || a.known {
		return u, err
	}
	sps, pps, err := h264.ParameterSets(u.Payload)
	if err != nil || len(sps) == 0 || len(pps) == 0 {
		return u, err
	}
	f, err := h264.Format(sps[len(sps)-1], pps[len(pps)-1])
	if err != nil {
		return u, ingest.Unsupported(err)
	}
	a.known, u.Format = true, &f
	return u, nil
}

// avcc is an access unit with lengths of 4 bytes, whatever it came with; data itself where it has them. Some encoders put start
// codes into FLV; where both readings are possible the lengths win.
func avcc(data []byte, lengthSize int) ([]byte, error) {
	if lengthSize == 0 {
		lengthSize = 4
	}
	wide, err := h264.Widen(data, lengthSize)
	if err == nil {
		return wide, nil
	}
	if !bytes.HasPrefix(data, []byte{0, 0, 0, 1}) && !bytes.HasPrefix(data, []byte{0, 0, 1}) {
		return nil, err
	}
	return h264.AppendAVCC(make([]byte, 0, len(data)+64), data)
}

// NAL unit types of HEVC that say nothing about a picture.
const (
	hevcEndOfSequence = 36
	hevcEndOfStream   = 37
	hevcFiller        = 38
)

// hevc unpacks HEVC. The parameter sets are in the format and nowhere else, as MP4's hvc1 has them.
type hevc struct {
	lengthSize int
	config     h265.Config // in force; incomplete until there was one
	orphans    bool        // the pictures that follow may need what came before the first key
	begun      bool
}

func (h *hevc) Header(record []byte) (*media.VideoFormat, error) {
	c, err := h265.ParseConfig(record)
	if err != nil {
		return nil, err
	}
	h.lengthSize = c.LengthSize
	return h.adopt(c)
}

// adopt makes c the configuration in force.
func (h *hevc) adopt(c h265.Config) (*media.VideoFormat, error) {
	f, err := c.Format()
	if err != nil {
		return nil, err
	}
	own, err := h265.ParseConfig(f.Config) // c aliases a message
	if err != nil {
		return nil, err
	}
	h.config, h.begun = own, false
	return &f, nil
}

// Unit takes the parameter sets out. Where they are not those in force they make a format.
func (h *hevc) Unit(data []byte) (u Unit, err error) {
	all, err := avcc(data, h.lengthSize)
	if err != nil {
		return u, err
	}
	var inBand h265.Config
	u.Payload = all[:0] // what is kept moves forward only
	for nal, err := range h264.NALs(all) {
		if err != nil {
			return Unit{}, err
		}
		switch h265.Type(nal) {
		case h265.TypeVPS, h265.TypeSPS, h265.TypePPS:
			if err := inBand.Add(bytes.Clone(nal)); err != nil {
				return Unit{}, ingest.Unsupported(err)
			}
		case h265.TypeAUD, hevcEndOfSequence, hevcEndOfStream, hevcFiller:
		default:
			u.Payload = h264.AppendLength(u.Payload, nal)
		}
	}
	if inBand.Complete() && !h.has(inBand) {
		if u.Format, err = h.adopt(inBand); err != nil {
			return Unit{}, ingest.Unsupported(err)
		}
	}
	switch {
	case h265.IsKey(u.Payload):
		h.orphans, h.begun = !h.begun, true
	case h265.IsRASL(u.Payload):
		u.Skip = h.orphans
	}
	return u, nil
}

// has says whether all parameter sets of c are in force.
func (h *hevc) has(c h265.Config) bool {
	for _, nal := range append([][]byte{c.VPS, c.SPS}, c.PPS...) {
		if !h.config.Has(nal) {
			return false
		}
	}
	return true
}

// av1Track unpacks AV1. Its format comes with the key frames, whose sequence header counts for more than the
// record's: SVT-AV1 writes another one there than into its stream, and some encoders send an empty record.
type av1Track struct {
	record   []byte // of the last sequence header; empty if it had none
	sequence []byte // in force
}

func (a *av1Track) Header(record []byte) (*media.VideoFormat, error) {
	if len(record) > 0 {
		if _, err := av1.ParseConfig(record); err != nil {
			return nil, err
		}
	}
	a.record = bytes.Clone(record)
	return nil, nil
}

func (a *av1Track) Unit(data []byte) (u Unit, err error) {
	if u.Payload, err = av1.Clean(data); err != nil || !av1.IsKey(u.Payload) {
		return u, err
	}
	c, err := av1.InBand(u.Payload)
	if err == nil && c.Sequence == nil && len(a.record) > 0 {
		c, err = av1.ParseConfig(a.record)
	}
	if err != nil || c.Sequence == nil || bytes.Equal(c.Sequence, a.sequence) {
		return u, err
	}
	f, err := c.Format()
	if err != nil {
		return u, ingest.Unsupported(err)
	}
	a.sequence, u.Format = bytes.Clone(c.Sequence), &f
	return u, nil
}

// vp9Track unpacks VP9, whose size is in the key frames alone.
type vp9Track struct {
	config vp9.Config // of the last record; zero if there was none
	format media.VideoFormat
}

func (p *vp9Track) Header(record []byte) (_ *media.VideoFormat, err error) {
	if len(record) > 0 {
		p.config, err = vp9.ParseConfig(record)
	}
	return nil, err
}

func (p *vp9Track) Unit(data []byte) (u Unit, err error) {
	u.Payload = data
	k, ok := vp9.ParseKey(data)
	if !ok {
		return u, nil
	}
	f := p.config.Format(k)
	if f.Width != p.format.Width || f.Height != p.format.Height || !bytes.Equal(f.Config, p.format.Config) {
		p.format, u.Format = f, &f
	}
	return u, nil
}
