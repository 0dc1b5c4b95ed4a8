package pipeline

import (
	"errors"
	"fmt"

	"github.com/asticode/go-astiav"
)

// scaler makes pictures of one size from pictures of another. It belongs to one goroutine.
type scaler struct {
	graph *astiav.FilterGraph
	in    *astiav.BuffersrcFilterContext
	out   *astiav.BuffersinkFilterContext
}

// newScaler builds the filter graph that makes width x height out of pictures like first.
func newScaler(dev *device, first *astiav.Frame, width, height int) (_ *scaler, err error) {
	s := &scaler{graph: astiav.AllocFilterGraph()}
	if s.graph == nil {
		return nil, errNoMemory
	}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	s.graph.SetThreadCount(1)
	if s.in, err = s.graph.NewBuffersrcFilterContext(astiav.FindFilterByName("buffer"), "in"); err != nil {
		return nil, fmt.Errorf("make the scaler's input: %w", err)
	}
	if s.out, err = s.graph.NewBuffersinkFilterContext(astiav.FindFilterByName("buffersink"), "out"); err != nil {
		return nil, fmt.Errorf("make the scaler's output: %w", err)
	}
	params := astiav.AllocBuffersrcFilterContextParameters()
	defer params.Free()
	params.SetWidth(first.Width())
	params.SetHeight(first.Height())
	params.SetPixelFormat(first.PixelFormat())
	params.SetColorSpace(first.ColorSpace())
	params.SetColorRange(first.ColorRange())
	params.SetSampleAspectRatio(first.SampleAspectRatio())
	params.SetTimeBase(astiav.NewRational(1, clockRate))
	if hfc := first.HardwareFramesContext(); hfc != nil {
		params.SetHardwareFramesContext(hfc)
	}
	if err = s.in.SetParameters(params); err != nil {
		return nil, fmt.Errorf("describe the scaler's input: %w", err)
	}
	if err = s.in.Initialize(nil); err != nil {
		return nil, fmt.Errorf("open the scaler's input: %w", err)
	}

	// The open ends, as the graph's text sees them.
	outputs, inputs := astiav.AllocFilterInOut(), astiav.AllocFilterInOut()
	defer func() { inputs.Free(); outputs.Free() }()
	outputs.SetName("in")
	outputs.SetFilterContext(s.in.FilterContext())
	inputs.SetName("out")
	inputs.SetFilterContext(s.out.FilterContext())
	segment := dev.scaleFilter(first.PixelFormat(), width, height)
	if err = s.graph.Parse(segment, inputs, outputs); err != nil {
		return nil, fmt.Errorf("build scaler %q: %w", segment, err)
	}
	if dev.hardware != nil {
		for _, f := range s.graph.Filters() {
			if f.Filter().Flags().Has(astiav.FilterFlagHardwareDevice) {
				f.SetHardwareDeviceContext(dev.hardware)
			}
		}
	}
	if err = s.graph.Configure(); err != nil {
		return nil, fmt.Errorf("configure scaler %q: %w", segment, err)
	}
	return s, nil
}

// scale returns a new picture, which the caller frees; src stays the caller's.
func (s *scaler) scale(src *astiav.Frame) (*astiav.Frame, error) {
	if err := s.in.AddFrame(src, astiav.NewBuffersrcFlags(astiav.BuffersrcFlagKeepRef)); err != nil {
		return nil, fmt.Errorf("scale: %w", err)
	}
	dst := astiav.AllocFrame()
	if dst == nil {
		return nil, errNoMemory
	}
	if err := s.out.GetFrame(dst, astiav.NewBuffersinkFlags()); err != nil {
		dst.Free()
		return nil, fmt.Errorf("scale: %w", err)
	}
	return dst, nil
}

func (s *scaler) close() {
	if s != nil && s.graph != nil {
		s.graph.Free()
	}
}

var errNoMemory = errors.New("out of memory")
