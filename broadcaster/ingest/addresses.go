package ingest

import (
	"cmp"
	"fmt"
	"net/netip"
	"strings"
	"sync"
)

// Addresses says which network addresses may publish. The zero value lets in everybody.
type Addresses struct {
	Allow []netip.Prefix // when there are any, only these
	Deny  []netip.Prefix // never these, allowed or not
}

// ParsePrefixes reads addresses and CIDR blocks such as 192.0.2.7, 10.0.0.0/8 and 2001:db8::/32.
func ParsePrefixes(list []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range list {
		p, err := parsePrefix(strings.TrimSpace(s))
		if err != nil {
			return nil, fmt.Errorf("%q: want an address or a CIDR block, such as 192.0.2.7 or 10.0.0.0/8", s)
		}
		out = append(out, p)
	}
	return out, nil
}

func parsePrefix(s string) (netip.Prefix, error) {
	if !strings.Contains(s, "/") {
		a, err := netip.ParseAddr(s)
		if err != nil {
			return netip.Prefix{}, err
		}
		a = a.Unmap()
		return a.WithZone("").Prefix(a.BitLen())
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return netip.Prefix{}, err
	}
	const mapped = 96 // bits in front of the IPv4 address
	if p.Addr().Is4In6() {
		if p.Bits() < mapped {
			return netip.Prefix{}, fmt.Errorf("%s is part IPv6 and part IPv4", s)
		}
		return p.Addr().Unmap().Prefix(p.Bits() - mapped)
	}
	return p.Masked(), nil
}

// Allowed says whether the peer at remote, HOST:PORT or HOST, may publish. What is no IP address may where everybody may.
func (a Addresses) Allowed(remote string) bool {
	if len(a.Allow) == 0 && len(a.Deny) == 0 {
		return true
	}
	ip, ok := IP(remote)
	return ok && !contains(a.Deny, ip) && (len(a.Allow) == 0 || contains(a.Allow, ip))
}

// IP is the address in HOST:PORT or HOST, an IPv4 one as such however it is written, and without a zone.
func IP(remote string) (netip.Addr, bool) {
	if ap, err := netip.ParseAddrPort(remote); err == nil {
		return ap.Addr().Unmap().WithZone(""), true
	}
	ip, err := netip.ParseAddr(remote)
	return ip.Unmap().WithZone(""), err == nil
}

// Network is who a peer at HOST:PORT belongs to: an IPv4 address, or the /64 that an IPv6 host gets and can choose from. All
// that are no IP addresses are one.
func Network(remote string) netip.Prefix {
	ip, ok := IP(remote)
	if !ok {
		return netip.Prefix{}
	}
	bits := 64
	if ip.Is4() {
		bits = 32
	}
	p, _ := ip.Prefix(bits) // there are as many
	return p
}

// PerNetwork bounds what one Network has open at a time. Protocols that have the same one share the bound.
type PerNetwork struct {
	limit int

	mu   sync.Mutex
	open map[netip.Prefix]int // guarded by mu
}

// NewPerNetwork allows limit at a time; 32 if that is 0.
func NewPerNetwork(limit int) *PerNetwork {
	return &PerNetwork{limit: cmp.Or(limit, 32), open: map[netip.Prefix]int{}}
}

// Enter counts one more; false, and not counted, if there are as many as allowed. What entered must Leave.
func (p *PerNetwork) Enter(n netip.Prefix) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[n] >= p.limit {
		return false
	}
	p.open[n]++
	return true
}

// Leave undoes an Enter.
func (p *PerNetwork) Leave(n netip.Prefix) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[n]--; p.open[n] == 0 {
		delete(p.open, n)
	}
}

func contains(list []netip.Prefix, ip netip.Addr) bool {
	for _, p := range list {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}
