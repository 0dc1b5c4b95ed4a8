package pipeline

import (
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
)

// bitstream makes samples as MP4 has them of what an encoder writes: lengths instead of start codes, and the parameter sets in front of an IDR and nowhere else.
type bitstream struct {
	format media.VideoFormat
	head   []byte // the parameter sets as an IDR begins with them
}

// newBitstream takes the parameter sets from what an encoder gives out when it is opened.
func newBitstream(c media.Codec, extra []byte) (b bitstream, err error) {
	sets, err := h264.AppendAVCC(nil, extra)
	if err != nil {
		return b, err
	}
	for nal, err := range h264.NALs(sets) {
		if err != nil {
			return b, err
		}
		if isParameterSet(c, nal) {
			b.head = h264.AppendLength(b.head, nal)
		}
	}
	b.format, err = codec.InBand(c, b.head)
	return b, err
}

// access is what an encoder wrote of one picture.
func (b bitstream) access(packet []byte) (a access, err error) {
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
