package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/pkg/media"
)

// Registrar keeps the streams that are created here; see admission.Registry. Its methods are called from many goroutines.
type Registrar interface {
	List(ctx context.Context) ([]admission.Stream, error)
	Stream(ctx context.Context, name string) (admission.Stream, error)
	Create(ctx context.Context, s admission.Stream) (made admission.Stream, key string, err error)
	Update(ctx context.Context, name string, change func(*admission.Stream) error) (admission.Stream, error)
	Rotate(ctx context.Context, name string) (key string, err error) // ends a publish that runs
	Delete(ctx context.Context, name string) error                   // likewise
	Mint(ctx context.Context, name string, ttl time.Duration) (token string, expires time.Time, err error)
	MintPlayback(ctx context.Context, name string, ttl time.Duration) (token string, expires time.Time, err error)
	Hidden(stream string) bool // from who has no token of it
	Watch(stream string, v admission.Viewer) error
}

// StreamSpec is what POST makes a stream of, and PATCH (RFC 7396) changes of one.
type StreamSpec struct {
	Name   string            `json:"name,omitempty"`  // only when it is made; absent: a random one
	Ladder []media.Profile   `json:"ladder,omitzero"` // best first; absent or null: the node's; empty: source only
	Limits *admission.Limits `json:"limits,omitempty"`

	Record   admission.Recording `json:"record,omitempty"` // always or never; absent: as the node does
	Playback *admission.Playback `json:"playback,omitempty"`
	Rewind   *int                `json:"rewind,omitempty"` // how far viewers can go back, in seconds; absent: as the node says

	Captions   []media.CaptionTrack `json:"captions,omitzero"`    // that it is going to have; absent: as they come
	Encryption admission.Encryption `json:"encryption,omitempty"` // aes-128 or none; absent: as the node does
}

// StreamSettings are what was said of a stream when it was created.
type StreamSettings struct {
	CreatedAt time.Time        `json:"created_at"`
	Ladder    []media.Profile  `json:"ladder,omitzero"` // absent: the node's
	Limits    admission.Limits `json:"limits"`          // within the node's

	Record   admission.Recording `json:"record,omitempty"` // absent: as the node does
	Playback admission.Playback  `json:"playback,omitzero"`
	Rewind   *int                `json:"rewind,omitempty"` // absent: as the node says

	Captions   []media.CaptionTrack `json:"captions,omitzero"`    // absent: as they come
	Encryption admission.Encryption `json:"encryption,omitempty"` // absent: as the node does
}

// CreatedStream is the answer of POST /api/v1/streams.
type CreatedStream struct {
	Name        string         `json:"name"`
	Key         string         `json:"key"` // to publish with; it is never shown again
	Settings    StreamSettings `json:"settings"`
	PlaybackURL string         `json:"playback_url"` // a path on this server
	WatchURL    string         `json:"watch_url"`    // a path on this server
}

// StreamKey is a stream's new key.
type StreamKey struct {
	Name string `json:"name"`
	Key  string `json:"key"` // it is never shown again
}

// TokenSpec is what a token is made of.
type TokenSpec struct {
	ExpiresIn int `json:"expires_in,omitempty"` // seconds, up to 30 days; an hour when absent
}

// PublishToken lets a stream be published, as its name with ?token=, until it expires.
type PublishToken struct {
	Name      string    `json:"name"`
	Token     string    `json:"token"`
	ExpiresAt time.Time `json:"expires_at"`
}

// PlaybackToken lets a stream and its recordings be watched until it expires.
type PlaybackToken struct {
	Name        string    `json:"name"`
	Token       string    `json:"token"`
	ExpiresAt   time.Time `json:"expires_at"`
	PlaybackURL string    `json:"playback_url"` // a path on this server, with the token in it
	WatchURL    string    `json:"watch_url"`    // likewise
}

// SignedPath is where media is that is watched with a token: SignedPath/TOKEN/hls/..., SignedPath/TOKEN/recordings/...,
// SignedPath/TOKEN/thumbnails/...
const SignedPath = "/signed"

// MaxBody bounds a request's body in bytes.
const MaxBody = 64 << 10

