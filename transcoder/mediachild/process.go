package mediachild

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// process is a child that runs, with pipes to its standard input and output.
type process struct {
	cmd    *exec.Cmd
	stdin  *os.File
	stdout *os.File
	lines  *lineLog
	kill   context.CancelFunc
	greedy atomic.Bool    // it was killed for its memory
	memory sync.WaitGroup // of watchMemory

	done chan struct{} // closed when the process is gone
	exit error         // set before done is closed
}

// startProcess starts a child with a task, killed when ctx is done. The caller must Close it.
func startProcess(ctx context.Context, cfg Config, args ...string) (*process, error) {
	if len(cfg.Command) == 0 {
		return nil, errors.New("start media child: no command")
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	childIn, stdin, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start media child: %w", err)
	}
	stdout, childOut, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start media child: %w", err), childIn.Close(), stdin.Close())
	}
	ctx, kill := context.WithCancel(ctx)
	p := &process{stdin: stdin, stdout: stdout, kill: kill, done: make(chan struct{}), lines: &lineLog{log: cfg.Log}}
	p.cmd = command(ctx, cfg.Command, cfg.GPU, args...)
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = childIn, childOut, p.lines

	started := make(chan error, 1)
	go func() {
		defer close(p.done)
		p.exit = onOneThread(func() error {
			if err := start(p.cmd); err != nil {
				started <- err
				return err
			}
			started <- nil
			err := p.cmd.Wait()
			if p.greedy.Load() {
				err = ErrMemory
			}
			p.lines.flush()
			return exitError(err, p.lines.tail())
		})
	}()
	err = <-started
	// The child has its own copies of these ends.
	err = errors.Join(err, childIn.Close(), childOut.Close())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start media child: %w", err), p.Close())
	}
	p.memory.Go(func() { p.watchMemory(cmp.Or(cfg.Memory, DefaultMemory)) })
	return p, nil
}

// memoryInterval is how often a child's memory is looked at: between two looks it can touch some hundred MiB.
const memoryInterval = 100 * time.Millisecond

// watchMemory kills the child when it holds more than limit, until it is gone. Its own limit holds a child that is what it should
// be; this one holds any.
func (p *process) watchMemory(limit uint64) {
	ticker := time.NewTicker(memoryInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
		case <-p.done:
			return
		}
		if resident(p.PID()) > limit {
			p.greedy.Store(true)
			p.kill()
			return
		}
	}
}

// PID is the child's process ID.
func (p *process) PID() int { return p.cmd.Process.Pid }

// Done is closed when the process is gone.
func (p *process) Done() <-chan struct{} { return p.done }

// Err is why the process is gone; nil while it runs, and when it ended as it should.
func (p *process) Err() error {
	select {
	case <-p.done:
		return p.exit
	default:
		return nil
	}
}

// gone waits for the end of a child whose pipe broke, which is near, and returns why it ended.
func (p *process) gone(err error) error {
	timer := time.AfterFunc(lastMoments, p.kill)
	defer timer.Stop()
	<-p.done
	switch {
	case p.exit == nil && errors.Is(err, io.EOF):
		return io.EOF
	case p.exit == nil:
		return fmt.Errorf("%w: %w", ErrExited, err)
	case errors.Is(err, io.EOF), errors.Is(err, syscall.EPIPE):
		return p.exit
	default:
		return fmt.Errorf("%w (%w)", p.exit, err)
	}
}

// Close kills the child, whatever it does, and returns when it is gone: it holds nothing that would need saving. It
// may be called more than once, and what else is under way returns.
func (p *process) Close() error {
	p.kill()
	<-p.done
	p.memory.Wait()
	_ = p.stdin.Close()
	_ = p.stdout.Close()
	return nil
}
