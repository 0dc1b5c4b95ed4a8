package web_test

import (
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/web"
	"github.com/millrace/millrace/pkg/browsertest"
)

const patience = 2 * time.Minute // a loaded machine is slow

// network is an api.Network that tests set.
type network struct {
	mu sync.Mutex // guards what follows

	streams       []api.Stream
	sessions      []api.Session
	orchestrators []api.Orchestrator
	chain         api.Chain
}

func (n *network) set(change func(*network)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	change(n)
}

func read[T any](n *network, field func(*network) T) T {
	n.mu.Lock()
	defer n.mu.Unlock()
	return field(n)
}

func (n *network) Streams() []api.Stream {
	return read(n, func(n *network) []api.Stream { return n.streams })
}

func (n *network) Sessions() []api.Session {
	return read(n, func(n *network) []api.Session { return n.sessions })
}

func (n *network) Orchestrators() []api.Orchestrator {
	return read(n, func(n *network) []api.Orchestrator { return n.orchestrators })
}
func (n *network) Chain() api.Chain              { return read(n, func(n *network) api.Chain { return n.chain }) }
func (n *network) Selections() []json.RawMessage { return nil }
func (n *network) Ready() error                  { return nil }
func (n *network) Degraded() error               { return nil }

// serve runs a server with the pages, the API over n, the stream l (nil: none), and what else there is to be.
func serve(t *testing.T, n *network, l *live, more ...func(chi.Router)) *httptest.Server {
	t.Helper()
	return serveWith(t, "", n, l, more...)
}

// serveWith serves pages to readers of whom those with the token may do everything.
func serveWith(t *testing.T, token string, n *network, l *live, more ...func(chi.Router)) *httptest.Server {
	t.Helper()
	r := chi.NewRouter()
	web.Routes(r)
	registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	a, err := api.New(api.Config{Version: "v0.1.0", RTMPPort: 1936, Token: token}, api.Deps{Network: n, Registrar: registry})
	require.NoError(t, err)
	a.Routes(r)
	if l != nil {
		l.routes(r)
	}
	for _, routes := range more {
		routes(r)
	}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	return server
}

// shot takes a screenshot into the test's artifacts (go test -artifacts keeps them).
func shot(t *testing.T, b *browsertest.Browser, name string) {
	t.Helper()
	b.Screenshot(filepath.Join(t.ArtifactDir(), name+".png"))
}

// requireClean fails when the browser complained of anything but a failed request that the test provoked.
func requireClean(t *testing.T, b *browsertest.Browser, server *httptest.Server, provoked ...string) {
	t.Helper()
	complaints := slices.DeleteFunc(b.Console(), func(line string) bool {
		return slices.ContainsFunc(provoked, func(s string) bool { return strings.Contains(line, s) })
	})
	require.Empty(t, complaints)
	for _, request := range b.Requests() {
		require.True(t, strings.HasPrefix(request, server.URL+"/") || strings.HasPrefix(request, "blob:"+server.URL+"/"), request)
	}
}

func demo(started time.Time) api.Stream {
	return api.Stream{
		Name: "demo", State: api.StreamLive, StartedAt: started,
		Source: &api.Source{Codec: "h264", Width: 640, Height: 360, FrameRate: 24, Bitrate: 900_000},
		Audio:  &api.Audio{Codec: "aac", SampleRate: 48000, Channels: 1, Bitrate: 64_000},
		Renditions: []api.Rendition{
			{Name: "source", Width: 640, Height: 360, Bitrate: 900_000, LastPart: "12.2"},
			{Name: "240p", Width: 426, Height: 240, Bitrate: 400_000, LastPart: "12.1", LagSeconds: 0.5},
			{Name: "144p", Width: 256, Height: 144, Bitrate: 200_000, LastPart: "12.1", LagSeconds: 0.5},
		},
		Orchestrator: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", PlaybackURL: "/hls/demo/index.m3u8", WatchURL: "/watch/demo",
	}
}

const menuItems = `[...millrace.shadowRoot.querySelector('media-rendition-menu').shadowRoot.querySelectorAll('media-chrome-menu-item')]`