// create answers POST /streams.
func (a *API) create(w http.ResponseWriter, r *http.Request) {
	var spec StreamSpec
	if !decode(w, r, &spec) {
		return
	}
	rungs, err := media.LadderOf(spec.Ladder)
	if err != nil {
		failStream(w, err)
		return
	}
	s := admission.Stream{Name: spec.Name, Ladder: rungs}
	if spec.Limits != nil {
		s.Limits = *spec.Limits
	}
	s.Policy.Record, s.Policy.Rewind, s.Policy.Captions, s.Policy.Encryption = spec.Record, spec.Rewind, spec.Captions, spec.Encryption
	if spec.Playback != nil {
		s.Policy.Playback = *spec.Playback
	}
	made, key, err := a.registrar.Create(r.Context(), s)
	if err != nil {
		failStream(w, err)
		return
	}
	playback, watch := PlaybackURL(made.Name), WatchURL(made.Name)
	w.Header().Set("Location", Prefix+"/streams/"+made.Name)
	write(w, http.StatusCreated, CreatedStream{
		Name: made.Name, Key: key, Settings: settings(made), PlaybackURL: playback, WatchURL: watch,
	})
}

// change answers PATCH /streams/{name}.
func (a *API) change(w http.ResponseWriter, r *http.Request) {
	var patch struct{ Ladder, Limits, Record, Playback, Rewind, Captions, Encryption json.RawMessage }
	if !decode(w, r, &patch) {
		return
	}
	s, err := a.registrar.Update(r.Context(), chi.URLParam(r, "name"), func(s *admission.Stream) error {
		if patch.Ladder != nil {
			var profiles []media.Profile
			if err := strict(patch.Ladder, &profiles); err != nil {
				return err
			}
			var err error
			if s.Ladder, err = media.LadderOf(profiles); err != nil {
				return err
			}
		}
		if patch.Captions != nil {
			s.Policy.Captions = nil // a list is not merged
		}
		return cmp.Or(
			merge(patch.Record, &s.Policy.Record), merge(patch.Playback, &s.Policy.Playback), merge(patch.Rewind, &s.Policy.Rewind),
			merge(patch.Captions, &s.Policy.Captions), merge(patch.Encryption, &s.Policy.Encryption), merge(patch.Limits, &s.Limits),
		)
	})
	if err != nil {
		failStream(w, err)
		return
	}
	answer(w, a.created(r.Context(), s))
}

// merge puts what a patch says into a field: null clears it, and nothing leaves it as it is (RFC 7396).
func merge[T any](said json.RawMessage, field *T) error {
	switch {
	case said == nil:
		return nil
	case string(said) == "null":
		*field = *new(T)
		return nil
	}
	return strict(said, field)
}

