package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"

	"github.com/millrace/millrace/transcoder/gpu"
	"github.com/millrace/millrace/transcoder/mediachild"
	"github.com/millrace/millrace/transcoder/pipeline"
	"github.com/millrace/millrace/transcoder/sandbox"
)

// workshop is what a transcoder's media children work with.
type workshop struct {
	encoder pipeline.Encoder
	sandbox sandbox.Report // what confines the children
	worker  mediaWorker
	rates   map[string]int64 // what each device that encodes does of the encoder's pixel rate; empty: the processors do it
	system  *gpu.System      // nil: no GPU is in use
	unwatch func()           // nil: the GPUs are not watched
}

// openWorkshop finds out what the devices that which selects (gpu.Select), and the processors, can do for children of
// cfg.
func openWorkshop(ctx context.Context, cfg mediachild.Config, which string) (_ *workshop, err error) {
	w := &workshop{}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	why := "none was asked for"
	var devices []gpu.Device
	if which != "none" {
		if w.system, err = gpu.Open(); err == nil {
			if devices, err = gpu.Select(w.system.Devices(), which); err != nil {
				return nil, fmt.Errorf("%w: --devices: %w", errUsage, err)
			}
		} else if why = err.Error(); which != "all" {
			return nil, fmt.Errorf("--devices %s: %w", which, err)
		}
	}
	rates := map[string]int64{}
	w.encoder, devices, err = chooseEncoder(ctx, devices, why, func(ctx context.Context, uuid string) (pipeline.Encoder, error) {
		cfg.GPU = uuid
		p, err := mediachild.Probe(ctx, cfg)
		if err == nil {
			w.sandbox = p.Sandbox
			if p.Name == pipeline.EncoderNVENC {
				rates[uuid] = p.PixelRate
			}
		}
		return p.Encoder, err
	})
	if err != nil {
		return nil, err
	}
	if len(w.sandbox.Missing) > 0 {
		slog.Warn("media children are not confined as they should be", "sandbox", w.sandbox)
	} else {
		slog.Info("media children are confined", "sandbox", w.sandbox)
	}
	cfg.GPU, cfg.Encoder = "", w.encoder.Name
	w.worker = mediaWorker{config: cfg}
	if len(devices) > 0 {
		w.worker.devices = gpu.NewPool(devices, w.system.Load)
		w.rates = rates
		w.unwatch = background(w.watch)
	}
	return w, nil
}

// usable is which part of the encoder's pixel rate can be used now: devices that encode bring theirs, and those that only decode have
// all of the processors' as long as one is well.
func (w *workshop) usable() float64 {
	if w.worker.devices == nil {
		return 1
	}
	well := w.worker.devices.Well()
	if len(w.rates) == 0 {
		return float64(min(len(well), 1))
	}
	var now, all int64
	for _, rate := range w.rates {
		all += rate
	}
	for _, d := range well {
		now += w.rates[d.UUID]
	}
	return float64(now) / float64(max(all, 1))
}

// watch leaves GPUs alone that are sick.
func (w *workshop) watch(ctx context.Context) error {
	err := w.system.Watch(ctx, func(uuid string, why error) {
		if rest := w.worker.devices.Sick(uuid, why); rest > 0 {
			slog.Error("GPU is sick: its sessions move on", "uuid", uuid, "retry_in", rest, "err", why)
		}
	})
	if err != nil {
		slog.Warn("nobody tells when a GPU is sick", "err", err)
	}
	return nil
}

func (w *workshop) close() {
	if w.unwatch != nil {
		w.unwatch()
	}
	if w.system != nil {
		w.system.Close()
	}
}