func TestPlayer(t *testing.T) {
	stream := &live{clip: makeClip(t)}

	t.Run("watch page", func(t *testing.T) {
		n := &network{streams: []api.Stream{demo(time.Now().Add(-6 * time.Second))}}
		server := serve(t, n, stream)
		stream.begin(6 * time.Second)
		b := browsertest.New(t)
		b.Open(server.URL + "/watch/demo")

		b.WaitFor("millrace.stats().state === 'playing' && millrace.video.currentTime > 6", patience)
		b.WaitFor("!millrace.video.paused && millrace.video.muted", patience)

		// It comes to a steady place near the live edge.
		b.WaitFor("(s => s.live && s.latency > 1 && s.latency < 3 && s.captureDelay < 4)(millrace.stats())", patience)

		// A stall makes it stay further behind, by a part.
		var further, part float64
		b.Eval(`(h => { const aim = h.targetLatency;
			h.trigger('hlsError', {type: 'mediaError', details: 'bufferStalledError', fatal: false, error: new Error('by the test')}); return h.targetLatency - aim; })(millrace.hls)`, &further)
		b.Eval("millrace.hls.latestLevelDetails.partTarget", &part)
		require.InDelta(t, part, further, 0.001)

		// The menu offers every rung, best first, then automatic.
		b.Click("millrace-player >>> media-rendition-menu-button")
		b.WaitFor("!millrace.shadowRoot.querySelector('media-rendition-menu').hidden", patience)
		var items []string
		b.WaitFor(menuItems+".length === 4", patience)
		b.Eval(menuItems+".map(i => i.textContent.trim())", &items)
		require.Equal(t, []string{"360p source", "240p", "144p"}, items[:3])
		require.Contains(t, items[3], "Auto")
		// It stays for as long as one chooses, while the controls would have gone.
		b.Eval("window.from = millrace.video.currentTime", nil)
		b.WaitFor("millrace.video.currentTime > from + 4", patience)
		b.WaitFor("!millrace.shadowRoot.querySelector('media-controller').hasAttribute('userinactive')", patience)
		shot(t, b, "menu")

		choose := func(rung string) {
			b.Eval("millrace.shadowRoot.querySelector('media-rendition-menu').hidden && millrace.shadowRoot.querySelector('media-rendition-menu-button').click()", nil)
			b.WaitFor("!millrace.shadowRoot.querySelector('media-rendition-menu').hidden", patience)
			b.Eval(menuItems+".find(i => i.value === '"+rung+"').click()", nil)
			b.WaitFor("millrace.shadowRoot.querySelector('media-rendition-menu').hidden", patience)
		}
		for _, rung := range []struct{ name, height string }{{"144p", "144"}, {"source", "360"}} {
			choose(rung.name)
			b.WaitFor("(s => s.rung === '"+rung.name+"' && !s.auto && s.height === "+rung.height+")(millrace.stats())", patience)
		}
		choose("auto")
		b.WaitFor("millrace.stats().auto && millrace.hls.autoLevelEnabled", patience)

		// The figures appear on request, and go again.
		b.Press("s")
		b.WaitFor("!millrace.shadowRoot.querySelector('.stats').hidden && /Behind live\\d/.test(millrace.shadowRoot.querySelector('.stats').textContent)", patience)
		b.WaitFor("/Rung(source|240p|144p) \\(automatic\\)/.test(millrace.shadowRoot.querySelector('.stats').textContent)", patience)
		b.WaitFor("millrace.shadowRoot.querySelector('.unmute').hidden === false", patience)
		b.WaitFor("document.querySelector('.facts').textContent.includes('transcoded by 0x3C44')", patience)
		shot(t, b, "watch")
		b.Press("s")
		b.WaitFor("millrace.shadowRoot.querySelector('.stats').hidden", patience)
		b.Click("millrace-player >>> .unmute")
		b.WaitFor("!millrace.video.muted && millrace.shadowRoot.querySelector('.unmute').hidden", patience)

		// Thrown back, it returns by itself; gone back by choice, it stays until told.
		b.Eval("millrace.video.currentTime -= 9", nil)
		b.WaitFor("millrace.stats().latency > 6", patience)
		b.WaitFor("millrace.stats().latency < 4", patience)
		b.Eval(`millrace.shadowRoot.querySelector('media-play-button').dispatchEvent(new CustomEvent('mediaseekrequest',
			{detail: millrace.video.currentTime - 9, bubbles: true, composed: true}))`, nil)
		b.Eval("window.from = millrace.video.currentTime", nil)
		b.WaitFor("millrace.video.currentTime > from + 3", patience)
		var latency float64
		b.Eval("millrace.stats().latency", &latency)
		require.Greater(t, latency, 6.0)
		b.Eval("millrace.shadowRoot.querySelector('media-live-button').click()", nil)
		b.WaitFor("millrace.stats().latency < 4", patience)

		// The source alone, and why.
		n.set(func(n *network) {
			s := n.streams[0]
			s.Orchestrator, s.Problem = "", "no orchestrator has capacity"
			n.streams = []api.Stream{s}
		})
		b.WaitFor("document.querySelector('.notice').textContent === 'Source only: no orchestrator has capacity'", patience)

		b.Resize(390, 844)
		b.WaitFor("document.documentElement.scrollWidth <= 390", patience)
		shot(t, b, "watch-narrow")
		var errors []string
		b.Eval("millrace.stats().errors.filter(e => e.includes('fatal'))", &errors)
		require.Empty(t, errors)
		requireClean(t, b, server)
	})

	t.Run("a stream that is not there yet starts by itself", func(t *testing.T) {
		stream.set(func(l *live) { l.start = time.Time{} })
		n := &network{}
		server := serve(t, n, stream)
		b := browsertest.New(t)
		b.Open(server.URL + "/watch/demo")
		b.WaitFor("millrace.shadowRoot.querySelector('.message').textContent.includes('demo is not live')", patience)
		b.WaitFor("document.querySelector('[slot=offline] code').textContent === 'rtmp://127.0.0.1:1936/live/demo'", patience)
		shot(t, b, "offline")
		stream.begin(-6 * time.Second)
		b.WaitFor("millrace.shadowRoot.querySelector('.message').textContent.includes('demo is starting')", patience)
		b.WaitFor("millrace.stats().state === 'playing' && millrace.video.currentTime > 1 && millrace.shadowRoot.querySelector('.message').hidden", patience)
		requireClean(t, b, server, "404", "503")
	})

	t.Run("an outage is ridden out", func(t *testing.T) {
		server := serve(t, &network{}, stream)
		stream.begin(6 * time.Second)
		b := browsertest.New(t)
		b.Open(server.URL + "/embed/demo")
		b.WaitFor("millrace.stats().state === 'playing' && millrace.video.currentTime > 6", patience)
		stream.set(func(l *live) { l.sick = http.StatusBadGateway })
		b.WaitFor("millrace.stats().state === 'unreachable'", 2*patience)
		shot(t, b, "unreachable")
		stream.set(func(l *live) { l.sick = 0 })
		b.WaitFor("(s => s.state === 'playing' && s.latency < 4 && s.buffer > 0.2)(millrace.stats())", patience)
		b.WaitFor("!millrace.video.paused", patience)
		requireClean(t, b, server, "502", "404") // the API knows no stream here
	})

	t.Run("a stream that ends says so, and its successor starts by itself", func(t *testing.T) {
		started := time.Now().Add(-6 * time.Second)
		n := &network{streams: []api.Stream{demo(started)}}
		server := serve(t, n, stream)
		stream.begin(6 * time.Second)
		b := browsertest.New(t)
		b.Open(server.URL + "/watch/demo")
		b.WaitFor("millrace.stats().state === 'playing' && millrace.video.currentTime > 6", patience)
		stream.end()
		n.set(func(n *network) {
			s := demo(started)
			s.State, s.EndedAt = api.StreamEnded, time.Now()
			n.streams = []api.Stream{s}
		})
		b.WaitFor("millrace.stats().state === 'ended' && millrace.shadowRoot.querySelector('.message').textContent.includes('demo has ended')", patience)
		shot(t, b, "ended")
		stream.begin(2 * time.Second)
		n.set(func(n *network) { n.streams = []api.Stream{demo(time.Now())} })
		b.WaitFor("(s => s.state === 'playing' && s.live && s.latency < 4)(millrace.stats()) && !millrace.video.paused", patience)
		requireClean(t, b, server)
	})
}

