// Package version tells from what a program was built.
package version

import "runtime/debug"

// devel is the version of what does not know it.
const devel = "devel"

// Here is the version of the program that runs.
func Here() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return devel
	}
	return Of(info)
}

// Of is the module's version of a program, or the revision that it was built from.
func Of(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return devel
}
