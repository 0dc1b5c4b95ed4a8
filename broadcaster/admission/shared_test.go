package admission_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
)

// TestShared: what is created, changed and deleted at one node counts at the other, its key and tokens too.
func TestShared(t *testing.T) {
	redis := clustertest.StartRedis(t)
	node := func() *admission.Registry {
		r, err := admission.NewRegistry(t.Context(), share(t, openRedis(t, redis), ""))
		require.NoError(t, err)
		return r
	}
	a, b := node(), node()
	told := make(chan string, 4)
	b.Notify(func(name string) { told <- "rotated " + name }, func(name string) { told <- "deleted " + name })
	atB := gate(t, admission.Config{AnyName: true}, b)

	made, key, err := a.Create(t.Context(), admission.Stream{Name: "mine", Policy: admission.Policy{Playback: admission.Playback{Private: true}}})
	require.NoError(t, err)
	grant, err := atB.Admit(t.Context(), request(key))
	require.NoError(t, err, "at once")
	require.Equal(t, "mine", grant.Name)
	require.True(t, b.Hidden("mine"))
	got, err := b.Stream(t.Context(), "mine")
	require.NoError(t, err)
	require.Equal(t, made, got)
	token, _, err := a.Mint(t.Context(), "mine", time.Hour)
	require.NoError(t, err)
	_, err = atB.Admit(t.Context(), request("mine?token="+token))
	require.NoError(t, err)
	watch, _, err := a.MintPlayback(t.Context(), "mine", time.Hour)
	require.NoError(t, err)
	require.NoError(t, b.Watch("mine", admission.Viewer{Token: watch}))
	require.ErrorIs(t, b.Watch("mine", admission.Viewer{}), admission.ErrForbidden)
	_, _, err = b.Create(t.Context(), admission.Stream{Name: "mine"})
	require.ErrorIs(t, err, admission.ErrExists)

	_, err = a.Update(t.Context(), "mine", func(s *admission.Stream) error { s.Policy.Playback.Private = false; return nil })
	require.NoError(t, err)
	require.Eventually(t, func() bool { return !b.Hidden("mine") }, time.Minute, time.Millisecond)
	fresh, err := a.Rotate(t.Context(), "mine")
	require.NoError(t, err)
	require.Equal(t, "rotated mine", <-told)
	_, err = atB.Admit(t.Context(), request("mine?token="+token))
	require.Error(t, err)
	_, err = atB.Admit(t.Context(), request(fresh))
	require.NoError(t, err)
	require.NoError(t, a.Delete(t.Context(), "mine"))
	require.Equal(t, "deleted mine", <-told)
	_, err = atB.Admit(t.Context(), request(fresh))
	require.NoError(t, err, "a name like any other")
}

// TestShared_without_Redis: what is known counts, nothing is written, and what is asked for is answered at once.
func TestShared_without_Redis(t *testing.T) {
	redis := clustertest.StartRedis(t)
	file := filepath.Join(t.TempDir(), "cluster.db")
	r, err := admission.NewRegistry(t.Context(), share(t, openRedis(t, redis), file))
	require.NoError(t, err)
	_, key, err := r.Create(t.Context(), admission.Stream{Name: "mine"})
	require.NoError(t, err)
	redis.Kill()
	g := gate(t, admission.Config{}, r)
	_, err = g.Admit(t.Context(), request(key))
	require.NoError(t, err)
	_, err = g.Admit(t.Context(), request("nobody's"))
	require.Error(t, err)
	_, _, err = r.Create(t.Context(), admission.Stream{Name: "other"})
	require.ErrorIs(t, err, cluster.ErrAway)
	_, err = r.Rotate(t.Context(), "mine")
	require.ErrorIs(t, err, cluster.ErrAway)
	require.ErrorIs(t, r.Delete(t.Context(), "mine"), cluster.ErrAway)
	_, err = g.Admit(t.Context(), request(key))
	require.NoError(t, err)
	redis.Start()
	require.Eventually(t, func() bool { return r.Delete(t.Context(), "mine") == nil }, time.Minute, time.Millisecond)
}

// TestShared_Adopt: a node brings the streams that it had into the cluster; what is there already holds.
func TestShared_Adopt(t *testing.T) {
	old := openSQLite(t, filepath.Join(t.TempDir(), "streams.db"))
	require.NoError(t, old.Create(t.Context(), created("mine"), admission.HashKey("1")))
	require.NoError(t, old.Create(t.Context(), created("taken"), admission.HashKey("2")))
	records := cluster.NewMemoryRecords()
	a, b := share(t, records, ""), share(t, records, "")
	require.NoError(t, a.Create(t.Context(), created("taken"), admission.HashKey("3")))
	require.NoError(t, b.Adopt(t.Context(), old))
	got, err := a.ByKey(t.Context(), admission.HashKey("1"))
	require.NoError(t, err)
	require.Equal(t, created("mine"), got)
	for _, s := range []*admission.Shared{a, b} {
		_, key, err := s.Stream(t.Context(), "taken")
		require.NoError(t, err)
		require.Equal(t, admission.HashKey("3"), key)
	}
}

func TestShared_refuses_damaged_records(t *testing.T) {
	records := cluster.NewMemoryRecords()
	good := `{"key":"` + "a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U=" + `"}`
	for name, value := range map[string]string{
		"good": good, "text": "x", "key": `{"key":"eA=="}`, "a b": good,
		"limits": good[:len(good)-1] + `,"limits":{"bitrate":-1}}`,
	} {
		_, err := records.Merge(t.Context(), []cluster.Record{{Key: "stream/" + name, Version: 1, Value: []byte(value)}}, nil, cluster.Mark(name))
		require.NoError(t, err)
	}
	list, err := share(t, records, "").List(t.Context())
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, "good", list[0].Name)
}