// pictures serves a stream's poster and its storyboard, of which each second is a thumbnail.
func pictures(began time.Time) func(chi.Router) {
	return func(r chi.Router) {
		picture := func(width, height int) http.HandlerFunc {
			return func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "image/jpeg")
				_ = jpeg.Encode(w, image.NewGray(image.Rect(0, 0, width, height)), nil)
			}
		}
		r.Get("/thumbnails/demo/poster.jpg", picture(64, 36))
		r.Get("/thumbnails/demo/sheet.jpg", picture(1600, 90))
		r.Get("/thumbnails/demo/storyboard.vtt", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/vtt; charset=utf-8")
			fmt.Fprintf(w, "WEBVTT\n\nNOTE began %s\n", began.UTC().Format(time.RFC3339Nano))
			for n := range 10 {
				fmt.Fprintf(w, "\n00:00:%02d.000 --> 00:00:%02d.000\nsheet.jpg#xywh=%d,0,160,90\n", n, n+1, 160*n)
			}
		})
	}
}

// TestThumbnails: the player shows the poster before it plays, if that is not at once, and thumbnails where one can seek.
func TestThumbnails(t *testing.T) {
	stream := &live{clip: makeClip(t)}
	stream.begin(6 * time.Second)
	began, _, _ := stream.get()
	s := demo(began)
	s.PosterURL, s.StoryboardURL = "/thumbnails/demo/poster.jpg", "/thumbnails/demo/storyboard.vtt"
	n := &network{streams: []api.Stream{s}}
	server := serve(t, n, stream, pictures(began))
	b := browsertest.New(t)
	b.Open(foreign(t, server, `stream="demo" noautoplay`))
	b.WaitFor("(p => p.checkVisibility() && p.naturalWidth === 64)("+inPlayer+"('[slot=poster]'))", patience)
	b.Click("millrace-player >>> media-play-button")
	b.WaitFor("!"+inPlayer+"('[slot=poster]').checkVisibility()", patience)
	b.Open(server.URL + "/embed/demo")
	b.WaitFor("millrace.stats().state === 'playing' && millrace.video.currentTime > 6", patience)
	stream.end()
	n.set(func(n *network) {
		s.State, s.EndedAt = api.StreamEnded, time.Now()
		n.streams = []api.Stream{s}
	})
	b.WaitFor("millrace.stats().state === 'ended'", patience)
	b.Eval("millrace.shadowRoot.querySelector('media-time-range').dispatchEvent(new PointerEvent('pointerenter'))", nil)
	b.WaitFor("[...millrace.video.textTracks].find(t => t.label === 'thumbnails')?.cues.length === 10", patience)
	for _, second := range []int{1, 4} {
		b.Eval(fmt.Sprintf(`millrace.shadowRoot.querySelector('media-time-range').dispatchEvent(new CustomEvent('mediapreviewrequest',
			{detail: %d.5, bubbles: true, composed: true}))`, second), nil)
		b.WaitFor(fmt.Sprintf(`millrace.shadowRoot.querySelector('media-preview-thumbnail').getAttribute('mediapreviewcoords') === '%d 0 160 90'`, 160*second), patience)
	}
	b.WaitFor("millrace.shadowRoot.querySelector('media-preview-thumbnail').getAttribute('mediapreviewimage').includes('/thumbnails/demo/sheet.jpg')", patience)
	shot(t, b, "thumbnails")
	requireQuiet(t, b)
}

