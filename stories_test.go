package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What `make test` leaves out, `make test-stories` runs: each story is a test of a package that both of them test.
func TestStories(t *testing.T) {
	makefile, err := os.ReadFile("Makefile")
	require.NoError(t, err)
	list := regexp.MustCompile(`(?m)^STORIES := \^Test\((.*)\)\$\$$`).FindSubmatch(makefile)
	require.NotNil(t, list)
	ran := regexp.MustCompile(`(?m)-run '\$\(STORIES\)' (.*)$`).FindSubmatch(makefile)
	require.NotNil(t, ran)
	var tests strings.Builder
	for dir := range strings.FieldsSeq(string(ran[1])) {
		tests.WriteString(testSource(t, dir))
	}
	for name := range strings.SplitSeq(string(list[1]), "|") {
		require.Contains(t, tests.String(), "\nfunc Test"+name+"(", "it is left out and run nowhere")
	}
}
