package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/media"
)

// Archive keeps the recordings; see record.Recorder.
type Archive interface {
	List(ctx context.Context, stream, after string, limit int) (list []record.Info, next string, err error)
	Get(ctx context.Context, id string) (record.Info, error)
	Delete(ctx context.Context, id string) error
}

// Recording is a stream that was recorded.
type Recording struct {
	ID          string       `json:"id"`
	Stream      string       `json:"stream"`
	State       record.State `json:"state"`
	StartedAt   time.Time    `json:"started_at"`
	EndedAt     time.Time    `json:"ended_at,omitzero"`
	Seconds     float64      `json:"seconds"` // of media
	Bytes       int64        `json:"bytes"`
	Lost        int64        `json:"lost"`                   // parts that the store did not take
	PlaybackURL string       `json:"playback_url,omitempty"` // a path on this server
	ClipURL     string       `json:"clip_url,omitempty"`     // a path on this server

	Captions []media.CaptionTrack `json:"captions,omitempty"` // beside the video
}

// RecordingList is a page of recordings.
type RecordingList struct {
	Recordings []Recording `json:"recordings"`
	Next       string      `json:"next,omitempty"`
}

// RecordingsPath is where recordings are played.
const RecordingsPath = "/recordings"

// NewRecording is a recording as the API, and an event, shows it.
func NewRecording(i record.Info) Recording {
	r := Recording{
		ID: i.ID, Stream: i.Stream, State: i.State, StartedAt: i.StartedAt, EndedAt: i.EndedAt, Seconds: i.Seconds, Bytes: i.Bytes, Lost: i.Lost,
		Captions: i.Captions,
	}
	if i.State == record.Ready {
		r.PlaybackURL, r.ClipURL = RecordingsPath+"/"+i.ID+"/index.m3u8", RecordingsPath+"/"+i.ID+"/clip.mp4"
	}
	return r
}

func (a *API) recordings(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, ok := pageSize(w, q)
	if !ok {
		return
	}
	page := RecordingList{Recordings: []Recording{}}
	if a.archive != nil {
		list, next, err := a.archive.List(r.Context(), q.Get("stream"), q.Get("after"), limit)
		if err != nil {
			failRecording(w, err)
			return
		}
		for _, i := range list {
			page.Recordings = append(page.Recordings, NewRecording(i))
		}
		page.Next = next
	}
	answer(w, page)
}

func (a *API) recording(w http.ResponseWriter, r *http.Request) {
	if a.archive == nil {
		failRecording(w, record.ErrUnknown)
		return
	}
	i, err := a.archive.Get(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		failRecording(w, err)
		return
	}
	answer(w, NewRecording(i))
}

func (a *API) removeRecording(w http.ResponseWriter, r *http.Request) {
	err := record.ErrUnknown
	if a.archive != nil {
		err = a.archive.Delete(r.Context(), chi.URLParam(r, "id"))
	}
	if err != nil {
		failRecording(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// failRecording answers with an error about a recording.
func failRecording(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, record.ErrUnknown):
		fail(w, http.StatusNotFound, "not_found", err.Error())
	case errors.Is(err, record.ErrRunning):
		fail(w, http.StatusConflict, "running", err.Error())
	default:
		fail(w, http.StatusServiceUnavailable, "unavailable", "the recordings cannot be read or written now")
	}
}
