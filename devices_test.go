package main

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/gpu"
	"github.com/millrace/millrace/transcoder/mediachild"
	"github.com/millrace/millrace/transcoder/pipeline"
)

func TestChooseEncoder(t *testing.T) {
	x264 := pipeline.Encoder{Name: pipeline.EncoderX264, PixelRate: 100}
	decodes := pipeline.Encoder{Name: pipeline.EncoderX264, GPU: true, PixelRate: 120, Why: "no NVENC"}
	encodes := pipeline.Encoder{Name: pipeline.EncoderNVENC, GPU: true, PixelRate: 1000, Costs: media.EncodeCosts{HEVC: 1, AV1: 2}}
	older := pipeline.Encoder{Name: pipeline.EncoderNVENC, GPU: true, PixelRate: 500, Costs: media.EncodeCosts{HEVC: 1.5}}
	fails := pipeline.Encoder{}
	for _, test := range []struct {
		name    string
		gpus    []pipeline.Encoder // what each is good for
		want    string
		rate    int64
		costs   media.EncodeCosts
		devices []string
		why     string
	}{
		{"no GPU", nil, pipeline.EncoderX264, 100, media.EncodeCosts{}, nil, "none here"},
		{"GPUs of no use", []pipeline.Encoder{fails, fails}, pipeline.EncoderX264, 100, media.EncodeCosts{}, nil, "of no use"},
		{"GPUs that decode share the processors", []pipeline.Encoder{decodes, fails, decodes}, pipeline.EncoderX264, 120, media.EncodeCosts{}, []string{"a", "c"}, "no NVENC"},
		{"GPUs that encode add up", []pipeline.Encoder{encodes, encodes}, pipeline.EncoderNVENC, 2000, encodes.Costs, []string{"a", "b"}, ""},
		{"GPUs that are not alike", []pipeline.Encoder{encodes, older, encodes}, pipeline.EncoderNVENC, 2500, older.Costs, []string{"a", "b", "c"}, ""},
		{"one encoder per transcoder", []pipeline.Encoder{decodes, encodes, fails}, pipeline.EncoderNVENC, 1000, encodes.Costs, []string{"b"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var devices []gpu.Device
			results := map[string]pipeline.Encoder{"": x264}
			for i, e := range test.gpus {
				d := gpu.Device{UUID: string(rune('a' + i))}
				devices = append(devices, d)
				results[d.UUID] = e
			}
			e, used, err := chooseEncoder(t.Context(), devices, "none here", func(_ context.Context, uuid string) (pipeline.Encoder, error) {
				if results[uuid].Name == "" {
					return pipeline.Encoder{}, errors.New("of no use")
				}
				return results[uuid], nil
			})
			require.NoError(t, err)
			require.Equal(t, test.want, e.Name)
			require.Equal(t, test.rate, e.PixelRate)
			require.Equal(t, test.costs, e.Costs)
			require.Equal(t, test.why, e.Why)
			var got []string
			for _, d := range used {
				got = append(got, d.UUID)
			}
			require.Equal(t, test.devices, got)
		})
	}

	_, _, err := chooseEncoder(t.Context(), nil, "", func(context.Context, string) (pipeline.Encoder, error) {
		return pipeline.Encoder{}, errors.New("no x264 either")
	})
	require.ErrorContains(t, err, "no x264 either")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = chooseEncoder(ctx, []gpu.Device{{}}, "", func(ctx context.Context, _ string) (pipeline.Encoder, error) { return x264, nil })
	require.ErrorIs(t, err, context.Canceled)
}

// What a transcoder offers is without its devices that rest.
func TestUsable(t *testing.T) {
	devices := []gpu.Device{{UUID: "a"}, {UUID: "b"}, {UUID: "c"}}
	hot := map[string]bool{}
	pool := gpu.NewPool(devices, func(uuid string) (gpu.Load, error) {
		if hot[uuid] {
			return gpu.Load{Temperature: 90, Slowdown: 87}, nil
		}
		return gpu.Load{}, nil
	})
	encodes := &workshop{worker: mediaWorker{devices: pool}, rates: map[string]int64{"a": 100, "b": 100, "c": 200}}
	decodes := &workshop{worker: mediaWorker{devices: pool}}
	require.InDelta(t, 1, encodes.usable(), 0)
	hot["c"] = true
	require.InDelta(t, 0.5, encodes.usable(), 0)
	require.InDelta(t, 1, decodes.usable(), 0)
	pool.Sick("a", gpu.XidError(79))
	require.InDelta(t, 0.25, encodes.usable(), 0)
	hot["c"] = false
	require.InDelta(t, 0.75, encodes.usable(), 0)
	pool.Sick("b", gpu.XidError(79))
	pool.Sick("c", gpu.XidError(79))
	require.Zero(t, encodes.usable())
	require.Zero(t, decodes.usable())
	require.InDelta(t, 1, new(workshop).usable(), 0)
}

func TestPrintDevices(t *testing.T) {
	var b bytes.Buffer
	d := gpu.Device{Index: "0", Name: "NVIDIA T4", UUID: "GPU-1", Memory: 16 << 30}
	l := gpu.Load{Encoder: 12, Decoder: gpu.Unknown, MemoryUsed: 1 << 30, Temperature: 40, EncoderSessions: 0, EncoderCapacity: 88}
	require.NoError(t, printDevices(&b, "580", []listedDevice{{Device: d, Load: &l}, {Device: d}}))
	require.Equal(t, `driver 580
INDEX  NAME       UUID   MEMORY MiB  USED  ENCODER %  DECODER %  °C  NVENC SESSIONS  NVENC FREE %
0      NVIDIA T4  GPU-1  16384       1024  12         -          40  0               88
0      NVIDIA T4  GPU-1  16384       -     -          -          -   -               -
`, b.String())
}

func TestTranscoder_devices(t *testing.T) {
	_, err := openWorkshop(t.Context(), mediachild.Config{}, "GPU-that-is-not-there")
	require.ErrorContains(t, err, "--devices")
}
