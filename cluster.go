package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/broadcaster/cluster"
)

// clusterFlags let several broadcasters stand for one.
type clusterFlags struct {
	Redis         string `name:"redis" help:"Redis that the broadcasters of a cluster share: any of them takes and serves any stream. redis://[USER:PASSWORD@]HOST:PORT/DB, rediss:// for TLS, with ?master_name=NAME a Sentinel's. Needs --cluster-url and --cluster-secret-file." placeholder:"URL"`
	ClusterURL    string `name:"cluster-url" help:"Where the other broadcasters of the cluster reach this one's HTTP port." placeholder:"http://HOST:PORT"`
	ClusterSecret string `name:"cluster-secret-file" help:"File with what all broadcasters of the cluster, and nobody else, know: at least 16 characters. It signs the requests that they make of one another." type:"path" placeholder:"FILE"`
}

// clusterConfig is what the flags ask for.
type clusterConfig struct {
	redis string // empty: no cluster
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

// member is a node's part in its cluster; empty where there is none.
type member struct {
	*cluster.Node
	store *cluster.Redis
}

// start joins the cluster. A Redis that is away is waited for in the background.
func (c clusterConfig) start(metrics prometheus.Registerer) (*member, error) {
	if c.redis == "" {
		return &member{}, nil
	}
	store, err := cluster.OpenRedis(c.redis)
	if err != nil {
		return nil, fmt.Errorf("%w: --redis: %w", errUsage, err)
	}
	node, err := cluster.NewNode(c.node, cluster.Deps{Store: store, Logger: slog.Default(), Metrics: cluster.NewMetrics(metrics)})
	if err != nil {
		_ = store.Close() // nothing was sent
		return nil, fmt.Errorf("%w: cluster: %w", errUsage, err)
	}
	node.Start()
	return &member{Node: node, store: store}, nil
}

// stop leaves the cluster. The streams that the node had may go on elsewhere.
func (m *member) stop(ctx context.Context) error {
	if m.Node == nil {
		return nil
	}
	m.Stop(ctx)
	return m.store.Close()
}
