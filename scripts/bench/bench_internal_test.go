package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

func TestParseOptions(t *testing.T) {
	for name, args := range map[string][]string{
		"too short":  {"-seconds", "3"},
		"no runs":    {"-runs", "0"},
		"b-frames":   {"-bframes", "4"},
		"minutes":    {"-minutes", "-1"},
		"two forms":  {"-json", "-markdown"},
		"sessions":   {"-sessions", "-bframes", "1"},
		"more words": {"more"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseOptions(args, io.Discard)
			require.ErrorIs(t, err, errUsage)
			require.Equal(t, 2, run(t.Context(), args, io.Discard, io.Discard))
		})
	}
	o, err := parseOptions([]string{"-runs", "3", "-plain=false"}, io.Discard)
	require.NoError(t, err)
	require.Equal(t, options{bin: "bin/millrace", seconds: 60, runs: 3}, o)
}

func TestStats(t *testing.T) {
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = 100 - i
	}
	require.Equal(t, []int{50, 95, 99, 100, 1}, []int{
		percentile(hundred, 50), percentile(hundred, 95), percentile(hundred, 99), percentile(hundred, 100), percentile(hundred, 0),
	})
	require.Equal(t, 7, percentile([]int{7}, 99))
	require.Zero(t, percentile([]int(nil), 99))
	require.InDelta(t, 2, median([]float64{3, 1, 2}), 0)
	require.InDelta(t, 2.5, median([]float64{4, 3, 1, 2}), 0)
	require.Zero(t, median(nil))
}

func TestParseStat(t *testing.T) {
	s, err := parseStat([]byte("7 (a) b (c)) S 3 7 7 0 -1 4194560 100 200 0 0 150 25 10 5 20 0 1 0 99\n"))
	require.NoError(t, err)
	require.Equal(t, stat{parent: 3, own: 1750 * time.Millisecond, reaped: 150 * time.Millisecond}, s)
	for _, text := range []string{"", "7 (x) S 1", "7 (x) S a 7 7 0 -1 4194560 100 200 0 0 150 25 10 5 20 0 1 0 99"} {
		_, err := parseStat([]byte(text))
		require.Error(t, err, text)
	}
	require.Equal(t, memory{now: 5 << 10, peak: 9 << 10}, parseStatus([]byte("Name:\tx\nVmHWM:\t       9 kB\nVmRSS:\t5 kB\nVmSwap: x kB\n")))
}

// TestTreeUsage: what a child used counts while it runs and when it is gone.
func TestTreeUsage(t *testing.T) {
	// The shell waits for a child that computes, then starts one that waits for its input's end.
	cmd := exec.Command("sh", "-c", `i=0; sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo; cat; :`)
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	_, err = io.ReadFull(out, make([]byte, 1)) // the first child has ended
	require.NoError(t, err)
	u, err := treeUsage(cmd.Process.Pid)
	require.NoError(t, err)
	require.Greater(t, u.children, 2*tick)
	require.Less(t, u.own, u.children)
	require.Positive(t, processMemory(cmd.Process.Pid).peak)
	require.NoError(t, in.Close())
	require.NoError(t, cmd.Wait())
	_, err = treeUsage(cmd.Process.Pid)
	require.Error(t, err)
	require.Equal(t, []int{2, 3}, descendants(map[int]stat{1: {}, 2: {parent: 1}, 3: {parent: 2}, 4: {parent: 9}}, 1))
}

func TestParseSSIM(t *testing.T) {
	log := `[ssim@720p @ 0x1] SSIM Y:0.979 (16.9) U:0.98 (17.4) V:0.98 (17.4) All:0.980630 (17.1)
[ssim@480p @ 0x2] SSIM Y:0.97 (16) U:0.98 (17) V:0.98 (17) All:0.972470 (15.6)
`
	_, err := parseSSIM([]byte(log))
	require.ErrorContains(t, err, "360p")
	got, err := parseSSIM([]byte(log + "[ssim@360p @ 0x3] SSIM Y:1 (inf) U:1 (inf) V:1 (inf) All:1.000000 (inf)\n"))
	require.NoError(t, err)
	require.Equal(t, map[string]float64{"720p": 0.98063, "480p": 0.97247, "360p": 1}, got)
}

func TestSettings(t *testing.T) {
	sei := "\x00\x05xx264 - core 164 r3108 31e19f9 - H.264/MPEG-4 AVC codec - Copyleft - options: cabac=1 ref=1 keyint=%s mbtree=0\x00\x80"
	ours, err := parseSettings([]byte("mdat" + sei))
	require.NoError(t, err)
	require.Equal(t, map[string]string{"core": "164", "cabac": "1", "ref": "1", "keyint": "%s", "mbtree": "0"}, ours)
	require.Empty(t, compareSettings(ours, ours))
	require.Equal(t, []string{"keyint: %s against 60", "mbtree: 0 against nothing", "threads: nothing against 2"},
		compareSettings(ours, map[string]string{"core": "164", "cabac": "1", "ref": "1", "keyint": "60", "threads": "2"}))
	_, err = parseSettings([]byte("something else"))
	require.ErrorIs(t, err, errNoSettings)
}

