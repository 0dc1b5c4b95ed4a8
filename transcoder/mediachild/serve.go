package mediachild

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// ServeConfig says what a child works with. Zero fields mean the pipeline's defaults.
type ServeConfig struct {
	Encoder string
	GPU     bool
	Cores   int
	// Threads is told how many goroutines of the session may be in a codec at one time. As many processors are what Go's scheduler does best
	// with: with fewer one would wait for another to come back, with more it looks for work that there is not. Default: nobody.
	Threads func(int)
}

// Serve is the child's side: it carries one session from in to out and returns when the session is over, after a
// Finished or a Failure, or when in ends or ctx is done. What it returns is for the child's log; the parent has been
// told.
func Serve(ctx context.Context, in io.Reader, out io.Writer, cfg ServeConfig) error {
	s := &server{in: in, out: out, cfg: cfg}
	if c, ok := in.(io.Closer); ok {
		defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	}
	err := s.serve()
	if s.session != nil {
		s.session.Close()
	}
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case s.writeError() != nil:
		return s.writeError()
	case errors.Is(err, io.EOF):
		return nil // the parent hung up
	case err != nil:
		s.send(wire.NewFailed(err))
		return err
	}
	s.send(wire.NewFinished())
	return s.writeError()
}

type server struct {
	in      io.Reader
	cfg     ServeConfig
	order   wire.RequestOrder
	session *pipeline.Session

	mu  sync.Mutex
	out io.Writer
	err error // of the first write that failed
}

func (s *server) serve() error {
	for {
		var m millracev1.TranscodeRequest
		if err := ReadMessage(s.in, &m); err != nil {
			if errors.Is(err, io.EOF) {
				return io.EOF
			}
			return wire.Detailf(wire.ErrInvalid, "request: %w", err)
		}
		if err := s.order.Check(&m); err != nil {
			return err
		}
		if err := s.handle(&m); err != nil {
			return failure(err)
		}
		if s.order.Finished() {
			return nil
		}
		if err := s.writeError(); err != nil {
			return err
		}
	}
}

func (s *server) handle(m *millracev1.TranscodeRequest) error {
	switch m := m.GetMessage().(type) {
	case *millracev1.TranscodeRequest_Open:
		return s.open(m.Open)
	case *millracev1.TranscodeRequest_Part:
		p, err := wire.ParseSourcePart(m.Part)
		if err != nil {
			return err
		}
		return s.session.Part(p)
	default: // Check lets nothing else through
		return s.session.Finish()
	}
}

func (s *server) open(m *millracev1.Open) error {
	open, err := wire.ParseOpen(m)
	if err != nil {
		return err
	}
	cfg := pipeline.Config{Source: open.Source, Encoder: s.cfg.Encoder, GPU: s.cfg.GPU, Cores: s.cfg.Cores}
	for i, r := range open.Ladder {
		rung := pipeline.Rung{Rendition: r}
		if i < len(open.First) {
			rung.First = open.First[i]
		}
		cfg.Ladder = append(cfg.Ladder, rung)
	}
	s.session, err = pipeline.New(cfg, s)
	if errors.Is(err, pipeline.ErrGPU) && cfg.Encoder != pipeline.EncoderNVENC {
		slog.Warn("no GPU for this session: it decodes in main memory", "err", err)
		cfg.GPU = false
		s.session, err = pipeline.New(cfg, s)
	}
	if err != nil {
		return fmt.Errorf("open the pipeline: %w", err)
	}
	if s.cfg.Threads != nil {
		s.cfg.Threads(s.session.Stages())
	}
	s.send(wire.NewReady(s.session.Encoder()))
	return nil
}

// failure gives an error of the pipeline its kind on the wire.
func failure(err error) error {
	switch {
	case errors.Is(err, wire.ErrInvalid), errors.Is(err, wire.ErrInternal):
		return err
	case errors.Is(err, pipeline.ErrSource), errors.Is(err, media.ErrLadder):
		return wire.Detailf(wire.ErrInvalid, "%w", err)
	default:
		return wire.Detailf(wire.ErrInternal, "transcode: %w", err)
	}
}

// Init implements pipeline.Output.
func (s *server) Init(rung int, init []byte) { s.send(wire.NewRenditionInit(rung, init)) }

// Part implements pipeline.Output.
func (s *server) Part(rung int, p media.Part, encode time.Duration) {
	s.send(wire.NewRenditionPart(rung, p, encode))
}

func (s *server) send(m *millracev1.TranscodeResponse) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = WriteMessage(s.out, m)
	}
}

func (s *server) writeError() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}
