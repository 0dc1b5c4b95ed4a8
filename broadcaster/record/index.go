package record

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// entry is a part that is in the store.
type entry struct {
	Rendition string           `json:"r"`
	Segment   media.SegmentSeq `json:"s"`
	Part      int              `json:"p"`
	Init      int              `json:"i"`
	Shown     media.Ticks      `json:"t"` // of part 0: presentation time of its first frame; else decode time
	Duration  media.Ticks      `json:"d"`
	Frames    int              `json:"f"`
	Key       bool             `json:"k,omitempty"` // independent
	Cut       bool             `json:"c,omitempty"`
	Size      int              `json:"b"`
}

func newEntry(rendition string, p origin.TappedPart) entry {
	e := entry{
		Rendition: rendition, Segment: p.ID.Segment, Part: p.ID.Part, Init: p.Init, Shown: p.Start,
		Duration: p.Duration, Frames: p.Frames, Key: p.Independent, Cut: p.Cut,
	}
	if e.Part == 0 {
		e.Shown = p.Shown
	}
	return e
}

// name says everything but the size. Names of one rendition sort by time.
func (e entry) name() string {
	flags := "n"
	if e.Key {
		flags = "k"
	}
	if e.Cut {
		flags += "c"
	}
	return fmt.Sprintf("%010d.%03d.%d.%d.%d.%d.%s.mp4", e.Segment, e.Part, e.Init, e.Shown, e.Duration, e.Frames, flags)
}

func initKey(id, rendition string, number int) string {
	return fmt.Sprintf("%s/%s/init-%d.mp4", id, rendition, number)
}

// parseName reads what name wrote; false for any other file.
func parseName(rendition, name string) (entry, bool) {
	fields := strings.Split(name, ".")
	const count = 8
	if len(fields) != count || fields[7] != "mp4" {
		return entry{}, false
	}
	var n [6]uint64
	for i := range n {
		v, err := strconv.ParseUint(fields[i], 10, 62)
		if err != nil {
			return entry{}, false
		}
		n[i] = v
	}
	const most = 1 << 30
	if n[1] > most || n[2] > most || n[5] > most {
		return entry{}, false
	}
	e := entry{
		Rendition: rendition, Segment: media.SegmentSeq(n[0]), Part: int(n[1]), Init: int(n[2]), Shown: media.Ticks(n[3]),
		Duration: media.Ticks(n[4]), Frames: int(n[5]), Key: strings.HasPrefix(fields[6], "k"), Cut: strings.HasSuffix(fields[6], "c"),
	}
	return e, e.name() == name
}

// scan lists the parts of a recording by what is there.
func (r *Recorder) scan(ctx context.Context, id string) (parts []entry, err error) {
	return r.scanPrefix(ctx, id, "")
}

// scanPrefix lists those parts of a recording whose keys, behind its ID, begin so.
func (r *Recorder) scanPrefix(ctx context.Context, id, prefix string) (parts []entry, err error) {
	base := id + "/"
	objects, err := r.list(ctx, base+prefix)
	if err != nil {
		return nil, fmt.Errorf("list recording %s: %w", id, err)
	}
	for _, o := range objects {
		rendition, name := path.Split(strings.TrimPrefix(o.Key, base))
		if e, ok := parseName(strings.TrimSuffix(rendition, "/"), name); ok && o.Size > 0 {
			e.Size = int(o.Size)
			parts = append(parts, e)
		}
	}
	return parts, nil
}

// everySegment is behind all segments.
const everySegment media.SegmentSeq = 1<<64 - 1

// finishStored is finish, of the parts that the store has from before a segment, of parts that are known besides, and of the captions that the store has.
func (r *Recorder) finishStored(ctx context.Context, info Info, before media.SegmentSeq, known []entry) error {
	parts, err := r.scan(ctx, info.ID)
	if err != nil {
		return err
	}
	parts = slices.DeleteFunc(parts, func(e entry) bool { return e.Segment >= before })
	said, err := r.scanCaptions(ctx, info.ID)
	if err != nil {
		return err
	}
	return r.finish(ctx, info, append(parts, known...), said)
}

// finish writes the list of parts, and captions, and that the recording is ready. One without any part is deleted.
func (r *Recorder) finish(ctx context.Context, info Info, parts []entry, said []captions) error {
	if info.State = Ready; len(parts) == 0 {
		r.mu.Lock()
		r.infos[info.ID] = info
		delete(r.active, info.ID)
		r.mu.Unlock()
		return r.Delete(ctx, info.ID)
	}
	slices.SortFunc(parts, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.Rendition, b.Rendition), cmp.Compare(a.Segment, b.Segment), cmp.Compare(a.Part, b.Part))
	})
	var end media.Ticks
	info.Bytes, info.Captions = 0, nil
	for _, e := range parts {
		info.Bytes += int64(e.Size)
		end = max(end, e.Shown+e.Duration)
	}
	info.Seconds, info.EndedAt = end.Seconds(), info.StartedAt.Add(end.Duration())
	if err := r.write(ctx, listKey(info.ID), parts); err != nil {
		return err
	}
	if len(said) > 0 {
		list := merge(said)
		if err := r.write(ctx, captionsKey(info.ID), list); err != nil {
			return err
		}
		for _, c := range list {
			info.Captions = append(info.Captions, c.Track)
		}
	}
	if err := r.write(ctx, infoKey(info.ID), info); err != nil {
		return err
	}
	r.mu.Lock()
	r.infos[info.ID] = info
	delete(r.active, info.ID)
	r.mu.Unlock()
	r.ready(info)
	return nil
}
