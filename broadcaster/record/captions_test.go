package record_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // file://

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

var german = media.CaptionTrack{ID: "de", Name: "Deutsch", Language: "de", Default: true}

func say(t *testing.T, s *stream, track media.CaptionTrack, cues ...origin.NewCue) {
	t.Helper()
	_, err := s.Caption(track, cues)
	require.NoError(t, err)
}

func cue(from, to float64, text string) origin.NewCue {
	return origin.NewCue{Cue: webvtt.Cue{Start: media.Ticks(from * media.ClockRate), End: media.Ticks(to * media.ClockRate), Text: text}}
}

// TestRecord_captions: a recording has the captions beside its video, each at its own time, also what came late; one that was cut off too. They go with it.
func TestRecord_captions(t *testing.T) {
	for name, where := range stores(t) {
		for _, killed := range []bool{false, true} {
			t.Run(name+map[bool]string{true: " killed"}[killed], func(t *testing.T) {
				ready := make(chan record.Info, 1)
				r := open(t, record.Config{URL: where}, func(i record.Info) { ready <- i })
				s := newStream(t, r.Record("show", began, false, 0))
				s.DeclareCaptions([]media.CaptionTrack{german, {ID: "never-said"}})
				s.publish(0, 8, all...)
				say(t, s, media.CaptionTrack{ID: "de"}, cue(3.5, 6.5, "over a cut"), cue(13.5, 20, "beyond the end"))
				say(t, s, media.CaptionTrack{ID: "de"}, cue(1, 1.5, "late"))
				say(t, s, media.CaptionTrack{ID: "fr", Language: "fr"}, cue(9, 10, "oui &amp; non"))
				s.publish(8, 28, all...)
				s.End()
				info := <-ready
				if killed { // as if it had been before the end was written
					closeRecorder(t, r)
					cutOff(t, where, info)
					r = open(t, record.Config{URL: where}, nil)
				}
				defer closeRecorder(t, r)
				kept, err := r.Get(t.Context(), info.ID)
				require.NoError(t, err)
				require.Equal(t, []media.CaptionTrack{german, {ID: "fr", Language: "fr"}}, kept.Captions)

				server := serve(t, r)
				base := server.URL + "/recordings/" + info.ID + "/"
				_, index := get(t, base+"index.m3u8")
				require.Contains(t, string(index), `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="Deutsch",LANGUAGE="de",DEFAULT=YES,AUTOSELECT=YES,URI="text-de/media.m3u8"`)
				require.Contains(t, string(index), `URI="text-fr/media.m3u8"`)
				require.NotContains(t, string(index), "never-said")
				require.Equal(t, 2, strings.Count(string(index), `SUBTITLES="subtitles"`), "every variant has them")
				report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: base + "index.m3u8", For: time.Second})
				require.NoError(t, err)
				var text strings.Builder
				require.NoError(t, report.Write(&text, false))
				require.True(t, report.Conforms(), &text)
				require.Len(t, report.Playlists, 5)

				said := func(path string) (texts []string) {
					status, body := get(t, base+path)
					require.Equal(t, http.StatusOK, status, path)
					cues, err := webvtt.Check(body)
					require.NoError(t, err)
					for _, c := range cues {
						texts = append(texts, c.Text)
					}
					return texts
				}
				_, body := get(t, base+"text-de/media.m3u8")
				require.Empty(t, conformance.CheckVersions("text-de", []conformance.Version{{Body: body}}))
				for segment, want := range map[string][]string{
					"1": {"late"}, "2": {"over a cut"}, "3": {"over a cut"}, "4": {"over a cut"}, "5": nil, "7": {"beyond the end"},
				} {
					require.Equal(t, want, said("text-de/"+segment+".vtt"), segment)
				}
				require.Equal(t, []string{"oui &amp; non"}, said("text-fr/5.vtt"))

				_, file := get(t, base+"captions/de.vtt")
				cues, err := webvtt.Parse(file)
				require.NoError(t, err)
				require.Len(t, cues, 3)
				require.Equal(t, []media.Ticks{media.Second, media.Second * 7 / 2}, []media.Ticks{cues[0].Start, cues[1].Start})
				// A clip from 5 s begins with the keyframe at 4 s.
				_, file = get(t, base+"captions/de.vtt?from=5&to=8")
				cues, err = webvtt.Parse(file)
				require.NoError(t, err)
				require.Equal(t, []webvtt.Cue{{Start: 0, End: media.Second * 5 / 2, Text: "over a cut"}}, cues)
				for path, want := range map[string]int{
					"captions/xx.vtt": 404, "captions/de.vtt?from=3&to=2": 400, "captions/de.vtt?from=100&to=101": 422, "captions/de.vtt?from=0&to=1&rendition=x": 404,
					"text-de/0.vtt": 404, "text-de/8.vtt": 404, "text-de/01.vtt": 404, "text-de/1.mp4": 404, "text-xx/media.m3u8": 404, "clip.mp4?from=0&to=1&rendition=text-de": 422,
				} {
					status, _ := get(t, base+path)
					require.Equal(t, want, status, path)
				}

				require.NoError(t, r.Delete(t.Context(), info.ID))
				if name == "folder" {
					require.NoDirExists(t, filepath.Join(where, info.ID))
				}
			})
		}
	}
}

// TestRecord_captionsBound: of captions without end, what is over the bound is lost, and nothing else.
func TestRecord_captionsBound(t *testing.T) {
	ready := make(chan record.Info, 1)
	r := open(t, record.Config{URL: t.TempDir()}, func(i record.Info) { ready <- i })
	defer closeRecorder(t, r)
	tape := r.Record("show", began, false, 0)
	s := newStream(t, tape)
	s.publish(0, 4, all...)
	long := make([]webvtt.Cue, 500)
	for i := range long {
		long[i] = webvtt.Cue{Start: 0, End: media.Second, Text: strings.Repeat("x", webvtt.MaxText)}
	}
	for range 40 {
		tape.Captions(german, long)
	}
	s.publish(4, 8, all...)
	s.End()
	info := <-ready
	require.InDelta(t, 10, info.Lost, 2)
	status, body := get(t, serve(t, r).URL+"/recordings/"+info.ID+"/index.m3u8")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, string(body), "text-de")
}

// cutOff leaves in the store what a process that is killed leaves: parts and captions, but neither the list of them nor that they are all.
func cutOff(t *testing.T, where string, info record.Info) {
	t.Helper()
	bucket := bucketOf(t, where)
	defer bucket.Close()
	for _, list := range []string{"parts.json", "captions.json"} {
		require.NoError(t, bucket.Delete(t.Context(), info.ID+"/"+list))
	}
	data, err := bucket.ReadAll(t.Context(), info.ID+"/recording.json")
	require.NoError(t, err)
	require.NoError(t, bucket.WriteAll(t.Context(), info.ID+"/recording.json", []byte(strings.Replace(string(data), `"state":"ready"`, `"state":"recording"`, 1)), nil))
	if !strings.Contains(where, "://") { // what a write left half done must not matter
		require.NoError(t, os.WriteFile(filepath.Join(where, info.ID, "captions", "00000009.json.1f.tmp"), []byte("half"), 0o600))
	}
}

func bucketOf(t *testing.T, where string) *blob.Bucket {
	t.Helper()
	if !strings.Contains(where, "://") {
		where = "file://" + where + "?metadata=skip&no_tmp_dir=true"
	}
	bucket, err := blob.OpenBucket(t.Context(), where)
	require.NoError(t, err)
	return bucket
}
