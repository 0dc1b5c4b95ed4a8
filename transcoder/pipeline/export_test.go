package pipeline

import "github.com/asticode/go-astiav"

// DecodedOnGPU says whether NVDEC decodes the session's source.
func (s *Session) DecodedOnGPU() bool { return s.format == astiav.PixelFormatCuda }

// Download makes x264 take its pictures by way of a filter, as it does on a GPU. Call it before the first part.
func (s *Session) Download(filter string) { s.dev.download = filter }

// CanToneMap says whether this libav can.
func CanToneMap() bool { return canToneMap() }
