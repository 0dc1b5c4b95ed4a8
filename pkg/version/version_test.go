package version_test

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/version"
)

func TestOf(t *testing.T) {
	revision := []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "0123456789abcdef0123"}}
	for want, info := range map[string]debug.BuildInfo{
		"v1.2.3":       {Main: debug.Module{Version: "v1.2.3"}, Settings: revision},
		"0123456789ab": {Main: debug.Module{Version: "(devel)"}, Settings: revision},
		"devel":        {},
	} {
		require.Equal(t, want, version.Of(&info))
	}
	require.NotEmpty(t, version.Here())
}
