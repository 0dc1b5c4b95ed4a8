package api

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// Captioner takes captions for streams that are live. It is called from many goroutines.
type Captioner interface {
	// Caption adds cues to a track of a stream, all or none. Its errors wrap those of origin.Stream's Caption, or ErrNotLive.
	Caption(ctx context.Context, stream string, track media.CaptionTrack, cues []NewCue) ([]PlacedCue, error)
}

// NewCue is a cue at a time of day, or, where that is zero, where the stream is now.
type NewCue struct {
	At         time.Time
	Start, End media.Ticks // behind that
	Settings   string
	Text       string // with markup
}

// CaptionSpec adds captions to a track of WebVTT.
type CaptionSpec struct {
	Name     string    `json:"name,omitempty"`     // for viewers, of a track that the stream does not have yet
	Language string    `json:"language,omitempty"` // likewise; RFC 5646
	Cues     []CueSpec `json:"cues,omitempty"`
}

// CueSpec is text and when it is shown.
type CueSpec struct {
	Start    string  `json:"start,omitempty"` // "now", or a date-time as playlists have; "now" when absent
	Duration float64 `json:"duration"`        // seconds
	Text     string  `json:"text"`            // plain
	Settings string  `json:"settings,omitempty"`
}

// PlacedCaptions says what became of captions.
type PlacedCaptions struct {
	Track string      `json:"track"`
	Cues  []PlacedCue `json:"cues"`
}

// PlacedCue is when a cue is shown.
type PlacedCue struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Late  bool      `json:"late"` // what it begins in was published; players show it if they have not passed it
}

// caption answers POST /streams/{name}/captions/{track}.
func (a *API) caption(w http.ResponseWriter, r *http.Request) {
	track := media.CaptionTrack{ID: chi.URLParam(r, "track")}
	cues, ok := newCues(w, r, &track)
	if !ok {
		return
	}
	err := track.Validate()
	switch {
	case err != nil:
	case track.InVideo():
		err = fmt.Errorf("%w: %s is in the video", media.ErrCaptions, track.ID)
	case len(cues) == 0:
		err = fmt.Errorf("%w: there are none", origin.ErrCue)
	}
	if err != nil {
		failCaption(w, err)
		return
	}
	name := chi.URLParam(r, "name")
	if a.captions == nil {
		failCaption(w, ErrNotLive)
		return
	}
	placed, err := a.captions.Caption(r.Context(), name, track, cues)
	if err != nil {
		failCaption(w, err)
		return
	}
	answer(w, PlacedCaptions{Track: track.ID, Cues: placed})
}

// newCues reads the cues of a request, and what it says of their track; false: it has answered what is wrong with it.
func newCues(w http.ResponseWriter, r *http.Request, track *media.CaptionTrack) ([]NewCue, bool) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == webvtt.ContentType {
		return fileCues(w, r, track)
	}
	var spec CaptionSpec
	if !decode(w, r, &spec) {
		return nil, false
	}
	track.Name, track.Language = spec.Name, spec.Language
	cues := make([]NewCue, 0, min(len(spec.Cues), webvtt.MaxCues))
	for i, c := range spec.Cues {
		at, err := parseStart(c.Start)
		lasts := media.FromDuration(time.Duration(min(max(c.Duration, 0), float64(maxCueSeconds)) * float64(time.Second)))
		switch {
		case err != nil:
		case len(cues) == webvtt.MaxCues:
			err = fmt.Errorf("more than %d", webvtt.MaxCues)
		case c.Duration <= 0:
			err = errors.New("duration: more than 0 seconds")
		}
		if err != nil {
			failCaption(w, fmt.Errorf("%w %d: %w", origin.ErrCue, i+1, err))
			return nil, false
		}
		cues = append(cues, NewCue{At: at, End: lasts, Settings: c.Settings, Text: webvtt.Escape(c.Text)})
	}
	return cues, true
}

// maxCueSeconds is more than a cue may be shown.
const maxCueSeconds = 3600

// fileCues reads a body of WebVTT. The query says from when its times count.
func fileCues(w http.ResponseWriter, r *http.Request, track *media.CaptionTrack) ([]NewCue, bool) {
	body, ok := readBody(w, r)
	if !ok {
		return nil, false
	}
	q := r.URL.Query()
	track.Language = q.Get("language")
	at, err := parseStart(q.Get("start"))
	var list []webvtt.Cue
	if err == nil {
		list, err = webvtt.Parse(body)
	}
	if err != nil {
		failCaption(w, fmt.Errorf("%w: %w", origin.ErrCue, err))
		return nil, false
	}
	cues := make([]NewCue, len(list))
	for i, c := range list {
		cues[i] = NewCue{At: at, Start: c.Start, End: c.End, Settings: c.Settings, Text: c.Text}
	}
	return cues, true
}

// parseStart reads from when something is shown; zero: from now on.
func parseStart(text string) (time.Time, error) {
	if text == "" || text == "now" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.IsZero() {
		return time.Time{}, fmt.Errorf("start %.40q: now, or a date-time such as 2026-03-01T12:00:00.5Z", text)
	}
	return at, nil
}

// failCaption answers with an error about captions.
func failCaption(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, origin.ErrCue), errors.Is(err, media.ErrCaptions):
		fail(w, http.StatusBadRequest, "invalid", err.Error())
	case errors.Is(err, ErrNotLive), errors.Is(err, origin.ErrEnded):
		fail(w, http.StatusNotFound, "not_found", ErrNotLive.Error())
	case errors.Is(err, origin.ErrNoMedia):
		fail(w, http.StatusConflict, "not_begun", err.Error())
	case errors.Is(err, origin.ErrCueLate):
		fail(w, http.StatusConflict, "too_late", err.Error())
	case errors.Is(err, origin.ErrCuesFull), errors.Is(err, origin.ErrTracks):
		fail(w, http.StatusConflict, "full", err.Error())
	default:
		fail(w, http.StatusInternalServerError, "internal", "the captions cannot be taken")
	}
}
