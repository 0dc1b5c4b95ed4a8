package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/browsertest"
)

// foreign serves a page of somebody else, with a player whose attributes are given, and some text to read around it.
func foreign(t *testing.T, node *httptest.Server, attributes string) string {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path != "/" {
			w.WriteHeader(http.StatusNoContent) // the icon
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><meta name="viewport" content="width=device-width"><title>A page</title>
<style>millrace-player { --millrace-accent: rgb(1, 2, 3); } millrace-player::part(unmute) { color: rgb(4, 5, 6); }</style>
<script type="module" src="%s/player/millrace-player.js"></script>
<h1>A page</h1><millrace-player %s><p slot="offline">Come back at eight.</p></millrace-player>`, node.URL, attributes)
	}))
	t.Cleanup(site.Close)
	return site.URL
}

const inPlayer = "document.querySelector('millrace-player').shadowRoot.querySelector"

// TestComponent: the player on a page of another origin, with nothing but a script and an element.
func TestComponent(t *testing.T) {
	stream := &live{clip: makeClip(t), tracks: true}
	n := &network{streams: []api.Stream{demo(time.Now())}}
	server := serve(t, n, stream, denied)
	player := "document.querySelector('millrace-player')"

	for name, size := range map[string][2]int64{"desktop": {1280, 800}, "phone": {390, 844}} {
		t.Run(name, func(t *testing.T) {
			stream.begin(6 * time.Second)
			b := browsertest.New(t)
			b.Resize(size[0], size[1])
			b.Open(foreign(t, server, `stream="demo"`))
			b.WaitFor(player+".state === 'playing' && "+player+".video.currentTime > 6 && "+player+".video.muted", patience)
			b.WaitFor("(s => s.live && s.latency < 4 && s.firstFrame > 0)("+player+".stats())", patience)
			b.WaitFor("document.documentElement.scrollWidth <= innerWidth", patience)
			b.WaitFor("!"+inPlayer+"('.unmute').hidden && getComputedStyle("+inPlayer+"('.unmute')).color === 'rgb(4, 5, 6)'", patience)

			choose := func(menu, item string) {
				t.Helper()
				b.Click("millrace-player >>> " + menu + "-button")
				b.WaitFor("!"+inPlayer+"('"+menu+"').hidden", patience)
				b.WaitFor(fmt.Sprintf("(window.item = [...%s('%s').shadowRoot.querySelectorAll('media-chrome-menu-item')].find(i => i.textContent.trim() === %q))", inPlayer, menu, item), patience)
				shot(t, b, menu)
				b.Eval("item.click()", nil)
				b.WaitFor(inPlayer+"('"+menu+"').hidden", patience)
			}
			choose("media-audio-track-menu", "Comment")
			b.WaitFor("(h => h.audioTracks[h.audioTrack].name === 'Comment')("+player+".hls)", patience)
			require.Eventually(t, func() bool { return stream.heard("audio1") }, patience, 100*time.Millisecond)

			choose("media-captions-menu", "English")
			b.WaitFor("[..."+player+".video.textTracks].some(t => t.mode === 'showing' && t.activeCues?.[0]?.text === 'What is said')", patience)
			choose("media-rendition-menu", "144p")
			b.WaitFor("(s => s.rung === '144p' && s.height === 144)("+player+".stats())", patience)
			requireQuiet(t, b)
		})
	}

	t.Run("by keyboard", func(t *testing.T) {
		stream.begin(6 * time.Second)
		b := browsertest.New(t)
		b.Open(foreign(t, server, `stream="demo"`))
		b.WaitFor(player+".video.currentTime > 6 && !"+player+".video.paused && "+inPlayer+"('media-control-bar').checkVisibility()", patience)
		b.Press("m") // of the page, not of the player
		b.Press("\t")
		b.WaitFor("document.activeElement === "+player, patience)
		b.WaitFor(player+".video.muted", patience)
		b.Press("m")
		b.WaitFor("!"+player+".video.muted", patience)
		b.Press("k")
		b.WaitFor(player+".video.paused", patience)
		b.Press("s")
		b.WaitFor("!"+inPlayer+"('.stats').hidden", patience)
		// Whatever takes the focus has a name.
		for range 4 {
			b.Press("\t")
			b.WaitFor("(e => { while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e.ariaLabel || e.textContent.trim(); })(document.activeElement)", patience)
		}
		requireQuiet(t, b)
	})

	t.Run("words", func(t *testing.T) {
		stream.set(func(l *live) { l.start = time.Time{} })
		b := browsertest.New(t)
		b.Open(foreign(t, server, `src="`+server.URL+`/hls/demo/index.m3u8"`))
		message := inPlayer + "('.message').textContent"
		b.WaitFor(message+".includes('demo is not live')", patience)
		b.WaitFor("document.querySelector('[slot=offline]').checkVisibility()", patience)
		stream.begin(6 * time.Second)
		b.WaitFor(player+".state === 'playing' && "+player+".video.currentTime > 6 && "+inPlayer+"('.message').hidden", patience)

		// Another source takes its place, and none leaves nothing running.
		b.Eval("(window.states = [], "+player+".addEventListener('statechange', e => states.push(e.detail.state)), undefined)", nil)
		b.Eval(player+".setAttribute('src', '"+server.URL+"/denied/hls/demo/index.m3u8')", nil)
		b.WaitFor(message+".includes('You may not watch demo')", patience)
		b.Eval(player+".setAttribute('src', 'http://127.0.0.1:1/hls/demo/index.m3u8')", nil)
		b.WaitFor(message+".includes('The server does not answer')", patience)
		b.Eval(player+".removeAttribute('src')", nil)
		b.WaitFor(player+".state === 'idle' && "+player+".hls === null", patience)
		var states []string
		b.Eval("states", &states)
		require.Subset(t, states, []string{"idle", "loading", "denied", "unreachable"})
	})

	t.Run("denied while it plays", func(t *testing.T) {
		stream.begin(6 * time.Second)
		b := browsertest.New(t)
		b.Open(foreign(t, server, `stream="demo"`))
		b.WaitFor(player+".state === 'playing' && "+player+".video.currentTime > 6", patience)
		b.Eval("(window.states = [], "+player+".addEventListener('statechange', e => states.push(e.detail.state)), undefined)", nil)
		stream.set(func(l *live) { l.sick = http.StatusForbidden }) // as when a token expires
		b.WaitFor(player+".state === 'denied'", patience)
		var states []string
		b.Eval("states", &states)
		require.Equal(t, []string{"denied"}, states) // the server did answer
		stream.set(func(l *live) { l.sick = 0 })
		b.WaitFor(player+".state === 'playing'", patience)
	})

	t.Run("not before it is played", func(t *testing.T) {
		stream.begin(6 * time.Second)
		stream.set(func(l *live) { l.asked = nil })
		b := browsertest.New(t)
		b.Open(foreign(t, server, `stream="demo" noautoplay`))
		b.WaitFor(player+".state === 'playing' && "+player+".hls.levels.length === 3", patience)
		require.False(t, stream.heard("audio"))
		b.Click("millrace-player >>> media-play-button")
		b.WaitFor("(v => !v.paused && v.currentTime > 6)("+player+".video)", patience)
	})
}

// TestComponent_withoutAPI: a server that has the playlists alone, as a CDN's may, is enough to see a stream begin, end and begin again.
func TestComponent_withoutAPI(t *testing.T) {
	node := serve(t, &network{}, nil)
	stream := &live{clip: makeClip(t)}
	routes := chi.NewRouter()
	stream.routes(routes)
	cdn := httptest.NewServer(routes)
	t.Cleanup(cdn.Close)
	player := "document.querySelector('millrace-player')"

	for name, attributes := range map[string]string{
		"server": `stream="demo" server="` + cdn.URL + `"`,
		"src":    `src="` + cdn.URL + `/hls/demo/index.m3u8?key=1"`,
	} {
		t.Run(name, func(t *testing.T) {
			stream.set(func(l *live) { l.start = time.Time{} })
			b := browsertest.New(t)
			b.Open(foreign(t, node, attributes))
			b.WaitFor(player+".state === 'offline' && document.querySelector('[slot=offline]').checkVisibility()", patience)
			stream.begin(6 * time.Second)
			b.WaitFor(player+".state === 'playing' && "+player+".video.currentTime > 6 && "+inPlayer+"('.message').hidden", patience)
			stream.end()
			b.WaitFor(player+".state === 'ended' && "+inPlayer+"('.message').textContent.includes('demo has ended')", patience)
			shot(t, b, "ended")
			stream.begin(2 * time.Second)
			b.WaitFor("(s => s.state === 'playing' && s.live && s.latency < 4)("+player+".stats()) && !"+player+".video.paused", patience)
			if name == "src" {
				require.Contains(t, b.Requests(), cdn.URL+"/hls/demo/index.m3u8?key=1")
			}
			asked := slices.DeleteFunc(b.Requests(), func(url string) bool { return !strings.Contains(url, "/api/") })
			require.LessOrEqual(t, len(asked), 1, "the API is asked for pictures, and not again and again")
		})
	}
}

// heard says whether media of an audio track was asked for.
func (l *live) heard(track string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for path := range l.asked {
		if strings.HasPrefix(path, "/hls/demo/"+track+"/") {
			return true
		}
	}
	return false
}

// requireQuiet fails when the browser complained of anything.
func requireQuiet(t *testing.T, b *browsertest.Browser) {
	t.Helper()
	require.Empty(t, b.Console())
}

// denied answers below /denied like a node to those who may not watch.
func denied(r chi.Router) {
	r.Get("/denied/*", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.WriteHeader(http.StatusForbidden)
	})
}
