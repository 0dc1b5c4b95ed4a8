package pipeline

import (
	"errors"
	"fmt"

	"github.com/asticode/go-astiav"
)

// filter makes one picture of each that it is given: scales it, moves it to another memory. It belongs to one goroutine.
type filter struct {
	graph *astiav.FilterGraph
	in    *astiav.BuffersrcFilterContext
	out   *astiav.BuffersinkFilterContext
}

// newFilter builds the filter graph that text describes, for pictures like first.
func newFilter(dev *device, first *astiav.Frame, text string) (_ *filter, err error) {
	f := &filter{graph: astiav.AllocFilterGraph()}
	if f.graph == nil {
		return nil, errNoMemory
	}
	defer func() {
		if err != nil {
			f.close()
		}
	}()
	f.graph.SetThreadCount(1)
	if f.in, err = f.graph.NewBuffersrcFilterContext(astiav.FindFilterByName("buffer"), "in"); err != nil {
		return nil, fmt.Errorf("make the filter's input: %w", err)
	}
	if f.out, err = f.graph.NewBuffersinkFilterContext(astiav.FindFilterByName("buffersink"), "out"); err != nil {
		return nil, fmt.Errorf("make the filter's output: %w", err)
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
	if err = f.in.SetParameters(params); err != nil {
		return nil, fmt.Errorf("describe the filter's input: %w", err)
	}
	if err = f.in.Initialize(nil); err != nil {
		return nil, fmt.Errorf("open the filter's input: %w", err)
	}

	// The open ends, as the graph's text sees them.
	outputs, inputs := astiav.AllocFilterInOut(), astiav.AllocFilterInOut()
	defer func() { inputs.Free(); outputs.Free() }()
	outputs.SetName("in")
	outputs.SetFilterContext(f.in.FilterContext())
	inputs.SetName("out")
	inputs.SetFilterContext(f.out.FilterContext())
	if err = f.graph.Parse(text, inputs, outputs); err != nil {
		return nil, fmt.Errorf("build filter %q: %w", text, err)
	}
	if dev.hardware != nil {
		for _, step := range f.graph.Filters() {
			if step.Filter().Flags().Has(astiav.FilterFlagHardwareDevice) {
				step.SetHardwareDeviceContext(dev.hardware)
			}
		}
	}
	if err = f.graph.Configure(); err != nil {
		return nil, fmt.Errorf("configure filter %q: %w", text, err)
	}
	return f, nil
}

// apply returns a new picture, which the caller frees; src stays the caller's.
func (f *filter) apply(src *astiav.Frame) (*astiav.Frame, error) {
	if err := f.in.AddFrame(src, astiav.NewBuffersrcFlags(astiav.BuffersrcFlagKeepRef)); err != nil {
		return nil, fmt.Errorf("filter a picture: %w", err)
	}
	dst := astiav.AllocFrame()
	if dst == nil {
		return nil, errNoMemory
	}
	if err := f.out.GetFrame(dst, astiav.NewBuffersinkFlags()); err != nil {
		dst.Free()
		return nil, fmt.Errorf("filter a picture: %w", err)
	}
	return dst, nil
}

// push hands a picture in, or says that none follows where src is nil, and calls got for each that comes out, which got must
// not keep. It is for filters that look ahead.
func (f *filter) push(src *astiav.Frame, got func(*astiav.Frame) error) error {
	if err := f.in.AddFrame(src, astiav.NewBuffersrcFlags(astiav.BuffersrcFlagKeepRef)); err != nil {
		return fmt.Errorf("filter a picture: %w", err)
	}
	dst := astiav.AllocFrame()
	if dst == nil {
		return errNoMemory
	}
	defer dst.Free()
	for {
		err := f.out.GetFrame(dst, astiav.NewBuffersinkFlags())
		if errors.Is(err, astiav.ErrEagain) || errors.Is(err, astiav.ErrEof) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("filter a picture: %w", err)
		}
		// Some filters count time in smaller ticks.
		dst.SetPts(astiav.RescaleQ(dst.Pts(), f.out.TimeBase(), astiav.NewRational(1, clockRate)))
		err = got(dst)
		dst.Unref()
		if err != nil {
			return err
		}
	}
}

func (f *filter) close() {
	if f != nil && f.graph != nil {
		f.graph.Free()
	}
}

var errNoMemory = errors.New("out of memory")
