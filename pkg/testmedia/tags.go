package testmedia

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/flv"
)

// Tags reads the tags of an FLV file. Their data is the caller's.
func Tags(t testing.TB, file string) (tags []flv.Tag) {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	r, err := flv.NewReader(f)
	require.NoError(t, err)
	for {
		tag, err := r.Next()
		if errors.Is(err, io.EOF) {
			return tags
		}
		require.NoError(t, err)
		tag.Data = bytes.Clone(tag.Data)
		tags = append(tags, tag)
	}
}
