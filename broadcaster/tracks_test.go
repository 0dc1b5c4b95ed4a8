package broadcaster_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

var mono = media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48000, Channels: 1, Config: []byte{0x11, 0x88}}

// track announces further audio tracks, which are sent from now on.
func (p *publisher) tracks(formats ...media.AudioFormat) *publisher {
	p.Helper()
	p.more = nil
	for _, f := range formats {
		require.NoError(p, p.sink.AudioFormat(f))
		p.more = append(p.more, f.Track)
	}
	return p
}

func track(n int, f media.AudioFormat) media.AudioFormat {
	f.Track = n
	return f
}

// Further audio tracks have the segments of the picture, whenever they come and go; what they lack is marked as missing.
func TestAudioTracks(t *testing.T) {
	one, two := track(1, mono), track(2, tone)
	for name, c := range map[string]struct {
		publish func(t *testing.T, b *broadcaster.Broadcaster) *publisher
		gaps    map[string][]uint64
	}{
		"two of them": {
			func(t *testing.T, b *broadcaster.Broadcaster) *publisher {
				return join(t, b).formats(&small, &tone).tracks(one, two).send(10)
			},
			map[string][]uint64{"audio": nil, "audio1": nil, "audio2": nil},
		},
		"one comes late": {
			func(t *testing.T, b *broadcaster.Broadcaster) *publisher {
				return join(t, b).formats(&small, &tone).tracks(one).send(4).tracks(one, two).send(6)
			},
			map[string][]uint64{"audio": nil, "audio1": nil, "audio2": {1, 2}},
		},
		"one stops, and goes on": {
			func(t *testing.T, b *broadcaster.Broadcaster) *publisher {
				return join(t, b).formats(&small, &tone).tracks(one, two).send(2).tracks(one).send(6).tracks(one, two).send(2)
			},
			map[string][]uint64{"audio": nil, "audio1": nil, "audio2": {2, 3, 4}},
		},
		"one comes, stops and goes on within segments": {
			func(t *testing.T, b *broadcaster.Broadcaster) *publisher {
				return join(t, b).formats(&small, &tone).send(1).tracks(one).send(4).tracks().send(4).tracks(one).send(5)
			},
			map[string][]uint64{"audio": nil, "audio1": {3, 4, 5}},
		},
		"the main one stops": {
			func(t *testing.T, b *broadcaster.Broadcaster) *publisher {
				p := join(t, b).formats(&small, &tone).tracks(one).send(4)
				p.rate = 0
				return p.send(6)
			},
			map[string][]uint64{"audio": {3, 4, 5}, "audio1": {3, 4, 5}},
		},
		"another publisher has fewer, and then others": {
			func(t *testing.T, b *broadcaster.Broadcaster) *publisher {
				join(t, b).formats(&small, &tone).tracks(one, two).send(2).sink.End(errReset)
				join(t, b).formats(&small, &tone).tracks(two).send(6).sink.End(errReset)
				return join(t, b).formats(&small, &tone).tracks(one).send(2)
			},
			map[string][]uint64{"audio": nil, "audio1": {2, 3, 4}, "audio2": {5}},
		},
		"one changes its format": {
			func(t *testing.T, b *broadcaster.Broadcaster) *publisher {
				return join(t, b).formats(&small, &tone).tracks(one).send(4).tracks(track(1, tone)).send(4)
			},
			map[string][]uint64{"audio": nil, "audio1": nil},
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
			v := view(t, b)
			c.publish(t, b).sink.End(nil)
			v.waitFor(api.StreamEnded)
			picture := v.playlist("source")
			for rendition, gaps := range c.gaps {
				sound := v.playlist(rendition)
				require.Equal(t, segments(t, picture), segments(t, sound), "%s\n%s", rendition, sound)
				parsed, err := conformance.Parse([]byte(sound))
				require.NoError(t, err)
				var missing []uint64
				for _, s := range parsed.Segments {
					if s.Gap {
						missing = append(missing, s.MSN)
					}
				}
				require.Equal(t, gaps, missing, "%s\n%s", rendition, sound)
			}
		})
	}
}

