package ingest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
)

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		name        string
		allow, deny []string
		in, out     []string
	}{
		{"nobody is barred", nil, nil, []string{"192.0.2.1:5", "[2001:db8::1]:5", "pipe"}, nil},
		{"only these", []string{"192.0.2.0/24", "2001:db8::/32"}, nil, []string{"192.0.2.255:1", "[2001:db8:1::7]:1"}, []string{"192.0.3.1:1", "[2001:db9::1]:1", "pipe"}},
		{"all but these", nil, []string{"198.51.100.7"}, []string{"198.51.100.8:1"}, []string{"198.51.100.7:1", "198.51.100.7", "pipe"}},
		{"denied wins", []string{"10.0.0.0/8"}, []string{"10.1.0.0/16"}, []string{"10.2.0.1:1"}, []string{"10.1.0.1:1", "11.0.0.1:1"}},
		{"an IPv4 address in IPv6's clothes", []string{"10.0.0.0/8"}, nil, []string{"[::ffff:10.0.0.1]:1"}, []string{"[::ffff:11.0.0.1]:1"}},
		{"a list in IPv6's clothes", []string{"::ffff:10.0.0.0/104", "::ffff:192.0.2.1"}, nil, []string{"10.9.9.9:1", "192.0.2.1:1"}, []string{"11.0.0.1:1"}},
		{"host bits do not matter", []string{"10.1.2.3/8"}, nil, []string{"10.0.0.1:1"}, []string{"11.0.0.1:1"}},
		{"zones do not matter", []string{"fe80::/10"}, nil, []string{"[fe80::1%eth0]:1"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			allow, err := ingest.ParsePrefixes(c.allow)
			require.NoError(t, err)
			deny, err := ingest.ParsePrefixes(c.deny)
			require.NoError(t, err)
			a := ingest.Addresses{Allow: allow, Deny: deny}
			for _, remote := range c.in {
				require.True(t, a.Allowed(remote), remote)
			}
			for _, remote := range c.out {
				require.False(t, a.Allowed(remote), remote)
			}
		})
	}
	for _, bad := range []string{"", "10.0.0.0/33", "example.org", "10.0.0", "::ffff:10.0.0.0/8", "fe80::1%eth0/64"} {
		_, err := ingest.ParsePrefixes([]string{"10.0.0.1", bad})
		require.ErrorContains(t, err, "want an address or a CIDR block", bad)
	}
}

func TestPerNetwork(t *testing.T) {
	p := ingest.NewPerNetwork(2)
	enter := func(remote string) bool { return p.Enter(ingest.Network(remote)) }
	require.True(t, enter("192.0.2.1:1"))
	require.True(t, enter("[::ffff:192.0.2.1]:2"))
	require.False(t, enter("192.0.2.1:3"))
	require.True(t, enter("192.0.2.2:1"))
	require.True(t, enter("[2001:db8::1]:1"))
	require.True(t, enter("[2001:db8::2]:1"))
	require.False(t, enter("[2001:db8::3]:1"), "the same /64")
	require.True(t, enter("[2001:db8:0:1::3]:1"))
	p.Leave(ingest.Network("192.0.2.1:9"))
	require.True(t, enter("192.0.2.1:3"))
	require.False(t, enter("192.0.2.1:4"))
	require.True(t, enter("@"))
	require.True(t, enter("pipe"))
	require.False(t, enter(""), "what is no IP address is one")
}
