package record_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// What was said at a time of a stream is in its recording, also of one that was cut off: metadata in its parts, date ranges in its playlists.
// Clips do without metadata, which would tell of another timeline.
func TestRecord_cues(t *testing.T) {
	for name, where := range stores(t) {
		t.Run(name, func(t *testing.T) {
			ready := make(chan record.Info, 1)
			r := open(t, record.Config{URL: where}, func(i record.Info) { ready <- i })
			s := newStream(t, r.Record("show", began, false, 0))
			s.publish(0, 4, all...)
			_, err := s.Metadata(origin.Next, []byte("a tag"))
			require.NoError(t, err)
			ten, eight := 10*time.Second, 8*time.Second
			_, err = s.DateRange(hls.DateRange{ID: "ad", Planned: &ten, Attributes: []hls.Attribute{{Name: "X-A", Value: hls.Quoted("b")}}})
			require.NoError(t, err)
			_, err = s.DateRange(hls.DateRange{ID: "far", Start: began.Add(time.Hour)})
			require.NoError(t, err)
			s.publish(4, 24, all...)
			_, err = s.DateRange(hls.DateRange{ID: "ad", Duration: &eight})
			require.NoError(t, err)
			s.publish(24, 28, all...)
			s.End()
			info := <-ready
			if name == "folder" { // what a write left half done must not matter
				require.NoError(t, os.WriteFile(filepath.Join(where, info.ID, "dateranges", "000003.json.1f.tmp"), []byte("half"), 0o600))
			}
			base := serve(t, r).URL + "/recordings/" + info.ID + "/"
			for _, rendition := range all {
				status, body := get(t, base+rendition+"/media.m3u8")
				require.Equal(t, 200, status)
				require.Empty(t, conformance.CheckVersions(rendition, []conformance.Version{{Body: body}}))
				require.Equal(t, 1, strings.Count(string(body), "#EXT-X-DATERANGE:"), string(body))
				require.Contains(t, string(body), `#EXT-X-DATERANGE:ID="ad",START-DATE="2030-01-02T03:04:07.000Z",DURATION=8,PLANNED-DURATION=10,X-A="b"`+"\n")
				_, segment := get(t, base+rendition+"/2.mp4")
				require.Equal(t, rendition != media.AudioName, strings.Contains(string(segment), "a tag"), rendition)
			}
			status, clip := get(t, base+"clip.mp4?from=0&to=14")
			require.Equal(t, 200, status)
			require.NotContains(t, string(clip), "a tag")
			closeRecorder(t, r)
		})
	}
}
