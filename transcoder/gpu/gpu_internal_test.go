package gpu

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/NVIDIA/go-nvml/pkg/nvml"
	"github.com/NVIDIA/go-nvml/pkg/nvml/mock"
	"github.com/NVIDIA/go-nvml/pkg/nvml/mock/dgxh200"
	"github.com/NVIDIA/go-nvml/pkg/nvml/mock/server"
	"github.com/stretchr/testify/require"
)

// machine is a mocked machine with eight GPUs.
func machine() *server.Server {
	s := dgxh200.New()
	for i := range s.Devices {
		d := s.Devices[i].(*server.Device)
		d.MemoryInfo.Used = 5 << 30
		d.GetEncoderUtilizationFunc = func() (uint32, uint32, nvml.Return) { return 0, 0, nvml.ERROR_NOT_SUPPORTED }
		d.GetDecoderUtilizationFunc = func() (uint32, uint32, nvml.Return) { return uint32(10 * i), 167_000, nvml.SUCCESS }
		d.GetTemperatureFunc = func(nvml.TemperatureSensors) (uint32, nvml.Return) { return uint32(30 + i), nvml.SUCCESS }
		d.GetTemperatureThresholdFunc = func(nvml.TemperatureThresholds) (uint32, nvml.Return) { return 87, nvml.SUCCESS }
		d.GetEncoderStatsFunc = func() (int, uint32, uint32, nvml.Return) { return 3, 90, 12, nvml.SUCCESS }
		d.GetEncoderCapacityFunc = func(nvml.EncoderType) (int, nvml.Return) { return 75, nvml.SUCCESS }
	}
	return s
}

// slice cuts GPU i of the machine into two, and leaves a hole between them.
func slice(s *server.Server, i int) {
	d := s.Devices[i].(*server.Device)
	d.MigMode = nvml.DEVICE_MIG_ENABLE
	d.GetMaxMigDeviceCountFunc = func() (int, nvml.Return) { return 7, nvml.SUCCESS }
	d.GetMigDeviceHandleByIndexFunc = func(j int) (nvml.Device, nvml.Return) {
		if j != 0 && j != 2 {
			return nil, nvml.ERROR_NOT_FOUND
		}
		return &mock.Device{
			GetUUIDFunc:       func() (string, nvml.Return) { return "MIG-" + string(rune('a'+j)), nvml.SUCCESS },
			GetNameFunc:       func() (string, nvml.Return) { return "NVIDIA H200 MIG 1g.18gb", nvml.SUCCESS },
			GetMemoryInfoFunc: func() (nvml.Memory, nvml.Return) { return nvml.Memory{Total: 18 << 30}, nvml.SUCCESS },
		}, nvml.SUCCESS
	}
}

func TestOpen(t *testing.T) {
	m := machine()
	slice(m, 6)
	s, err := open(m)
	require.NoError(t, err)
	defer s.Close()
	require.Equal(t, "550.54.15", s.Driver())
	var indices []string
	for _, d := range s.Devices() {
		indices = append(indices, d.Index)
		require.NotEmpty(t, d.UUID)
	}
	require.Equal(t, []string{"0", "1", "2", "3", "4", "5", "6:0", "6:2", "7"}, indices)
	require.Equal(t, Device{Index: "3", UUID: m.Devices[3].(*server.Device).UUID, Name: "NVIDIA H200 141GB HBM3e", Memory: 144384 << 20}, s.Devices()[3])
	require.Equal(t, Device{Index: "6:2", UUID: "MIG-c", Name: "NVIDIA H200 MIG 1g.18gb", Memory: 18 << 30, MIG: true}, s.Devices()[7])

	l, err := s.Load(s.Devices()[3].UUID)
	require.NoError(t, err)
	require.Equal(t, Load{Encoder: Unknown, Decoder: 30, MemoryUsed: 5 << 30, Temperature: 33, Slowdown: 87, EncoderSessions: 3, EncoderCapacity: 75}, l)
	_, err = s.Load("GPU-of-another-machine")
	require.Error(t, err)
	m.Devices[3].(*server.Device).GetMemoryInfoFunc = func() (nvml.Memory, nvml.Return) { return nvml.Memory{}, nvml.ERROR_GPU_IS_LOST }
	_, err = s.Load(s.Devices()[3].UUID)
	require.ErrorIs(t, err, nvml.ERROR_GPU_IS_LOST)
}

