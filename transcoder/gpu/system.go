// Package gpu finds the machine's NVIDIA GPUs, says how busy they are, and spreads media children over them.
//
// It asks the driver's management library (NVML), which it loads when it is asked: where there is no driver there are no
// devices, with a reason, and nothing fails. It promises a UUID for each device that CUDA knows it by, so that a child can be
// given one device and sees no other. What a device is good for it does not know: that is found out by using it
// (transcoder/pipeline).
package gpu

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/NVIDIA/go-nvml/pkg/nvml"
)

// Device is a GPU, or a slice of one (MIG) that has its own memory and engines. A GPU that is sliced is not listed itself.
type Device struct {
	Index  string `json:"index"` // "0"; "0:1" is slice 1 of GPU 0
	UUID   string `json:"uuid"`
	Name   string `json:"name"`
	Memory uint64 `json:"memory"` // bytes
	MIG    bool   `json:"mig"`
}

// Unknown is a figure that the driver does not tell.
const Unknown = -1

// Load is how busy a device is now. Figures are Unknown where the driver does not tell them.
type Load struct {
	Encoder     int   `json:"encoder"`     // percent of the time of NVENC
	Decoder     int   `json:"decoder"`     // percent of the time of NVDEC
	MemoryUsed  int64 `json:"memoryUsed"`  // bytes, by everyone
	Temperature int   `json:"temperature"` // °C
	Slowdown    int   `json:"slowdown"`    // the temperature at which the device slows itself down
	// EncoderSessions is how many NVENC sessions are open, and EncoderCapacity what part of the device's H.264 encoding is still
	// free, in percent. How many sessions a driver allows it tells by refusing the next one.
	EncoderSessions int `json:"encoderSessions"`
	EncoderCapacity int `json:"encoderCapacity"`
}

// Hot says that the device slows itself down, and does less than what was measured.
func (l Load) Hot() bool { return l.Slowdown > 0 && l.Temperature >= l.Slowdown }

// System is the machine's GPUs. It may be used from several goroutines.
type System struct {
	lib     nvml.Interface
	driver  string
	devices []Device
	handles map[string]nvml.Device // by UUID
	gpus    []nvml.Device          // whole ones
	parts   map[string][]string    // UUIDs of the devices that a whole GPU is, by its own
}

// Open loads the driver's library and lists the devices. An error says why there are none to be used. Close must be called.
func Open() (*System, error) { return open(nvml.New()) }

func open(lib nvml.Interface) (_ *System, err error) {
	switch ret := lib.Init(); ret {
	case nvml.SUCCESS:
	case nvml.ERROR_LIBRARY_NOT_FOUND:
		return nil, errors.New("no NVIDIA driver: libnvidia-ml.so.1 was not found")
	default:
		return nil, fmt.Errorf("NVIDIA driver: %w", ret)
	}
	s := &System{lib: lib, handles: map[string]nvml.Device{}, parts: map[string][]string{}}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	s.driver, _ = lib.SystemGetDriverVersion() // for people; empty where it is not told
	n, ret := lib.DeviceGetCount()
	if ret != nvml.SUCCESS {
		return nil, fmt.Errorf("count the GPUs: %w", ret)
	}
	for i := range n {
		if err := s.add(i); err != nil {
			return nil, fmt.Errorf("GPU %d: %w", i, err)
		}
	}
	if len(s.devices) == 0 {
		return nil, errors.New("the NVIDIA driver knows no GPU")
	}
	return s, nil
}

// add lists GPU i, or its slices where it has any.
func (s *System) add(i int) error {
	h, ret := s.lib.DeviceGetHandleByIndex(i)
	if ret != nvml.SUCCESS {
		return ret
	}
	s.gpus = append(s.gpus, h)
	before := len(s.devices)
	if uuid, named := h.GetUUID(); named == nvml.SUCCESS {
		defer func() {
			for _, d := range s.devices[before:] {
				s.parts[uuid] = append(s.parts[uuid], d.UUID)
			}
		}()
	}
	if mode, _, asked := h.GetMigMode(); asked != nvml.SUCCESS || mode != nvml.DEVICE_MIG_ENABLE {
		return s.describe(h, Device{Index: strconv.Itoa(i)})
	}
	most, ret := h.GetMaxMigDeviceCount()
	if ret != nvml.SUCCESS {
		return fmt.Errorf("count the slices: %w", ret)
	}
	for j := range most {
		slice, ret := h.GetMigDeviceHandleByIndex(j)
		if ret == nvml.ERROR_NOT_FOUND {
			continue
		}
		if ret != nvml.SUCCESS {
			return fmt.Errorf("slice %d: %w", j, ret)
		}
		if err := s.describe(slice, Device{Index: fmt.Sprintf("%d:%d", i, j), MIG: true}); err != nil {
			return fmt.Errorf("slice %d: %w", j, err)
		}
	}
	return nil
}