// A track that stops keeps its playlist going while the others do.
func TestAudioTrackStops(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	v := view(t, b)
	p := join(t, b).formats(&small, &tone).tracks(track(1, mono)).send(4)
	p.more = nil
	p.send(8)
	require.Equal(t, [][]string{{"1", "2", "3", "4"}}, segments(t, v.playlist("audio1")))
	p.sink.End(errReset)
	join(t, b).formats(&small, &tone).send(10)
	require.Equal(t, [][]string{{"2", "3", "4", "5", "6"}, {"7", "8", "9"}}, segments(t, v.playlist("audio1")), "of another publisher, who has none")
}

// What players and the API are told of the tracks.
func TestAudioTracksAreTold(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	v := view(t, b)
	one, two := track(1, mono), track(2, tone)
	one.Name, one.Language, two.Name, two.Language = `Com"mentary`, "de", "Audio", "de"
	join(t, b).formats(&small, &tone).tracks(one, two).send(6)
	_, index := get(t, v.client, v.base+"/hls/mine/index.m3u8")
	require.Empty(t, conformance.CheckMultivariant("index", []byte(index)))
	var lines []string
	for line := range strings.Lines(index) {
		if strings.HasPrefix(line, "#EXT-X-MEDIA:") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	require.Equal(t, []string{
		`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",LANGUAGE="und",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/media.m3u8"`,
		`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Commentary",LANGUAGE="de",AUTOSELECT=YES,CHANNELS="1",URI="audio1/media.m3u8"`,
		`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio (3)",LANGUAGE="de",CHANNELS="2",URI="audio2/media.m3u8"`,
	}, lines)
	require.Contains(t, index, `mp4a.40.2",RESOLUTION`)
	require.Equal(t, 1, strings.Count(index, "mp4a"), index)
	s := v.stream()
	require.Equal(t, 2, s.Audio.Channels)
	require.Len(t, s.MoreAudio, 2)
	require.Equal(t, "de", s.MoreAudio[0].Language)
	require.Equal(t, 1, s.MoreAudio[0].Channels)
	require.Positive(t, s.MoreAudio[1].Bitrate)
	res, _ := get(t, v.client, v.base+"/hls/mine/audio3/media.m3u8")
	require.Equal(t, http.StatusNotFound, res.StatusCode)
}

// Sound alone, in several tracks: the variant is the main one, and is in the group as such.
func TestAudioTracksAlone(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	v := view(t, b)
	p := join(t, b).formats(nil, &tone).tracks(track(1, mono))
	for ; p.sound < 500; p.sound++ {
		at := media.Rescale(int64(p.sound)*1024, p.rate)
		for track := range 2 {
			require.NoError(t, p.sink.Audio(media.AccessUnit{PTS: at, DTS: at, Key: true, Track: track, Payload: []byte{0x21, 0x80}}))
		}
	}
	_, index := get(t, v.client, v.base+"/hls/mine/index.m3u8")
	require.Empty(t, conformance.CheckMultivariant("index", []byte(index)))
	require.Contains(t, index, `NAME="Audio",LANGUAGE="und",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2"`+"\n")
	require.Contains(t, index, `NAME="Audio 2"`)
	p.sink.End(nil)
	v.waitFor(api.StreamEnded)
	require.Equal(t, segments(t, v.playlist("audio")), segments(t, v.playlist("audio1")))
}

// A further track that cannot be transcoded is for the protocol to leave out.
func TestAudioTrackThatCannotBeTranscoded(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}})
	p := join(t, b).formats(&small, &tone).send(1)
	require.ErrorIs(t, p.sink.AudioFormat(track(1, media.AudioFormat{Codec: media.CodecMP3})), ingest.ErrUnsupported)
	p.send(1)
}
