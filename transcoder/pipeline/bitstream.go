package pipeline

import (
	"github.com/millrace/millrace/pkg/av1"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
)

// bitstream makes samples as MP4 has them of what an encoder writes: lengths instead of start codes, and the parameter sets (of AV1: the
// sequence header) in front of an IDR and nowhere else.
type bitstream struct {
	format media.VideoFormat
	head   []byte // the parameter sets as an IDR begins with them
}

// newBitstream takes the parameter sets from what an encoder gives out when it is opened; of AV1, from its first packet.
func newBitstream(c media.Codec, extra []byte) (b bitstream, err error) {
	if b.head, err = parameterSets(c, extra); err != nil {
		return b, err
	}
	b.format, err = codec.InBand(c, b.head)
	return b, err
}

// parameterSets are those in what an encoder wrote, as MP4 has them.
func parameterSets(c media.Codec, b []byte) (sets []byte, err error) {
	if c == media.CodecAV1 {
		for o, err := range av1.OBUs(b) {
			if err != nil {
				return nil, err
			}
			if o.Type == av1.TypeSequenceHeader {
				return o.Whole, nil
			}
		}
		return nil, nil
	}
	if b, err = h264.AppendAVCC(nil, b); err != nil {
		return nil, err
	}
	for nal, err := range h264.NALs(b) {
		if err != nil {
			return nil, err
		}
		if isParameterSet(c, nal) {
			sets = h264.AppendLength(sets, nal)
		}
	}
	return sets, nil
}

// access is what an encoder wrote of one picture. In AV1 said is put beside it; elsewhere the encoder has done that.
func (b bitstream) access(packet []byte, said captions) (a access, err error) {
	if b.format.Codec == media.CodecAV1 {
		return b.accessAV1(packet, said)
	}
	unit, err := h264.AppendAVCC(make([]byte, 0, len(packet)+16), packet)
	if err != nil {
		return access{}, err
	}
	a.key = codec.IDR(b.format.Codec, unit)
	a.data = make([]byte, 0, len(b.head)+len(unit))
	if a.key {
		a.data = append(a.data, b.head...)
	}
	for nal, err := range h264.NALs(unit) {
		if err != nil {
			return access{}, err
		}
		if !isParameterSet(b.format.Codec, nal) && !isDelimiter(b.format.Codec, nal) {
			a.data = h264.AppendLength(a.data, nal)
		}
	}
	return a, nil
}

func (b bitstream) accessAV1(packet []byte, said captions) (a access, err error) {
	metadata := said.obu()
	a.key = av1.IsKey(packet)
	a.data = make([]byte, 0, len(b.head)+len(metadata)+len(packet))
	if a.key {
		a.data = append(a.data, b.head...)
	}
	a.data = append(a.data, metadata...)
	for o, err := range av1.OBUs(packet) {
		if err != nil {
			return access{}, err
		}
		switch o.Type {
		case av1.TypeSequenceHeader, av1.TypeTemporalDelimiter, av1.TypePadding:
		default:
			a.data = append(a.data, o.Whole...)
		}
	}
	return a, nil
}

func isParameterSet(c media.Codec, nal []byte) bool {
	if c == media.CodecHEVC {
		t := h265.Type(nal)
		return t == h265.TypeVPS || t == h265.TypeSPS || t == h265.TypePPS
	}
	t := h264.Type(nal)
	return t == h264.TypeSPS || t == h264.TypePPS
}

func isDelimiter(c media.Codec, nal []byte) bool {
	if c == media.CodecHEVC {
		return h265.Type(nal) == h265.TypeAUD
	}
	return h264.Type(nal) == h264.TypeAUD
}