func (s *System) describe(h nvml.Device, d Device) error {
	var ret nvml.Return
	if d.UUID, ret = h.GetUUID(); ret != nvml.SUCCESS {
		return fmt.Errorf("UUID: %w", ret)
	}
	if d.Name, ret = h.GetName(); ret != nvml.SUCCESS {
		return fmt.Errorf("name: %w", ret)
	}
	if memory, ret := h.GetMemoryInfo(); ret == nvml.SUCCESS { // some devices share the host's
		d.Memory = memory.Total
	}
	s.devices = append(s.devices, d)
	s.handles[d.UUID] = h
	return nil
}

// Devices lists the devices in the driver's order. The slice is the caller's.
func (s *System) Devices() []Device { return append([]Device(nil), s.devices...) }

// Driver is the driver's version.
func (s *System) Driver() string { return s.driver }

// Load measures the device that has this UUID. An error means that it is gone: figures that it does not have are Unknown.
func (s *System) Load(uuid string) (Load, error) {
	h, ok := s.handles[uuid]
	if !ok {
		return Load{}, fmt.Errorf("no device %s", uuid)
	}
	l := Load{Encoder: Unknown, Decoder: Unknown, MemoryUsed: Unknown, Temperature: Unknown, Slowdown: Unknown, EncoderSessions: Unknown, EncoderCapacity: Unknown}
	memory, ret := h.GetMemoryInfo()
	switch ret {
	case nvml.SUCCESS:
		l.MemoryUsed = int64(memory.Used)
	case nvml.ERROR_NOT_SUPPORTED:
	default:
		return Load{}, fmt.Errorf("ask device %s: %w", uuid, ret)
	}
	if percent, _, ret := h.GetEncoderUtilization(); ret == nvml.SUCCESS {
		l.Encoder = int(percent)
	}
	if percent, _, ret := h.GetDecoderUtilization(); ret == nvml.SUCCESS {
		l.Decoder = int(percent)
	}
	if degrees, ret := h.GetTemperature(nvml.TEMPERATURE_GPU); ret == nvml.SUCCESS {
		l.Temperature = int(degrees)
	}
	if degrees, ret := h.GetTemperatureThreshold(nvml.TEMPERATURE_THRESHOLD_SLOWDOWN); ret == nvml.SUCCESS {
		l.Slowdown = int(degrees)
	}
	if sessions, _, _, ret := h.GetEncoderStats(); ret == nvml.SUCCESS {
		l.EncoderSessions = sessions
	}
	if percent, ret := h.GetEncoderCapacity(nvml.ENCODER_QUERY_H264); ret == nvml.SUCCESS {
		l.EncoderCapacity = percent
	}
	return l, nil
}

// Close unloads the library.
func (s *System) Close() { _ = s.lib.Shutdown() }

// Select picks devices: "all", "none", or indices and UUIDs with commas between. A GPU's index stands for all its slices.
func Select(devices []Device, which string) ([]Device, error) {
	switch which = strings.TrimSpace(which); which {
	case "all":
		return devices, nil
	case "none":
		return nil, nil
	}
	var out []Device
	taken := map[string]bool{}
	for word := range strings.SplitSeq(which, ",") {
		found := false
		for _, d := range devices {
			if word = strings.TrimSpace(word); !d.answers(word) {
				continue
			}
			found = true
			if !taken[d.UUID] {
				taken[d.UUID] = true
				out = append(out, d)
			}
		}
		if !found {
			return nil, fmt.Errorf("no GPU %q here: use all, none, indices or UUIDs", word)
		}
	}
	return out, nil
}

func (d Device) answers(word string) bool {
	gpu, _, _ := strings.Cut(d.Index, ":")
	return word == d.Index || word == gpu || word == d.UUID
}
