package main

import (
	"fmt"
	"time"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/ingest"
)

// ingestFlags say who may publish to a broadcaster, and how much.
type ingestFlags struct {
	RTMPSAddr string `name:"rtmps-addr" help:"Host and port that takes RTMPS only. With --tls-cert the RTMP port takes it too." placeholder:"HOST:PORT"`

	APIToken           string        `name:"api-token" help:"Token, of at least 16 characters, that lets its holders create streams over the API. Rather than on the command line, give it in the environment or in --config. Without it nobody may, but for programs on this machine in millrace dev." placeholder:"TOKEN"`
	AuthWebhook        string        `help:"URL that is asked who may publish: POST {\"url\"}, answered by 200 and what go-livepeer takes. Not asked about streams that were created." placeholder:"URL"`
	AuthWebhookTimeout time.Duration `help:"How long the webhook may take, up to 10s." default:"5s"`

	IngestAllow    []string `help:"Address or CIDR block that may publish, and no other. May be repeated." placeholder:"CIDR"`
	IngestDeny     []string `help:"Address or CIDR block that may not publish, even if allowed. May be repeated." placeholder:"CIDR"`
	MaxConnections int      `help:"RTMP connections at one time." default:"256"`
	MaxPerAddress  int      `name:"max-connections-per-address" help:"RTMP connections, and pushes that are taken in, at one time from one IPv4 address or IPv6 /64 network. Raise it behind a load balancer." default:"32"`
	DrainURL       string   `name:"drain-url" help:"Where publishers are told to reconnect when this node stops, such as rtmp://other.example/live: those whose encoder understands that (enhanced RTMP). None: where they are." placeholder:"URL"`
	MaxBitrate     int      `help:"Bits per second of one publish, sound included, over ten seconds; 0: any." default:"100000000"`
	MaxResolution  string   `help:"Largest picture, WIDTHxHEIGHT, lying or upright; 0x0: any." default:"7680x4320"`
	MaxFrameRate   int      `help:"Frames per second of one publish; 0: any." default:"120"`
}

// apply sets what the flags say.
func (f *ingestFlags) apply(cfg *broadcaster.Config) (err error) {
	cfg.RTMPSAddr, cfg.APIToken = f.RTMPSAddr, f.APIToken
	cfg.Webhook = admission.WebhookConfig{URL: f.AuthWebhook, Timeout: f.AuthWebhookTimeout}
	if cfg.Addresses.Allow, err = ingest.ParsePrefixes(f.IngestAllow); err != nil {
		return fmt.Errorf("%w: --ingest-allow %w", errUsage, err)
	}
	if cfg.Addresses.Deny, err = ingest.ParsePrefixes(f.IngestDeny); err != nil {
		return fmt.Errorf("%w: --ingest-deny %w", errUsage, err)
	}
	if f.MaxConnections < 1 || f.MaxPerAddress < 1 {
		return fmt.Errorf("%w: --max-connections and --max-connections-per-address are at least 1", errUsage)
	}
	cfg.MaxConnections, cfg.MaxPerAddress, cfg.DrainURL = f.MaxConnections, f.MaxPerAddress, f.DrainURL
	cfg.Limits = admission.Limits{Bitrate: f.MaxBitrate, FrameRate: f.MaxFrameRate}
	if n, err := fmt.Sscanf(f.MaxResolution+"\n", "%dx%d\n", &cfg.Limits.Width, &cfg.Limits.Height); err != nil || n != 2 {
		return fmt.Errorf("%w: --max-resolution %q: want WIDTHxHEIGHT, such as 1920x1080", errUsage, f.MaxResolution)
	}
	return nil
}

// anybody says whether a publish could be admitted that is of no stream that was created before.
func (f *ingestFlags) anybody() bool { return f.AuthWebhook != "" || f.APIToken != "" }
