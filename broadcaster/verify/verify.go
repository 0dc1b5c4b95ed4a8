// Package verify checks what an orchestrator returned before it is published.
//
// It promises that a rendition part that passed has the boxes of exactly one CMAF chunk, the frames of the source
// part of the same id (their number and every PTS) or those of them that its frame rate leaves, its span of time, an IDR with
// parameter sets of the announced size where one is due, and a bounded size. It parses boxes and parameter sets only: it never decodes a picture, because the process
// that it runs in holds a key. Whether the picture is a true copy of the source's is left to sampling by decode.
package verify

import (
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/av1"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// ErrMalformed is wrapped by every error here: the answer is not what was asked for, and whoever sent it is at fault.
var ErrMalformed = errors.New("malformed rendition")

// maxLastFrame bounds the duration of a part's last frame, which the source may not have settled yet.
const maxLastFrame = media.Second

// oversize is how many times the bit rate that was asked for a part may weigh, beyond a constant for its IDR.
const (
	oversize      = 6
	oversizeConst = 512 << 10
)

// Init checks an init segment against the rendition that was asked for, and returns the format it announces.
func Init(r media.Rendition, data []byte) (media.VideoFormat, error) {
	track, err := fmp4.ParseInit(data)
	if err != nil {
		return media.VideoFormat{}, fmt.Errorf("%w: init segment: %w", ErrMalformed, err)
	}
	f := track.Video
	switch {
	case f == nil:
		return media.VideoFormat{}, fmt.Errorf("%w: init segment has no video track", ErrMalformed)
	case track.Timescale != media.ClockRate:
		return media.VideoFormat{}, fmt.Errorf("%w: timescale %d, want %d", ErrMalformed, track.Timescale, media.ClockRate)
	case f.Orientation != 0:
		return media.VideoFormat{}, fmt.Errorf("%w: init segment turns the picture", ErrMalformed)
	case f.Width != r.Width || f.Height != r.Height:
		return media.VideoFormat{}, fmt.Errorf("%w: init segment says %dx%d, asked for %dx%d", ErrMalformed, f.Width, f.Height, r.Width, r.Height)
	}
	if f.Codec != r.Format() {
		return media.VideoFormat{}, fmt.Errorf("%w: init segment of codec %q, asked for %s", ErrMalformed, f.Codec, r.Format())
	}
	if err := depth(*f, r); err != nil {
		return media.VideoFormat{}, err
	}
	return *f, nil
}

// depth checks the bits of a sample, where the codec's configuration says them.
func depth(f media.VideoFormat, r media.Rendition) error {
	if bits := codec.BitDepth(f); bits != 0 && bits != r.Depth() {
		return fmt.Errorf("%w: %d bits, asked for %d", ErrMalformed, bits, r.Depth())
	}
	return nil
}

// Expected is what a rendition part must hold.
type Expected struct {
	ID          media.PartID
	PTS         []media.Ticks // of the source part's frames, ascending; at least one
	Kept        []media.Ticks // of those that the rendition's frame rate leaves; nil: of all
	Next        media.Ticks   // PTS of the frame behind the last; 0 when it is not known yet
	Independent bool          // an IDR is due at the first frame
	Last        bool          // the segment ends with this part
}

// Part checks p, which came as the part want.ID of rendition r.
func Part(r media.Rendition, p media.Part, want Expected) error {
	fail := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s part %s: %s", ErrMalformed, r.Name, want.ID, fmt.Sprintf(format, args...))
	}
	frag, err := fmp4.ParsePart(p.Data)
	if err != nil {
		return fail("%v", err)
	}
	n, kept := len(frag.Samples), want.Kept
	if kept == nil {
		kept = want.PTS
	}
	switch {
	case p.ID != want.ID:
		return fail("came as part %s", p.ID)
	case p.Last != want.Last:
		return fail("last is %v, want %v", p.Last, want.Last)
	case n != len(kept) || p.Frames != n:
		return fail("%d frames (said %d), not %d of the source's %d", n, p.Frames, len(kept), len(want.PTS))
	case frag.Start != int64(p.Start):
		return fail("tfdt is %d, said %d", frag.Start, p.Start)
	case p.Start != want.PTS[0]:
		return fail("starts at %s, the source at %s", p.Start, want.PTS[0])
	case p.Independent != want.Independent && want.Independent:
		return fail("does not begin with an IDR")
	}
	dts := media.Ticks(frag.Start)
	for i, s := range frag.Samples {
		if err := onePicture(r, s); err != nil {
			return fail("frame %d: %v", i, err)
		}
		if pts := dts + media.Ticks(s.Offset); pts != kept[i] {
			return fail("frame %d has PTS %s, the source's is %s", i, pts, kept[i])
		}
		dts += media.Ticks(s.Duration)
	}
	last := dts - want.PTS[len(want.PTS)-1]
	switch {
	case dts-media.Ticks(frag.Start) != p.Duration:
		return fail("lasts %s, said %s", dts-media.Ticks(frag.Start), p.Duration)
	case want.Next != 0 && dts != want.Next:
		return fail("ends at %s, the next frame is at %s", dts, want.Next)
	case last <= 0 || last > maxLastFrame:
		return fail("last frame lasts %s", last)
	}
	if limit := oversizeConst + oversize*int64(r.Bitrate/8)*int64(p.Duration)/media.ClockRate; int64(len(p.Data)) > limit {
		return fail("weighs %d bytes, at most %d", len(p.Data), limit)
	}
	return idr(r, frag.Samples[0], want, fail)
}

// onePicture checks that a sample shows one picture, in AV1, where one may hold several or none.
func onePicture(r media.Rendition, s fmp4.Sample) error {
	if r.Format() != media.CodecAV1 {
		return nil
	}
	shown, err := av1.Shown(s.Data)
	if err == nil && shown != 1 {
		err = fmt.Errorf("it shows %d pictures", shown)
	}
	return err
}

// idr checks the first frame: where an IDR is due it must be one, with parameter sets that describe what was asked for.
func idr(r media.Rendition, first fmp4.Sample, want Expected, fail func(string, ...any) error) error {
	if !want.Independent {
		return nil
	}
	if !first.Key || !codec.IDR(r.Format(), first.Data) {
		return fail("does not begin with an IDR")
	}
	f, err := codec.InBand(r.Format(), first.Data)
	if err != nil {
		return fail("the parameter sets of its IDR: %v", err)
	}
	if f.Width != r.Width || f.Height != r.Height {
		return fail("parameter sets say %dx%d, asked for %dx%d", f.Width, f.Height, r.Width, r.Height)
	}
	return depth(f, r)
}
