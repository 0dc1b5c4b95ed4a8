package pictures_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// studio is a worker whose children make pictures of the access unit's first byte, and the keyframes for it.
type studio struct {
	running atomic.Int32
	started atomic.Int32
	hold    chan struct{} // if not nil, each picture waits for it
	size    image.Point   // of all pictures; zero: as large as the box is high
}

func (s *studio) StartPictures(context.Context) (pictures.Child, error) {
	if s.running.Add(1) > 1 {
		panic("two children at one time")
	}
	s.started.Add(1)
	return &child{studio: s}, nil
}

type child struct {
	*studio
	once sync.Once
}

var errBroken = errors.New("broken")

func (c *child) Picture(f media.VideoFormat, unit []byte, width, height int) (*image.YCbCr, error) {
	if c.hold != nil {
		<-c.hold
	}
	if f.Width != 320 || unit[0] == 0 {
		return nil, errBroken
	}
	size := c.size
	if size == (image.Point{}) {
		size = image.Pt(width, width*9/16)
	}
	p := image.NewYCbCr(image.Rectangle{Max: size}, image.YCbCrSubsampleRatio420)
	for i := range p.Y {
		p.Y[i] = unit[0]
	}
	for i := range p.Cb {
		p.Cb[i], p.Cr[i] = 128, 128
	}
	return p, nil
}

func (c *child) Close() error {
	c.once.Do(func() { c.running.Add(-1) })
	return nil
}

// frames are keyframes of so many grey levels, two seconds each. Of 0 no picture can be made.
func frames(t *testing.T, greys ...byte) pictures.Frames {
	t.Helper()
	init, err := fmp4.VideoInit(testmedia.H264(320, 180, media.Rational{Num: 25, Den: 1}))
	require.NoError(t, err)
	var list []pictures.Keyframe
	for i, grey := range greys {
		part := fmp4.MarshalPart(1, 0, []fmp4.Sample{{Duration: 1, Key: true, Data: []byte{grey, 1, 2, 3}}})
		list = append(list, pictures.Keyframe{
			At: media.Ticks(2*i) * media.Second, Duration: 2 * media.Second,
			Load: func(context.Context) ([]byte, []byte, error) { return init, part, nil },
		})
	}
	return func(context.Context) ([]pictures.Keyframe, error) { return list, nil }
}

func newMaker(s *studio, cfg pictures.Config, metrics *pictures.Metrics) *pictures.Maker {
	return pictures.New(cfg, s, slog.New(slog.DiscardHandler), metrics)
}

// grey is how bright a JPEG is at a point.
func grey(t *testing.T, data []byte, x, y int) int {
	t.Helper()
	p, err := jpeg.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	r, _, _, _ := p.At(x, y).RGBA()
	return int(r >> 8)
}

func TestPoster(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &studio{}
		m := newMaker(s, pictures.Config{}, nil)
		data, err := m.Poster(t.Context(), "a", frames(t, 40, 200))
		require.NoError(t, err)
		require.InDelta(t, 200, grey(t, data, 5, 5), 3, "the newest")
		again, err := m.Poster(t.Context(), "a", frames(t, 40, 200, 90))
		require.NoError(t, err)
		require.Equal(t, data, again, "it is kept for a while")
		require.EqualValues(t, 1, s.started.Load())
		time.Sleep(m.Interval()) //nolint:forbidigo // of a clock that is not real
		again, err = m.Poster(t.Context(), "a", frames(t, 40, 200, 90))
		require.NoError(t, err)
		require.InDelta(t, 90, grey(t, again, 5, 5), 3)
		_, err = m.Poster(t.Context(), "b", frames(t))
		require.ErrorIs(t, err, pictures.ErrNone)
		_, err = m.Poster(t.Context(), "c", frames(t, 0))
		require.ErrorIs(t, err, errBroken)
		require.Zero(t, s.running.Load(), "no child is left")
	})
}

func TestStoryboard(t *testing.T) {
	reg := prometheus.NewRegistry()
	s := &studio{}
	m := newMaker(s, pictures.Config{}, pictures.NewMetrics(reg))
	board, err := m.Storyboard(t.Context(), "a", frames(t, 40, 0, 200, 90))
	require.NoError(t, err)
	vtt := string(board.VTT("sheet.jpg", "of a"))
	require.Equal(t, `WEBVTT

NOTE of a

00:00:00.000 --> 00:00:04.000
sheet.jpg#xywh=0,0,160,90

00:00:04.000 --> 00:00:06.000
sheet.jpg#xywh=160,0,160,90

00:00:06.000 --> 00:00:08.000
sheet.jpg#xywh=320,0,160,90
`, vtt, "the one before stands for one that cannot be had")
	for i, want := range []int{40, 200, 90} {
		require.InDelta(t, want, grey(t, board.JPEG, 80+160*i, 45), 3)
	}
	require.Same(t, board, m.Sheet("a", board.ID))
	require.Nil(t, m.Sheet("a", "x"))
	require.Nil(t, m.Sheet("b", board.ID))
	require.NoError(t, testutil.GatherAndCompare(reg, strings.NewReader(`
# HELP millrace_pictures_failed_total Keyframes of which no picture could be made.
# TYPE millrace_pictures_failed_total counter
millrace_pictures_failed_total 1
# HELP millrace_pictures_made_total Posters and storyboards that were made.
# TYPE millrace_pictures_made_total counter
millrace_pictures_made_total{kind="storyboard"} 1
`), "millrace_pictures_failed_total", "millrace_pictures_made_total"))
}

// A long recording has as many thumbnails as one sheet holds, and they stand for all of it.
func TestStoryboard_long(t *testing.T) {
	m := newMaker(&studio{}, pictures.Config{}, nil)
	board, err := m.Storyboard(t.Context(), "a", frames(t, bytes.Repeat([]byte{99}, 1001)...))
	require.NoError(t, err)
	vtt := string(board.VTT("s", ""))
	require.Equal(t, 91, strings.Count(vtt, "-->"), "every eleventh")
	require.Contains(t, vtt, "00:00:00.000 --> 00:00:22.000\n")
	require.Contains(t, vtt, " --> 00:33:22.000\n")
	size, err := jpeg.DecodeConfig(bytes.NewReader(board.JPEG))
	require.NoError(t, err)
	require.Equal(t, image.Pt(1600, 900), image.Pt(size.Width, size.Height))
}

// Nobody gets a picture of another size than was asked for.
func TestPoster_wrong_size(t *testing.T) {
	m := newMaker(&studio{size: image.Pt(4000, 4000)}, pictures.Config{}, nil)
	_, err := m.Poster(t.Context(), "a", frames(t, 40))
	require.ErrorContains(t, err, "not asked for")
}

// However many ask, there is one child, and who asks for the same has the same; too many are refused.
func TestMaker_bounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &studio{hold: make(chan struct{})}
		m := newMaker(s, pictures.Config{Queue: 2}, nil)
		errs := make(chan error, 8)
		ask := func(key string) {
			f := frames(t, 40)
			go func() {
				_, err := m.Poster(t.Context(), key, f)
				errs <- err
			}()
			synctest.Wait()
		}
		ask("a")
		ask("a")
		ask("b")
		ask("c")
		require.ErrorIs(t, <-errs, pictures.ErrBusy)
		close(s.hold)
		for range 3 {
			require.NoError(t, <-errs)
		}
		require.EqualValues(t, 2, s.started.Load())
		ask("c")
		require.NoError(t, <-errs, "it may be asked for again")
	})
}