// TestControls: they do not keep the picture waiting, and whoever cannot have them has the browser's own.
func TestControls(t *testing.T) {
	const controls = "/player/chunks/"
	held := make(chan struct{})
	stream := &live{clip: makeClip(t)}
	stream.begin(6 * time.Second)
	node := serve(t, &network{streams: []api.Stream{demo(time.Now())}}, stream)
	target, err := url.Parse(node.URL)
	require.NoError(t, err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }, ErrorLog: log.New(io.Discard, "", 0)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasPrefix(req.URL.Path, controls) {
			select {
			case <-held:
			case <-req.Context().Done():
			}
			http.NotFound(w, req)
			return
		}
		proxy.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	b := browsertest.New(t)
	b.Open(server.URL + "/embed/demo")
	b.WaitFor("millrace.state === 'playing' && millrace.video.currentTime > 6 && !millrace.video.paused", patience)
	asked := func(u string) bool { return strings.Contains(u, controls) }
	require.Eventually(t, func() bool { return slices.ContainsFunc(b.Requests(), asked) }, patience, 20*time.Millisecond)
	b.WaitFor("!millrace.video.controls && !millrace.shadowRoot.querySelector('media-control-bar').checkVisibility()", patience)
	close(held)
	b.WaitFor("millrace.video.controls", patience)
}

