package record

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gocloud.dev/blob"

	"github.com/millrace/millrace/pkg/media"
)

// Keyframe is where a segment of a recording begins with a picture that needs no other.
type Keyframe struct {
	At       media.Ticks // from the beginning of the recording, as players count
	Duration media.Ticks
	init     string // keys of blobs
	part     string
}

// Keyframes are those of a recording that is ready, in their order, of the rendition with the smallest picture.
func (r *Recorder) Keyframes(ctx context.Context, id string) (list []Keyframe, err error) {
	x, err := r.load(ctx, id)
	if err != nil {
		return nil, err
	}
	one := x.smallest()
	if one == nil {
		return nil, ErrUnknown
	}
	var at media.Ticks
	order := slices.Sorted(maps.Keys(x.lead.segments))
	for i, s := range x.playlist(one).Segments {
		seq := order[0] + media.SegmentSeq(i)
		if parts := one.segments[seq]; !s.Gap && parts[0].Key {
			list = append(list, Keyframe{
				At: at, Duration: s.Duration,
				init: initKey(id, one.name, parts[0].Init), part: fmt.Sprintf("%s/%s/%s", id, one.name, parts[0].name()),
			})
		}
		at += s.Duration
	}
	return list, nil
}

// smallest is the rendition with the smallest picture; nil if there is none with any.
func (x *index) smallest() (found *rendition) {
	least := 0
	for _, name := range slices.Sorted(maps.Keys(x.renditions)) {
		one := x.renditions[name]
		if one.audio || one.text != nil {
			continue
		}
		pixels := 0
		for _, t := range one.tracks {
			pixels = max(pixels, t.Video.Width*t.Video.Height)
		}
		if found == nil || pixels < least {
			found, least = one, pixels
		}
	}
	return found
}

// LoadKeyframe reads the init segment and the part that begins with the picture.
func (r *Recorder) LoadKeyframe(ctx context.Context, k Keyframe) (init, part []byte, err error) {
	if init, err = r.blob(ctx, k.init); err != nil {
		return nil, nil, err
	}
	part, err = r.blob(ctx, k.part)
	return init, part, err
}

// extraKey is where something is kept that was made of a recording.
func extraKey(id, name string) string { return id + "/made/" + name }

// Keep keeps something that was made of a recording, until that is deleted.
func (r *Recorder) Keep(ctx context.Context, id, name string, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	kind := "image/jpeg"
	if strings.HasSuffix(name, ".vtt") {
		kind = "text/vtt"
	}
	if err := r.bucket.WriteAll(ctx, extraKey(id, name), data, &blob.WriterOptions{ContentType: kind}); err != nil {
		return fmt.Errorf("keep %s of recording %s: %w", name, id, err)
	}
	return nil
}

// Kept is what was kept under that name; ErrUnknown if nothing was.
func (r *Recorder) Kept(ctx context.Context, id, name string) ([]byte, error) {
	if _, err := r.load(ctx, id); err != nil {
		return nil, err
	}
	return r.blob(ctx, extraKey(id, name))
}
