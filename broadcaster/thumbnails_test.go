package broadcaster_test

import (
	"context"
	"image"
	"image/jpeg"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/media"
)

// painter makes pictures of whatever it is given.
type painter struct{}

func (painter) StartPictures(context.Context) (pictures.Child, error) { return painter{}, nil }

func (painter) Picture(_ media.VideoFormat, _ []byte, width, height int) (*image.YCbCr, error) {
	return image.NewYCbCr(image.Rect(0, 0, width/2, height/2), image.YCbCrSubsampleRatio420), nil
}

func (painter) Close() error { return nil }

// picture is a JPEG that can be had.
func (v *viewer) picture(path string) image.Config {
	v.Helper()
	res, body := get(v.T, v.client, v.base+path)
	require.Equal(v, http.StatusOK, res.StatusCode, body)
	require.Equal(v, "image/jpeg", res.Header.Get("Content-Type"))
	require.NotEmpty(v, res.Header.Get("Cache-Control"))
	require.Equal(v, "*", res.Header.Get("Access-Control-Allow-Origin"))
	p, err := jpeg.DecodeConfig(strings.NewReader(body))
	require.NoError(v, err)
	return p
}

// board is a storyboard, and the path of its sheet.
func (v *viewer) board(dir string) (vtt, sheet string) {
	v.Helper()
	res, vtt := get(v.T, v.client, v.base+dir+"storyboard.vtt")
	require.Equal(v, http.StatusOK, res.StatusCode, vtt)
	require.Equal(v, "text/vtt; charset=utf-8", res.Header.Get("Content-Type"))
	name := regexp.MustCompile(`\n(\S+)#xywh=0,0,80,80\n`).FindStringSubmatch(vtt)
	require.NotNil(v, name, vtt)
	return vtt, dir + name[1]
}

func TestPictures(t *testing.T) {
	ready := make(chan record.Info, 1)
	recorder, err := record.Open(t.Context(), record.Config{URL: t.TempDir(), Node: "n"}, record.Deps{
		Logger: slog.New(slog.DiscardHandler), Ready: func(i record.Info) { ready <- i },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
	b := startWith(t, broadcaster.Config{AnyStream: true, Record: true, Ladder: media.Ladder{}}, broadcaster.Deps{Recorder: recorder, Pictures: painter{}})
	v := view(t, b)
	require.Equal(t, http.StatusNotFound, v.status("/thumbnails/mine/poster.jpg"))
	p := join(t, b).formats(&small, &tone).send(8)
	s := v.stream()
	require.Equal(t, "/thumbnails/mine/poster.jpg", s.PosterURL)
	require.Equal(t, "/thumbnails/mine/storyboard.vtt", s.StoryboardURL)
	require.Equal(t, 640, v.picture(s.PosterURL).Width)
	vtt, sheet := v.board("/thumbnails/mine/")
	require.Equal(t, 4, strings.Count(vtt, " --> "))
	require.Contains(t, vtt, "00:00:06.000 --> 00:00:0")
	require.Contains(t, vtt, "NOTE began 20")
	require.Equal(t, 4*80, v.picture(sheet).Width)
	for _, path := range []string{"x.jpg", "storyboard-x.jpg", "storyboard-.jpg", "storyboard.jpg", "../mine/poster.jpg/x"} {
		require.Equal(t, http.StatusNotFound, v.status("/thumbnails/mine/"+path), path)
	}

	p.sink.End(nil)
	info := <-ready
	base := "/recordings/" + info.ID + "/"
	for range 2 { // made, then kept
		require.Equal(t, 640, v.picture(base+"poster.jpg").Width)
		vtt, sheet := v.board(base)
		require.Equal(t, 4, strings.Count(vtt, " --> "))
		require.Contains(t, vtt, "\n00:00:02.000 --> 00:00:04.000\nstoryboard.jpg#xywh=80,0,80,80\n")
		v.picture(sheet)
	}
	kept, err := recorder.Kept(t.Context(), info.ID, "storyboard.jpg")
	require.NoError(t, err)
	require.NotEmpty(t, kept)
	require.Equal(t, http.StatusNotFound, v.status("/recordings/20260101t000000z-aaaaaaaaaaaaa/poster.jpg"))
	require.NoError(t, recorder.Delete(t.Context(), info.ID))
	require.Equal(t, http.StatusNotFound, v.status(base+"poster.jpg"))
}

// Where there is nothing to see, or pictures are off, the API names none, and none can be had.
func TestPictures_none(t *testing.T) {
	for name, c := range map[string]struct {
		cfg   pictures.Config
		video *media.VideoFormat
	}{"only sound": {pictures.Config{}, nil}, "off": {pictures.Config{Off: true}, &small}} {
		t.Run(name, func(t *testing.T) {
			b := startWith(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, Pictures: c.cfg}, broadcaster.Deps{Pictures: painter{}})
			v := view(t, b)
			join(t, b).formats(c.video, &tone).send(6)
			v.waitFor(api.StreamLive)
			require.Empty(t, v.stream().PosterURL)
			require.Equal(t, http.StatusNotFound, v.status("/thumbnails/mine/poster.jpg"))
			require.Equal(t, http.StatusNotFound, v.status("/thumbnails/mine/storyboard.vtt"))
		})
	}
}
