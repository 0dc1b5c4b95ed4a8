package mediachild_test

import (
	"bytes"
	"io"
	"log/slog"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/mediachild"
)

func startPictures(t *testing.T, command ...string) *mediachild.PictureChild {
	t.Helper()
	if len(command) == 0 {
		command = self()
	}
	return startPicturesFor(t, time.Minute, command...)
}

// startPicturesFor is startPictures with another patience than one that bears any machine.
func startPicturesFor(t *testing.T, patience time.Duration, command ...string) *mediachild.PictureChild {
	t.Helper()
	c, err := mediachild.StartPictures(t.Context(), mediachild.Config{Command: command, Patience: patience, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	return c
}

// keyframe is the first access unit of a stream.
func keyframe(t *testing.T, s sourcetest.Source) []byte {
	t.Helper()
	f, err := fmp4.ParsePart(s.Parts[0].Data)
	require.NoError(t, err)
	return f.Samples[0].Data
}

func TestPictureChild(t *testing.T) {
	s := sourcetest.Make(t, sourcetest.Spec{Width: 640, Height: 360, Seconds: 1})
	unit := keyframe(t, s)
	c := startPictures(t)
	for name, box := range map[string][4]int{
		"scaled to the width": {160, 160, 160, 90}, "to the height": {640, 90, 160, 90}, "never enlarged": {1280, 1280, 640, 360},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := c.Picture(s.Format, unit, box[0], box[1])
			require.NoError(t, err)
			require.Equal(t, box[2], p.Rect.Dx())
			require.Equal(t, box[3], p.Rect.Dy())
			seen := map[byte]bool{}
			for _, y := range p.Y {
				seen[y] = true
			}
			require.Greater(t, len(seen), 16, "it is no plain colour")
		})
	}
	for name, bad := range map[string]struct {
		f    media.VideoFormat
		unit []byte
	}{
		"nothing": {s.Format, nil}, "no access unit": {s.Format, []byte("xxxxxxxxxxxxxxxx")}, "half of one": {s.Format, unit[:len(unit)/2]},
		"no such codec": {media.VideoFormat{Codec: "mpeg2"}, unit}, "too large": {s.Format, make([]byte, mediachild.MaxPictureUnit+1)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.Picture(bad.f, bad.unit, 160, 90)
			require.ErrorIs(t, err, mediachild.ErrPicture)
		})
	}
	_, err := c.Picture(s.Format, unit, 160, 90)
	require.NoError(t, err, "it goes on")
}

func TestPictureChild_codecs(t *testing.T) {
	c := startPictures(t)
	for name, spec := range map[string]sourcetest.Spec{
		"hevc":          {Codec: media.CodecHEVC},
		"hevc, 10 bits": {Codec: media.CodecHEVC, PixelFormat: "yuv420p10le"},
		"av1":           {Codec: media.CodecAV1},
		"b-frames":      {BFrames: 3},
		"odd pixels":    {Filter: "setsar=2/1"},
	} {
		t.Run(name, func(t *testing.T) {
			spec.Width, spec.Height, spec.Seconds = 320, 180, 0.5
			s := sourcetest.Make(t, spec)
			p, err := c.Picture(s.Format, keyframe(t, s), 160, 160)
			require.NoError(t, err)
			require.Equal(t, 160, p.Rect.Dx())
			require.Equal(t, map[bool]int{true: 44, false: 90}[spec.Filter != ""], p.Rect.Dy())
		})
	}
}

func TestPictureChild_failures(t *testing.T) {
	s := sourcetest.Make(t, sourcetest.Spec{Width: 640, Height: 360, Seconds: 1})
	unit := keyframe(t, s)
	t.Run("killed", func(t *testing.T) {
		c := startPictures(t)
		require.NoError(t, syscall.Kill(c.PID(), syscall.SIGKILL))
		_, err := c.Picture(s.Format, unit, 160, 90)
		require.ErrorIs(t, err, mediachild.ErrExited)
	})
	t.Run("another language", func(t *testing.T) {
		c := startPictures(t, self("babble")...)
		_, err := c.Picture(s.Format, unit, 160, 90)
		require.ErrorIs(t, err, mediachild.ErrExited)
	})
	t.Run("it takes too long", func(t *testing.T) {
		c := startPicturesFor(t, 100*time.Millisecond, self()...)
		require.NoError(t, syscall.Kill(c.PID(), syscall.SIGSTOP))
		_, err := c.Picture(s.Format, unit, 160, 90)
		require.ErrorIs(t, err, mediachild.ErrExited)
	})
}

// FuzzServePictures holds the child's messages against what it may be sent.
func FuzzServePictures(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x00\x00\x00\x02\x00\x00\x00\x01{}x"))
	f.Add([]byte("\x00\x00\x00\x47\x00\x00\x00\x04{\"Source\":{\"Codec\":\"h264\",\"Width\":16,\"Height\":16},\"Width\":9,\"Height\":9}xxxx"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_ = mediachild.ServePictures(t.Context(), bytes.NewReader(b), io.Discard)
	})
}
