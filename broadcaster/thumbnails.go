package broadcaster

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/broadcaster/record"
)

// Names of the pictures of a stream or a recording, below its path.
const (
	posterName     = "poster.jpg"
	storyboardName = "storyboard.vtt"
	sheetPrefix    = "storyboard-" // and which one, where it changes
	sheetSuffix    = ".jpg"
)

// sheetOnce is the sheet of what does not change any more.
const sheetOnce = "storyboard.jpg"

// pictureRoutes adds the pictures of live streams to r.
func (b *Broadcaster) pictureRoutes(r chi.Router) {
	r = r.With(origin.CrossOrigin)
	get := func(path string, h http.HandlerFunc) {
		r.Get(path, h)
		r.Head(path, h)
		r.Options(path, origin.Preflight)
	}
	get("/{stream}/{picture}", b.servePicture)
}

// servePicture serves a picture of a live stream.
func (b *Broadcaster) servePicture(w http.ResponseWriter, req *http.Request) {
	name, picture := chi.URLParam(req, "stream"), chi.URLParam(req, "picture")
	s, ok := b.origin.Stream(name)
	if (!ok || s.Ended()) && b.node != nil && b.elsewhere(w, req, name, ok) {
		return
	}
	if !ok {
		http.Error(w, "no such stream", http.StatusNotFound)
		return
	}
	frames := func(context.Context) (list []pictures.Keyframe, err error) {
		for _, k := range s.Keyframes() {
			list = append(list, pictures.Keyframe{At: k.Shown, Duration: k.Duration, Load: k.Load})
		}
		return list, nil
	}
	key := "live/" + name + "/" + strconv.FormatInt(s.Start().UnixNano(), 10)
	cache := "max-age=" + strconv.Itoa(int(b.pictures.Interval()/time.Second))
	sheet, isSheet := strings.CutPrefix(picture, sheetPrefix)
	switch {
	case picture == posterName:
		data, err := b.pictures.Poster(req.Context(), key, frames)
		b.writePicture(w, req, picture, cache, data, err)
	case picture == storyboardName:
		board, err := b.pictures.Storyboard(req.Context(), key, frames)
		if err != nil {
			b.writePicture(w, req, picture, "", nil, err)
			return
		}
		began := "began " + s.Start().UTC().Format(time.RFC3339Nano)
		b.writePicture(w, req, picture, cache, board.VTT(sheetPrefix+board.ID+sheetSuffix, began), nil)
	case isSheet:
		board := b.pictures.Sheet(key, strings.TrimSuffix(sheet, sheetSuffix))
		if board == nil {
			http.Error(w, "no such picture, or not any more", http.StatusNotFound)
			return
		}
		b.writePicture(w, req, picture, "public, max-age=31536000, immutable", board.JPEG, nil)
	default:
		http.Error(w, "no such picture", http.StatusNotFound)
	}
}

// recordedPictureRoutes adds the pictures of recordings to r, which is that of recordings.
func (b *Broadcaster) recordedPictureRoutes(r chi.Router) {
	r = r.With(origin.CrossOrigin)
	for _, name := range []string{posterName, storyboardName, sheetOnce} {
		r.Get("/{id}/"+name, b.serveRecordedPicture(name))
		r.Head("/{id}/"+name, b.serveRecordedPicture(name))
		r.Options("/{id}/"+name, origin.Preflight)
	}
}

// serveRecordedPicture serves a picture of a recording. It is made when it is asked for first, and kept in the store.
func (b *Broadcaster) serveRecordedPicture(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		id := chi.URLParam(req, "id")
		data, err := b.recorder.Kept(req.Context(), id, name)
		if errors.Is(err, record.ErrUnknown) {
			data, err = b.recordedPicture(req.Context(), id, name)
		}
		b.writePicture(w, req, name, "public, max-age=86400", data, err)
	}
}

func (b *Broadcaster) recordedPicture(ctx context.Context, id, name string) ([]byte, error) {
	all, err := b.recorder.Keyframes(ctx, id)
	if err != nil {
		return nil, err
	}
	frames := func(context.Context) (list []pictures.Keyframe, err error) {
		for _, k := range all {
			list = append(list, pictures.Keyframe{
				At: k.At, Duration: k.Duration,
				Load: func(ctx context.Context) ([]byte, []byte, error) { return b.recorder.LoadKeyframe(ctx, k) },
			})
		}
		if name == posterName { // one from the middle says more than the last one
			list = list[len(list)/2:][:min(len(list), 1)]
		}
		return list, nil
	}
	key := "recorded/" + id
	if name == posterName {
		data, err := b.pictures.Poster(ctx, key, frames)
		if err != nil {
			return nil, err
		}
		return data, b.recorder.Keep(ctx, id, name, data)
	}
	board, err := b.pictures.Storyboard(ctx, key, frames)
	if err != nil {
		return nil, err
	}
	made := map[string][]byte{storyboardName: board.VTT(sheetOnce, ""), sheetOnce: board.JPEG}
	for name, data := range made {
		if err := b.recorder.Keep(ctx, id, name, data); err != nil {
			return nil, err
		}
	}
	return made[name], nil
}

// writePicture answers with a picture, or with why there is none.
func (b *Broadcaster) writePicture(w http.ResponseWriter, req *http.Request, name, cache string, data []byte, err error) {
	h := w.Header()
	if err != nil {
		h.Set("Cache-Control", "max-age=1")
		switch {
		case req.Context().Err() != nil: // nobody listens
		case errors.Is(err, pictures.ErrNone), errors.Is(err, record.ErrUnknown):
			http.Error(w, pictures.ErrNone.Error(), http.StatusNotFound)
		case errors.Is(err, record.ErrRunning):
			http.Error(w, err.Error(), http.StatusConflict)
		case errors.Is(err, pictures.ErrBusy):
			h.Set("Retry-After", "1")
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		default:
			b.log.Warn("picture", "path", req.URL.Path, "err", err)
			http.Error(w, "no picture can be made of it", http.StatusNotFound)
		}
		return
	}
	h.Set("Content-Type", "image/jpeg")
	if strings.HasSuffix(name, ".vtt") {
		h.Set("Content-Type", "text/vtt; charset=utf-8")
	}
	h.Set("Cache-Control", cache)
	http.ServeContent(w, req, "", time.Time{}, bytes.NewReader(data))
}
