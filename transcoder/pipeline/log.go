package pipeline

import "github.com/asticode/go-astiav"

// LogErrorsOnly makes libav, which writes to the process's standard error, say only what went wrong. It is for the
// whole process.
func LogErrorsOnly() { astiav.SetLogLevel(astiav.LogLevelError) }
