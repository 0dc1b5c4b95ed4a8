// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Merkle trees of RFC 9162, with keccak256
/// @dev Leaves and nodes are hashed apart, so that neither can pass for the other, and a proof is for one index of one size of
/// tree. pkg/ticket makes the trees.
library Merkle {
    function leafHash(bytes memory data) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0), data));
    }

    function nodeHash(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(uint8(1)), left, right));
    }

    /// @dev Whether a hashed leaf is at an index of the tree of `count` leaves with a root. RFC 9162, 2.1.3.2.
    function verify(bytes32 leaf, uint256 index, uint256 count, bytes32[] calldata proof, bytes32 root)
        internal
        pure
        returns (bool)
    {
        if (index >= count) return false;
        uint256 last = count - 1;
        bytes32 hash = leaf;
        for (uint256 i = 0; i < proof.length; ++i) {
            if (last == 0) return false;
            if (index & 1 == 1 || index == last) {
                hash = nodeHash(proof[i], hash);
                while (index & 1 == 0 && index != 0) {
                    index >>= 1;
                    last >>= 1;
                }
            } else {
                hash = nodeHash(hash, proof[i]);
            }
            index >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }
}