func TestOpen_says_why_not(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*server.Server)
		want   string
	}{
		"no driver": {func(s *server.Server) {
			s.InitFunc = func() nvml.Return { return nvml.ERROR_LIBRARY_NOT_FOUND }
		}, "libnvidia-ml.so.1 was not found"},
		"driver does not fit": {func(s *server.Server) {
			s.InitFunc = func() nvml.Return { return nvml.ERROR_LIB_RM_VERSION_MISMATCH }
		}, "MISMATCH"},
		"no GPU": {func(s *server.Server) { s.Devices = nil }, "knows no GPU"},
		"broken": {func(s *server.Server) {
			s.DeviceGetHandleByIndexFunc = func(int) (nvml.Device, nvml.Return) { return nil, nvml.ERROR_GPU_IS_LOST }
		}, "GPU 0: "},
	} {
		t.Run(name, func(t *testing.T) {
			m := machine()
			closed := 0
			m.ShutdownFunc = func() nvml.Return { closed++; return nvml.SUCCESS }
			test.change(m)
			opened := m.Init() == nvml.SUCCESS
			_, err := open(m)
			require.ErrorContains(t, err, test.want)
			require.Equal(t, opened, closed == 1, "what was opened is closed")
		})
	}
}

func TestSelect(t *testing.T) {
	devices := []Device{{Index: "0", UUID: "GPU-a"}, {Index: "1:0", UUID: "MIG-b"}, {Index: "1:3", UUID: "MIG-c"}, {Index: "10", UUID: "GPU-d"}}
	for _, test := range []struct {
		which string
		want  []int // positions; nil: refused
	}{
		{"all", []int{0, 1, 2, 3}},
		{"none", []int{}},
		{"0", []int{0}},
		{"10,0", []int{3, 0}},
		{" GPU-d , 0 ", []int{3, 0}},
		{"1", []int{1, 2}},
		{"1:3,1", []int{2, 1}},
		{"0,0,GPU-a", []int{0}},
		{"2", nil},
		{"0,", nil},
		{"", nil},
		{"gpu-a", nil},
		{"-1", nil},
	} {
		got, err := Select(devices, test.which)
		if test.want == nil {
			require.Error(t, err, test.which)
			continue
		}
		require.NoError(t, err, test.which)
		require.Len(t, got, len(test.want), test.which)
		for i, at := range test.want {
			require.Equal(t, devices[at], got[i], test.which)
		}
	}
}

