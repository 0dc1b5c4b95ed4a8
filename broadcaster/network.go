package broadcaster

import (
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// network shows a Broadcaster to its API.
type network struct{ b *Broadcaster }

var _ api.Network = network{}

// staleAfter is how old the stake snapshot may be before the API says that the chain does not answer.
const staleAfter = 30 * time.Second

// Ready says whether streams can be taken in. They can while the network is away: the source rung is served alone.
func (n network) Ready() error {
	if n.b.listener == nil {
		return errors.New("not started")
	}
	return nil
}

// Degraded says what the node does without.
func (n network) Degraded() error { return n.b.degraded() }

// Streams lists live streams first, then ended ones, by name.
func (n network) Streams() []api.Stream {
	var live, ended []api.Stream
	for _, s := range n.b.list() {
		if v := s.view(); v.State == api.StreamLive {
			live = append(live, v)
		} else {
			ended = append(ended, v)
		}
	}
	return append(live, ended...)
}

// maxEndedSessions bounds the ended ones that are listed.
const maxEndedSessions = 32

// Sessions lists the sessions at work, and the latest that ended, newest first.
func (n network) Sessions() []api.Session {
	var out, ended []api.Session
	for _, s := range n.b.list() {
		d, _ := s.dispatch()
		if d == nil {
			continue
		}
		st := d.Status()
		for _, e := range st.Ended {
			v := api.Session{
				ID: e.ID, Stream: s.name, Orchestrator: e.Orchestrator.Hex(), URI: e.URI, State: api.SessionEnded, StartedAt: e.StartedAt, EndedAt: e.EndedAt,
				Encoder: e.Encoder, Parts: e.Parts, Selection: e.Selection,
			}
			if e.Err != nil {
				v.State, v.Problem = api.SessionFailed, e.Err.Error()
			}
			ended = append(ended, v)
		}
		if st.Session == "" {
			continue
		}
		v := api.Session{
			ID: st.Session, Stream: s.name, Orchestrator: st.Orchestrator.Hex(), URI: st.URI, State: api.SessionOpening,
			StartedAt: st.StartedAt, Encoder: st.Encoder, Parts: st.Parts, Selection: st.Selection,
		}
		if st.Parts > 0 {
			v.State = api.SessionWorking
			v.LastPartLatencyMs = float64(slices.Max(st.Latency)) / float64(time.Millisecond)
		}
		out = append(out, v)
	}
	slices.SortStableFunc(ended, func(a, b api.Session) int { return b.EndedAt.Compare(a.EndedAt) })
	return append(out, ended[:min(len(ended), maxEndedSessions)]...)
}

// Orchestrators lists those of the newest snapshot, largest stake first.
func (n network) Orchestrators() []api.Orchestrator {
	view, err := n.b.market.View()
	if err != nil {
		return nil
	}
	working, standby := map[common.Address]bool{}, map[common.Address]bool{}
	for _, s := range n.b.list() {
		if d, _ := s.dispatch(); d != nil {
			st := d.Status()
			working[st.Orchestrator] = true
			for _, a := range st.Standby {
				standby[a] = true
			}
		}
	}
	var total float64 // for showing shares only
	for _, stake := range view.Snapshot.Stakes {
		total += stake.Weight.Float64()
	}
	var out []api.Orchestrator
	for _, stake := range view.Snapshot.Stakes {
		seen, suspended := n.b.market.Seen(stake.Orchestrator)
		o := api.Orchestrator{
			Address: stake.Orchestrator.Hex(), URI: view.Services[stake.Orchestrator].URI, Stake: stake.Weight.Dec(),
			State: api.OrchestratorIdle, Problem: seen.Problem,
			Performance:      seen.Score.Performance,
			PartLatencyP50Ms: float64(seen.Score.P50.Milliseconds()), PartLatencyP95Ms: float64(seen.Score.P95.Milliseconds()),
			Faults: math.Round(seen.Score.Faults*10) / 10, Invalid: math.Round(seen.Score.Invalid*10) / 10,
		}
		if seen.Quoted {
			o.PricePerTerapixel = seen.PriceString()
		}
		if total > 0 {
			o.Share = stake.Weight.Float64() / total
		}
		switch {
		case working[stake.Orchestrator]:
			o.State = api.OrchestratorWorking
		case suspended != "":
			o.State, o.Problem = api.OrchestratorSuspended, suspended
		case standby[stake.Orchestrator]:
			o.State = api.OrchestratorStandby
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b api.Orchestrator) int {
		switch {
		case a.Share > b.Share:
			return -1
		case a.Share < b.Share:
			return 1
		}
		return 0
	})
	return out
}

// Chain says which round's stakes are in use.
func (n network) Chain() api.Chain {
	view, err := n.b.market.View()
	if err != nil {
		return api.Chain{RPCError: err.Error()}
	}
	c := api.Chain{ChainID: view.Snapshot.ChainID, Round: view.Snapshot.Round, SnapshotAgeSeconds: time.Since(view.At).Seconds()}
	switch {
	case view.Err != nil:
		c.RPCError = view.Err.Error()
	case time.Since(view.At) > staleAfter:
		c.RPCError = "the chain has not answered lately"
	}
	return c
}

// Selections lists the newest selection records first.
func (n network) Selections() []json.RawMessage { return n.b.market.Records() }

// view is the stream as the API shows it.
func (s *stream) view() api.Stream {
	d, problem := s.dispatch()
	var lacking map[string]string
	var health *api.Health
	if p := s.publication.Load(); p != nil {
		health = p.health()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	v := api.Stream{
		Name: s.name, State: api.StreamLive, StartedAt: s.start, EndedAt: s.endAt, Problem: problem,
		PlaybackURL: api.PlaybackURL(s.name), WatchURL: api.WatchURL(s.name),
		Viewers: s.b.audience.Count(s.name), Health: health,
	}
	if s.rewind > 0 {
		v.DVRURL = v.PlaybackURL + "?dvr=1"
	}
	switch {
	case s.gone:
		v.State = api.StreamIdle
	case !s.endAt.IsZero():
		v.State = api.StreamEnded
	case !s.leftAt.IsZero():
		v.State, v.DisconnectedAt = api.StreamDisconnected, s.leftAt
	}
	v.Captions = s.origin.Captions()
	var latency []time.Duration // of the ladder's rungs
	if d != nil {
		st := d.Status()
		latency = st.Latency
		v.Session, v.Failovers, lacking = st.Session, st.Failovers, st.Lacking
		if v.State == api.StreamLive {
			v.Problem = st.Problem
		}
		if st.Session != "" {
			v.Orchestrator = st.Orchestrator.Hex()
		}
	}
	made := map[string]origin.RenditionStatus{}
	for _, r := range s.origin.Status().Renditions {
		made[r.Name] = r
	}
	if s.video.Width > 0 {
		if s.b.pictures != nil && !s.gone {
			v.PosterURL, v.StoryboardURL = api.Pictures(s.name)
		}
		width, height := s.video.Shown()
		v.Source = &api.Source{
			Codec: string(s.video.Codec), Width: width, Height: height,
			FrameRate: s.video.FrameRate.Float(), Bitrate: made[media.SourceName].Average,
		}
		v.Renditions = append(v.Renditions, rendition(media.Rendition{
			Name: media.SourceName, Width: width, Height: height, Bitrate: v.Source.Bitrate,
		}, made, ""))
	}
	for track, f := range s.audio {
		if f.SampleRate == 0 {
			continue
		}
		a := api.Audio{
			Codec: string(f.Codec), SampleRate: f.SampleRate, Channels: f.Channels, Bitrate: made[media.AudioTrackName(track)].Average,
			Name: f.Name, Language: f.Language,
		}
		if track == 0 {
			v.Audio = &a
		} else {
			v.MoreAudio = append(v.MoreAudio, a)
		}
	}
	for i, r := range s.ladder {
		rung := rendition(r, made, cmp.Or(lacking[r.Name], v.Problem))
		if i < len(latency) && !rung.Missing {
			rung.LatencyMs = math.Round(latency[i].Seconds() * 1000)
		}
		v.Renditions = append(v.Renditions, rung)
	}
	return v
}

// rendition is one rung: problem says why it gets no parts, if it does not.
func rendition(r media.Rendition, made map[string]origin.RenditionStatus, problem string) api.Rendition {
	v := api.Rendition{Name: r.Name, Width: r.Width, Height: r.Height, Bitrate: r.Bitrate}
	st, ok := made[r.Name]
	if ok && st.Started {
		v.LastPart, v.LagSeconds = st.Last.String(), st.Lag.Seconds()
	}
	if problem != "" || !ok {
		v.Missing, v.MissingReason = true, problem
	}
	return v
}
