// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The most orchestrators that an active set has, and a snapshot.
uint256 constant MAX_ACTIVE = 128;

/// @title The last few rounds' weights
/// @dev A round's place is its number modulo `SIZE`: storage is written again, not anew, from the fifth round on. A place
/// is valid when its stored round number says so, never because a value in it is not zero.
library SnapshotRing {
    uint256 internal constant SIZE = 4;

    struct Head {
        bytes32 seed;
        uint64 round;
        uint16 length;
        uint96 total; // weight
    }

    struct Ring {
        Head[SIZE] heads;
        uint256[MAX_ACTIVE][SIZE] slots;
    }

    function pack(uint96 cumulative, address orchestrator) internal pure returns (uint256) {
        return (uint256(cumulative) << 160) | uint160(orchestrator);
    }

    function has(Ring storage ring, uint64 round) internal view returns (bool) {
        return round != 0 && ring.heads[round % SIZE].round == round;
    }

    /// @dev The round must be present.
    function seedOf(Ring storage ring, uint64 round) internal view returns (bytes32) {
        return ring.heads[round % SIZE].seed;
    }

    /// @dev The round must be present.
    function sizeOf(Ring storage ring, uint64 round) internal view returns (uint256) {
        return ring.heads[round % SIZE].length;
    }

    /// @dev The round must be present.
    function totalOf(Ring storage ring, uint64 round) internal view returns (uint96) {
        return ring.heads[round % SIZE].total;
    }

    /// @dev Whether an orchestrator is at an index of a round that may be absent.
    function isAt(Ring storage ring, uint64 round, uint256 index, address orchestrator) internal view returns (bool) {
        return has(ring, round) && index < ring.heads[round % SIZE].length
            && address(uint160(ring.slots[round % SIZE][index])) == orchestrator;
    }

    /// @dev The round must be present, and have that index.
    function weightAt(Ring storage ring, uint64 round, uint256 index) internal view returns (uint256) {
        uint256[MAX_ACTIVE] storage slots = ring.slots[round % SIZE];
        return (slots[index] >> 160) - (index == 0 ? 0 : slots[index - 1] >> 160);
    }

    /// @dev The round must be present.
    function slotsOf(Ring storage ring, uint64 round) internal view returns (uint256[] memory out) {
        uint256[MAX_ACTIVE] storage slots = ring.slots[round % SIZE];
        out = new uint256[](ring.heads[round % SIZE].length);
        for (uint256 i = 0; i < out.length; ++i) {
            out[i] = slots[i];
        }
    }
}
