package main

import (
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/testmedia"
)

// player is the script that watches the player: the longest time for which it did not move on although it should.
const watchPlayer = `(() => {
	const video = document.querySelector("video");
	const w = window.watched = {longest: 0, errors: [], moved: performance.now(), at: video.currentTime, playing: false};
	video.addEventListener("error", () => w.errors.push("video: " + (video.error && video.error.message)));
	window.millrace.hls.on("hlsError", (_, e) => { if (e.fatal || /decode|append|parsing/i.test(e.details)) w.errors.push(e.details + " " + (e.error || "")); });
	setInterval(() => {
		const now = performance.now();
		if (video.currentTime !== w.at) { w.at = video.currentTime; w.moved = now; w.playing = true; }
		else if (w.playing) { w.longest = Math.max(w.longest, now - w.moved); }
	}, 50);
})()`

type watched struct {
	Longest float64  `json:"longest"` // ms
	Errors  []string `json:"errors"`
	At      float64  `json:"at"`
}

// TestKilling runs the network of docker-compose.yml, publishes a stream to it, and kills, one after the other, the
// orchestrator at work, the transcoder at work and a media child: every rung goes on, no frame is lost or comes twice,
// and a player in a real browser hardly notices.
func TestKilling(t *testing.T) {
	clip := testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 10, Audio: 48000})
	c := startCompose(t)
	c.staked(3)
	publisher := c.publish(clip, "killing", 55*time.Second)

	rungs := []string{"source", "240p", "144p"}
	c.eventually("all rungs", 30*time.Second, func() bool {
		made := 0
		for _, r := range c.stream("killing").Renditions {
			if r.LastPart != "" {
				made++
			}
		}
		return made == len(rungs)
	})
	recorders := make([]*recorder, len(rungs))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	group, ctx := errgroup.WithContext(ctx)
	for i, rung := range rungs {
		group.Go(func() (err error) {
			recorders[i], err = record(ctx, c.url("/hls/killing/"+rung+"/media.m3u8?ll=0"))
			return err
		})
	}
	browser := browsertest.New(t)
	browser.Open(c.url("/watch/killing"))
	browser.WaitFor(`document.querySelector("video").currentTime > 1`, 30*time.Second)
	browser.Eval(watchPlayer, nil)
	playing := func(seconds float64) {
		t.Helper()
		var at float64
		browser.Eval(`window.watched.at`, &at)
		browser.WaitFor(fmt.Sprintf(`window.watched.at > %f`, at+seconds), time.Duration(3*seconds+10)*time.Second)
	}
	playing(3)

	kills := []struct {
		what string
		do   func(n int)
	}{
		{"orchestrator", func(n int) {
			name := fmt.Sprintf("orchestrator-%d", n)
			c.processes[name].kill()
			c.start(name)
		}},
		{"transcoder", func(n int) {
			name := fmt.Sprintf("transcoder-%d", n)
			c.processes[name].kill()
			c.start(name)
		}},
		{"media child", func(n int) {
			for _, pid := range c.processes[fmt.Sprintf("transcoder-%d", n)].children(t) {
				require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
			}
		}},
	}
	for _, k := range kills {
		c.eventually("an orchestrator at work and another behind it", 40*time.Second, func() bool {
			states := map[api.OrchestratorState]int{}
			var list api.OrchestratorList
			_ = c.get("/api/v1/orchestrators", &list)
			for _, o := range list.Orchestrators {
				states[o.State]++
			}
			return states[api.OrchestratorWorking] == 1 && states[api.OrchestratorStandby] > 0
		})
		before := c.stream("killing").Failovers
		k.do(c.working("killing"))
		c.eventually("failover after the death of a "+k.what, 20*time.Second, func() bool {
			s := c.stream("killing")
			return s.Failovers > before && s.Session != ""
		})
		playing(6)
		var w watched
		browser.Eval(`window.watched`, &w)
		t.Logf("%s killed: longest stall so far %.0f ms", k.what, w.Longest)
		require.Emptyf(t, w.Errors, "player after the death of a %s", k.what)
		require.Lessf(t, w.Longest, 1000., "the player stalled after the death of a %s", k.what)
	}

	<-publisher.done
	require.NoError(t, group.Wait())
	require.Equal(t, api.StreamEnded, c.stream("killing").State)
	source := recorders[0].pts(t)
	require.Equal(t, len(source), recorders[0].decode(t))
	require.InDelta(t, 55*30, len(source), 30*10, "the recording covers nearly all of the stream")
	for i, r := range recorders[1:] {
		require.Emptyf(t, r.gaps, "gaps of %s", rungs[i+1])
		pts := r.pts(t)
		// The recorders began at different segments at most.
		from := max(pts[0], source[0])
		require.Equalf(t, since(source, from), since(pts, from), "frames of %s", rungs[i+1])
		require.Equalf(t, len(pts), r.decode(t), "decoded frames of %s", rungs[i+1])
	}
}

// since is the part of a sorted list from a value on.
func since[T ~int64](list []T, from T) []T {
	for i, v := range list {
		if v >= from {
			return list[i:]
		}
	}
	return nil
}
