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
	var c Chunker
	c.Add(data)
	return c.Tree()
}

// Chunker makes the tree of bytes that come piece by piece. It keeps less than one chunk of them, and a hash of each chunk.
type Chunker struct {
	tree Tree
	rest []byte // shorter than a chunk
	size uint64
}

// Add adds the next bytes.
func (c *Chunker) Add(data []byte) {
	c.size += uint64(len(data))
	if len(c.rest) > 0 {
		n := min(len(data), ChunkSize-len(c.rest))
		c.rest, data = append(c.rest, data[:n]...), data[n:]
		if len(c.rest) < ChunkSize {
			return
		}
		c.tree, c.rest = append(c.tree, LeafHash(c.rest)), c.rest[:0]
	}
	for ; len(data) >= ChunkSize; data = data[ChunkSize:] {
		c.tree = append(c.tree, LeafHash(data[:ChunkSize]))
	}
	c.rest = append(c.rest, data...)
}

// Size is how many bytes were added.
func (c *Chunker) Size() uint64 { return c.size }

// Tree is the tree of what was added so far, which is the caller's.
func (c *Chunker) Tree() Tree {
	t := append(make(Tree, 0, len(c.tree)+1), c.tree...)
	if len(c.rest) > 0 {
		t = append(t, LeafHash(c.rest))
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