// TestRewind: in a live stream that can be rewound one can go back, stay there, and return; in another one nothing offers that.
func TestRewind(t *testing.T) {
	for _, rewinds := range []bool{true, false} {
		t.Run(fmt.Sprint(rewinds), func(t *testing.T) {
			stream := &live{clip: makeClip(t), rewinds: rewinds}
			server := serve(t, &network{streams: []api.Stream{demo(time.Now())}}, stream)
			b := browsertest.New(t)
			stream.begin(54 * time.Second)
			b.Open(server.URL + "/embed/demo")
			b.WaitFor("millrace.stats().state === 'playing' && millrace.video.currentTime > 45 && millrace.stats().latency < 4 && !millrace.video.paused", patience)
			visible := "getComputedStyle(millrace.shadowRoot.querySelector('media-time-range')).display !== 'none'"
			if !rewinds {
				b.WaitFor("!("+visible+")", patience)
				return
			}
			b.WaitFor(visible, patience)
			b.Eval(`millrace.shadowRoot.querySelector('media-play-button').dispatchEvent(new CustomEvent('mediaseekrequest',
				{detail: millrace.video.currentTime - 40, bubbles: true, composed: true}))`, nil)
			b.Eval("window.from = millrace.video.currentTime", nil)
			b.WaitFor("millrace.video.currentTime > from + 3", patience)
			b.WaitFor("millrace.stats().latency > 35", patience)
			shot(t, b, "rewound")
			b.Eval("millrace.shadowRoot.querySelector('media-live-button').click()", nil)
			b.WaitFor("millrace.stats().latency < 4", patience)
			requireClean(t, b, server)
		})
	}
}

// TestEarlyViewers: whoever comes in a stream's first seconds plays on from there, and loads nothing again and again.
func TestEarlyViewers(t *testing.T) {
	l := &live{clip: makeClip(t)}
	n := &network{}
	server := serve(t, n, l)
	for _, age := range []time.Duration{700, 1200, 1700, 2200} {
		age *= time.Millisecond
		t.Run(age.String(), func(t *testing.T) {
			b := browsertest.New(t)
			now := time.Now()
			n.set(func(n *network) { n.streams = []api.Stream{demo(now)} })
			l.set(func(l *live) { l.asked = nil })
			l.begin(age)
			b.Open(server.URL + "/watch/demo")
			b.WaitFor(`millrace.video.currentTime > 4`, patience)
			t.Logf("it plays after %s", time.Since(now).Round(100*time.Millisecond))
			l.set(func(l *live) {
				for path, times := range l.asked {
					require.LessOrEqualf(t, times, 3, "times that %s was loaded", path)
				}
			})
		})
	}
}