func TestPool(t *testing.T) {
	now := time.Unix(0, 0)
	devices := []Device{{UUID: "a", Memory: 8 << 30}, {UUID: "b", Memory: 8 << 30}, {UUID: "c", Memory: 8 << 30}}
	var loads map[string]Load
	pool := func() *Pool {
		loads = map[string]Load{"a": {}, "b": {}, "c": {}}
		p := NewPool(devices, func(uuid string) (Load, error) {
			l, ok := loads[uuid]
			if !ok {
				return Load{}, errors.New("fell off the bus")
			}
			return l, nil
		})
		p.now = func() time.Time { return now }
		return p
	}
	take := func(p *Pool, n int) (out string) {
		for range n {
			place, err := p.Take(t.Context())
			require.NoError(t, err)
			out += place.UUID
		}
		return out
	}
	t.Run("idle devices in turn", func(t *testing.T) {
		require.Equal(t, "abcabc", take(pool(), 6))
	})
	t.Run("the busier ones less", func(t *testing.T) {
		p := pool()
		loads["a"], loads["b"] = Load{Decoder: 35}, Load{Encoder: 60}
		require.Equal(t, "cccca", take(p, 5))
	})
	t.Run("what was measured counts once it shows", func(t *testing.T) {
		p := pool()
		require.Equal(t, "abc", take(p, 3))
		now = now.Add(settling)
		loads["a"], loads["c"] = Load{Decoder: 20}, Load{Decoder: 30}
		require.Equal(t, "bbab", take(p, 4))
	})
	t.Run("children that are gone do not count", func(t *testing.T) {
		p := pool()
		place, err := p.Take(t.Context())
		require.NoError(t, err)
		require.Equal(t, "bc", take(p, 2))
		place.Release()
		place.Release()
		require.Equal(t, "a", take(p, 1))
	})
	t.Run("full and lost ones last", func(t *testing.T) {
		p := pool()
		loads["a"] = Load{MemoryUsed: 7<<30 + 1}
		delete(loads, "b")
		require.Equal(t, "ccc", take(p, 3))
		delete(loads, "c")
		require.NotEmpty(t, take(p, 1), "rather than none")
	})
	t.Run("unknown load is none", func(t *testing.T) {
		p := pool()
		for k := range loads {
			loads[k] = Load{Encoder: Unknown, Decoder: Unknown, MemoryUsed: Unknown}
		}
		require.Equal(t, "abca", take(p, 4))
	})
	t.Run("how busy they are", func(t *testing.T) {
		p := pool()
		loads["a"], loads["b"] = Load{Encoder: 10, Decoder: 40}, Load{Encoder: Unknown, Decoder: Unknown}
		delete(loads, "c")
		require.InDelta(t, 40, p.Busy(), 0)
	})
	t.Run("hot ones last, until they are not", func(t *testing.T) {
		p := pool()
		loads["a"], loads["b"], loads["c"] = Load{Temperature: 87, Slowdown: 87}, Load{Temperature: 86, Slowdown: 87, Decoder: 50}, Load{Temperature: 99, Slowdown: Unknown, Decoder: 80}
		require.Equal(t, "bbbcbc", take(p, 6), "it is not known when the third one is")
		loads["a"] = Load{Temperature: 86, Slowdown: 87}
		require.Equal(t, "a", take(p, 1))
	})
	t.Run("a sick one's children end, and it gets none for a time that doubles", func(t *testing.T) {
		p := pool()
		first, err := p.Take(t.Context())
		require.NoError(t, err)
		second, err := p.Take(t.Context())
		require.NoError(t, err)
		require.Zero(t, p.Sick("other", XidError(79)))
		require.Equal(t, minRest, p.Sick("a", XidError(79)))
		require.ErrorIs(t, context.Cause(first.Context), XidError(79))
		require.NoError(t, second.Context.Err())
		first.Release()
		require.Equal(t, minRest, p.Sick("a", XidError(63)), "of the same trouble")
		require.Equal(t, "cbcb", take(p, 4))
		now = now.Add(minRest)
		require.Equal(t, "a", take(p, 1))
		require.Equal(t, 2*minRest, p.Sick("a", XidError(79)))
		now = now.Add(2*minRest + maxRest + 1)
		require.Equal(t, minRest, p.Sick("a", XidError(79)), "it was well for long")
		for n := range 10 {
			now = now.Add(maxRest)
			require.LessOrEqual(t, p.Sick("a", XidError(79)), maxRest, n)
		}
		p.Sick("b", XidError(48))
		p.Sick("c", XidError(48))
		_, err = p.Take(t.Context())
		require.ErrorIs(t, err, ErrSick)
	})
	place, err := NewPool(nil, nil).Take(t.Context())
	require.NoError(t, err)
	require.Empty(t, place.UUID)
	require.NoError(t, place.Context.Err())
	place.Release()
}

