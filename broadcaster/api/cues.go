package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/id3"
)

// Cues puts what is said at a time into streams that are live on this node. Its methods are called from many goroutines, and return at
// once.
type Cues interface {
	// Metadata puts frames into a stream at a time, or with the zero time where the next part begins. Its errors are ErrNotLive and
	// those of origin.Stream.Metadata.
	Metadata(stream string, at time.Time, frames []id3.Frame) (Moment, error)
	// DateRange has a stream's playlists say a date range, or more of one that they say already. Its errors are ErrNotLive and those of
	// origin.Stream.DateRange.
	DateRange(stream string, r hls.DateRange) (hls.DateRange, error)
}

// ErrNotLive says that a stream is not live on this node; see Owners.
var ErrNotLive = errors.New("no such stream is live")

// Moment is a time of a stream.
type Moment struct {
	Time      time.Time `json:"time"`       // as EXT-X-PROGRAM-DATE-TIME has it
	MediaTime float64   `json:"media_time"` // presentation time in the media, in seconds
}

// MetadataSpec is what timed metadata is made of.
type MetadataSpec struct {
	At     *time.Time      `json:"at,omitempty"` // absent: now, where the next part begins
	Frames []MetadataFrame `json:"frames"`
}

// MetadataFrame is an ID3 frame.
type MetadataFrame struct {
	Type string `json:"type"` // TXXX or PRIV

	// Of TXXX: what it is, and its text, or JSON that makes its text.
	Description string          `json:"description,omitempty"`
	Value       string          `json:"value,omitempty"`
	JSON        json.RawMessage `json:"json,omitzero"`

	// Of PRIV: whose it is, and its bytes, in base64.
	Owner string `json:"owner,omitempty"`
	Data  []byte `json:"data,omitempty"`
}

func (f MetadataFrame) frame() (id3.Frame, error) {
	switch {
	case f.Type == id3.Private && f.Description == "" && f.Value == "" && f.JSON == nil:
		return id3.Frame{Kind: id3.Private, Name: f.Owner, Value: f.Data}, nil
	case f.Type != id3.Text || f.Owner != "" || f.Data != nil:
		return id3.Frame{}, errors.New("a frame is of type TXXX, with a description and a value or json, or of type PRIV, with an owner and data")
	case f.JSON == nil:
		return id3.Frame{Kind: id3.Text, Name: f.Description, Value: []byte(f.Value)}, nil
	case f.Value != "":
		return id3.Frame{}, errors.New("a frame has a value or json")
	}
	var text bytes.Buffer
	if err := json.Compact(&text, f.JSON); err != nil {
		return id3.Frame{}, err
	}
	return id3.Frame{Kind: id3.Text, Name: f.Description, Value: text.Bytes()}, nil
}

// metadata answers POST /streams/{name}/metadata.
func (a *API) metadata(w http.ResponseWriter, r *http.Request) {
	var spec MetadataSpec
	if !decode(w, r, &spec) {
		return
	}
	frames := make([]id3.Frame, len(spec.Frames))
	var err error
	for i := range spec.Frames {
		if frames[i], err = spec.Frames[i].frame(); err != nil {
			break
		}
	}
	if err == nil {
		err = id3.Check(frames)
	}
	if err != nil {
		fail(w, http.StatusBadRequest, "invalid", "frames: "+err.Error())
		return
	}
	var at time.Time
	if spec.At != nil {
		at = *spec.At
	}
	m, err := a.cues.Metadata(chi.URLParam(r, "name"), at, frames)
	if err != nil {
		failCue(w, r, err)
		return
	}
	answer(w, m)
}

// failCue answers with an error of Cues.
func failCue(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, ErrNotLive), errors.Is(err, origin.ErrEnded):
		fail(w, http.StatusNotFound, "not_found", fmt.Sprintf("no stream %q is live", clip(chi.URLParam(r, "name"))))
	case errors.Is(err, origin.ErrTag):
		fail(w, http.StatusRequestEntityTooLarge, "too_large", err.Error())
	case errors.Is(err, hls.ErrDateRange):
		fail(w, http.StatusBadRequest, "invalid", err.Error())
	case errors.Is(err, hls.ErrRangeChanged):
		fail(w, http.StatusConflict, "changed", err.Error())
	case errors.Is(err, origin.ErrTagRate), errors.Is(err, origin.ErrRangesFull):
		w.Header().Set("Retry-After", "1")
		fail(w, http.StatusTooManyRequests, "too_many", err.Error())
	case errors.Is(err, origin.ErrTagPast), errors.Is(err, origin.ErrTagAhead), errors.Is(err, origin.ErrRangePast), errors.Is(err, origin.ErrRangeAhead):
		fail(w, http.StatusUnprocessableEntity, "time", err.Error())
	default:
		fail(w, http.StatusInternalServerError, "internal", "it cannot be put into the stream")
	}
}

// noCues has no stream.
type noCues struct{}

func (noCues) Metadata(string, time.Time, []id3.Frame) (Moment, error) { return Moment{}, ErrNotLive }
func (noCues) DateRange(string, hls.DateRange) (hls.DateRange, error) {
	return hls.DateRange{}, ErrNotLive
}
