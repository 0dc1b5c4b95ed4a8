package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestAudioTracks publishes a picture with three audio tracks over enhanced RTMP, one of which is transcoded. Players list them
// all, and play any; the stream conforms, and its recording has them too.
func TestAudioTracks(t *testing.T) {
	const seconds = 90 // more than is needed: it is stopped before
	picture := testmedia.FLV(t, testmedia.Spec{Seconds: seconds, Audio: 48_000})
	further := testmedia.FLV(t, testmedia.Spec{Seconds: seconds, Audio: 44_100, NoVideo: true})
	lossless := testmedia.MakeSound(t, testmedia.SoundSpec{Codec: media.CodecFLAC, Encoder: "flac", SampleRate: 48_000, Channels: 2, Seconds: seconds})
	file := withTracks(t, picture, further, flvOf(t, lossless))
	d := startDev(t, t.TempDir(), "--orchestrators", "1", "--rungs", "1", "--record")
	p := d.publish(t, file, "tracks")

	index := "http://" + d.http + "/hls/tracks/index.m3u8"
	browser := browsertest.New(t)
	browser.Open("http://" + d.http + "/watch/tracks")
	browser.WaitFor(`window.millrace.hls?.audioTracks.length === 3 && millrace.video.currentTime > 2`, time.Minute)
	var names []string
	browser.Eval(`window.millrace.hls.audioTracks.map(t => t.name + " " + t.lang + " " + t.default)`, &names)
	require.Equal(t, []string{"Audio und true", "Commentary de false", "Audio 3 und false"}, names)
	for _, track := range []string{"1", "2", "0"} {
		browser.Eval(`window.millrace.hls.audioTrack = `+track, nil)
		browser.Eval(`window.from = millrace.video.currentTime`, nil)
		browser.WaitFor(`window.millrace.hls.audioTrack === `+track+` && millrace.video.currentTime > from + 3`, time.Minute)
	}
	for _, rendition := range []string{"/audio1/", "/audio2/"} {
		require.True(t, slices.ContainsFunc(browser.Requests(), func(url string) bool { return strings.Contains(url, rendition) }))
	}

	report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: index, For: 10 * time.Second})
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, report.Write(&text, false))
	require.True(t, report.Conforms(), "%s", &text)
	require.Equal(t, []string{"44100", "48000", "48000"}, sampleRates(t, index))

	p.stop()
	require.NoError(t, <-p.ended)
	var recordings struct {
		Recordings []struct {
			State    string
			Playback string `json:"playback_url"`
			Clip     string `json:"clip_url"`
		}
	}
	require.Eventually(t, func() bool {
		_, err := d.get(t.Context(), "/api/v1/recordings", &recordings)
		return err == nil && len(recordings.Recordings) == 1 && recordings.Recordings[0].State == "ready"
	}, time.Minute, 100*time.Millisecond)
	recorded := recordings.Recordings[0]
	body, err := fetch(t.Context(), "http://"+d.http+recorded.Playback)
	require.NoError(t, err)
	require.Contains(t, string(body), `NAME="Commentary",LANGUAGE="de",AUTOSELECT=YES,CHANNELS="2",URI="audio1/media.m3u8"`)
	require.Equal(t, []string{"44100", "48000", "48000"}, sampleRates(t, "http://"+d.http+recorded.Playback))
	require.Equal(t, []string{"44100", "48000", "48000"}, sampleRates(t, "http://"+d.http+recorded.Clip+"?from=4&to=8"))
}

// withTracks writes an FLV file with the sound of others as further audio tracks.
func withTracks(t *testing.T, first string, further ...string) string {
	t.Helper()
	tags := testmedia.Tags(t, first)
	for i, file := range further {
		for _, tag := range testmedia.Tags(t, file) {
			if tag.Type != flv.TagAudio {
				continue
			}
			a, err := flv.ParseAudio(tag.Data)
			if errors.Is(err, flv.ErrEmpty) {
				continue
			}
			require.NoError(t, err)
			a.Track = uint8(i + 1)
			tag.Data = flv.AppendAudio(nil, a)
			tags = append(tags, tag)
		}
	}
	slices.SortStableFunc(tags, func(a, b flv.Tag) int { return cmp.Compare(a.Timestamp, b.Timestamp) })
	info := []rtmpwire.Property{{Key: "name", Value: "Commentary"}, {Key: "language", Value: "ger"}}
	metadata := rtmpwire.AppendObject(rtmpwire.AppendString(nil, "onMetaData"),
		rtmpwire.Property{Key: "audioTrackIdInfoMap", Value: []rtmpwire.Property{{Key: "1", Value: info}}})
	var b bytes.Buffer
	w, err := flv.NewWriter(&b, true, true)
	require.NoError(t, err)
	require.NoError(t, w.Write(flv.Tag{Type: flv.TagScript, Data: metadata}))
	for _, tag := range tags {
		if tag.Type != flv.TagScript {
			require.NoError(t, w.Write(tag))
		}
	}
	file := filepath.Join(t.TempDir(), "tracks.flv")
	require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
	return file
}

// sampleRates are those of the audio tracks that ffprobe finds.
func sampleRates(t *testing.T, url string) (rates []string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffprobe"), "-v", "error", "-select_streams", "a",
		"-show_entries", "stream=sample_rate,channels", "-of", "json", url).Output()
	require.NoError(t, err)
	var probed struct {
		Streams []struct {
			SampleRate string `json:"sample_rate"`
			Channels   int
		}
	}
	require.NoError(t, json.Unmarshal(out, &probed))
	for _, s := range probed.Streams {
		_, err := strconv.Atoi(s.SampleRate)
		require.NoError(t, err)
		rates = append(rates, s.SampleRate)
	}
	slices.Sort(rates)
	return rates
}