// TestWatch: what the driver reports of one of eight GPUs is told of that one, of all slices where it has any; what a program can bring about
// is not.
func TestWatch(t *testing.T) {
	m := machine()
	slice(m, 6)
	event := func(i int, kind, xid uint64) nvml.EventData {
		return nvml.EventData{Device: m.Devices[i], EventType: kind, EventData: xid}
	}
	events := []nvml.EventData{
		event(2, nvml.EventTypeXidCriticalError, 79), event(3, nvml.EventTypeXidCriticalError, 68),
		event(4, nvml.EventTypePState, 48), event(6, nvml.EventTypeXidCriticalError, 48),
	}
	registered := 0
	for i := range m.Devices {
		m.Devices[i].(*server.Device).RegisterEventsFunc = func(uint64, nvml.EventSet) nvml.Return { registered++; return nvml.SUCCESS }
	}
	ctx, cancel := context.WithCancel(t.Context())
	freed := false
	m.EventSetCreateFunc = func() (nvml.EventSet, nvml.Return) {
		return &mock.EventSet{
			WaitFunc: func(uint32) (nvml.EventData, nvml.Return) {
				if len(events) == 0 {
					cancel()
					return nvml.EventData{}, nvml.ERROR_TIMEOUT
				}
				e := events[0]
				events = events[1:]
				return e, nvml.SUCCESS
			},
			FreeFunc: func() nvml.Return { freed = true; return nvml.SUCCESS },
		}, nvml.SUCCESS
	}
	s, err := open(m)
	require.NoError(t, err)
	defer s.Close()
	var told []string
	require.NoError(t, s.Watch(ctx, func(uuid string, why error) { told = append(told, uuid+": "+why.Error()) }))
	require.Equal(t, []string{m.Devices[2].(*server.Device).UUID + ": Xid 79", "MIG-a: Xid 48", "MIG-c: Xid 48"}, told)
	require.Equal(t, 8, registered)
	require.True(t, freed)

	for i := range m.Devices {
		m.Devices[i].(*server.Device).RegisterEventsFunc = func(uint64, nvml.EventSet) nvml.Return { return nvml.ERROR_NOT_SUPPORTED }
	}
	require.ErrorIs(t, s.Watch(t.Context(), nil), nvml.ERROR_NOT_SUPPORTED)
	m.EventSetCreateFunc = func() (nvml.EventSet, nvml.Return) { return nil, nvml.ERROR_UNKNOWN }
	require.ErrorIs(t, s.Watch(t.Context(), nil), nvml.ERROR_UNKNOWN)
}

// TestWell: of eight GPUs those are counted that can be used: not the one that reported an error, which rests, nor the hot one, nor one
// that is lost; and all again when that is over.
func TestWell(t *testing.T) {
	m := machine()
	s, err := open(m)
	require.NoError(t, err)
	defer s.Close()
	now := time.Unix(0, 0)
	p := NewPool(s.Devices(), s.Load)
	p.now = func() time.Time { return now }
	well := func() (indices string) {
		for _, d := range p.Well() {
			indices += d.Index
		}
		return indices
	}
	device := func(i int) *server.Device { return m.Devices[i].(*server.Device) }
	require.Equal(t, "01234567", well())
	rest := p.Sick(device(2).UUID, XidError(79))
	require.Equal(t, "0134567", well())
	temperature, memory := device(5).GetTemperatureFunc, device(7).GetMemoryInfoFunc
	device(5).GetTemperatureFunc = func(nvml.TemperatureSensors) (uint32, nvml.Return) { return 87, nvml.SUCCESS }
	device(7).GetMemoryInfoFunc = func() (nvml.Memory, nvml.Return) { return nvml.Memory{}, nvml.ERROR_GPU_IS_LOST }
	require.Equal(t, "01346", well())
	device(5).GetTemperatureFunc, device(7).GetMemoryInfoFunc = temperature, memory
	require.Equal(t, "0134567", well())
	now = now.Add(rest)
	require.Equal(t, "01234567", well())
}
