package gpu

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/NVIDIA/go-nvml/pkg/nvml"
)

// watchInterval is how long Watch waits for an error at a time, and so how long it goes on when it is to end.
const watchInterval = 500 * time.Millisecond

// harmless are the Xid errors that a program on a healthy device can bring about, a decoder by what it is given among them: were they
// held against the device, a damaged video could take it from everyone. They end the child, and nobody else.
var harmless = []uint64{ //nolint:gochecknoglobals // a table
	13, // graphics engine exception
	31, // memory page fault
	32, // corrupted push buffer
	43, // GPU stopped processing
	45, // preemptive cleanup
	68, // NVDEC0 exception
	69, // graphics engine class error
}

// XidError is an error that the driver reports of a device, by NVIDIA's number for it.
type XidError uint64

// Error implements error.
func (x XidError) Error() string { return fmt.Sprintf("Xid %d", uint64(x)) }

// Watch reports the errors after which a device should be left alone, until ctx is done. Those of a GPU that is sliced are told of each slice. An
// error says that this driver does not tell.
func (s *System) Watch(ctx context.Context, sick func(uuid string, why error)) error {
	set, ret := s.lib.EventSetCreate()
	if ret != nvml.SUCCESS {
		return fmt.Errorf("watch the GPUs: %w", ret)
	}
	defer func() { _ = set.Free() }()
	told := false
	for _, gpu := range s.gpus {
		told = gpu.RegisterEvents(nvml.EventTypeXidCriticalError, set) == nvml.SUCCESS || told
	}
	if !told {
		return fmt.Errorf("watch the GPUs: %w", nvml.ERROR_NOT_SUPPORTED)
	}
	for ctx.Err() == nil {
		event, ret := set.Wait(uint32(watchInterval.Milliseconds()))
		switch {
		case ret == nvml.ERROR_TIMEOUT:
			continue
		case ret != nvml.SUCCESS:
			return fmt.Errorf("watch the GPUs: %w", ret)
		case event.EventType != nvml.EventTypeXidCriticalError || slices.Contains(harmless, event.EventData):
			continue
		}
		uuid, ret := event.Device.GetUUID()
		if ret != nvml.SUCCESS {
			continue
		}
		for _, part := range s.parts[uuid] {
			sick(part, XidError(event.EventData))
		}
	}
	return nil
}
