package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"
)

// What the clip is cut into. Its keyframes are a part apart, so that FFmpeg's segments can stand for parts.
const (
	partSeconds     = 0.5
	partsPerSegment = 4
	clipSeconds     = 240 // as long as the longest test of a live stream may take on a busy machine
	windowSegments  = 8
	firstSegment    = 1 // the broadcaster does not begin with 0 either
)

// rung is one track of the clip in parts.
type rung struct {
	name          string
	width, height int
	bitrate       int
	init          []byte
	parts         [][]byte
	durations     []string // of the parts, as FFmpeg measured them
}

// clip is what a stream is made of.
type clip struct {
	video []*rung
	audio *rung
}

var (
	clipOnce sync.Once
	theClip  *clip // nil if it could not be made
)

// makeClip encodes a test picture and a tone with the ffmpeg on PATH, once for all tests.
func makeClip(t *testing.T) *clip {
	t.Helper()
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Skip("player test skipped: no ffmpeg on PATH")
	}
	clipOnce.Do(func() { theClip = encodeClip(t, ffmpeg) })
	require.NotNil(t, theClip, "the clip could not be made")
	return theClip
}

func encodeClip(t *testing.T, ffmpeg string) *clip {
	t.Helper()
	c := &clip{
		video: []*rung{
			{name: "source", width: 640, height: 360, bitrate: 900_000},
			{name: "240p", width: 426, height: 240, bitrate: 400_000},
			{name: "144p", width: 256, height: 144, bitrate: 200_000},
		},
		audio: &rung{name: "audio", bitrate: 64_000},
	}
	dir := t.TempDir()
	args := []string{
		"-v", "error", "-f", "lavfi", "-i", fmt.Sprintf("testsrc2=s=640x360:r=24:d=%d", clipSeconds),
		"-f", "lavfi", "-i", fmt.Sprintf("sine=f=440:r=48000:d=%d", clipSeconds),
	}
	output := func(r *rung, codec ...string) {
		require.NoError(t, os.Mkdir(filepath.Join(dir, r.name), 0o700))
		args = append(args, codec...)
		args = append(args, "-b:"+codec[1][2:], strconv.Itoa(r.bitrate), "-f", "hls", "-hls_time", fmt.Sprint(partSeconds), "-hls_list_size", "0",
			"-hls_segment_type", "fmp4", "-hls_segment_filename", filepath.Join(dir, r.name, "%04d.m4s"), filepath.Join(dir, r.name, "index.m3u8"))
	}
	for _, r := range c.video {
		output(r, "-map", "0:v", "-vf", fmt.Sprintf("scale=%d:%d,format=yuv420p", r.width, r.height), "-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline",
			"-g", "12", "-sc_threshold", "0", "-maxrate", strconv.Itoa(r.bitrate), "-bufsize", strconv.Itoa(r.bitrate))
	}
	output(c.audio, "-map", "1:a", "-c:a", "aac")
	out, err := exec.Command(ffmpeg, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	for _, r := range append(c.video, c.audio) {
		r.read(t, filepath.Join(dir, r.name))
	}
	return c
}

func (r *rung) read(t *testing.T, dir string) {
	t.Helper()
	var err error
	r.init, err = os.ReadFile(filepath.Join(dir, "init.mp4"))
	require.NoError(t, err)
	playlist, err := os.ReadFile(filepath.Join(dir, "index.m3u8"))
	require.NoError(t, err)
	for line := range strings.Lines(string(playlist)) {
		line = strings.TrimSpace(line)
		if duration, ok := strings.CutPrefix(line, "#EXTINF:"); ok {
			r.durations = append(r.durations, strings.TrimSuffix(duration, ","))
		} else if strings.HasSuffix(line, ".m4s") {
			part, err := os.ReadFile(filepath.Join(dir, line))
			require.NoError(t, err)
			r.parts = append(r.parts, part)
		}
	}
	require.Equal(t, len(r.parts), len(r.durations))
	require.GreaterOrEqual(t, len(r.parts), int(clipSeconds/partSeconds)-1)
}

// live plays a clip as a Low-Latency HLS stream in real time: each part exists from the moment its last frame would
// have been captured.
type live struct {
	clip    *clip
	rewinds bool // playlists of ?dvr=1 reach back to the beginning
	tracks  bool // there are two audio tracks, and subtitles

	mu    sync.Mutex // guards what follows
	start time.Time  // when the stream began; zero: it is not there
	stop  time.Time  // when it ends; zero: not yet
	sick  int        // the status with which every request fails; 0: none does

	asked map[string]int // how often each piece of media was asked for
}

func (l *live) set(change func(*live)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(l)
}

func (l *live) get() (start, stop time.Time, sick int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.start, l.stop, l.sick
}

// begin starts the stream so that it is ago old.
func (l *live) begin(ago time.Duration) {
	l.set(func(l *live) { l.start, l.stop = time.Now().Add(-ago), time.Time{} })
}

// end ends the stream with the segment that is open.
func (l *live) end() {
	l.set(func(l *live) {
		const segment = time.Duration(partsPerSegment * partSeconds * float64(time.Second))
		l.stop = l.start.Add(time.Since(l.start).Truncate(segment) + segment)
	})
}

func (l *live) routes(r chi.Router) {
	r.Route("/hls/{stream}", func(r chi.Router) {
		r.Use(func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				start, _, sick := l.get()
				w.Header().Set("Access-Control-Allow-Origin", "*")
				switch {
				case sick != 0:
					http.Error(w, "sick", sick)
				case time.Until(start) > 0:
					http.Error(w, "soon", http.StatusServiceUnavailable)
				case start.IsZero():
					http.NotFound(w, req)
				default:
					w.Header().Set("Cache-Control", "no-store")
					next.ServeHTTP(w, req)
				}
			})
		})
		r.Get("/index.m3u8", l.multivariant)
		r.Get("/subtitles/index.m3u8", l.subtitles)
		r.Get("/subtitles/segment{n}.vtt", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/vtt")
			fmt.Fprint(w, "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:00.000 --> 00:10:00.000\nWhat is said\n")
		})
		r.Get("/{rung}/index.m3u8", l.playlist)
		r.Get("/{rung}/init.mp4", l.media)
		r.Get("/{rung}/part{n}.m4s", l.media)
		r.Get("/{rung}/segment{n}.m4s", l.media)
	})
}

