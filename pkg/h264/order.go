package h264

import (
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"

	"github.com/millrace/millrace/pkg/bits"
)

// Order reads in which order the pictures of a stream are shown: their picture order counts (8.2.1), which rise in the order of
// output from one IDR to the next. It is for streams with one SPS. The zero value knows no order.
type Order struct {
	known           bool
	separatePlanes  bool
	framesOnly      bool
	frameNumBits    int
	lsbBits         int
	prevMsb, prevLs int // of the last reference picture
}

// NewOrder returns the Order of a stream. One whose SPS is not understood has none, and neither has one whose counts are not in
// its slice headers: that of type 2 is the decoding order.
func NewOrder(sps []byte) Order {
	var s h264.SPS
	if len(sps) < 4 || len(sps) > MaxParameterSet || s.Unmarshal(sps) != nil || s.PicOrderCntType != 0 {
		return Order{}
	}
	o := Order{
		known: true, separatePlanes: s.SeparateColourPlaneFlag, framesOnly: s.FrameMbsOnlyFlag,
		frameNumBits: int(s.Log2MaxFrameNumMinus4) + 4, lsbBits: int(s.Log2MaxPicOrderCntLsbMinus4) + 4,
	}
	const most = 16
	if o.frameNumBits > most || o.lsbBits > most {
		return Order{}
	}
	return o
}

// sliceHead is how many bytes of a slice are looked at: its header up to the count takes less.
const sliceHead = 48

// Next is the count of the next access unit in decoding order, by its first slice, and whether it begins a new sequence of counts. It
// is not ok where there is none. A count that memory management operation 5 resets is not noticed.
func (o *Order) Next(avcc []byte) (count int, idr, ok bool) {
	if !o.known {
		return 0, false, false
	}
	for nal, err := range NALs(avcc) {
		if err != nil {
			return 0, false, false
		}
		if t := Type(nal); t == TypeSlice || t == TypeIDR {
			return o.slice(nal)
		}
	}
	return 0, false, false
}

// slice reads the header of a slice (7.3.3).
func (o *Order) slice(nal []byte) (count int, idr, ok bool) {
	idr = Type(nal) == TypeIDR
	r := bits.NewReader(bits.RBSP(nal[1:min(len(nal), sliceHead)]))
	r.UE() // first_mb_in_slice
	r.UE() // slice_type
	r.UE() // pic_parameter_set_id
	if o.separatePlanes {
		r.Skip(2)
	}
	r.Skip(o.frameNumBits)
	if !o.framesOnly && r.Flag() { // field_pic_flag
		r.Skip(1)
	}
	if idr {
		r.UE() // idr_pic_id
		o.prevMsb, o.prevLs = 0, 0
	}
	lsb := int(r.U(o.lsbBits))
	if r.Err() != nil {
		return 0, false, false
	}
	msb, span := o.prevMsb, 1<<o.lsbBits
	switch { // 8-3
	case lsb < o.prevLs && o.prevLs-lsb >= span/2:
		msb += span
	case lsb > o.prevLs && lsb-o.prevLs > span/2:
		msb -= span
	}
	if nal[0]>>5&3 != 0 { // nal_ref_idc
		o.prevMsb, o.prevLs = msb, lsb
	}
	return msb + lsb, idr, true
}