// remove answers DELETE /streams/{name}.
func (a *API) remove(w http.ResponseWriter, r *http.Request) {
	if err := a.registrar.Delete(r.Context(), chi.URLParam(r, "name")); err != nil {
		failStream(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// rotate answers POST /streams/{name}/key.
func (a *API) rotate(w http.ResponseWriter, r *http.Request) {
	name := chi.URLParam(r, "name")
	key, err := a.registrar.Rotate(r.Context(), name)
	if err != nil {
		failStream(w, err)
		return
	}
	answer(w, StreamKey{Name: name, Key: key})
}

// mint answers POST /streams/{name}/tokens.
func (a *API) mint(w http.ResponseWriter, r *http.Request) {
	if name, token, expires, ok := minted(w, r, a.registrar.Mint); ok {
		answer(w, PublishToken{Name: name, Token: token, ExpiresAt: expires})
	}
}

// mintPlayback answers POST /streams/{name}/playback-tokens.
func (a *API) mintPlayback(w http.ResponseWriter, r *http.Request) {
	if name, token, expires, ok := minted(w, r, a.registrar.MintPlayback); ok {
		answer(w, PlaybackToken{
			Name: name, Token: token, ExpiresAt: expires,
			PlaybackURL: SignedPath + "/" + token + PlaybackURL(name), WatchURL: WatchURL(name) + "?token=" + token,
		})
	}
}

// minted makes a token as a request wants it; false: it has answered why there is none.
func minted(w http.ResponseWriter, r *http.Request, mint func(context.Context, string, time.Duration) (string, time.Time, error)) (name, token string, expires time.Time, ok bool) {
	var spec TokenSpec
	if !decode(w, r, &spec) {
		return "", "", time.Time{}, false
	}
	const most = int(admission.MaxTokenTTL / time.Second)
	if spec.ExpiresIn < 0 || spec.ExpiresIn > most {
		fail(w, http.StatusBadRequest, "invalid", fmt.Sprintf("expires_in: up to %d seconds", most))
		return "", "", time.Time{}, false
	}
	name = chi.URLParam(r, "name")
	token, expires, err := mint(r.Context(), name, time.Duration(spec.ExpiresIn)*time.Second)
	if err != nil {
		failStream(w, err)
		return "", "", time.Time{}, false
	}
	return name, token, expires, true
}

// joined are live streams and those that were created, each once, with what was said of it then.
func joined(live []Stream, created []admission.Stream) []Stream {
	at := map[string]int{}
	for i, s := range live {
		at[s.Name] = i
	}
	for _, s := range created {
		v := idle(s)
		if i, ok := at[s.Name]; ok {
			live[i].Settings = v.Settings
		} else {
			live = append(live, v)
		}
	}
	return live
}

// created is a stream that was created, live or not.
func (a *API) created(ctx context.Context, s admission.Stream) Stream {
	live := slices.DeleteFunc(a.live(), func(l Stream) bool { return l.Name != s.Name })
	one := joined(live, []admission.Stream{s})
	a.ask(ctx, one)
	return one[0]
}

func idle(s admission.Stream) Stream {
	set := settings(s)
	return Stream{
		Name: s.Name, State: StreamIdle, Renditions: []Rendition{}, Settings: &set,
		PlaybackURL: PlaybackURL(s.Name), WatchURL: WatchURL(s.Name),
	}
}

func settings(s admission.Stream) StreamSettings {
	out := StreamSettings{CreatedAt: s.CreatedAt, Limits: s.Limits, Record: s.Policy.Record, Playback: s.Policy.Playback, Rewind: s.Policy.Rewind, Captions: s.Policy.Captions, Encryption: s.Policy.Encryption}
	if s.Ladder != nil {
		out.Ladder = []media.Profile{}
	}
	for _, r := range s.Ladder {
		out.Ladder = append(out.Ladder, r.Profile())
	}
	return out
}

// PlaybackURL is the path of a stream's multivariant playlist.
func PlaybackURL(stream string) string { return "/hls/" + stream + "/index.m3u8" }

// PicturesPath is where pictures of live streams are.
const PicturesPath = "/thumbnails"

// Pictures are the paths of a stream's poster and storyboard.
func Pictures(stream string) (poster, storyboard string) {
	base := PicturesPath + "/" + stream
	return base + "/poster.jpg", base + "/storyboard.vtt"
}

// WatchURL is the path of a stream's watch page.
func WatchURL(stream string) string { return "/watch/" + stream }

// errBody: the request is not what it has to be.
var errBody = errors.New("the body is not the JSON that is wanted")

// decode reads a request's body, which may be empty, into value; false: it has answered why it cannot.
func decode(w http.ResponseWriter, r *http.Request, value any) bool {
	body, ok := readBody(w, r)
	if !ok {
		return false
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return true
	}
	if err := strict(body, value); err != nil {
		failStream(w, err)
		return false
	}
	return true
}

// readBody reads a request's body; false: it has answered what is wrong with it.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		fail(w, http.StatusRequestEntityTooLarge, "too_large", fmt.Sprintf("the body is larger than %d bytes", MaxBody))
	case err != nil:
		fail(w, http.StatusBadRequest, "invalid", "the body did not come whole")
	}
	return body, err == nil
}

// strict is json.Unmarshal that takes known fields only.
func strict(text []byte, value any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(value); err != nil {
		return fmt.Errorf("%w: %s", errBody, clip(err.Error()))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: there is more behind it", errBody)
	}
	return nil
}

// failStream answers with an error about a stream.
func failStream(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, errBody), errors.Is(err, admission.ErrInvalid), errors.Is(err, media.ErrLadder):
		fail(w, http.StatusBadRequest, "invalid", err.Error())
	case errors.Is(err, admission.ErrUnknown):
		fail(w, http.StatusNotFound, "not_found", err.Error())
	case errors.Is(err, admission.ErrExists):
		fail(w, http.StatusConflict, "exists", err.Error())
	case errors.Is(err, admission.ErrFull):
		fail(w, http.StatusConflict, "full", err.Error())
	case errors.Is(err, cluster.ErrAway):
		failAway(w)
	default:
		fail(w, http.StatusInternalServerError, "internal", "the streams cannot be read or written")
	}
}

// failAway answers that what all nodes of a cluster share cannot be changed now.
func failAway(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "1")
	fail(w, http.StatusServiceUnavailable, "unavailable", "the cluster's Redis does not answer: nothing can be created, changed or deleted now")
}
