package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/cluster"
)

// clusterFlags let several broadcasters stand for one.
type clusterFlags struct {
	Redis         string `name:"redis" help:"Redis that the broadcasters of a cluster share: any of them takes and serves any stream. redis://[USER:PASSWORD@]HOST:PORT/DB, rediss:// for TLS, or redis+sentinel://[USER:PASSWORD@]HOST:PORT,HOST:PORT/NAME/DB by its Sentinels. Needs --cluster-url and --cluster-secret-file." placeholder:"URL"`
	ClusterURL    string `name:"cluster-url" help:"Where the other broadcasters of the cluster reach this one's HTTP port." placeholder:"http://HOST:PORT"`
	ClusterSecret string `name:"cluster-secret-file" help:"File with what all broadcasters of the cluster, and nobody else, know: at least 16 characters. It signs the requests that they make of one another." type:"path" placeholder:"FILE"`
}

// clusterConfig is what the flags ask for.
type clusterConfig struct {
	redis string // empty: no cluster
	file  string // the node's copy of what the cluster shares
	node  cluster.Config
}

// cluster is the cluster that the flags ask for.
func (f *clusterFlags) cluster(window time.Duration) (clusterConfig, error) {
	if f.Redis == "" && f.ClusterURL == "" && f.ClusterSecret == "" {
		return clusterConfig{}, nil
	}
	if f.Redis == "" || f.ClusterURL == "" || f.ClusterSecret == "" {
		return clusterConfig{}, fmt.Errorf("%w: --redis, --cluster-url and --cluster-secret-file: give all or none", errUsage)
	}
	if _, err := cluster.ParseURL(f.ClusterURL); err != nil {
		return clusterConfig{}, fmt.Errorf("%w: --cluster-url: %w", errUsage, err)
	}
	secret, err := cluster.ReadSecret(f.ClusterSecret)
	if err != nil {
		return clusterConfig{}, fmt.Errorf("%w: --cluster-secret-file: %w", errUsage, err)
	}
	return clusterConfig{redis: f.Redis, node: cluster.Config{URL: f.ClusterURL, Secret: secret, TTL: window}}, nil
}

// sharing is what a node has in common with the others of its cluster; nil where there is none.
type sharing struct {
	redis *cluster.Redis
	table *cluster.Table
}

// share opens it. A Redis that is away is waited for in the background.
func (c clusterConfig) share(ctx context.Context) (*sharing, error) {
	if c.redis == "" {
		return nil, nil //nolint:nilnil // there is no cluster
	}
	redis, err := cluster.OpenRedis(c.redis)
	if err != nil {
		return nil, fmt.Errorf("%w: --redis: %w", errUsage, err)
	}
	table, err := cluster.OpenTable(ctx, cluster.TableConfig{File: c.file}, redis.Records(), slog.Default())
	if err != nil {
		return nil, errors.Join(err, redis.Close())
	}
	table.Start()
	return &sharing{redis, table}, nil
}

// open opens what of a node's is the cluster's. What the node had in its own files before it was in one comes along.
func (s *sharing) open(ctx context.Context, c clusterConfig, f *openFiles, own *admission.SQLite, ownKeys *access.Registry) error {
	streams, keys := admission.NewShared(s.table, c.node.Secret, slog.Default()), access.NewShared(s.table, slog.Default())
	if s.table.First() {
		if err := errors.Join(streams.Adopt(ctx, own), keys.Adopt(ctx, ownKeys)); err != nil {
			return err
		}
	}
	answered, err := s.redis.Answers(c.node.Secret)
	if err != nil {
		return err
	}
	journal, err := s.redis.Journal(c.node.Secret)
	if err != nil {
		return err
	}
	f.streams, f.keys, f.answers = streams, keys, answered
	if err := f.events.Share(ctx, s.table, c.node.Secret, s.table.First()); err != nil {
		return err
	}
	f.events.Follow(journal)
	return nil
}

func (s *sharing) close() error {
	if s == nil {
		return nil
	}
	return errors.Join(s.table.Close(), s.redis.Close())
}

// member is a node's part in its cluster; empty where there is none.
type member struct{ *cluster.Node }

// start joins the cluster.
func (c clusterConfig) start(shared *sharing, metrics prometheus.Registerer) (*member, error) {
	if shared == nil {
		return &member{}, nil
	}
	node, err := cluster.NewNode(c.node, cluster.Deps{Store: shared.redis, Logger: slog.Default(), Metrics: cluster.NewMetrics(metrics)})
	if err != nil {
		return nil, fmt.Errorf("%w: cluster: %w", errUsage, err)
	}
	node.Start()
	return &member{node}, nil
}

// stop leaves the cluster. The streams that the node had may go on elsewhere.
func (m *member) stop(ctx context.Context) {
	if m.Node != nil {
		m.Stop(ctx)
	}
}
