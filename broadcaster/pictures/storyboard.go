package pictures

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/draw"
	"strings"

	"github.com/millrace/millrace/pkg/media"
)

// Storyboard is one sheet of thumbnails, a JPEG, and what says which part of it belongs to which time. It does not change.
type Storyboard struct {
	JPEG []byte // the sheet
	ID   string // of the sheet, by what is on it
	cues []cue
}

// cue is a thumbnail.
type cue struct {
	from, to media.Ticks
	at       image.Rectangle // in the sheet
}

// newStoryboard puts pictures on a sheet. Where there is nil instead of one, the one before stands for it.
func newStoryboard(list []Keyframe, pictures []*image.YCbCr) (*Storyboard, error) {
	var cell image.Point
	count := 0
	for _, p := range pictures {
		if p != nil {
			cell.X, cell.Y = max(cell.X, p.Rect.Dx()), max(cell.Y, p.Rect.Dy())
			count++
		}
	}
	columns := min(count, sheetColumns)
	rows := (count + columns - 1) / columns
	sheet := image.NewRGBA(image.Rect(0, 0, columns*cell.X, rows*cell.Y))
	draw.Draw(sheet, sheet.Rect, image.Black, image.Point{}, draw.Src)
	s := &Storyboard{}
	for i, p := range pictures {
		if p == nil {
			if n := len(s.cues); n > 0 {
				s.cues[n-1].to = list[i].At + list[i].Duration
			}
			continue
		}
		n := len(s.cues)
		at := p.Rect.Add(image.Pt(n%columns*cell.X, n/columns*cell.Y))
		draw.Draw(sheet, at, p, p.Rect.Min, draw.Src)
		s.cues = append(s.cues, cue{list[i].At, list[i].At + list[i].Duration, at})
	}
	var err error
	if s.JPEG, err = compress(sheet); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(s.JPEG)
	s.ID = hex.EncodeToString(sum[:8])
	return s, nil
}

// VTT is the storyboard as WebVTT, as players read it: each cue names a part of the sheet, which is at a URL. note is for those
// who know what it is about; it has one line.
func (s *Storyboard) VTT(sheet, note string) []byte {
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	if note != "" {
		b.WriteString("\nNOTE " + note + "\n")
	}
	for _, c := range s.cues {
		fmt.Fprintf(&b, "\n%s --> %s\n%s#xywh=%d,%d,%d,%d\n", timestamp(c.from), timestamp(c.to), sheet, c.at.Min.X, c.at.Min.Y, c.at.Dx(), c.at.Dy())
	}
	return []byte(b.String())
}

// timestamp is a time as WebVTT writes it.
func timestamp(t media.Ticks) string {
	ms := t.Duration().Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}
