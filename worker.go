package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/pkg/identity"
)

// workerCmd groups the commands about an orchestrator's workers.
type workerCmd struct {
	New workerNewCmd `cmd:"" help:"Issue a credential to a transcoder."`
}

// workerNewCmd issues a credential. It may run while the orchestrator does.
type workerNewCmd struct {
	KeyFile    string        `help:"Keystore file of the orchestrator's key. It is not opened: only its address is read." required:"" placeholder:"FILE"`
	DataDir    string        `help:"The orchestrator's --data-dir." default:"orchestrator"`
	ServiceURI string        `name:"service-uri" help:"Where the transcoder reaches the orchestrator." required:"" placeholder:"https://HOST:PORT"`
	Name       string        `help:"The worker's name: 1 to 63 of a-z, 0-9, '.', '_' and '-'." required:""`
	TTL        time.Duration `name:"ttl" help:"How long the credential is good." default:"8760h"`
	Out        string        `help:"File to write the credential to." required:"" placeholder:"FILE"`
}

// Run implements command.
func (c *workerNewCmd) Run(_ context.Context, stdout io.Writer) error {
	if err := errors.Join(identity.CheckWorkerName(c.Name), identity.CheckURI(c.ServiceURI)); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if c.TTL < time.Second || c.TTL > identity.MaxWorkerTTL {
		return fmt.Errorf("%w: --ttl %v: from 1s to %v", errUsage, c.TTL, identity.MaxWorkerTTL)
	}
	address, err := identity.KeyAddress(c.KeyFile)
	if err != nil {
		return err
	}
	workers, err := identity.OpenWorkerCA(orchestrator.WorkerCAFile(c.DataDir), address, c.ServiceURI)
	if err != nil {
		return err
	}
	credential, err := workers.Issue(c.Name, c.TTL)
	if err != nil {
		return err
	}
	if err := credential.Save(c.Out); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s exists already: name another file, or remove it", c.Out)
		}
		return err
	}
	fmt.Fprintf(stdout, "%s: credential of worker %s of orchestrator %s, good until %s\n",
		c.Out, c.Name, address, time.Now().Add(c.TTL).Format(time.DateOnly))
	return nil
}
