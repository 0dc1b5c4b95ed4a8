//go:build !linux

package sandbox

// Supported is what Enter could do here: nothing.
func Supported() Report { return Report{Missing: []string{"sandboxes need Linux"}} }

// Enter restricts the process as far as the system can: not at all.
func Enter(Config) (Report, error) { return Supported(), nil }
