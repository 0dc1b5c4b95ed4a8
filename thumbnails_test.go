package main

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"log/slog"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestThumbnails: posters and storyboards, of a stream and of its recording, show what was published: media children decode it.
func TestThumbnails(t *testing.T) {
	clip := testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 10})
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	market, err := dispatch.NewNetworkMarket(dispatch.NetworkConfig{}, dispatch.NetworkDeps{
		View: func() (chain.View, error) { return chain.View{}, chain.ErrNoView }, Signer: identity.KeySigner(key), Logger: log,
	})
	require.NoError(t, err)
	ready := make(chan record.Info, 1)
	recorder, err := record.Open(t.Context(), record.Config{URL: t.TempDir(), Node: "n"}, record.Deps{Logger: log, Ready: func(i record.Info) { ready <- i }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
	command, err := mediaChildCommand()
	require.NoError(t, err)
	b, err := broadcaster.New(broadcaster.Config{
		RTMPAddr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0", AnyStream: true, Record: true, Ladder: media.Ladder{},
	}, broadcaster.Deps{Market: market, Recorder: recorder, Pictures: pictureWorker{command}, Logger: log, Metrics: prometheus.NewRegistry()})
	require.NoError(t, err)
	require.NoError(t, b.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, b.Stop(context.Background())) })
	p, err := publish.New(publish.Config{
		URL: "rtmp://" + b.RTMPAddr().String() + "/live/mine", Open: publish.File(clip), Speed: math.Inf(1),
	}, publish.Deps{})
	require.NoError(t, err)
	require.NoError(t, p.Run(t.Context()))
	info := <-ready

	for _, dir := range []string{"/thumbnails/mine/", "/recordings/" + info.ID + "/"} {
		t.Run(strings.Split(dir, "/")[1], func(t *testing.T) {
			base := "http://" + b.HTTPAddr().String() + dir
			poster := picture(t, base+"poster.jpg")
			require.Equal(t, image.Pt(640, 360), poster.Bounds().Size())
			require.Greater(t, colours(poster), 100)
			vtt, err := fetch(t.Context(), base+"storyboard.vtt")
			require.NoError(t, err)
			require.Equal(t, 5, bytes.Count(vtt, []byte(" --> ")), "%s", vtt)
			sheet := picture(t, base+string(regexp.MustCompile(`storyboard\S*\.jpg`).Find(vtt)))
			require.Equal(t, image.Pt(5*160, 90), sheet.Bounds().Size())
			require.Greater(t, colours(sheet), 100)
		})
	}
}

// picture is a JPEG that can be had.
func picture(t *testing.T, url string) image.Image {
	t.Helper()
	data, err := fetch(t.Context(), url)
	require.NoError(t, err)
	p, err := jpeg.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	return p
}

// colours is how many there are in a picture.
func colours(p image.Image) int {
	seen := map[any]bool{}
	for y := range p.Bounds().Dy() {
		for x := range p.Bounds().Dx() {
			seen[p.At(x, y)] = true
		}
	}
	return len(seen)
}
