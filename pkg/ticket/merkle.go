package ticket

import (
	"math/bits"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// ChunkSize is the length in bytes of the chunks that a rendition is committed in; the last may be shorter.
const ChunkSize = 1024

// LeafHash is the hash of a leaf's data. Leaves and nodes are hashed apart, so that neither passes for the other.
func LeafHash(data []byte) common.Hash { return crypto.Keccak256Hash([]byte{0}, data) }

func nodeHash(left, right common.Hash) common.Hash {
	return crypto.Keccak256Hash([]byte{1}, left[:], right[:])
}

// Tree is the hashed leaves of a Merkle tree as in RFC 9162, with keccak256 in place of SHA-256.
type Tree []common.Hash

// Chunks is the tree of some bytes in chunks. They are not kept.
func Chunks(data []byte) Tree {
	t := make(Tree, 0, (len(data)+ChunkSize-1)/ChunkSize)
	for len(data) > 0 {
		n := min(len(data), ChunkSize)
		t = append(t, LeafHash(data[:n]))
		data = data[n:]
	}
	return t
}

// Root is the tree's root. That of no leaves is the hash of nothing.
func (t Tree) Root() common.Hash {
	switch len(t) {
	case 0:
		return crypto.Keccak256Hash()
	case 1:
		return t[0]
	}
	k := split(len(t))
	return nodeHash(t[:k].Root(), t[k:].Root())
}

// Proof is what proves the leaf at an index, which must exist: RFC 9162, 2.1.3.1.
func (t Tree) Proof(index int) []common.Hash {
	if len(t) == 1 {
		return nil
	}
	k := split(len(t))
	if index < k {
		return append(t[:k].Proof(index), t[k:].Root())
	}
	return append(t[k:].Proof(index-k), t[:k].Root())
}

// split is the greatest power of two below n, which is at least 2.
func split(n int) int { return 1 << (bits.Len(uint(n-1)) - 1) }

// Verify says whether a hashed leaf is at an index of the tree of so many leaves with a root: RFC 9162, 2.1.3.2.
func Verify(leaf common.Hash, index, count uint64, proof []common.Hash, root common.Hash) bool {
	if index >= count {
		return false
	}
	last, hash := count-1, leaf
	for _, p := range proof {
		if last == 0 {
			return false
		}
		if index&1 == 1 || index == last {
			hash = nodeHash(p, hash)
			for index&1 == 0 && index != 0 {
				index, last = index>>1, last>>1
			}
		} else {
			hash = nodeHash(hash, p)
		}
		index, last = index>>1, last>>1
	}
	return last == 0 && hash == root
}
