package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/rpc"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/testmedia"
)

// player is the script that watches the player: the longest time for which it did not move on although it should.
const watchPlayer = `(() => {
	const video = millrace.video;
	const w = window.watched = {longest: 0, errors: [], moved: performance.now(), at: video.currentTime, playing: false, story: []};
	const tell = (what) => {
		const ranges = Array.from({length: video.buffered.length}, (_, i) => video.buffered.start(i).toFixed(2) + "-" + video.buffered.end(i).toFixed(2));
		w.story.push((performance.now() / 1000).toFixed(2) + " at " + video.currentTime.toFixed(2) + " of " + ranges + ": " + what);
		w.story.splice(0, w.story.length - 300);
	};
	const piece = (d) => [d.frag && (d.frag.type + " " + d.frag.level + " sn " + d.frag.sn), d.part && ("part " + d.part.index), d.details, d.error && d.error.message].filter(Boolean).join(" ");
	for (const e of ["hlsFragLoading", "hlsFragLoaded", "hlsFragBuffered", "hlsLevelSwitching", "hlsFragLoadEmergencyAborted", "hlsError"]) {
		window.millrace.hls.on(e, (_, d) => tell(e.slice(3) + " " + piece(d)));
	}
	window.millrace.hls.on("hlsLevelUpdated", (_, d) => tell("LevelUpdated " + d.level + " to " + d.details.lastPartSn + "." + d.details.lastPartIndex));
	for (const e of ["waiting", "stalled", "playing", "seeking", "ratechange"]) { video.addEventListener(e, () => tell(e)); }
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
	Story   []string `json:"story"` // what the player did last
}

// TestNetwork runs the network of docker-compose.yml.
func TestNetwork(t *testing.T) {
	c := startCompose(t)
	c.staked(3)
	t.Run("draws_follow_the_stakes", func(t *testing.T) { testDraws(t, c) })
	t.Run("goes_on_when_something_is_killed", func(t *testing.T) { testKilling(t, c) })
	t.Run("tickets_are_won_and_redeemed", func(t *testing.T) { testRedeeming(t, c) })
	t.Run("decisions_can_be_recomputed", func(t *testing.T) {
		var list api.SelectionList
		require.NoError(t, c.get("/api/v1/selections", &list))
		require.NotEmpty(t, list.Selections)
		file := filepath.Join(t.TempDir(), "records.jsonl")
		require.NoError(t, os.WriteFile(file, []byte(joinLines(list.Selections)), 0o600))
		c.millrace("select", "verify", file)
	})
}

// TestNetworkOnAnvil runs the same network on another development chain than ours: a stream is transcoded and paid for, and what the
// tickets win is redeemed. It takes three minutes.
func TestNetworkOnAnvil(t *testing.T) {
	if os.Getenv("MILLRACE_REDEEM") == "" {
		t.Skip("takes minutes: MILLRACE_REDEEM=1, as make test-slow sets it")
	}
	anvil, err := filepath.Abs("contracts/node_modules/@foundry-rs/anvil-" + runtime.GOOS + "-" + runtime.GOARCH + "/bin/anvil")
	require.NoError(t, err)
	if _, err := os.Stat(anvil); err != nil {
		t.Skipf("anvil is not installed (make test-contracts does it): %s", err)
	}
	startAnvil := func(c *compose) {
		c.run("chain", anvil, "--quiet", "--port", c.port("8545"), "--block-time", "1")
		client, err := rpc.Dial("http://127.0.0.1:" + c.port("8545"))
		require.NoError(t, err)
		defer client.Close()
		accounts, err := keystoreAccounts(filepath.Join(c.data, "keys"))
		require.NoError(t, err)
		for _, account := range accounts {
			c.eventually("anvil gives ether", time.Minute, func() bool {
				return client.CallContext(t.Context(), nil, "anvil_setBalance", account, "0xd3c21bcecceda1000000") == nil // a million
			})
		}
	}
	c := startCompose(t, func(c *compose) { c.startChain = startAnvil })
	c.staked(3)
	clip := testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 10, Audio: 48000})
	publisher := c.publish(clip, "paid", 30*time.Second)
	<-publisher.done
	require.Zero(t, publisher.cmd.ProcessState.ExitCode(), publisher.log)
	testRedeeming(t, c)
}

// testRedeeming waits until something that the network's streams have won is redeemed, and counts it at both ends: what the chain took from
// the broadcaster's deposit is what it gave the orchestrators.
func testRedeeming(t *testing.T, c *compose) {
	const deposit = 1000_000_000 // units
	earned := func() *big.Int {
		total := new(big.Int)
		for n := range 3 {
			var r winningsReport
			require.NoError(t, json.Unmarshal(c.millrace("earnings", "--json", "--data-dir", filepath.Join(c.data, fmt.Sprintf("orchestrator-%d", n+1))), &r))
			require.Zero(t, r.Total.Lost.Tickets)
			units, err := chain.ParseAsset(r.Total.Redeemed.Dollars)
			require.NoError(t, err)
			total.Add(total, units)
		}
		return total
	}
	for end := time.Now().Add(5 * time.Minute); ; { // what is won is redeemed a minute after its quote is over
		var b balanceReport
		require.NoError(t, json.Unmarshal(c.millrace("wallet", "balance", "--json", "--key-file", filepath.Join(c.data, "keys", "broadcaster.json"),
			"--rpc", "http://127.0.0.1:"+c.port("8545"), "--contracts", filepath.Join(c.data, "contracts.json")), &b))
		left, err := chain.ParseAsset(b.Deposit)
		require.NoError(t, err)
		if got := earned(); got.Sign() > 0 && new(big.Int).Add(left, got).Int64() == deposit {
			t.Logf("%s dollars are won and redeemed", chain.FormatAsset(got))
			return
		}
		require.Truef(t, time.Now().Before(end), "nothing is redeemed, or it is counted differently: %s left, %s earned", b.Deposit, earned())
		<-time.After(time.Second)
	}
}

func joinLines(records []json.RawMessage) string {
	var b strings.Builder
	for _, r := range records {
		b.Write(r)
		b.WriteByte('\n')
	}
	return b.String()
}

// testDraws draws 10,000 times from the running network's snapshot: the draws follow the stakes, and each record can
// be recomputed.
func testDraws(t *testing.T, c *compose) {
	records := filepath.Join(t.TempDir(), "records.jsonl")
	contracts := filepath.Join(c.data, "contracts.json")
	rpc := "http://127.0.0.1:" + c.port("8545")
	key := filepath.Join(c.data, "keys", "broadcaster")
	out := c.millrace("select", "draw", "--count", "10000", "--json", "--out", records, "--rpc", rpc, "--contracts", contracts,
		"--key-file", key+".json", "--password-file", key+".password")
	var result struct {
		Draws         int
		Orchestrators []struct{ Drawn int }
		P             float64
	}
	require.NoError(t, json.Unmarshal(out, &result))
	require.Equal(t, 10000, result.Draws)
	require.Len(t, result.Orchestrators, 3)
	require.Greater(t, result.P, 1e-4)
	c.millrace("select", "verify", records)
}

// testKilling publishes a stream and kills, one after the other, the orchestrator at work, the transcoder at work and
// a media child, and restarts a transcoder: every rung goes on, no frame is lost or comes twice, and a player in a real browser hardly notices.
func testKilling(t *testing.T, c *compose) {
	clip := testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 10, Audio: 48000})
	publisher := c.publish(clip, "killing", 72*time.Second)

	rungs := []string{"source", "240p", "144p"}
	c.eventually("all rungs", time.Minute, func() bool {
		made := 0
		for _, r := range c.stream("killing").Renditions {
			if r.LastPart != "" {
				made++
			}
		}
		return made == len(rungs)
	})
	recorders := make([]*recorder, len(rungs))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	group, ctx := errgroup.WithContext(ctx)
	for i, rung := range rungs {
		group.Go(func() (err error) {
			recorders[i], err = recordPlaylist(ctx, c.url("/hls/killing/"+rung+"/media.m3u8?ll=0"))
			return err
		})
	}
	browser := browsertest.New(t)
	browser.Open(c.url("/watch/killing"))
	browser.WaitFor(`millrace.video.currentTime > 1`, time.Minute)
	browser.Eval(watchPlayer, nil)
	playing := func(seconds float64) {
		t.Helper()
		var at float64
		browser.Eval(`window.watched.at`, &at)
		browser.WaitFor(fmt.Sprintf(`window.watched.at > %f`, at+seconds), 2*time.Minute)
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
		{"transcoder told to stop", func(n int) {
			name := fmt.Sprintf("transcoder-%d", n)
			p := c.processes[name]
			require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
			<-p.done
			require.Zero(t, p.cmd.ProcessState.ExitCode(), p.log)
			require.Contains(t, p.log.String(), "session handed over")
			c.start(name)
		}},
		{"media child", func(n int) {
			for _, pid := range c.processes[fmt.Sprintf("transcoder-%d", n)].children(t) {
				require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
			}
		}},
	}
	for _, k := range kills {
		c.eventually("an orchestrator at work and another behind it", time.Minute, func() bool {
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
		c.eventually("failover after the death of a "+k.what, time.Minute, func() bool {
			s := c.stream("killing")
			return s.Failovers > before && s.Session != ""
		})
		playing(6)
		var w watched
		browser.Eval(`window.watched`, &w)
		t.Logf("%s killed: longest stall so far %.0f ms", k.what, w.Longest)
		story := strings.Join(w.Story, "\n")
		require.Emptyf(t, w.Errors, "player after the death of a %s; it did:\n%s", k.what, story)
		require.Lessf(t, w.Longest, 1000., "the player stalled after the death of a %s; it did:\n%s", k.what, story)
	}

	<-publisher.done
	require.NoError(t, group.Wait())
	require.Equal(t, api.StreamEnded, c.stream("killing").State)
	source := recorders[0].pts(t)
	require.Equal(t, len(source), recorders[0].decode(t))
	require.InDelta(t, 72*30, len(source), 30*10, "the recording covers nearly all of the stream")
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