func (l *live) multivariant(w http.ResponseWriter, req *http.Request) {
	query := ""
	if l.rewinds && req.URL.Query().Get("dvr") == "1" {
		query = "?dvr=1"
	}
	w.Header().Set("Content-Type", "application/vnd.apple.mpegurl")
	fmt.Fprint(w, "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-INDEPENDENT-SEGMENTS\n"+
		`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,URI="audio/index.m3u8`+query+"\"\n")
	groups := `AUDIO="audio"`
	if l.tracks {
		fmt.Fprint(w, `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Comment",LANGUAGE="de",AUTOSELECT=YES,URI="audio1/index.m3u8"`+"\n"+
			`#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="English",LANGUAGE="en",URI="subtitles/index.m3u8"`+"\n")
		groups += `,SUBTITLES="subtitles"`
	}
	for _, r := range l.clip.video {
		fmt.Fprintf(w, "#EXT-X-STREAM-INF:BANDWIDTH=%d,RESOLUTION=%dx%d,FRAME-RATE=24.000,CODECS=\"avc1.42c01e,mp4a.40.2\",%s\n%s/index.m3u8%s\n",
			r.bitrate*12/10, r.width, r.height, groups, r.name, query)
	}
}

// partCount is how many parts there are now, and whether there will be no more.
func (l *live) partCount() (n int, ended bool) {
	start, stop, _ := l.get()
	now := time.Now()
	if ended = !stop.IsZero() && now.After(stop); ended {
		now = stop
	}
	n = max(0, int(now.Sub(start).Seconds()/partSeconds))
	most := int(clipSeconds/partSeconds) - partsPerSegment
	return min(n, most), ended || n >= most
}

