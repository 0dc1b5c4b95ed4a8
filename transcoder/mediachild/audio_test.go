package mediachild_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// g711 is a second of silence in units of 20 ms.
func g711() (f media.AudioFormat, units []media.AccessUnit) {
	for i := range media.Ticks(50) {
		units = append(units, media.AccessUnit{PTS: i * 20 * media.Millisecond, Payload: bytes.Repeat([]byte{0xd5}, 160)})
	}
	return media.AudioFormat{Codec: media.CodecALaw, SampleRate: 8000, Channels: 1}, units
}

func startAudio(t *testing.T, f, like media.AudioFormat, command ...string) *mediachild.AudioChild {
	t.Helper()
	if len(command) == 0 {
		command = self()
	}
	return startAudioFor(t, time.Minute, f, like, command...)
}

// startAudioFor is startAudio with another patience than one that bears any machine.
func startAudioFor(t *testing.T, patience time.Duration, f, like media.AudioFormat, command ...string) *mediachild.AudioChild {
	t.Helper()
	c, err := mediachild.StartAudio(t.Context(), mediachild.Config{Command: command, Patience: patience, Log: slog.New(slog.DiscardHandler)}, f, like)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	return c
}

func TestAudioChild(t *testing.T) {
	f, units := g711()
	for name, want := range map[string]media.AudioFormat{
		"as suits the source": {SampleRate: 48_000, Channels: 1}, "like another": {SampleRate: 44_100, Channels: 2},
	} {
		t.Run(name, func(t *testing.T) {
			var like media.AudioFormat
			if want.Channels == 2 {
				like = want
			}
			c := startAudio(t, f, like)
			sent := make(chan error, 1)
			go func() {
				var errs []error
				for _, u := range units {
					errs = append(errs, c.Send(u))
				}
				sent <- errors.Join(append(errs, c.Finish())...)
			}()
			var last media.Ticks
			for n := 0; ; n++ {
				got, u, err := c.Receive()
				if errors.Is(err, io.EOF) {
					require.Equal(t, (want.SampleRate+1023)/1024, n)
					break
				}
				require.NoError(t, err)
				require.Equal(t, media.CodecAAC, got.Codec)
				require.Equal(t, want.SampleRate, got.SampleRate)
				require.Equal(t, want.Channels, got.Channels)
				require.True(t, n == 0 || u.PTS > last)
				last = u.PTS
			}
			require.NoError(t, <-sent)
			<-c.Done()
			require.NoError(t, c.Err())
		})
	}
}

func TestAudioChild_failures(t *testing.T) {
	f, units := g711()
	t.Run("killed", func(t *testing.T) {
		c := startAudio(t, f, media.AudioFormat{})
		require.NoError(t, c.Send(units[0]))
		require.NoError(t, syscall.Kill(c.PID(), syscall.SIGKILL))
		_, _, err := c.Receive()
		require.ErrorIs(t, err, mediachild.ErrExited)
		require.ErrorIs(t, c.Send(units[1]), mediachild.ErrExited)
	})
	t.Run("a codec that nobody knows", func(t *testing.T) {
		c := startAudio(t, media.AudioFormat{Codec: "dts"}, media.AudioFormat{})
		_, _, err := c.Receive()
		require.ErrorIs(t, err, mediachild.ErrExited)
		require.ErrorContains(t, err, "no decoder")
	})
	t.Run("another language", func(t *testing.T) {
		c := startAudio(t, f, media.AudioFormat{}, self("babble")...)
		_, _, err := c.Receive()
		require.ErrorIs(t, err, mediachild.ErrExited)
	})
	t.Run("too large a unit", func(t *testing.T) {
		c := startAudio(t, f, media.AudioFormat{})
		require.ErrorIs(t, c.Send(media.AccessUnit{Payload: make([]byte, mediachild.MaxAudioUnit+1)}), mediachild.ErrMessageSize)
	})
	t.Run("no such program", func(t *testing.T) {
		_, err := mediachild.StartAudio(t.Context(), mediachild.Config{Command: []string{t.TempDir() + "/none"}}, f, media.AudioFormat{})
		require.ErrorIs(t, err, os.ErrNotExist)
	})
	t.Run("it takes too long", func(t *testing.T) {
		c := startAudioFor(t, 100*time.Millisecond, f, media.AudioFormat{}, self()...)
		require.NoError(t, syscall.Kill(c.PID(), syscall.SIGSTOP))
		require.NoError(t, c.Send(units[0]))
		_, _, err := c.Receive()
		require.ErrorIs(t, err, mediachild.ErrExited)
	})
}

// FuzzServeAudio holds the child's messages against what it may be sent.
func FuzzServeAudio(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("o\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02{}"))
	f.Add([]byte("o\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x37{\"Source\":{\"Codec\":\"pcm_alaw\",\"SampleRate\":1,\"Channels\":1}}u\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01e"))
	f.Add([]byte("u\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_ = mediachild.ServeAudio(t.Context(), bytes.NewReader(b), io.Discard)
	})
}