// chooseEncoder probes every device, and takes NVENC where a device has it, else those that decode and scale, else the
// processors alone. It returns the devices that are to be used. why says why there are none, if there are none.
func chooseEncoder(ctx context.Context, devices []gpu.Device, why string, probe func(ctx context.Context, uuid string) (pipeline.Encoder, error)) (pipeline.Encoder, []gpu.Device, error) {
	var nvenc, decode pipeline.Encoder
	var encoding, decoding []gpu.Device
	for _, d := range devices {
		log := slog.With("gpu", d.Index, "name", d.Name, "uuid", d.UUID)
		e, err := probe(ctx, d.UUID)
		switch {
		case ctx.Err() != nil:
			return pipeline.Encoder{}, nil, context.Cause(ctx)
		case err != nil:
			why = err.Error()
			log.Warn("GPU is of no use", "err", err)
		case e.Name == pipeline.EncoderNVENC:
			log.Info("GPU encodes", "pixel_rate", e.PixelRate)
			if len(encoding) > 0 {
				e.PixelRate += nvenc.PixelRate // each has its own encoders
				e.Costs = e.Costs.Worst(nvenc.Costs)
			}
			nvenc, encoding = e, append(encoding, d)
		default:
			log.Info("GPU decodes and scales, but does not encode", "pixel_rate", e.PixelRate, "err", e.Why)
			e.PixelRate = max(e.PixelRate, decode.PixelRate) // all share the processors
			decode, decoding = e, append(decoding, d)
		}
	}
	switch {
	case len(encoding) > 0:
		return nvenc, encoding, nil
	case len(decoding) > 0:
		return decode, decoding, nil
	}
	e, err := probe(ctx, "")
	if err != nil {
		return pipeline.Encoder{}, nil, err
	}
	e.Why = why
	slog.Info("no GPU in use", "err", why)
	return e, nil, nil
}

// devicesCmd lists the GPUs, and says what confines the processes that work on them.
type devicesCmd struct {
	JSON bool `help:"Answer in JSON."`
}

// listedDevice is a device as devicesCmd shows it. Load is nil where the device did not answer.
type listedDevice struct {
	gpu.Device
	Load *gpu.Load `json:"load"`
}

// Run implements command.
func (c *devicesCmd) Run(stdout io.Writer) error {
	if !c.JSON {
		fmt.Fprintf(stdout, "sandbox of media children: %s\n", sandbox.Supported())
	}
	system, err := gpu.Open()
	if err != nil {
		return err
	}
	defer system.Close()
	var list []listedDevice
	var errs []error
	for _, d := range system.Devices() {
		l, err := system.Load(d.UUID)
		listed := listedDevice{Device: d, Load: &l}
		if err != nil {
			errs, listed.Load = append(errs, err), nil
		}
		list = append(list, listed)
	}
	if c.JSON {
		err = json.NewEncoder(stdout).Encode(struct {
			Driver  string         `json:"driver"`
			Devices []listedDevice `json:"devices"`
			Sandbox sandbox.Report `json:"sandbox"`
		}{system.Driver(), list, sandbox.Supported()})
	} else {
		err = printDevices(stdout, system.Driver(), list)
	}
	return errors.Join(append(errs, err)...)
}

func printDevices(w io.Writer, driver string, list []listedDevice) error {
	fmt.Fprintf(w, "driver %s\n", driver)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "INDEX\tNAME\tUUID\tMEMORY MiB\tUSED\tENCODER %\tDECODER %\t°C\tNVENC SESSIONS\tNVENC FREE %")
	for _, d := range list {
		l := d.Load
		if l == nil {
			l = &gpu.Load{Encoder: gpu.Unknown, Decoder: gpu.Unknown, MemoryUsed: gpu.Unknown, Temperature: gpu.Unknown, Slowdown: gpu.Unknown, EncoderSessions: gpu.Unknown, EncoderCapacity: gpu.Unknown}
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d", d.Index, d.Name, d.UUID, d.Memory>>20)
		for _, n := range []int64{l.MemoryUsed >> 20, int64(l.Encoder), int64(l.Decoder), int64(l.Temperature), int64(l.EncoderSessions), int64(l.EncoderCapacity)} {
			if n == gpu.Unknown { // shifted or not
				fmt.Fprint(t, "\t-")
			} else {
				fmt.Fprintf(t, "\t%d", n)
			}
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}