// shelf is a stream of two segments of two parts, as an origin would list it. Frame n has PTS 1000 n.
func shelf(t *testing.T) (*httptest.Server, [][]byte) {
	t.Helper()
	init := []byte("init")
	var parts [][]byte
	for n := range int64(4) {
		parts = append(parts, fmp4.MarshalPart(uint32(n), 2000*n, []fmp4.Sample{
			{Duration: 1000, Key: n%2 == 0, Data: []byte{0, 0, 0, 1, 0x65}}, {Duration: 1000, Data: []byte{0, 0, 0, 1, 0x41}},
		}))
	}
	const head = "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n#EXT-X-PART-INF:PART-TARGET=0.5\n#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-MAP:URI=\"init.mp4\"\n"
	const first = "#EXT-X-PART:DURATION=0.5,URI=\"7.0.mp4\",INDEPENDENT=YES\n"
	const second = "#EXT-X-PART:DURATION=0.5,URI=\"7.1.mp4\"\n#EXTINF:1,\n7.mp4\n"
	const third = "#EXT-X-PART:DURATION=0.5,URI=\"8.0.mp4\"\n"
	const end = "#EXT-X-PART:DURATION=0.5,URI=\"8.1.mp4\"\n#EXTINF:1,\n8.mp4\n#EXT-X-ENDLIST\n"
	asked := 0
	mux := http.NewServeMux()
	mux.HandleFunc("/live.m3u8", func(w http.ResponseWriter, r *http.Request) {
		body := ""
		switch r.URL.RawQuery {
		case "":
			if asked++; asked == 1 {
				http.NotFound(w, r) // nothing yet
				return
			}
			body = head + first
		case "_HLS_msn=7&_HLS_part=1":
			body = head + first + second
		case "_HLS_msn=8&_HLS_part=0":
			body = head + first + second + third
		case "_HLS_msn=8&_HLS_part=1", "ll=0":
			body = head + first + second + third + end
		default:
			http.Error(w, "unexpected "+r.URL.RawQuery, http.StatusBadRequest)
			return
		}
		_, _ = io.WriteString(w, body)
	})
	serve := func(path string, body []byte) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) })
	}
	serve("/init.mp4", init)
	serve("/7.mp4", append(bytes.Clone(parts[0]), parts[1]...))
	serve("/8.mp4", append(bytes.Clone(parts[2]), parts[3]...))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server, append([][]byte{init}, parts...)
}

func TestViewers(t *testing.T) {
	server, files := shelf(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	began := time.Now()
	w, err := watch(ctx, server.URL+"/live.m3u8")
	require.NoError(t, err)
	ids := []partID{{7, 0}, {7, 1}, {8, 0}, {8, 1}}
	require.Len(t, w.visible, len(ids))
	last := began
	for _, id := range ids {
		require.Truef(t, w.visible[id].After(last), "part %v", id)
		last = w.visible[id]
	}

	file := filepath.Join(t.TempDir(), "rung.mp4")
	r, err := record(ctx, server.URL+"/live.m3u8", file)
	require.NoError(t, err)
	require.Equal(t, ids, r.order)
	require.Equal(t, []media.Ticks{0, 1000, 2000, 3000, 4000, 5000, 6000, 7000}, r.pts())
	written, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, bytes.Join(files, nil), written)

	t.Run("delay", func(t *testing.T) {
		sent := make([]time.Time, 8)
		for i := range sent {
			sent[i] = began.Add(time.Duration(i) * 33 * time.Millisecond)
		}
		for i, id := range ids {
			w.visible[id] = sent[2*i+1].Add(time.Duration(i+1) * time.Second)
		}
		got, err := measureRung("720p", r, r, w, sent)
		require.NoError(t, err)
		require.Equal(t, []time.Duration{time.Second, 2 * time.Second, 3 * time.Second, 4 * time.Second}, got.late)
		require.Equal(t, 1033*time.Millisecond, got.whole[0])
		require.Equal(t, 1033*time.Millisecond, got.first)

		_, err = measureRung("720p", r, r, w, sent[:7])
		require.ErrorContains(t, err, "8 frames, 7 were sent")
		delete(w.visible, ids[2])
		_, err = measureRung("720p", r, r, w, sent)
		require.ErrorContains(t, err, "part 8.0 was never listed")
		w.gaps = 1
		_, err = measureRung("720p", r, r, w, sent)
		require.ErrorContains(t, err, "gaps")
	})
	t.Run("frame twice", func(t *testing.T) {
		require.False(t, r.repeated())
		require.NoError(t, r.read(9, files[4]))
		require.True(t, r.repeated())
	})
}

