// Package bench measures how many sessions a host carries in real time: it feeds the parts of a source to so many media children at
// the pace of the source, and sees when their renditions come.
//
// It promises that a step ends, whatever the children do, and that one fed late counts as late. Where the parts come from, and which
// children there are, is left to the caller.
package bench

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Child is a media child (transcoder/mediachild).
type Child interface {
	Send(*millracev1.TranscodeRequest) error
	Receive() (*millracev1.TranscodeResponse, error)
	Close() error
}

// Config says what to measure.
type Config struct {
	Source      media.VideoFormat
	Parts       []media.Part // of the source, from its first segment on
	Ladder      media.Ladder
	Start       func(context.Context) (Child, error)
	MaxSessions int            // to try at most; default 64
	CPU         func() float64 // seconds of processor time that ended children have used; nil: not measured
	GPU         func() float64 // how busy the busiest engine of the GPUs is now, in percent; nil: not measured
	Progress    func(Step)     // called after each step; nil: nobody
	// Output is given what the first step's first session makes of a rung: its init segment, then its parts. nil: nobody.
	Output func(rung int, data []byte)
}

// Step is a trial with so many sessions at one time.
type Step struct {
	Sessions int `json:"sessions"`
	Parts    int `json:"parts"`   // source parts that were due, of all sessions
	Missing  int `json:"missing"` // of these, the ones that did not come back in all renditions in time to be measured
	// Seconds from when a part was whole at the source to its last rendition.
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
	// Of the session in the middle: the same for its first part, whose decoder and encoders are still to be opened, to the first of its
	// renditions and to the last.
	FirstRung float64 `json:"firstRung"`
	FirstPart float64 `json:"firstPart"`
	// Cores is how many processors' time the children used, their start included; 0 where it was not measured.
	Cores float64 `json:"cores"`
	GPU   float64 `json:"gpu,omitempty"` // mean of Config.GPU
	// RealTime says that none is missing and P99 is no longer than a part: nothing piles up.
	RealTime bool `json:"realTime"`
}

// Result is what was measured.
type Result struct {
	Sessions int    `json:"sessions"` // the most that were carried in real time; 0: not even one
	Steps    []Step `json:"steps"`    // in the order of the trials
}

const (
	defaultMaxSessions = 64
	startTime          = 30 * time.Second // for all children of a step to be ready
	patience           = 5 * time.Second  // for the last parts, when all have been due
	gpuInterval        = time.Second      // between two looks at the GPUs
)

// Run looks for the most sessions that are carried: it doubles them until they are not, and then halves the interval.
func Run(ctx context.Context, cfg Config) (Result, error) {
	if len(cfg.Parts) == 0 || len(cfg.Ladder) == 0 || cfg.Start == nil {
		return Result{}, errors.New("bench: no parts, no ladder or no children")
	}
	if cfg.MaxSessions <= 0 {
		cfg.MaxSessions = defaultMaxSessions
	}
	var r Result
	most, missed := cfg.MaxSessions, false // what may be carried, and whether a step has shown that it is not more
	for n := 1; r.Sessions < most; {
		step, err := cfg.step(ctx, n)
		if err != nil {
			return r, fmt.Errorf("bench: %d sessions: %w", n, err)
		}
		r.Steps = append(r.Steps, step)
		if cfg.Progress != nil {
			cfg.Progress(step)
		}
		cfg.Output = nil
		if step.RealTime {
			r.Sessions = n
		} else {
			most, missed = n-1, true
		}
		if n = 2 * r.Sessions; missed {
			n = (r.Sessions + most + 1) / 2
		}
		n = min(n, most)
	}
	return r, nil
}

// step runs n sessions, which begin spread over a part's duration, as streams do that know nothing of one another.
func (cfg Config) step(ctx context.Context, n int) (Step, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	used := 0.0
	if cfg.CPU != nil {
		used = cfg.CPU()
	}
	began := time.Now()
	sessions := make([]*session, n)
	var group sync.WaitGroup
	defer func() {
		for _, s := range sessions {
			if s != nil {
				_ = s.child.Close()
			}
		}
		group.Wait()
	}()
	for i := range sessions {
		child, err := cfg.Start(ctx)
		if err != nil {
			return Step{}, err
		}
		sessions[i] = newSession(child, cfg)
		cfg.Output = nil
		group.Go(sessions[i].receive)
	}
	timer := time.NewTimer(startTime)
	defer timer.Stop()
	for _, s := range sessions {
		if err := s.child.Send(cfg.open()); err != nil {
			return Step{}, err
		}
	}
	for _, s := range sessions {
		select {
		case <-s.ready:
		case <-s.over:
			return Step{}, fmt.Errorf("a media child ended: %w", s.err)
		case <-timer.C:
			return Step{}, errors.New("media children do not get ready")
		case <-ctx.Done():
			return Step{}, context.Cause(ctx)
		}
	}
	busy := meanOf(ctx, cfg.GPU)
	defer busy()
	start := time.Now()
	for i, s := range sessions {
		offset := cfg.Parts[0].Duration.Duration() * time.Duration(i) / time.Duration(n)
		group.Go(func() { s.feed(ctx, start.Add(offset)) })
	}
	length := (cfg.Parts[len(cfg.Parts)-1].End() - cfg.Parts[0].Start).Duration() + cfg.Parts[0].Duration.Duration()
	last := time.NewTimer(length + patience)
	defer last.Stop()
	for _, s := range sessions {
		select {
		case <-s.over:
		case <-last.C:
			last.Reset(0) // for the others
		case <-ctx.Done():
			return Step{}, context.Cause(ctx)
		}
	}
	gpu := busy()
	for _, s := range sessions {
		_ = s.child.Close()
	}
	group.Wait()
	step := cfg.summarize(sessions)
	step.GPU = gpu
	if cfg.CPU != nil {
		step.Cores = (cfg.CPU() - used) / time.Since(began).Seconds()
	}
	return step, nil
}