func TestDashboard(t *testing.T) {
	n := &network{chain: api.Chain{ChainID: 1337, Round: 12, SnapshotAgeSeconds: 3}}
	server := serve(t, n, nil, pictures(time.Now()))
	b := browsertest.New(t)
	b.Open(server.URL)
	text := "document.querySelector('main').innerText"

	b.WaitFor(text+".includes('Nothing is live') && "+text+".includes('rtmp://127.0.0.1:1936/live')", patience)
	b.WaitFor("document.querySelector('header').innerText.includes('1337')", patience)
	shot(t, b, "empty")

	now := time.Now()
	working := demo(now.Add(-83 * time.Minute))
	working.Failovers, working.PosterURL = 2, "/thumbnails/demo/poster.jpg"
	working.Renditions[2].Missing, working.Renditions[2].MissingReason = true, "parts were late"
	alone := demo(now.Add(-40 * time.Second))
	alone.Name, alone.Orchestrator, alone.Renditions, alone.Audio = "<b>camera</b>", "", alone.Renditions[:1], nil
	alone.Problem = "no orchestrator has capacity: 3 asked, 3 busy"
	alone.WatchURL = "/watch/camera"
	ended := demo(now.Add(-2 * time.Hour))
	ended.Name, ended.State, ended.EndedAt, ended.Orchestrator = "rehearsal", api.StreamEnded, now.Add(-time.Hour), ""
	n.set(func(n *network) {
		n.streams = []api.Stream{working, alone, ended}
		n.orchestrators = []api.Orchestrator{
			{Address: working.Orchestrator, URI: "https://127.0.0.1:8936", Stake: "5000000000000000000000", Share: 0.625, State: api.OrchestratorWorking, PricePerTerapixel: "120000"},
			{Address: "0x90F79bf6EB2c4f870365E785982E1f101E93b906", URI: "https://127.0.0.1:8937", Stake: "2000500000000000000000", Share: 0.25, State: api.OrchestratorStandby, PricePerTerapixel: "130000"},
			{Address: "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", URI: "https://127.0.0.1:8938", Stake: "1000000000000000000000", Share: 0.125, State: api.OrchestratorSuspended, Problem: "3 parts late in a row; for 42 s more"},
		}
		n.sessions = []api.Session{
			{ID: "demo-3-9f2c", Stream: "demo", Orchestrator: working.Orchestrator, State: api.SessionWorking, StartedAt: now.Add(-4 * time.Minute), Encoder: "libx264", Parts: 1440, LastPartLatencyMs: 181.4},
			{ID: "demo-2-11aa", Stream: "demo", Orchestrator: "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", State: api.SessionFailed, StartedAt: now.Add(-6 * time.Minute), EndedAt: now.Add(-4 * time.Minute), Parts: 702, Problem: "part 64.2 late by 1.1 s"},
		}
	})
	for _, want := range []string{
		"1 h 23 min", "640×360 24 fps", "900 kbit/s", "240p 0.5 s", "144p missing", "0x3C44…93BC", // the stream that works
		"<b>camera</b>", "Source only: no orchestrator has capacity: 3 asked, 3 busy", "rehearsal", "ended",
		"5,000", "2,000.5", "62.5 %", "working", "standby", "suspended", "3 parts late in a row; for 42 s more",
		"1,440", "181 ms", "part 64.2 late by 1.1 s",
	} {
		b.WaitFor(text+".includes("+string(must(json.Marshal(want)))+")", patience)
	}
	b.WaitFor("!"+text+".includes('Nothing is live')", patience)
	b.WaitFor("document.querySelector('a[href=\"/watch/demo\"]').textContent === 'demo'", patience)
	b.WaitFor("document.querySelectorAll('img.poster').length === 1 && document.querySelector('img.poster').naturalWidth === 64", patience)
	shot(t, b, "dashboard")

	// The keyboard's focus outlives a refresh.
	b.Eval("(document.querySelector('a[href=\"/watch/demo\"]').focus(), window.focused = document.activeElement, undefined)", nil)
	b.WaitFor("document.activeElement !== focused && document.activeElement.textContent === 'demo'", patience)

	n.set(func(n *network) { n.chain.RPCError, n.chain.SnapshotAgeSeconds = "connection refused", 75 })
	b.WaitFor("document.querySelector('header').innerText.includes('RPC down, snapshot 1 min 15 s old')", patience)
	b.Resize(390, 844)
	b.WaitFor("document.documentElement.scrollWidth <= 390", patience)
	shot(t, b, "dashboard-narrow")
	requireClean(t, b, server)

	server.CloseClientConnections()
	server.Close()
	b.WaitFor("!document.querySelector('[role=alert]').hidden", patience)
	require.NotEmpty(t, b.Console())
}

// Who has no key reads what everybody may read, and is asked for one; who has given it in this tab creates streams.
func TestDashboard_signIn(t *testing.T) {
	const token = "0123456789abcdef"
	server := serveWith(t, token, &network{chain: api.Chain{ChainID: 1337}}, nil)
	b := browsertest.New(t)
	b.Open(server.URL)
	b.WaitFor("document.querySelector('#api-key') && !document.querySelector('.create')", patience)
	give := func(key string) {
		b.Eval(fmt.Sprintf("(document.querySelector('#api-key').value = %q, document.querySelector('.access form button').click(), undefined)", key), nil)
	}
	give("not the key")
	b.WaitFor("document.querySelector('.access [role=alert]').textContent.includes('does not know that key')", patience)
	give(token)
	b.WaitFor("document.querySelector('.create') && !document.querySelector('#api-key')", patience)
	b.Eval("(document.querySelector('.create').open = true, document.querySelector('#new-name').value = 'mine', document.querySelector('#new-private').checked = true, document.querySelector('.create form button').click(), undefined)", nil)
	b.WaitFor("document.querySelector('.create').innerText.includes('Publish mine')", patience)
	b.WaitFor("document.querySelector('main').innerText.includes('private')", patience)
	b.Eval("(window.before = true, location.reload(), undefined)", nil)
	b.WaitFor("!window.before && document.querySelector('.create') && document.querySelector('.access button').textContent === 'Sign out'", patience)
	shot(t, b, "signed-in")
	b.Eval("(document.querySelector('.access button').click(), undefined)", nil)
	b.WaitFor("document.querySelector('#api-key') && !document.querySelector('.create')", patience)
	b.WaitFor("!document.querySelector('main').innerText.includes('private')", patience)
	requireClean(t, b, server)
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
