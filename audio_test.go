package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testmedia"
)

// audioSeconds is how long the streams of TestAudioCodecs are.
const audioSeconds = 10

// TestAudioCodecs publishes sound of every codec that is transcoded. It is heard as AAC, at its place beside the picture; when the
// process that transcodes it is killed, it goes on behind a gap.
func TestAudioCodecs(t *testing.T) {
	clip := testmedia.FLV(t, testmedia.Spec{Seconds: audioSeconds})
	d := startDev(t, t.TempDir(), "--orchestrators", "1", "--rungs", "1")
	url := "rtmp://" + d.rtmp + "/live/"

	// With a picture, as FFmpeg sends it.
	for stream, sound := range map[string]struct {
		encoder string
		rate    int
	}{
		"mp3": {"libmp3lame", 44_100}, "killed": {"libmp3lame", 44_100}, "alaw": {"pcm_alaw", 8000}, "mulaw": {"pcm_mulaw", 8000},
		"speex": {"libspeex", 16_000}, "nellymoser": {"nellymoser", 22_050},
	} {
		t.Run(stream, func(t *testing.T) {
			if stream != "killed" { // which is alone, so that no other stream's child is killed
				t.Parallel()
			}
			if encoders, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-encoders").Output(); err != nil || !bytes.Contains(encoders, []byte(" "+sound.encoder+" ")) {
				t.Skipf("this ffmpeg has no %s", sound.encoder)
			}
			ffmpeg := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-re", "-i", clip, "-f", "lavfi", "-re", "-i", testmedia.Tone(sound.rate, "mono"),
				"-map", "0:v", "-map", "1:a", "-t", strconv.Itoa(audioSeconds), "-c:v", "copy", "-c:a", sound.encoder, "-f", "flv", url+stream)
			var said bytes.Buffer
			ffmpeg.Stderr = &said
			require.NoError(t, ffmpeg.Start())
			done := make(chan error, 1)
			go func() { done <- ffmpeg.Wait() }()
			base := "http://" + d.http + "/hls/" + stream + "/"
			video := follow(t, base+"source/media.m3u8")
			audio := follow(t, base+"audio/media.m3u8")
			if stream == "killed" {
				require.Eventually(t, func() bool {
					playlist, err := fetch(t.Context(), base+"audio/media.m3u8")
					return err == nil && bytes.Count(playlist, []byte("#EXTINF")) >= 2
				}, time.Minute, 100*time.Millisecond, "two segments of sound")
				killAudioChildren(t, d)
			}
			require.NoError(t, <-done, "%s", &said)
			picture, heard := video(), audio()
			begins := picture.pts(t)[0].Seconds()
			onsets := heard.onsets(t)
			if stream == "killed" {
				require.Less(t, len(onsets), audioSeconds+2)
				require.Greater(t, len(onsets), audioSeconds-4)
				require.Greater(t, onsets[len(onsets)-1], begins+audioSeconds-1, "it goes on")
				return
			}
			require.Len(t, onsets, audioSeconds)
			for i, onset := range onsets {
				require.InDelta(t, begins+float64(i)+0.5, onset, 0.010)
			}
			t.Logf("sound is off by %.1f ms", 1000*(onsets[3]-begins-3.5))
		})
	}

	// Alone, as enhanced RTMP has it.
	for stream, spec := range map[string]testmedia.SoundSpec{
		"flac":      {Codec: media.CodecFLAC, Encoder: "flac", SampleRate: 48_000, Channels: 2},
		"ac3":       {Codec: media.CodecAC3, Encoder: "ac3", SampleRate: 48_000, Channels: 6},
		"eac3":      {Codec: media.CodecEAC3, Encoder: "eac3", SampleRate: 44_100, Channels: 2},
		"mp3fourcc": {Codec: media.CodecMP3, Encoder: "libmp3lame", SampleRate: 44_100},
	} {
		t.Run(stream, func(t *testing.T) {
			t.Parallel()
			spec.Seconds = audioSeconds
			sound := testmedia.MakeSound(t, spec)
			file := flvOf(t, sound)
			p, err := publish.New(publish.Config{
				URL: url + stream, Open: func() (io.ReadCloser, error) { return os.Open(file) },
			}, publish.Deps{})
			require.NoError(t, err)
			audio := follow(t, "http://"+d.http+"/hls/"+stream+"/audio/media.m3u8")
			require.NoError(t, p.Run(t.Context()))
			want, onsets := testmedia.Onsets(sound.PCM), audio().onsets(t)
			require.Len(t, onsets, len(want))
			for i := range want {
				require.InDelta(t, want[i], onsets[i], 0.010)
			}
		})
	}
}

// flvOf writes sound into an FLV file, in enhanced tags.
func flvOf(t *testing.T, sound testmedia.Sound) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flv.NewWriter(&b, false, true)
	require.NoError(t, err)
	a := flv.Audio{Codec: sound.Format.Codec}
	if len(sound.Format.Config) > 0 {
		a.Data = append([]byte("fLaC\x80\x00\x00\x22"), sound.Format.Config...)
		require.NoError(t, w.Write(flv.Tag{Type: flv.TagAudio, Data: flv.AppendAudio(nil, a)}))
	}
	for _, u := range sound.Units {
		a.Packet, a.Data = flv.PacketFrame, u.Payload
		require.NoError(t, w.Write(flv.Tag{Type: flv.TagAudio, Timestamp: uint32(u.PTS / media.Millisecond), Data: flv.AppendAudio(nil, a)}))
	}
	file := filepath.Join(t.TempDir(), "sound.flv")
	require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
	return file
}

// follow records a playlist as soon as it is there; what it returns waits for the end of it.
func follow(t *testing.T, playlist string) (wait func() *recorder) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	done := make(chan *recorder, 1)
	errc := make(chan error, 1)
	go func() {
		for ctx.Err() == nil {
			if _, err := fetch(ctx, playlist); err == nil {
				break
			}
		}
		r, err := recordPlaylist(ctx, playlist)
		errc <- err
		done <- r
	}()
	return func() *recorder {
		require.NoError(t, <-errc, playlist)
		return <-done
	}
}

// onsets are when the tones of what was recorded begin. It is AAC.
func (r *recorder) onsets(t *testing.T) []float64 {
	t.Helper()
	return r.onsetsOf(t, media.CodecAAC)
}

// onsetsOf is onsets of another codec.
func (r *recorder) onsetsOf(t *testing.T, c media.Codec) []float64 {
	t.Helper()
	data := bytes.Clone(r.init)
	for _, seq := range sortedInts(r.segments) {
		data = append(data, r.segments[seq]...)
	}
	track, err := fmp4.ParseInit(r.init)
	require.NoError(t, err)
	require.Equal(t, c, track.Audio.Codec)
	file := filepath.Join(t.TempDir(), "recorded.m4a")
	require.NoError(t, os.WriteFile(file, data, 0o600))
	return testmedia.Onsets(testmedia.PCM(t, file))
}

// killAudioChildren kills the processes that transcode audio for a node.
func killAudioChildren(t *testing.T, d *devProcess) {
	t.Helper()
	p := &process{cmd: d.cmd}
	killed := 0
	for _, pid := range p.children(t) {
		line, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
		if err == nil && strings.Contains(string(line), "\x00audio\x00") {
			require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
			killed++
		}
	}
	require.Positive(t, killed)
}
