package push

import (
	"bytes"
	"fmt"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
)

// hevc is what is known of a publisher's HEVC.
type hevc struct {
	sets    h265.Config
	begun   bool // a key came
	orphans bool // the pictures that follow may need what came before the first key
}

// NAL unit types that say nothing about a picture.
const (
	hevcEndOfSequence = 36
	hevcEndOfStream   = 37
	hevcFiller        = 38
)

// hevcPicture is picture for HEVC, whose parameter sets are in the format and nowhere else.
func (t *tracks) hevcPicture(pts, dts media.Ticks, unit []byte) error {
	var inBand h265.Config
	out := make([]byte, 0, len(unit))
	for nal, err := range h264.NALs(unit) {
		if err != nil {
			t.drop(err)
			return nil
		}
		switch h265.Type(nal) {
		case h265.TypeVPS, h265.TypeSPS, h265.TypePPS:
			if err := inBand.Add(bytes.Clone(nal)); err != nil {
				return fmt.Errorf("%w: HEVC: %w", ingest.ErrUnsupported, err)
			}
		case h265.TypeAUD, hevcEndOfSequence, hevcEndOfStream, hevcFiller:
		default:
			out = h264.AppendLength(out, nal)
		}
	}
	if inBand.Complete() && !t.hevc.has(inBand) {
		f, err := inBand.Format()
		if err != nil {
			return fmt.Errorf("%w: HEVC: %w", ingest.ErrUnsupported, err)
		}
		if err := t.videoFormat(f); err != nil {
			return err
		}
	}
	switch {
	case len(out) == 0:
		return nil
	case h265.IsKey(out):
		t.hevc.orphans, t.hevc.begun = !t.hevc.begun, true
	case h265.IsRASL(out) && t.hevc.orphans:
		return nil
	}
	return t.frame(pts, dts, out)
}

// has says whether all parameter sets of c are in force.
func (h *hevc) has(c h265.Config) bool {
	for _, nal := range append([][]byte{c.VPS, c.SPS}, c.PPS...) {
		if !h.sets.Has(nal) {
			return false
		}
	}
	return true
}