// meanOf looks at a figure, which may be nil, until ctx is done or mean is called, which returns the mean of what it was.
func meanOf(ctx context.Context, figure func() float64) (mean func() float64) {
	if figure == nil {
		return func() float64 { return 0 }
	}
	ctx, stop := context.WithCancel(ctx)
	var sum float64
	n := 0
	over := make(chan struct{})
	go func() {
		defer close(over)
		ticker := time.NewTicker(gpuInterval)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				sum += figure()
				n++
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() float64 {
		stop()
		<-over
		return sum / float64(max(n, 1))
	}
}

func (cfg Config) open() *millracev1.TranscodeRequest {
	return wire.Open{Session: "bench", Stream: "bench", Source: cfg.Source, Ladder: cfg.Ladder}.Request()
}

func (cfg Config) summarize(sessions []*session) Step {
	step := Step{Sessions: len(sessions), Parts: len(sessions) * len(cfg.Parts)}
	var delays, firstRungs, firstParts []time.Duration
	var longest media.Ticks
	for _, p := range cfg.Parts {
		longest = max(longest, p.Duration)
	}
	for _, s := range sessions {
		delays = append(delays, s.delays...)
		if len(s.delays) > 0 {
			firstRungs, firstParts = append(firstRungs, s.firstRung), append(firstParts, s.delays[0])
		}
	}
	slices.Sort(delays)
	slices.Sort(firstRungs)
	slices.Sort(firstParts)
	step.Missing = step.Parts - len(delays)
	if len(delays) > 0 {
		step.P50, step.P95, step.P99, step.Max = quantile(delays, 0.5), quantile(delays, 0.95), quantile(delays, 0.99), quantile(delays, 1)
		step.FirstRung, step.FirstPart = quantile(firstRungs, 0.5), quantile(firstParts, 0.5)
	}
	step.RealTime = step.Missing == 0 && step.P99 <= longest.Duration().Seconds()
	return step
}

// quantile is in seconds, of sorted delays: the smallest that no more than 1-q of them exceed.
func quantile(sorted []time.Duration, q float64) float64 {
	i := int(math.Ceil(q*float64(len(sorted)))) - 1
	return sorted[max(i, 0)].Seconds()
}

// session is one child at work.
type session struct {
	cfg   Config
	child Child
	ready chan struct{} // closed when the child is
	over  chan struct{} // closed when it says no more

	// Set before over is closed.
	err       error
	delays    []time.Duration // of the parts that came back in all renditions
	firstRung time.Duration   // of the first part's first rendition

	mu  sync.Mutex
	due map[media.PartID]time.Time // when a part was whole at the source; guarded by mu
}

func newSession(child Child, cfg Config) *session {
	return &session{cfg: cfg, child: child, ready: make(chan struct{}), over: make(chan struct{}), due: map[media.PartID]time.Time{}}
}

// feed sends each part when it is due, or as soon as the child takes it.
func (s *session) feed(ctx context.Context, start time.Time) {
	for _, p := range s.cfg.Parts {
		due := start.Add((p.End() - s.cfg.Parts[0].Start).Duration())
		timer := time.NewTimer(time.Until(due))
		select {
		case <-timer.C:
		case <-s.over:
			timer.Stop()
			return
		case <-ctx.Done():
			timer.Stop()
			return
		}
		s.mu.Lock()
		s.due[p.ID] = due
		s.mu.Unlock()
		if s.child.Send(wire.NewSourcePart(p)) != nil {
			return // receive has the reason
		}
	}
	_ = s.child.Send(wire.NewFinish())
}

// receive runs until the child is gone or has nothing more to say.
func (s *session) receive() {
	defer close(s.over)
	came := map[media.PartID]int{}
	for {
		m, err := s.child.Receive()
		if err != nil {
			s.err = err
			return
		}
		switch m := m.GetMessage().(type) {
		case *millracev1.TranscodeResponse_Ready:
			close(s.ready)
		case *millracev1.TranscodeResponse_Init:
			rung, init, err := wire.ParseRenditionInit(m.Init, len(s.cfg.Ladder))
			if err != nil {
				s.err = err
				return
			}
			s.output(rung, init)
		case *millracev1.TranscodeResponse_Part:
			rung, p, _, err := wire.ParseRenditionPart(m.Part, len(s.cfg.Ladder))
			if err != nil {
				s.err = err
				return
			}
			s.output(rung, p.Data)
			came[p.ID]++
			if len(came) == 1 && came[p.ID] == 1 {
				s.firstRung = s.delay(p.ID)
			}
			if came[p.ID] == len(s.cfg.Ladder) {
				s.delays = append(s.delays, s.delay(p.ID))
			}
		case *millracev1.TranscodeResponse_Failure:
			s.err = wire.FailureError(m.Failure)
			return
		case *millracev1.TranscodeResponse_Finished:
			return
		}
	}
}

// delay is how long ago a part was due.
func (s *session) delay(id media.PartID) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.due[id])
}

func (s *session) output(rung int, data []byte) {
	if s.cfg.Output != nil {
		s.cfg.Output(rung, data)
	}
}
