package rtmp

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/av1"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/vp9"
)

// unpacker makes formats and access units of the packets of one codec.
type unpacker interface {
	// header takes a sequence header. Some say too little to make a format of: then it is nil, and comes with a unit.
	header(record []byte) (*media.VideoFormat, error)
	// unit takes a frame, which it may change but not keep. Its error means that the frame is of no use, unless it wraps
	// ingest.ErrUnsupported.
	unit(data []byte) (videoUnit, error)
}

// videoUnit is what becomes of a frame.
type videoUnit struct {
	format  *media.VideoFormat // from here on; nil if nothing says so
	payload []byte             // may be in the frame; empty if there is nothing to decode
	skip    bool               // a decoder that began at the last key cannot decode it
}

// newUnpacker is the unpacker of a codec that package flv knows.
func newUnpacker(c media.Codec) (unpacker, error) {
	switch c {
	case media.CodecH264:
		return &avc{}, nil
	case media.CodecHEVC:
		return &hevc{}, nil
	case media.CodecAV1:
		return &av1Unpacker{}, nil
	case media.CodecVP9:
		return &vp9Unpacker{}, nil
	default:
		return nil, unsupported(fmt.Errorf("video codec %q", c))
	}
}

// avc unpacks H.264.
type avc struct {
	lengthSize int  // of the NAL units' lengths, as the sequence header says
	known      bool // a format was made
}

func (a *avc) header(record []byte) (*media.VideoFormat, error) {
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

// unit looks for a format in the access unit where there was no sequence header: some encoders send none.
func (a *avc) unit(data []byte) (u videoUnit, err error) {
	if u.payload, err = avcc(data, a.lengthSize); err != nil || a.known {
		return u, err
	}
	sps, pps, err := h264.ParameterSets(u.payload)
	if err != nil || len(sps) == 0 || len(pps) == 0 {
		return u, err
	}
	f, err := h264.Format(sps[len(sps)-1], pps[len(pps)-1])
	if err != nil {
		return u, unsupported(err)
	}
	a.known, u.format = true, &f
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

// hevc unpacks HEVC. The parameter sets are in the format and nowhere else, as MP4's hvc1 has them.
type hevc struct {
	lengthSize int
	config     h265.Config // in force; incomplete until there was one
	orphans    bool        // the pictures that follow may need what came before the first key
	begun      bool
}

func (h *hevc) header(record []byte) (*media.VideoFormat, error) {
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

// unit takes the parameter sets out. Where they are not those in force they make a format.
func (h *hevc) unit(data []byte) (u videoUnit, err error) {
	all, err := avcc(data, h.lengthSize)
	if err != nil {
		return u, err
	}
	var inBand h265.Config
	u.payload = all[:0] // what is kept moves forward only
	for nal, err := range h264.NALs(all) {
		if err != nil {
			return videoUnit{}, err
		}
		switch h265.Type(nal) {
		case h265.TypeVPS, h265.TypeSPS, h265.TypePPS:
			if err := inBand.Add(bytes.Clone(nal)); err != nil {
				return videoUnit{}, unsupported(err)
			}
		default:
			u.payload = h264.AppendLength(u.payload, nal)
		}
	}
	if inBand.Complete() && !h.has(inBand) {
		if u.format, err = h.adopt(inBand); err != nil {
			return videoUnit{}, unsupported(err)
		}
	}
	switch {
	case h265.IsKey(u.payload):
		h.orphans, h.begun = !h.begun, true
	case h265.IsRASL(u.payload):
		u.skip = h.orphans
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

// av1Unpacker unpacks AV1. Its format comes with the key frames, whose sequence header counts for more than the
// record's: SVT-AV1 writes another one there than into its stream, and some encoders send an empty record.
type av1Unpacker struct {
	record   []byte // of the last sequence header; empty if it had none
	sequence []byte // in force
}

func (a *av1Unpacker) header(record []byte) (*media.VideoFormat, error) {
	if len(record) > 0 {
		if _, err := av1.ParseConfig(record); err != nil {
			return nil, err
		}
	}
	a.record = bytes.Clone(record)
	return nil, nil
}

func (a *av1Unpacker) unit(data []byte) (u videoUnit, err error) {
	if u.payload, err = av1.Clean(data); err != nil || !av1.IsKey(u.payload) {
		return u, err
	}
	c, err := av1.InBand(u.payload)
	if err == nil && c.Sequence == nil && len(a.record) > 0 {
		c, err = av1.ParseConfig(a.record)
	}
	if err != nil || c.Sequence == nil || bytes.Equal(c.Sequence, a.sequence) {
		return u, err
	}
	f, err := c.Format()
	if err != nil {
		return u, unsupported(err)
	}
	a.sequence, u.format = bytes.Clone(c.Sequence), &f
	return u, nil
}

// vp9Unpacker unpacks VP9, whose size is in the key frames alone.
type vp9Unpacker struct {
	config vp9.Config // of the last record; zero if there was none
	format media.VideoFormat
}

func (p *vp9Unpacker) header(record []byte) (_ *media.VideoFormat, err error) {
	if len(record) > 0 {
		p.config, err = vp9.ParseConfig(record)
	}
	return nil, err
}

func (p *vp9Unpacker) unit(data []byte) (u videoUnit, err error) {
	u.payload = data
	k, ok := vp9.ParseKey(data)
	if !ok {
		return u, nil
	}
	f := p.config.Format(k)
	if f.Width != p.format.Width || f.Height != p.format.Height || !bytes.Equal(f.Config, p.format.Config) {
		p.format, u.format = f, &f
	}
	return u, nil
}

// unsupported makes a codec's refusal one that every protocol knows.
func unsupported(err error) error {
	if errors.Is(err, ingest.ErrUnsupported) {
		return err
	}
	return fmt.Errorf("%w: %w", ingest.ErrUnsupported, err)
}