func TestRecordSaysWhatIsWrong(t *testing.T) {
	for name, body := range map[string][]byte{
		"no box":  {1, 2, 3},
		"short":   {0, 0, 0, 9, 'm', 'o', 'o', 'f'},
		"garbage": append([]byte{0, 0, 0, 8, 'm', 'o', 'o', 'f'}, 0, 0, 0, 8, 'm', 'd', 'a', 't'),
	} {
		t.Run(name, func(t *testing.T) {
			r := &recording{parts: map[partID][]media.Ticks{}}
			require.Error(t, r.read(0, body))
		})
	}
}

// TestReport: medians, ratios and targets are those of the runs.
func TestReport(t *testing.T) {
	ms := func(n ...int) (out []time.Duration) {
		for _, n := range n {
			out = append(out, time.Duration(n)*time.Millisecond)
		}
		return out
	}
	live := func(cpu float64, late ...int) liveRun {
		r := liveRun{wall: time.Minute, final: 80 << 20, processes: []process{{"broadcaster", 1, 90 << 20}, {childName, cpu - 1, 100 << 20}}}
		for i, name := range rungNames(ladder()) {
			r.rungs = append(r.rungs, liveRung{name: name, late: ms(late...), whole: ms(late...), first: time.Second - time.Duration(50*i)*time.Millisecond})
		}
		return r
	}
	same := map[string]float64{"720p": 0.98, "480p": 0.97, "360p": 0.96}
	worse := map[string]float64{"720p": 0.98, "480p": 0.96, "360p": 0.97}
	b := &bench{}
	reference := map[string][]commandRun{
		liveVariant: {{cpu: 100 * time.Second, wall: time.Minute}, {cpu: 110 * time.Second, wall: time.Minute}, {cpu: 90 * time.Second, wall: time.Minute}},
		sameVariant: {{cpu: 80 * time.Second, wall: time.Minute}},
	}
	r := &report{Date: time.Unix(0, 0).UTC(), Machine: machine{Cores: 2, LoadAvg: 3}}
	require.NoError(t, r.fill([]liveRun{live(104, 100, 200), live(300, 100, 900), live(103, 100, 200)}, b.variants(), reference,
		map[string]quality{oursName: {ssim: worse, settings: map[string]string{"keyint": "infinite"}}, liveVariant: {ssim: same, settings: map[string]string{"keyint": "60"}}}))

	require.InDelta(t, 104, r.Ladder[0].CPUSeconds, 1e-9)
	require.InDelta(t, 1.04, r.Ladder[0].Ratio, 1e-9)
	require.InDelta(t, 100, r.Ladder[1].CPUSeconds, 1e-9)
	require.EqualValues(t, 190<<20, r.Ladder[0].PeakBytes)
	require.Equal(t, percentiles{P50: 100, P95: 900, P99: 900, Max: 900}, r.Delay[0].Late)
	require.Equal(t, []string{"keyint: infinite against 60"}, r.Differences)
	met := []bool{}
	for _, target := range r.Targets {
		met = append(met, target.Met)
	}
	require.Equal(t, []bool{true, false, false, false, true, false, true}, met)

	var text, markdown, coded bytes.Buffer
	require.NoError(t, r.print(&text, options{}))
	require.NoError(t, r.print(&markdown, options{markdown: true}))
	require.NoError(t, r.print(&coded, options{json: true}))
	for _, out := range []string{text.String(), markdown.String()} {
		require.Contains(t, out, "1.040")
		require.Contains(t, out, "1.300")
		require.Contains(t, out, "-0.0100 at 480p")
		require.Contains(t, out, "350 ms", "on the first rung")
		require.Contains(t, out, "450 ms", "on every rung")
		require.Contains(t, out, "not to be trusted")
	}
	var back report
	require.NoError(t, json.Unmarshal(coded.Bytes(), &back))
	require.Equal(t, *r, back)
}

func TestLateness(t *testing.T) {
	at := func(ms int) time.Time { return time.UnixMilli(int64(ms)) }
	var sent []time.Time
	for n := range 40 {
		sent = append(sent, at(1000+n*33))
	}
	w := &watcher{visible: map[partID]time.Time{
		{1, 0}: at(1000 + 14*33 + 40), // frames 0 to 14
		{1, 1}: at(1000 + 29*33 + 50),
		{1, 2}: at(9000), // its last frame was not sent any more
	}}
	require.ElementsMatch(t, []time.Duration{40 * time.Millisecond, 50 * time.Millisecond}, lateness(w, sent))
}