// playlist answers at once, or, asked for a part that is not there yet, when it is (RFC 8216bis 6.2.5.2).
func (l *live) playlist(w http.ResponseWriter, req *http.Request) {
	r := l.rung(chi.URLParam(req, "rung"))
	if r == nil {
		http.NotFound(w, req)
		return
	}
	want := 0
	if q := req.URL.Query(); q.Has("_HLS_msn") {
		segment, _ := strconv.Atoi(q.Get("_HLS_msn"))
		part, _ := strconv.Atoi(q.Get("_HLS_part"))
		want = (segment-firstSegment)*partsPerSegment + part + 1
	}
	n, ended := l.partCount()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for n < want && !ended {
		select {
		case <-req.Context().Done():
			return
		case <-tick.C:
			n, ended = l.partCount()
		}
	}
	start, _, _ := l.get()
	window := windowSegments
	if l.rewinds && req.URL.Query().Get("dvr") == "1" {
		window = clipSeconds
	}
	first := max(0, n/partsPerSegment-window)
	var b bytes.Buffer
	fmt.Fprintf(&b, "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:3\n#EXT-X-PART-INF:PART-TARGET=%g\n", partTarget(r))
	fmt.Fprintf(&b, "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=%g\n#EXT-X-MEDIA-SEQUENCE:%d\n#EXT-X-MAP:URI=\"init.mp4\"\n", 3*partTarget(r), first+firstSegment)
	for segment := first; segment*partsPerSegment < n; segment++ {
		at := segment * partsPerSegment
		fmt.Fprintf(&b, "#EXT-X-PROGRAM-DATE-TIME:%s\n", start.Add(time.Duration(float64(at)*partSeconds*1e9)).UTC().Format("2006-01-02T15:04:05.000Z"))
		var total float64
		for i := at; i < min(at+partsPerSegment, n); i++ {
			if segment >= n/partsPerSegment-2 {
				fmt.Fprintf(&b, "#EXT-X-PART:DURATION=%s,URI=\"part%d.m4s\",INDEPENDENT=YES\n", r.durations[i], i)
			}
			d, _ := strconv.ParseFloat(r.durations[i], 64)
			total += d
		}
		if at+partsPerSegment <= n {
			fmt.Fprintf(&b, "#EXTINF:%.6f,\nsegment%d.m4s\n", total, segment)
		}
	}
	if ended {
		fmt.Fprint(&b, "#EXT-X-ENDLIST\n")
	} else {
		fmt.Fprintf(&b, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"part%d.m4s\"\n", n)
	}
	w.Header().Set("Content-Type", "application/vnd.apple.mpegurl")
	_, _ = w.Write(b.Bytes())
}

// subtitles is the playlist of subtitles, in segments alone.
func (l *live) subtitles(w http.ResponseWriter, _ *http.Request) {
	n, _ := l.partCount()
	first := max(0, n/partsPerSegment-windowSegments)
	fmt.Fprintf(w, "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:3\n#EXT-X-MEDIA-SEQUENCE:%d\n", first+firstSegment)
	start, _, _ := l.get()
	for segment := first; segment < n/partsPerSegment; segment++ {
		at := start.Add(time.Duration(segment) * partsPerSegment * time.Duration(partSeconds*float64(time.Second)))
		fmt.Fprintf(w, "#EXT-X-PROGRAM-DATE-TIME:%s\n#EXTINF:2,\nsegment%d.vtt\n", at.UTC().Format("2006-01-02T15:04:05.000Z"), segment)
	}
}

// partTarget is a bound on the parts: audio frames do not divide half a second.
func partTarget(r *rung) float64 {
	if r.height == 0 {
		return 0.52
	}
	return partSeconds
}

func (l *live) media(w http.ResponseWriter, req *http.Request) {
	r := l.rung(chi.URLParam(req, "rung"))
	if r == nil {
		http.NotFound(w, req)
		return
	}
	l.set(func(l *live) {
		if l.asked == nil {
			l.asked = map[string]int{}
		}
		l.asked[req.URL.Path]++
	})
	w.Header().Set("Content-Type", "video/mp4")
	name := filepath.Base(req.URL.Path)
	index, _ := strconv.Atoi(chi.URLParam(req, "n"))
	switch {
	case name == "init.mp4":
		_, _ = w.Write(r.init)
	case strings.HasPrefix(name, "segment") && l.waitFor(req, (index+1)*partsPerSegment):
		_, _ = w.Write(bytes.Join(r.parts[index*partsPerSegment:(index+1)*partsPerSegment], nil))
	case strings.HasPrefix(name, "part") && l.waitFor(req, index+1):
		_, _ = w.Write(r.parts[index])
	default:
		http.NotFound(w, req)
	}
}

// waitFor holds a request for a part until there are n; false: there never will be, or the client has gone.
func (l *live) waitFor(req *http.Request, n int) bool {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		have, ended := l.partCount()
		if have >= n {
			return true
		}
		if ended {
			return false
		}
		select {
		case <-req.Context().Done():
			return false
		case <-tick.C:
		}
	}
}

func (l *live) rung(name string) *rung {
	if name == "audio1" { // sounds the same
		name = "audio"
	}
	for _, r := range append([]*rung{l.clip.audio}, l.clip.video...) {
		if r.name == name {
			return r
		}
	}
	return nil
}
